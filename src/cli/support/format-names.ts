/** What `export --format` writes a debate as. */
export const EXPORT_FORMATS = ['jsonl', 'markdown', 'memo', 'html', 'csv', 'openai', 'dpo'] as const;

/** What `eval --format` prints a report as. */
export const REPORT_FORMATS = ['terminal', 'json', 'junit', 'inspect', 'promptfoo'] as const;

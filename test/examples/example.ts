import { readFileSync } from 'node:fs';
import { vi } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The lines that an example prints when it is run. */
export async function printedBy(example: string): Promise<string> {
  const lines: string[] = [];
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line)),
    // LangSmith says that it traces nothing.
    vi.spyOn(console, 'warn').mockReturnValue(),
  ];
  try {
    await import(`../../examples/${example}`);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return lines.join('\n');
}

/** Code and output of an example as docs/FRAMEWORKS.md shows them, and its code as it is. */
export function shownOf(example: string): { code: string; shown: string; printed: string } {
  const [, section = ''] = read('docs/FRAMEWORKS.md').split(`](../examples/${example})`);
  const [, shown = '', printed = ''] = /```ts\n([\s\S]*?)\n```[\s\S]*?```\n([\s\S]*?)\n```/.exec(section) ?? [];
  return { code: read(`examples/${example}`).trimEnd(), shown, printed };
}

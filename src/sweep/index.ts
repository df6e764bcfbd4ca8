export type { Held } from './analysis.ts';
export { analyse } from './analysis.ts';
export { reportAsCsv } from './as-csv.ts';
export { reportAsHtml } from './as-html.ts';
export { reportAsMarkdown, reportAsText } from './as-text.ts';
export { blocksOf } from './blocks.ts';
export { AXES } from './definition.ts';
export type { Row } from './row.ts';

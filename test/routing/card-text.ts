import { readFileSync } from 'node:fs';

/** A shipped card as it is written. */
export const cardText = (id: string): string =>
  readFileSync(new URL(`../../personas/${id}.md`, import.meta.url), 'utf8');

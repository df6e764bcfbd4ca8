import { readFileSync } from 'node:fs';

export const cardText = (id: string): string =>
  readFileSync(new URL(`../../personas/${id}.md`, import.meta.url), 'utf8');

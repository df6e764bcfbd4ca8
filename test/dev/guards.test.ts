import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { GUARDS } from '../../dev/guards/guards.ts';

const read = (file: string) => readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
const page = read('SECURITY.md');

it.each(GUARDS)(
  'a guard stands once in its file, and SECURITY.md names the file of its test: $guard',
  ({ file, take, leave, test }) => {
    expect(read(file).split(take)).toHaveLength(2);
    expect(leave).not.toBe(take);
    expect(page).toContain(`\`${test}\``);
  },
);

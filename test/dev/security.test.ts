import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const at = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const page = readFileSync(at('SECURITY.md'), 'utf8');
/** Each line of a table with what it says is tried, and the tests that it names, by file. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:what is tried|---)/.test(line))
  .map((line) => {
    const cells = line.split(' | ');
    const tests = (cells.at(-1) ?? '').split('; ').map((cell) => ({
      file: /`(test\/[^`]+)`/.exec(cell)?.[1] ?? '',
      names: [...cell.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
    }));
    return [cells[0] ?? '', tests] as const;
  });

describe('SECURITY.md', () => {
  it('is one page of at least twenty lines of defence', () => {
    expect(rows.length).toBeGreaterThanOrEqual(20);
    expect(page.split('\n').length).toBeLessThan(150);
  });

  it.each(rows)('names a test that there is: %s', (_, tests) => {
    for (const { file, names } of tests) {
      expect([file, existsSync(at(file))]).toEqual([file, true]);
      expect([file, names.length > 0]).toEqual([file, true]);
      const text = readFileSync(at(file), 'utf8');
      // Where a name is made for each case, `…` stands for what differs.
      for (const name of names)
        expect([file, name, name.split('…').every((part) => text.includes(part.trim()))]).toEqual([file, name, true]);
    }
  });
});

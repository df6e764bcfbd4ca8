import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { GUARDS } from '../../dev/guards/guards.ts';

const read = (file: string) => readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
const page = read('SECURITY.md');

/** A name out of a table stands in two pieces: what is told of every row, and the row's own. */
const isNamedIn = (text: string, name: string) =>
  Array.from(name, (_, at) => at).some((at) => text.includes(name.slice(0, at)) && text.includes(name.slice(at)));

it.each(GUARDS)(
  'a guard stands once in its file, its test in its own, and SECURITY.md names that: $guard',
  ({ file, take, leave, test, name }) => {
    expect(read(file).split(take)).toHaveLength(2);
    expect(leave).not.toBe(take);
    expect(isNamedIn(read(test), name)).toBe(true);
    expect(page).toContain(`\`${test}\``);
  },
);

/** Tests of SECURITY.md behind which no one line of the sources stands. */
const UNGUARDED: Record<string, string> = {
  'test/app/chat.test.ts': 'its script ends the loop by itself: one that goes on is due',
  'test/cards/robust.test.ts': 'how time grows is in the whole of the reader',
  'test/dev/security.test.ts': 'holds the page itself',
  'test/e2e/init.test.ts': 'npm is told by the package that runs',
  'test/fuzz/cards.test.ts': 'looks for what nobody thought of',
  'test/fuzz/scenarios.test.ts': 'looks for what nobody thought of',
  'test/load/load.test.ts': 'its guards have faster tests in test/store/commits.test.ts and test/view/api.test.ts',
  'test/machines/chaos.test.ts': 'its guard has a faster test in test/machines/journal.test.ts',
  'test/machines/machines.test.ts': 'its guard has a faster test in test/machines/journal.test.ts',
  'test/store/bars.test.ts': 'SQLite itself undoes what a full disk has cut',
  'test/store/sql.test.ts': 'reads every statement of the sources',
  'test/view/hostile.test.ts': 'no place of the page makes markup of a text',
};

it('each test that SECURITY.md names misses a guard, or is listed with why there is none to take out', () => {
  const named = new Set([...page.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file));
  const guarded = new Set(GUARDS.map(({ test }) => test));
  expect([...named].filter((file) => !guarded.has(file)).sort()).toEqual(Object.keys(UNGUARDED).sort());
});

it('each guard has a name of its own', () => {
  expect(new Set(GUARDS.map(({ guard }) => guard)).size).toBe(GUARDS.length);
});

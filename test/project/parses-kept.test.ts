import { expect, it } from 'vitest';
import { keepParses, loadTeam, parsesKept } from '../../src/project/index.ts';

it('what a thread has parsed goes to another as plain data, and is not parsed again there', () => {
  const { members } = loadTeam({ projectDir: process.cwd() });
  const kept = parsesKept();
  const handed = structuredClone(kept);
  expect(Object.values(handed['card'] ?? {}).length).toBeGreaterThanOrEqual(members.length);
  expect(handed).toEqual(kept);
  // Under another name in errors it is another parse: what was taken over under that name is what a team is made of.
  const [[key, card] = ['', {}]] = Object.entries(handed['card'] ?? {});
  keepParses({ card: { [`elsewhere.md${key.slice(key.indexOf('\n'))}`]: card }, unheard: { of: {} } });
  expect(Object.values(parsesKept()['card'] ?? {})).toContain(card);
});

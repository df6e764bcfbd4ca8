import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printContext } from '../../src/report/context.ts';
import { memoSections } from '../../src/report/memo.ts';
import { settled } from '../../src/report/width.ts';
import { documentFrom, scriptOf, team, trial } from '../measures/debates.ts';

const cards = team.members.map(({ card }) => card);

/** The memo of an offline debate on a question by other hands, by section. */
async function memoOf(name: string) {
  const held = scriptOf(readFileSync(new URL(`../fixtures/by-result/${name}.yaml`, import.meta.url), 'utf8'));
  const done = await trial(held, 7);
  const { outcome } = done;
  if (outcome === null) throw new Error('the debate is closed');
  const sections = memoSections(printContext(held.scenario, cards), documentFrom(done, held.scenario, 7), outcome);
  const texts = (key: string) =>
    (sections.find((one) => one.key === key)?.lines ?? []).map(({ text }) => settled(text));
  return { outcome, texts };
}

describe('a memo whose first step decides between options', () => {
  it.each([['maize-start', /^measure first, and go by the result; the votes are for selling wet, 3 : 1$/, 'toll']])(
    'tells in its head what follows from each result, and that the votes are for another: %s',
    async (name, head, expected) => {
      const { outcome, texts } = await memoOf(name);
      const here = outcome.figures?.measured[0]?.bands.find(({ isHere }) => isHere);
      expect(here?.option).toBe(expected);
      expect(here?.option).not.toBe(outcome.decision);
      const [decided, first] = texts('decision');
      expect(decided).toMatch(head);
      // No result is told as one at which the decision stands that leads to something else.
      expect(first).not.toMatch(/This stands if/);
      const { options } = outcome.figures ?? { options: [] };
      expect(options.length).toBeGreaterThan(1);
      expect(texts('actions').join('\n')).toMatch(/carry out what the result says/);
    },
  );
});

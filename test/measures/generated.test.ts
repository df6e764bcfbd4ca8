import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orphanNumbers } from '../playbook/numbers.ts';
import { scriptOf, trial } from './debates.ts';
import { question } from './generated.ts';
import { heldFrom } from './held.ts';
import { looseReplies, silentMoves, unresolved, votesForImpossible } from './sound.ts';

const RUNS = { numRuns: 60, seed: 20 };
const MOST_FLIPS = 3;

describe('any small question', () => {
  it('is debated to its end in whole sentences, each number from somewhere, each move aloud, and no need missed', async () => {
    await fc.assert(
      fc.asyncProperty(question, fc.integer({ min: 1, max: 1000 }), async (text, seed) => {
        const loaded = scriptOf(text);
        const done = await trial(loaded, seed);
        const held = heldFrom(loaded, seed, done);
        expect(done.events.at(-1)?.type).toBe('debate.closed');
        expect(unresolved(held)).toEqual([]);
        expect(
          orphanNumbers(held.document, held.scenario).map(({ turn, text: number }) => [
            number,
            held.turns.find((one) => one.turn === turn)?.utterance,
          ]),
        ).toEqual([]);
        expect(looseReplies(held)).toEqual([]);
        expect(silentMoves(held)).toEqual([]);
        expect(votesForImpossible(held)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('flips at the printed digit, in a debate held anew', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (text) => {
        const { outcome } = await trial(scriptOf(text), 1);
        for (const { fact, tried, to } of outcome?.flips.slice(0, MOST_FLIPS) ?? []) {
          const at = async (value: number) =>
            (await trial(scriptOf(text, { facts: { [fact]: value } }), 1)).outcome?.decision ?? null;
          expect([fact, tried, await at(tried.holds)]).toEqual([fact, tried, outcome?.decision ?? null]);
          expect([fact, tried, await at(tried.flips)]).toEqual([fact, tried, to]);
        }
      }),
      RUNS,
    );
  });
});

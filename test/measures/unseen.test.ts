import { beforeAll, describe, expect, it } from 'vitest';
import { countNumbers, orphanNumbers } from '../playbook/numbers.ts';
import type { Held } from './held.ts';
import { looseReplies, votesForImpossible } from './sound.ts';
import { heldWithUnseen, pairwiseAccuracy } from './unseen.ts';

const CARDS = [
  'test/fixtures/cards/mason.md',
  'test/fixtures/cards/sail.md',
  'personas/forge.md',
  'personas/axiom.md',
  'personas/prism.md',
  'personas/flux.md',
];
const SCENARIOS = ['loss-drop-3000', 'lost-checkpoint', 'build-or-buy'];

describe('six cards without a voice', () => {
  let debates: Held[] = [];
  let unseen: string[] = [];
  beforeAll(async () => {
    ({ debates, unseen } = await heldWithUnseen(CARDS, SCENARIOS, [1, 2, 3, 4]));
  });

  it('all speak and vote', () => {
    expect(unseen).toHaveLength(6);
    for (const { turns } of debates)
      for (const member of unseen) {
        const mine = turns.filter(({ speaker }) => speaker === member);
        expect(
          mine.some(({ phase }) => phase === 'vote'),
          member,
        ).toBe(true);
        expect(mine.every(({ utterance }) => utterance.length > 0)).toBe(true);
      }
  });

  it('vote for nothing impossible, answer what was said, and say no number from nowhere', () => {
    for (const held of debates) {
      expect(votesForImpossible(held)).toEqual([]);
      expect(looseReplies(held)).toEqual([]);
      expect(countNumbers(held.document, held.scenario)).toBeGreaterThan(8);
      expect(orphanNumbers(held.document, held.scenario)).toEqual([]);
    }
  });

  it('can be told apart in pairs better than by chance', () => {
    expect(pairwiseAccuracy(debates, unseen)).toBeGreaterThan(0.6);
  });
});

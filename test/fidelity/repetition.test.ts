import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCard } from '../../src/fidelity/compile/compile-card.ts';
import { repetition } from '../../src/fidelity/scorers/repetition.ts';
import { shippedCards } from './team.ts';

const [card] = shippedCards().map((one) => compileCard(one, { colleagues: [] }));

/** The stretch of a turn without sentences that is found to come again, and null where none is. */
function foundIn(utterance: string): string | null {
  if (card === undefined) throw new RangeError('expected a card');
  const turn = { id: '1', persona: card.id, utterance, context: [] };
  const [read] = repetition.score([turn], card, { all: [turn] }).turns;
  return read?.evidence.find(({ finding }) => finding.code === 'repetition.twice')?.quote ?? null;
}

describe('a run of words that comes again at once', () => {
  it.each([
    ['the loss is the loss is flat', 'the loss is the loss is'],
    ['그래서 학습률을, 학습률을 내립니다', null],
    ['그래서 학습률을 먼저, 학습률을 먼저 내립니다', '학습률을 먼저, 학습률을 먼저'],
    ['we rent and we wait', null],
  ])('is found in “%s”: %s', (utterance, found) => {
    expect(foundIn(utterance)).toBe(found);
  });

  it('is what the plain pattern finds, tried at every letter, in any text', () => {
    const piece = fc.constantFrom('a', 'b', '가', '나', '𝐀', '𝐁', ' ', ', ', 'loss ', 'abcdef', '가나다라마바', '1');
    const unit = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
    const text = fc
      .array(
        fc.oneof(
          unit,
          unit.map((one) => `${one} ${one}`),
        ),
        { minLength: 1, maxLength: 5 },
      )
      .map((parts) => parts.join(''));
    let found = 0;
    fc.assert(
      fc.property(text, (utterance) => {
        const plain = /([\p{L}\p{N}][\p{L}\p{N} ,.!?]{5,}?)(?:[\s,.!?]+\1){1,}/u.exec(utterance)?.[0] ?? null;
        if (plain !== null) found += 1;
        expect(foundIn(utterance)).toBe(plain);
      }),
      { numRuns: 1_000 },
    );
    expect(found).toBeGreaterThan(100);
  });
});

import { describe, expect, it } from 'vitest';
import { doseResponse, onsetOf } from '../../../dev/meta/dose.ts';
import type { ScoredTurn } from '../../../dev/meta/mutation-table.ts';
import { mutationTable } from '../../../dev/meta/mutation-table.ts';
import { measuredSwap } from '../../../dev/meta/swap.ts';
import { bareCard, SAMPLE_SCORERS } from '../../fidelity/evaluation/sample-report.ts';

/** A turn that was scored: who caught it, and how sound it looks. */
const scoredTurn = (id: string, kind: string, corrupted: boolean, inCharacter: number, by: string[]): ScoredTurn => ({
  id,
  kind,
  corrupted,
  half: 'held',
  utterance: id,
  vector: { turn: id, scores: {}, inCharacter, flagged: inCharacter < 0.5, by },
});

describe('mutation table', () => {
  const scored = [
    { ...scoredTurn('o1', 'original', false, 0.9, []), half: 'tune' as const },
    { ...scoredTurn('o2', 'original', false, 0.8, []), half: 'held' as const },
    scoredTurn('m1', 'tone', true, 0.2, ['A3']),
    scoredTurn('m2', 'tone', true, 0.9, []),
    scoredTurn('m3', 'identity_fact', true, 0.1, ['A2']),
    scoredTurn('n1', 'quotation', false, 0.9, []),
    scoredTurn('n2', 'quotation', false, 0.1, ['A3']),
  ];
  const table = mutationTable(scored, 'held', SAMPLE_SCORERS);

  it('says by class what is caught, by which scorer, and lists what survives', () => {
    const tone = table.classes.find(({ kind }) => kind === 'tone');
    expect(tone).toMatchObject({ n: 2, byScorer: { A3: 0.5, A2: 0 } });
    expect(tone?.recall?.value).toBe(0.5);
    expect(tone?.survivors.map(({ id }) => id)).toEqual(['m2']);
    expect(table.classes.find(({ kind }) => kind === 'identity_fact')?.byScorer).toEqual({ A3: 0, A2: 1 });
  });

  it('counts hard negatives that are flagged against it', () => {
    expect(table.negatives.find(({ kind }) => kind === 'quotation')?.falsePositives?.value).toBe(0.5);
    expect(table.overall.falsePositiveRate?.n).toBe(3);
    expect(table.overall.recall?.value).toBeCloseTo(2 / 3, 12);
    expect(table.overall.precision?.value).toBeCloseTo(2 / 3, 12);
  });

  it('reads the half that it is asked for', () => {
    expect(mutationTable(scored, 'tune', SAMPLE_SCORERS).classes).toEqual([]);
    expect(mutationTable(scored, 'tune', SAMPLE_SCORERS).negatives.map(({ n }) => n)).toEqual([1]);
  });
});

describe('swap matrix', () => {
  const cards = ['ada', 'bob'].map(bareCard);
  const spoken = (persona: string, utterance: string) => ({ id: persona, persona, utterance, context: [] });
  /** Knows whose turn it is by a letter. */
  const scorers = [
    {
      ...(SAMPLE_SCORERS[0] as (typeof SAMPLE_SCORERS)[number]),
      score: (turns: readonly { id: string; utterance: string }[], card: { id: string }) => ({
        scorer: 'A3',
        version: 1,
        persona: card.id,
        score: 1,
        coverage: 1,
        evidence: [],
        turns: turns.map(({ id, utterance }) => ({
          turn: id,
          score: utterance === card.id ? 0.9 : 0.4,
          read: true,
          evidence: [],
        })),
        figures: {},
        notes: [],
      }),
    },
  ];

  it('has the diagonal on top when cards tell their members apart, and not when they are taken for each other', () => {
    const right = measuredSwap(
      [
        { persona: 'ada', turns: [spoken('ada', 'ada')] },
        { persona: 'bob', turns: [spoken('bob', 'bob')] },
      ],
      cards,
      scorers,
    );
    expect(right.values).toEqual([
      [0.45, 0.2],
      [0.2, 0.45],
    ]);
    expect([right.top1?.value, right.turnTop1?.value, right.auroc]).toEqual([1, 1, 1]);
    const swapped = measuredSwap(
      [
        { persona: 'ada', turns: [spoken('ada', 'bob')] },
        { persona: 'bob', turns: [spoken('bob', 'ada')] },
      ],
      cards,
      scorers,
    );
    expect([swapped.top1?.value, swapped.auroc]).toEqual([0, 0]);
  });

  it('gives ties to nobody', () => {
    const tied = measuredSwap([{ persona: 'ada', turns: [spoken('ada', 'nobody')] }], cards, scorers);
    expect(tied.top1?.value).toBe(0);
  });
});

describe('dose-response', () => {
  it('falls with the dose, and finds the round in which corruption began', () => {
    const pairs = Array.from({ length: 40 }, (_, index) => ({ sound: 0.8 + (index % 5) / 50, corrupted: 0.2 }));
    const { doses, spearman } = doseResponse(pairs, 1);
    expect(spearman).toBe(-1);
    expect(doses.at(-1)?.score).toBeCloseTo(0.2, 12);
    const course = [0, 1, 2, 3, 4, 5].flatMap((round) =>
      [0, 1, 2].map(() => ({ round, score: round < 3 ? 0.9 : 0.5 })),
    );
    expect(onsetOf(course)).toBe(3);
    expect(onsetOf(course.map((one) => ({ ...one, score: 0.7 })))).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { compileCard } from '../../src/fidelity/compile/compile-card.ts';
import type { ProbeAnswer } from '../../src/fidelity/model/turn.ts';
import { stance } from '../../src/fidelity/scorers/stance.ts';
import { shippedCards } from './team.ts';

const [pulse] = shippedCards().filter(({ id }) => id === 'pulse');
if (pulse === undefined) throw new RangeError('expected a shipped card');
const card = compileCard(pulse, { colleagues: shippedCards() });

const answer = (round: number, given: string | null, rest: Partial<ProbeAnswer> = {}): ProbeAnswer => ({
  debate: 'd',
  persona: 'pulse',
  round,
  turn: round * 5 + 1,
  probe: 'motion',
  question: 'Which?',
  answer: given,
  evidence: [],
  conceded: false,
  ...rest,
});

const turns = [1, 2, 3].map((turn) => ({
  id: `d/${turn}`,
  persona: 'pulse',
  utterance: '그건 재 보자.',
  context: [],
  debate: 'd',
}));

const scored = (...probes: ProbeAnswer[]) =>
  stance.score(turns, card, {
    all: turns,
    sides: [{ debate: 'd', probes, blind: {}, final: {}, decision: null, truth: null }],
  });

describe('stance by probes', () => {
  it('keeps, updates and drifts', () => {
    const { score, figures, evidence } = scored(
      answer(0, 'keep'),
      answer(1, 'ablate', { evidence: ['mixture'], conceded: true }),
      answer(2, 'keep'),
    );
    expect(figures).toMatchObject({ probesKept: 0, probesUpdated: 1, probesDrifted: 1 });
    expect(score).toBe(0.5);
    expect(evidence[0]).toMatchObject({
      turn: 'd/3',
      finding: { code: 'stance.probe', params: { answer: 'keep', round: 2 } },
    });
  });

  it('calls a change drift that lacks a new reason or a concession', () => {
    expect(scored(answer(0, 'a'), answer(1, 'b', { evidence: ['x'] })).score).toBe(0);
    expect(scored(answer(0, 'a'), answer(1, 'b', { conceded: true })).score).toBe(0);
    expect(scored(answer(0, 'a'), answer(1, 'a')).score).toBe(1);
  });

  it('compares no answer with nothing, and scores nothing that was asked once', () => {
    expect(scored(answer(0, 'a'), answer(1, null)).figures).toEqual({});
    expect(scored(answer(0, 'a')).score).toBeNull();
  });

  it('falls with every drift more', () => {
    const dose = [0, 1, 2, 3, 4].map(
      (drifts) => scored(...[0, 1, 2, 3, 4].map((round) => answer(round, round > 4 - drifts ? `${round}` : 'a'))).score,
    );
    expect(dose).toEqual([1, 0.75, 0.5, 0.25, 0]);
  });
});

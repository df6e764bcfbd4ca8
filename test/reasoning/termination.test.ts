import { describe, expect, it } from 'vitest';
import type { StopRule } from '../../src/core/scenario.ts';
import type { Standing } from '../../src/reasoning/termination.ts';
import { heldBy, stalled } from '../../src/reasoning/termination.ts';
import { claim, recorded } from './turns.ts';

const fact = { kind: 'fact' as const, ref: 'fact:price' };
const states = (value: number) =>
  claim({
    reason: 'price',
    option: 'a',
    side: 'against',
    evidence: fact,
    figure: { name: 'price', value, unit: 'USD' },
  });
const said = recorded({ turn: 1, speaker: 'a', phase: 'opening', claims: [states(2)] });
const idle = (turn: number, speaker: string) =>
  recorded({
    turn,
    speaker,
    claims: [
      claim({ reason: 'price', option: 'a', side: 'against', evidence: { kind: 'colleague', ref: 'turn:1.1' } }),
    ],
  });

describe('a rebuttal stalls', () => {
  it('when a whole run of turns only repeats what was said', () => {
    expect(stalled([said, idle(2, 'b'), idle(3, 'c')], 2)).toBe(true);
  });

  it('not before so many turns have been taken in it', () => {
    expect(stalled([said, idle(2, 'b')], 2)).toBe(false);
    expect(stalled([], 2)).toBe(false);
  });

  it.each([
    ['a reason nobody had given', { claims: [{ ...states(2), reason: 'other' }] }],
    ['a new figure for an old reason', { claims: [states(4)] }],
    ['free text with evidence', { claims: [claim({ evidence: fact })] }],
    ['a question', { question: { text: '?', topic: null, about: null } }],
    ['a change of mind', { stance: { option: 'b', confidence: 0.6, support: {}, movedBy: ['price'] } }],
  ])('not where there is %s', (_, change) => {
    expect(stalled([said, idle(2, 'b'), recorded({ turn: 3, speaker: 'c', ...change })], 2)).toBe(false);
    expect(stalled([said, recorded({ turn: 2, speaker: 'c', ...change }), idle(3, 'b')], 2)).toBe(false);
  });

  it('with an old reason said over again by somebody else', () => {
    const again = recorded({ turn: 3, speaker: 'c', claims: [states(2)] });
    expect(stalled([said, idle(2, 'b'), again], 2)).toBe(true);
  });
});

describe('a stop rule', () => {
  const turns = ['a', 'b'].map((speaker, index) =>
    recorded({ turn: index + 1, speaker, stance: { option: 'x', confidence: 0.8, support: {}, movedBy: [] } }),
  );
  const standing: Standing = {
    events: turns,
    seats: ['a', 'b'],
    decision: 'plurality',
    rounds: 1,
    spent: { calls: 4, tokens: 900, usd: 0.2 },
    seconds: 30,
  };

  it.each<[StopRule, string[] | null]>([
    ['consensus', ['consensus']],
    [{ turns: 3 }, null],
    [{ any: [{ turns: 3 }, 'consensus', { rounds: 1 }] }, ['consensus', 'rounds 1']],
    [{ all: ['consensus', { turns: 3 }] }, null],
    [{ all: [{ any: [{ usd: 1 }, { tokens: 900 }] }, { calls: 4 }] }, ['tokens 900', 'calls 4']],
    [
      { any: [{ all: ['stall', { seconds: 30 }] }, { all: [{ margin: 1 }, { seconds: 30 }] }] },
      ['stall', 'seconds 30', 'margin 1'],
    ],
    [{ all: [{ all: [{ any: [{ all: ['consensus'] }] }] }] }, ['consensus']],
  ])('%j says which of its conditions hold: %j', (rule, held) => {
    expect(heldBy(rule, standing)).toEqual(held);
  });

  it('does not take silence for agreement: who has not spoken, or stands for nothing, is of no mind', () => {
    expect(heldBy('consensus', { ...standing, seats: ['a', 'b', 'c'] })).toBeNull();
    expect(heldBy('consensus', { ...standing, events: [] })).toBeNull();
    expect(heldBy({ margin: 0.1 }, { ...standing, events: [] })).toBeNull();
  });
});

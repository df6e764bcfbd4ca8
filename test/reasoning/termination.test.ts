import { describe, expect, it } from 'vitest';
import type { StopRule } from '../../src/core/scenario.ts';
import type { Standing } from '../../src/reasoning/termination.ts';
import { asksTheTime, heldBy, stalled } from '../../src/reasoning/termination.ts';
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
    ['a proposal', { proposes: { label: 'a third way', base: 'a', set: {} } } as never],
    ['a change of mind', { stance: { option: 'b', confidence: 0.6, support: {}, movedBy: ['price'] } }],
  ])('not where there is %s', (_, change) => {
    expect(stalled([said, idle(2, 'b'), recorded({ turn: 3, speaker: 'c', ...change })], 2)).toBe(false);
    expect(stalled([said, recorded({ turn: 2, speaker: 'c', ...change }), idle(3, 'b')], 2)).toBe(false);
  });

  it('with words of one’s own that rest on nothing', () => {
    expect(stalled([said, idle(2, 'b'), recorded({ turn: 3, speaker: 'c', claims: [claim()] })], 2)).toBe(true);
  });

  it('in no other phase, and not while one of its turns is of the phase before', () => {
    const opening = recorded({ turn: 2, speaker: 'b', phase: 'opening' });
    expect(stalled([said, opening, idle(3, 'c')], 2)).toBe(false);
    expect(stalled([said, opening, recorded({ turn: 3, speaker: 'c', phase: 'opening' })], 2)).toBe(false);
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

  it.each<[StopRule, StopRule]>([
    [{ turns: 2 }, { turns: 3 }],
    [{ rounds: 1 }, { rounds: 2 }],
    [{ seconds: 30 }, { seconds: 31 }],
    [{ calls: 4 }, { calls: 5 }],
    [{ tokens: 900 }, { tokens: 901 }],
    [{ usd: 0.2 }, { usd: 0.21 }],
  ])('holds from its number on: %j, and not %j', (reached, ahead) => {
    expect([heldBy(reached, standing), heldBy(ahead, standing)]).toEqual([
      [Object.entries(reached).flat().join(' ')],
      null,
    ]);
  });

  it('of which none holds does not hold, and two that are the same are said once', () => {
    expect(heldBy({ any: [{ turns: 3 }, { rounds: 2 }] }, standing)).toBeNull();
    expect(heldBy({ any: [{ turns: 2 }, { turns: 2 }] }, standing)).toEqual(['turns 2']);
  });

  it('that they differ in is no consensus, nor one that one of them has left open', () => {
    const [first, second] = turns;
    const other = (option: string | null) =>
      recorded({ turn: 2, speaker: 'b', stance: { option, confidence: 0.8, support: {}, movedBy: [] } });
    expect(
      heldBy('consensus', { ...standing, events: [first, other('y')].flatMap((event) => event ?? []) }),
    ).toBeNull();
    expect(
      heldBy('consensus', { ...standing, events: [first, other(null)].flatMap((event) => event ?? []) }),
    ).toBeNull();
    expect(heldBy('consensus', { ...standing, events: [other(null)], seats: ['b'] })).toBeNull();
    expect(
      heldBy('consensus', { ...standing, events: [second].flatMap((event) => event ?? []), seats: ['b'] }),
    ).toEqual(['consensus']);
  });

  it.each<[StopRule | undefined, boolean]>([
    [undefined, false],
    ['stall', false],
    [{ seconds: 3 }, true],
    [{ turns: 3 }, false],
    [{ any: ['stall', { seconds: 3 }] }, true],
    [{ any: ['stall', { turns: 3 }] }, false],
    [{ all: ['stall', { any: [{ turns: 2 }, { seconds: 3 }] }] }, true],
    [{ all: ['stall', { rounds: 3 }] }, false],
  ])('%j asks the time: %s', (rule, asks) => {
    expect(asksTheTime(rule)).toBe(asks);
  });

  it('does not take silence for agreement: who has not spoken, or stands for nothing, is of no mind', () => {
    expect(heldBy('consensus', { ...standing, seats: ['a', 'b', 'c'] })).toBeNull();
    expect(heldBy('consensus', { ...standing, events: [] })).toBeNull();
    expect(heldBy({ margin: 0.1 }, { ...standing, events: [] })).toBeNull();
  });
});

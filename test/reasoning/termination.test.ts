import { describe, expect, it } from 'vitest';
import { stalled } from '../../src/reasoning/termination.ts';
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

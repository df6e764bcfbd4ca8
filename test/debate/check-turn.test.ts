import { describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import type { Turn } from '../../src/core/turn.ts';
import { checkTurn } from '../../src/debate/check-turn.ts';
import { claim, recorded } from '../reasoning/turns.ts';

const events = [
  recorded({ turn: 1, speaker: 'a', phase: 'opening', claims: [claim()] }),
  recorded({ turn: 2, speaker: 'b', phase: 'opening', claims: [claim(), claim({ claim: 2 })] }),
];

function turn(change: Partial<Turn> = {}): Turn {
  return {
    utterance: 'said',
    act: 'support',
    addressee: 'all',
    answers: null,
    question: null,
    claims: [],
    stance: { option: 'x', confidence: 0.5, support: { x: 0.5, y: 0.5 }, movedBy: [] },
    proposes: null,
    withdraws: [],
    condition: null,
    unused: [],
    ...change,
  };
}

function refusal(change: Partial<Turn>): string | null {
  try {
    checkTurn(turn(change), { speaker: 'a', seats: ['a', 'b'], options: ['x', 'y'], events });
    return null;
  } catch (error) {
    if (error instanceof PitwallError && error.code === 'TURN_INVALID') return error.message;
    throw error;
  }
}

describe('a turn is taken', () => {
  it.each([
    [{}],
    [{ act: 'rebut', answers: { turn: 2, claim: 2 }, addressee: 'b' }],
    [{ act: 'concede', answers: { turn: 2, claim: 1 } }],
    [{ act: 'support', answers: { turn: 1, claim: 1 } }],
    [{ stance: { option: null, confidence: 0, support: {}, movedBy: [] } }],
  ] as [Partial<Turn>][])('%j', (change) => {
    expect(refusal(change)).toBeNull();
  });
});

describe('a turn is refused', () => {
  const stance = turn().stance;
  it.each([
    [{ addressee: 'a' }, 'a: expected to address a colleague or `all`, got the speaker'],
    [{ addressee: 'c' }, 'a: expected an addressee at the table or `all`, got `c`'],
    [{ stance: { ...stance, option: 'z' } }, 'a: expected a stance on one of x, y, got `z`'],
    [{ stance: { ...stance, support: { x: 0.5, z: 0.5 } } }, 'a: expected support of x, y only, got `z`'],
    [{ act: 'rebut' }, 'a: expected an act `rebut` to name the claim it answers'],
    [{ act: 'concede' }, 'a: expected an act `concede` to name the claim it answers'],
    [{ act: 'answer' }, 'a: expected an act `answer` to name the claim it answers'],
    [{ act: 'support', answers: { turn: 3, claim: 1 } }, 'a: expected to answer an earlier claim, got turn 3, claim 1'],
    [{ act: 'rebut', answers: { turn: 2, claim: 3 } }, 'a: expected to answer an earlier claim, got turn 2, claim 3'],
    [
      { act: 'rebut', answers: { turn: 1, claim: 1 } },
      "a: expected to rebut another member's claim, got turn 1 of their own",
    ],
  ] as [Partial<Turn>, string][])('%j', (change, sentence) => {
    expect(refusal(change)).toBe(`${sentence} [TURN_INVALID]`);
  });
});

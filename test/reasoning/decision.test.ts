import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionRule } from '../../src/core/scenario.ts';
import type { Ballot } from '../../src/reasoning/decision.ts';
import { decide } from '../../src/reasoning/decision.ts';

const vote = (option: string | null, confidence = 0.5): Ballot => ({ option, confidence });
const NONE = { decision: null, margin: 0, confidence: 0 };
const RULES: DecisionRule[] = ['plurality', 'weighted', 'consensus'];

describe('plurality', () => {
  it('goes to most votes and says how far ahead they are', () => {
    const decided = decide('plurality', [vote('a', 0.6), vote('a', 0.8), vote('b', 0.9), vote('a', 0.7)]);
    expect(decided.decision).toBe('a');
    expect(decided.margin).toBeCloseTo(0.5, 12);
    expect(decided.confidence).toBeCloseTo(0.7, 12);
  });

  it('breaks a tie by confidence, with no margin', () => {
    const decided = decide('plurality', [vote('a', 0.6), vote('b', 0.7)]);
    expect(decided).toEqual({ decision: 'b', margin: 0, confidence: 0.7 });
  });

  it('decides nothing where votes and confidence tie', () => {
    expect(decide('plurality', [vote('a'), vote('b')])).toEqual(NONE);
    expect(decide('plurality', [vote('a', 0.1), vote('a', 0.2), vote('b', 0.3), vote('b', 0)])).toEqual(NONE);
  });

  it('counts who abstains among the votes, for no option', () => {
    expect(decide('plurality', [vote('a'), vote(null, 0), vote(null, 0), vote(null, 0)])).toEqual({
      decision: 'a',
      margin: 0.25,
      confidence: 0.5,
    });
  });
});

describe('weighted', () => {
  it('goes to most confidence, even against more votes', () => {
    const decided = decide('weighted', [vote('a', 0.2), vote('a', 0.2), vote('b', 0.9)]);
    expect(decided.decision).toBe('b');
    expect(decided.margin).toBeCloseTo((0.9 - 0.4) / 1.3, 12);
  });

  it('decides nothing on equal confidence, however it is added up', () => {
    expect(decide('weighted', [vote('a', 0.1), vote('a', 0.2), vote('b', 0.3)])).toEqual(NONE);
  });

  it('gives a vote without any confidence no margin to speak of', () => {
    expect(decide('weighted', [vote('a', 0), vote(null, 0)])).toEqual({ decision: 'a', margin: 0, confidence: 0 });
  });
});

describe('consensus', () => {
  it('needs every vote, and an abstention is not one', () => {
    expect(decide('consensus', [vote('a'), vote('a', 0.7)]).decision).toBe('a');
    expect(decide('consensus', [vote('a'), vote('b', 0.1)])).toEqual(NONE);
    expect(decide('consensus', [vote('a'), vote(null, 0)])).toEqual(NONE);
  });
});

describe('every rule', () => {
  const ballots = fc.array(
    fc.record({
      option: fc.constantFrom('a', 'b', 'c', null),
      confidence: fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
    }),
    { maxLength: 8 },
  );

  it('decides nothing without a vote', () => {
    for (const rule of RULES) {
      expect(decide(rule, [])).toEqual(NONE);
      expect(decide(rule, [vote(null, 0)])).toEqual(NONE);
    }
  });

  it('decides for an option that was voted for, with a margin within 0..1', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RULES), ballots, (rule, cast) => {
        const { decision, margin, confidence } = decide(rule, cast);
        if (decision !== null) expect(cast.map(({ option }) => option)).toContain(decision);
        for (const part of [margin, confidence]) expect(part >= 0 && part <= 1 + 1e-12).toBe(true);
      }),
    );
  });

  it('decides alike whoever votes first', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RULES),
        ballots.chain((cast) => fc.tuple(fc.constant(cast), fc.shuffledSubarray(cast, { minLength: cast.length }))),
        (rule, [cast, mixed]) => {
          expect(decide(rule, mixed).decision).toBe(decide(rule, cast).decision);
        },
      ),
      { numRuns: 500 },
    );
  });
});

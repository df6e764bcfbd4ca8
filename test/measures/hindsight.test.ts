import { describe, expect, it } from 'vitest';
import { script } from './debates.ts';
import { bestMember, brierOf, cases, holdAll, marksOf } from './hindsight.ts';

const known = cases();

describe('cases with a known outcome', () => {
  it('are twenty or more, and each answer is one of the options', () => {
    expect(known.length).toBeGreaterThanOrEqual(20);
    for (const { id, answer } of known)
      expect(Object.keys(script(`scenarios/hindsight/${id}.yaml`).scenario.options)).toContain(answer);
  });

  it.each(known.filter(({ by }) => by === 'calculation'))('$id is settled by a calculation', ({ id }) => {
    const { quantities, criteria, options } = script(`scenarios/hindsight/${id}.yaml`).scenario;
    const decides = JSON.stringify([criteria, Object.values(options).map(({ set }) => set)]);
    expect(Object.keys(quantities).some((name) => decides.includes(name))).toBe(true);
  });

  it('never expect anything: nobody who argues them reads the answer', () => {
    for (const { id } of known) expect(script(`scenarios/hindsight/${id}.yaml`).scenario.expect).toBeUndefined();
  });
});

describe('a debate against its own first vote', async () => {
  const results = await holdAll([1, 2, 3]);
  const computed = results.filter(({ by }) => by === 'calculation');

  it('is right more often, and nearer to the truth', () => {
    const blind = marksOf(results, (result) => result.blind);
    const debate = marksOf(results, (result) => result.debate);
    expect(debate.accuracy).toBeGreaterThanOrEqual(blind.accuracy);
    expect(debate.brier).toBeLessThanOrEqual(blind.brier);
  });

  it('is right in 85 of 100 where a calculator decides', () => {
    expect(marksOf(computed, (result) => result.debate).accuracy).toBeGreaterThanOrEqual(0.85);
  });

  it('beats the best single member', () => {
    expect(marksOf(results, (result) => result.debate).accuracy).toBeGreaterThan(bestMember(results).accuracy);
  });
});

describe('the Brier score', () => {
  it('is nothing for certainty in the truth, and two for certainty in something else', () => {
    expect(brierOf({ option: 'a', share: { a: 1, b: 0 } }, 'a')).toBe(0);
    expect(brierOf({ option: 'b', share: { a: 0, b: 1 } }, 'a')).toBe(2);
    expect(brierOf({ option: null, share: { a: 0.5, b: 0.5 } }, 'a')).toBe(0.5);
  });
});

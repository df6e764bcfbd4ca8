import { describe, expect, it } from 'vitest';
import { coverageOf, FAMILIES, madeUp, publicLogs } from './extrapolation.ts';

describe('the 95 % interval of extrapolate_loss', () => {
  it('holds the truth of made-up laws at a constant rate in .90 to .97 of cases', () => {
    const cases = Object.values(FAMILIES).flatMap((family, at) => madeUp(family, 9001 + 1000 * at, 60));
    const { of, held, refused } = coverageOf(cases, { kind: 'constant' });
    expect([of, refused]).toEqual([300, 0]);
    expect(held / of).toBeGreaterThanOrEqual(0.9);
    expect(held / of).toBeLessThanOrEqual(0.97);
  });

  it('holds the end of public logs cut at half and more of their steps in .90 to .97 of cases, with nothing said of their schedule', () => {
    const { of, held, refused } = coverageOf(publicLogs([0.5, 0.6, 0.7, 0.8]));
    expect(of).toBeGreaterThanOrEqual(50);
    expect(refused / (of + refused)).toBeLessThan(0.25);
    expect(held / of).toBeGreaterThanOrEqual(0.9);
    expect(held / of).toBeLessThanOrEqual(0.97);
  });
});

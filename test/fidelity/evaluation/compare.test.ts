import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/fidelity/evaluation/compare.ts';
import { reportOf } from './sample-report.ts';

const COUNTED = ['A2', 'A3'];
const good = (debates: number) => Array.from({ length: debates }, () => ['[.8] one', '[.9] two']);

describe('compare', () => {
  it('passes the same turns again, also where one debate carries no interval', () => {
    for (const debates of [1, 6]) {
      const result = compare(reportOf(good(debates)), reportOf(good(debates), 'again', 'e'), COUNTED);
      expect(result).toMatchObject({ verdict: 'pass', paired: debates, turns: [], because: [] });
    }
  });

  it('fails on the lower bound when a member got worse in every debate', () => {
    const worse = good(6).map(([first = '']) => [first, '[.3] two']);
    const result = compare(reportOf(good(6)), reportOf(worse, 'worse', 'e'), COUNTED);
    const overall = result.changes.find(({ scorer }) => scorer === 'mean');
    expect(overall?.delta.value).toBeCloseTo(-0.15, 12);
    expect(result.verdict).toBe('fail');
    expect(result.because[0]).toMatchObject({
      code: 'compare.worse',
      params: { name: 'ada', low: expect.closeTo(-0.15, 3) },
    });
    expect(result.turns[0]).toMatchObject({ turn: 2, before: '[.9] two', after: '[.3] two', persona: 'ada' });
  });

  it('fails when the mean rose and the lower bound did not', () => {
    const mixed = good(6).map((_, index) => (index === 0 ? ['[.1] one', '[.1] two'] : ['[1] one', '[1] two']));
    const result = compare(reportOf(good(6)), reportOf(mixed, 'mixed', 'e'), COUNTED);
    expect(result.changes.find(({ scorer }) => scorer === 'mean')?.delta.value).toBeGreaterThan(-0.01);
    expect(result.verdict).toBe('fail');
  });

  it('gives no verdict on one changed debate, without shared debates, or when a member is gone', () => {
    const once = compare(reportOf(good(1)), reportOf([['[.9] one', '[.9] two']], 'b', 'e'), COUNTED);
    expect(once.verdict).toBe('none');
    expect(compare(reportOf(good(1)), reportOf([]), COUNTED)).toMatchObject({ verdict: 'none', paired: 0 });
    const gone = { ...reportOf(good(2)), members: [] };
    expect(compare(reportOf(good(2)), gone, COUNTED).verdict).toBe('none');
  });
});

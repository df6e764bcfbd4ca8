import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../dev/noise.ts';
import { diagnose } from '../../src/workbench/loss-curve/diagnose.ts';
import { FINDING_KINDS } from '../../src/workbench/loss-curve/finding.ts';
import type { Point } from '../../src/workbench/loss-curve/series.ts';
import { timesAsLong } from '../fixtures/pace.ts';
import { FAMILY_NAMES, makeCurve } from './curves.ts';

const kindsOf = (points: readonly Point[]): string[] => [...new Set(diagnose(points).findings.map(({ kind }) => kind))];
const law = (step: number): number => 2 + 8 * step ** -0.4;

/** `n` points of the law with noise of .03 nats and `extra(step, index)` on top. */
function curve(n: number, extra: (step: number, index: number) => number = () => 0, seed = 1): Point[] {
  const random = seeded(seed);
  return Array.from({ length: n }, (_, index) => {
    const step = index + 1;
    return { step, loss: law(step) + extra(step, index) + 0.03 * random.normal() };
  });
}

describe('made-up curves whose seeds were not used to set any threshold', () => {
  const SEEDS = [9001, 9002, 9003, 9004, 9005, 9006];
  const curves = FAMILY_NAMES.flatMap((family) => SEEDS.map((seed) => makeCurve(family, seed)));
  const judged = curves.map(({ kinds, points, ...from }) => ({ ...from, kinds, found: kindsOf(points) }));

  it('are told apart with a macro-F1 of .95 or more', () => {
    const scores = FINDING_KINDS.map((kind) => {
      const right = judged.filter(({ kinds, found }) => kinds.includes(kind) && found.includes(kind)).length;
      const wrong = judged.filter(({ kinds, found }) => kinds.includes(kind) !== found.includes(kind)).length;
      expect(right + wrong, kind).toBeGreaterThanOrEqual(SEEDS.length);
      return (2 * right) / (2 * right + wrong);
    });
    expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeGreaterThanOrEqual(0.95);
  });

  it('are scored against families without a finding as well, a third of them', () => {
    expect(FAMILY_NAMES.filter((family) => family.startsWith('healthy'))).toHaveLength(FAMILY_NAMES.length / 3);
  });
});

describe.each(FAMILY_NAMES.filter((name) => name.startsWith('healthy')))('%s', (family) => {
  it('raises nothing in twelve seeds', () => {
    const raised = Array.from({ length: 12 }, (_, seed) => makeCurve(family, seed)).flatMap(({ points, seed }) =>
      kindsOf(points).map((kind) => `${seed}: ${kind}`),
    );
    expect(raised).toEqual([]);
  });
});

describe('findings', () => {
  it('are none of a loss that is 0 at every step, which is refused in a sentence', () => {
    const zero = Array.from({ length: 200 }, (_, i) => ({ step: i + 1, loss: 0 }));
    expect(() => diagnose(zero)).toThrow('expected a loss, found 0 at each of 200 steps');
  });

  it('call a loss that never moves flat, with numbers that are numbers', () => {
    const { findings } = diagnose(Array.from({ length: 200 }, (_, i) => ({ step: i + 1, loss: 0.7 })));
    expect(findings).toMatchObject([{ kind: 'plateau', from: 1, strength: 1 }]);
    expect(JSON.stringify(findings)).not.toContain('null');
  });

  it('call a run that jumps from .28 to chance at its third value diverged, and not only flat (KAN on BHDD, error-overflow)', () => {
    const points = Array.from({ length: 36 }, (_, i) => ({
      step: i + 1,
      loss: [0.281, 0.37, 2.6][i] ?? 2.31 + (i % 2) / 1000,
    }));
    const [first] = diagnose(points).findings;
    expect(first).toMatchObject({ kind: 'divergence', from: 1, to: 36 });
    expect(first?.statistic.rise).toBeCloseTo(1.93, 1);
  });

  it('place a drop, with the level on either side', () => {
    const [found, ...others] = diagnose(curve(1000, (step) => (step > 600 ? -0.3 : 0))).findings;
    expect(others).toEqual([]);
    expect(found?.kind).toBe('improvement');
    expect(found?.from).toBeGreaterThanOrEqual(597);
    expect(found?.to).toBeLessThanOrEqual(604);
    expect(found?.statistic.drop).toBeCloseTo(-0.3, 1);
    expect((found?.statistic.before ?? 0) - law(600)).toBeCloseTo(0, 1);
  });

  it('tell several things of one curve', () => {
    const found = kindsOf(
      curve(2000, (step, index) => (step > 1500 ? -0.4 : 0) + (index >= 800 && index < 806 ? 1.5 : 0)),
    );
    expect(found.sort()).toEqual(['improvement', 'spike']);
  });

  it('count three spikes as three', () => {
    const at = [300, 500, 700];
    const { findings } = diagnose(curve(1000, (_, index) => (at.some((i) => index >= i && index < i + 4) ? 2 : 0)));
    expect(findings.map(({ kind, from }) => `${kind} ${from}`)).toEqual(['spike 301', 'spike 501', 'spike 701']);
    for (const { statistic } of findings) expect(statistic.height).toBeCloseTo(2, 0);
  });

  it('read swings without a period from the point where they set in', () => {
    const [found] = diagnose(curve(2000, (step, index) => (step > 1000 ? 0.3 * (index % 2 ? 1 : -1) : 0))).findings;
    expect(found?.kind).toBe('oscillation');
    expect(found?.from).toBeCloseTo(1000, -2);
  });

  it('measure the period and the amplitude of a wave', () => {
    const [found] = diagnose(curve(2000, (step) => 0.2 * Math.sin((2 * Math.PI * step) / 50))).findings;
    expect(found?.statistic.period).toBeCloseTo(50, 0);
    expect(found?.statistic.amplitude).toBeCloseTo(0.2, 1);
  });

  it('call a run that never fell flat', () => {
    const random = seeded(4);
    const points = Array.from({ length: 400 }, (_, i) => ({ step: i + 1, loss: 6.9 + 0.05 * random.normal() }));
    expect(kindsOf(points)).toEqual(['plateau']);
  });

  it('do not call the end of a long run slow or flat: there every law is straight', () => {
    const random = seeded(5);
    const points = Array.from({ length: 1000 }, (_, i) => ({
      step: 90_000 + 10 * i,
      loss: law(90_000 + 10 * i) + 0.002 * random.normal(),
    }));
    expect(kindsOf(points)).toEqual([]);
  });

  it.each([
    ['null', null],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
  ])('take %s for divergence, where it begins', (_, value) => {
    const points = curve(300).map((point) => (point.step >= 250 ? { ...point, loss: value } : point));
    const { findings, healthy } = diagnose(points);
    expect(healthy).toBe(false);
    expect(findings).toEqual([
      { kind: 'divergence', from: 250, to: 300, strength: 1, statistic: { nonFinite: 51, share: 51 / 300 } },
    ]);
  });

  it('are not sought in a handful of points, which are too few to call healthy', () => {
    expect(
      diagnose([
        { step: 1, loss: 9 },
        { step: 2, loss: 3 },
      ]),
    ).toMatchObject({ healthy: false, judged: false, points: 2, findings: [] });
  });
});

describe('a diagnosis', () => {
  const points = curve(800, (step, index) => (step > 500 ? -0.4 : 0) + (index >= 200 && index < 206 ? 1.5 : 0), 3);
  const plain = diagnose(points);

  it('does not depend on the unit of the loss', () => {
    fc.assert(
      fc.property(fc.integer({ min: -6, max: 6 }), (power) => {
        const factor = 2 ** power; // exact in floating point
        const scaled = diagnose(points.map(({ step, loss }) => ({ step, loss: (loss ?? 0) * factor })));
        expect(scaled.findings.map(({ kind, from, to }) => [kind, from, to])).toEqual(
          plain.findings.map(({ kind, from, to }) => [kind, from, to]),
        );
        scaled.findings.forEach(({ strength }, i) => {
          expect(strength).toBeCloseTo(plain.findings[i]?.strength ?? Number.NaN, 6);
        });
        expect(scaled.change?.size).toBeCloseTo((plain.change?.size ?? 0) * factor, 6);
      }),
      { numRuns: 8 },
    );
  });

  it('does not depend on how often a step was counted', () => {
    const slower = diagnose(points.map(({ step, loss }) => ({ step: step * 64, loss })));
    expect(slower.findings.map(({ kind, from }) => [kind, from / 64])).toEqual(
      plain.findings.map(({ kind, from }) => [kind, from]),
    );
  });

  it('does not depend on the order of the points', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...points], { minLength: points.length }), (shuffled) => {
        expect(diagnose(shuffled)).toEqual(plain);
      }),
      { numRuns: 10 },
    );
  });

  it('takes the later value of a step that was logged twice', () => {
    const stale = points.slice(300, 340).map(({ step }) => ({ step, loss: 50 }));
    expect(diagnose([...stale, ...points])).toEqual(plain);
  });

  it('is stronger the larger the drop is', () => {
    const strengths = [0.15, 0.3, 0.6, 1.2].map((drop) => {
      const { findings } = diagnose(curve(1000, (step) => (step > 600 ? -drop : 0)));
      return findings.find(({ kind }) => kind === 'improvement')?.strength ?? 0;
    });
    expect(strengths).toEqual([...strengths].sort((a, b) => a - b));
    expect(new Set(strengths).size).toBe(4);
    expect(strengths[0]).toBeGreaterThan(0);
  });

  it('holds for any finite curve: strengths within 0..1, steps within the run', () => {
    const anyPoints = fc.array(
      fc.record({
        step: fc.integer({ min: -1000, max: 100_000 }),
        loss: fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: null }),
      }),
      { minLength: 1, maxLength: 300 },
    );
    fc.assert(
      fc.property(anyPoints, (any) => {
        const { findings, firstStep, lastStep, healthy, judged } = diagnose(any);
        expect(healthy).toBe(judged && findings.length === 0);
        for (const { strength, from, to, statistic } of findings) {
          expect(strength).toBeGreaterThanOrEqual(0);
          expect(strength).toBeLessThanOrEqual(1);
          expect(from).toBeGreaterThanOrEqual(firstStep);
          expect(to).toBeLessThanOrEqual(lastStep);
          expect(Object.values(statistic).filter((value) => !Number.isFinite(value))).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('a long log', () => {
  const [tenth, whole] = [curve(100_000), curve(1_000_000)];
  const values = whole.map(({ loss }) => loss ?? 0);
  const diagnosed = () => expect(diagnose(whole).points).toBe(1_000_000);

  it('of a million points takes less than ten sorts of them, under a second where a sort takes a tenth', () => {
    expect(timesAsLong(diagnosed, () => Float64Array.from(values).sort(), 10)).toBeLessThan(10);
  });

  it('takes at most twenty times what a tenth of it takes', () => {
    expect(timesAsLong(diagnosed, () => diagnose(tenth), 20)).toBeLessThan(20);
  });
});

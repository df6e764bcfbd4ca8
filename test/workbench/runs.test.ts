import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/workbench/loss-curve/diagnose.ts';
import { FINDING_KINDS } from '../../src/workbench/loss-curve/finding.ts';
import { makeRun, RUN_KINDS } from './runs.ts';

/** Seeds from here on were used for no threshold. */
const FRESH = 7001;
const EACH = 6;

const judged = RUN_KINDS.flatMap((kind) =>
  Array.from({ length: EACH }, (_, i) => makeRun(kind, FRESH + i)).map(({ seed, kinds, points }) => ({
    run: `${kind} ${seed}`,
    kinds,
    found: new Set(diagnose(points).findings.map((finding) => finding.kind)),
  })),
);

describe('runs as trainers log them, from fresh seeds', () => {
  it('are told apart with a macro-F1 of .95 or more, and no kind under .9', () => {
    const scores = FINDING_KINDS.map((kind) => {
      const right = judged.filter(({ kinds, found }) => kinds.includes(kind) && found.has(kind)).length;
      const wrong = judged.filter(({ kinds, found }) => kinds.includes(kind) !== found.has(kind)).length;
      expect(right + wrong, kind).toBeGreaterThanOrEqual(3 * EACH);
      return (2 * right) / (2 * right + wrong);
    });
    expect(Math.min(...scores)).toBeGreaterThan(0.9);
    expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeGreaterThanOrEqual(0.95);
  });

  it('raise nothing where nothing is wrong', () => {
    const healthy = judged.filter(({ kinds }) => kinds.length === 0);
    expect(healthy.length).toBeGreaterThanOrEqual(100);
    expect(healthy.flatMap(({ run, found }) => [...found].map((kind) => `${run}: ${kind}`))).toEqual([]);
  });
});

describe('a log that goes back', () => {
  const law = (step: number): number => 2 + 8 * step ** -0.4;
  const stretch = (from: number, to: number, extra = 0) =>
    Array.from({ length: to - from + 1 }, (_, i) => ({
      step: from + i,
      loss: law(from + i) + extra + 0.01 * Math.sin(i * i),
    }));

  it('gives up what it had logged from the step that it was resumed at, and what came of it', () => {
    const points = [...stretch(1, 700), ...stretch(701, 800, 6), ...stretch(650, 760)];
    expect(diagnose(points)).toMatchObject({ points: 760, lastStep: 760, healthy: true });
  });

  it('counts only the last run when steps begin again', () => {
    const points = [...stretch(1, 600, 1), ...stretch(1, 300)];
    expect(diagnose(points)).toMatchObject({ points: 300, lastStep: 300, healthy: true });
  });

  it('is put in order when it never was in one', () => {
    const points = stretch(1, 600);
    const shuffled = points.map((_, i) => points[(i * 7) % 600] as (typeof points)[0]);
    expect(diagnose(shuffled)).toEqual(diagnose(points));
  });
});

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PitwallError } from '../../src/core/error.ts';
import { randomFrom } from '../../src/core/random.ts';
import { readDataText } from '../../src/project/index.ts';
import { extrapolateLoss } from '../../src/workbench/extrapolate-loss.ts';
import { readCurve } from '../../src/workbench/loss-curve/read-curve.ts';
import { median } from '../../src/workbench/loss-curve/robust.ts';
import type { Point } from '../../src/workbench/loss-curve/series.ts';
import { toSeries } from '../../src/workbench/loss-curve/series.ts';
import { runTool } from '../../src/workbench/run-tool.ts';

export interface Coverage {
  of: number;
  held: number;
  refused: number;
  /** Median width of the interval over the loss. */
  width: number;
}

interface Case {
  points: readonly Point[];
  budget: number;
  truth: number;
}

const noFiles = (): never => {
  throw new Error('no file is read here');
};

export function coverageOf(cases: readonly Case[], schedule?: { kind: 'constant' }): Coverage {
  let held = 0;
  let refused = 0;
  const widths: number[] = [];
  for (const { points, budget, truth } of cases) {
    try {
      const { low, high } = runTool(extrapolateLoss, { points, budget, schedule }, noFiles).result as {
        low: number;
        high: number;
      };
      widths.push((high - low) / truth);
      if (truth >= low && truth <= high) held += 1;
    } catch (error) {
      if (!(error instanceof PitwallError)) throw error;
      refused += 1;
    }
  }
  return { of: cases.length - refused, held, refused, width: median(widths) };
}

/** Power laws whose steps are shifted, some with a second, slower one below, in white noise or one with a memory. */
export function madeUp(seed: number, count: number): Case[] {
  return Array.from({ length: count }, (_, i) => {
    const random = randomFrom('shifted laws', seed + i);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const [floor, exponent, shift] = [1.2 + random(), 0.15 + 0.5 * random(), 10 ** (1 + 2.5 * random())];
    const scale = (9 - floor) * shift ** exponent;
    const second = random() < 0.4 ? 0.15 * random() : 0;
    const memory = random() < 0.5 ? 0.9 : 0;
    const at = (step: number) => floor + scale * (step + shift) ** -exponent + second * Math.exp(-step / 8000);
    const noise = 0.005 + 0.05 * random();
    let carried = 0;
    const points = Array.from({ length: 1000 }, (_, k) => {
      const step = (k + 1) * 10;
      carried = memory * carried + Math.sqrt(1 - memory ** 2) * normal();
      return { step, loss: at(step) + noise * carried };
    });
    const budget = 10_000 * (1.5 + 3 * random());
    return { points, budget, truth: at(budget) };
  });
}

/** Public logs cut at a share of their steps, and the level that their end came to. */
export function publicLogs(shares: readonly number[]): Case[] {
  const folder = new URL('../fixtures/real-logs/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.gz'))
    .flatMap((name) => {
      let points: Point[];
      try {
        points = readCurve(readDataText(fileURLToPath(new URL(name, folder)), name), name);
      } catch (error) {
        if (error instanceof PitwallError) return [];
        throw error;
      }
      const { steps, losses } = toSeries(points).series;
      const n = steps.length;
      if (n < 120) return [];
      return shares.map((share) => {
        const cut = Math.round(share * n);
        const tail = Math.max(10, Math.round(0.03 * n));
        const cutPoints = Array.from(steps.subarray(0, cut), (step, i) => ({ step, loss: losses[i] ?? null }));
        return {
          points: cutPoints,
          budget: steps[n - 1 - (tail >> 1)] as number,
          truth: median(losses.subarray(n - tail)),
        };
      });
    });
}

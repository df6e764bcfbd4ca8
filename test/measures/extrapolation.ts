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
import { readLogs } from './real-logs.ts';

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

export interface Family {
  points: number;
  /** Whether the law counts its steps from elsewhere than the log. */
  shifted?: boolean;
  /** Of what the noise was one point before. */
  memory?: number;
  /** Up to this many nats fall off by an exponential below the law. */
  second?: number;
}

/** Laws that runs at a constant rate are told to follow, in the noise of a batch. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  'power laws': { points: 1000 },
  'shifted in their steps': { points: 1000, shifted: true },
  'in noise with a memory': { points: 1000, shifted: true, memory: 0.9 },
  'over a second, slower fall': { points: 1000, shifted: true, second: 0.15 },
  'of 200 points': { points: 200, shifted: true },
};

/** Laws of a family with drawn constants, logged to step 10,000, and what they come to at a step up to 4.5 times as late. */
export function madeUp(family: Family, seed: number, count: number): Case[] {
  const { points: length, shifted = false, memory = 0, second = 0 } = family;
  return Array.from({ length: count }, (_, i) => {
    const random = randomFrom('made-up laws', seed + i);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const [floor, exponent, shift] = [1.2 + random(), 0.15 + 0.5 * random(), shifted ? 10 ** (1 + 2.5 * random()) : 0];
    const scale = shifted ? (9 - floor) * shift ** exponent : 3 + 8 * random();
    const also = second * random();
    const at = (step: number) => floor + scale * (step + shift) ** -exponent + also * Math.exp(-step / 8000);
    const noise = 0.005 + 0.05 * random();
    let carried = 0;
    const points = Array.from({ length }, (_, k) => {
      const step = ((k + 1) * 10_000) / length;
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
  return readLogs()
    .filter(({ half }) => half !== 'by shape')
    .map(({ name }) => `${name}.gz`)
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

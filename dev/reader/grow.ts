import type { Tree } from '../../src/fidelity/reader/trees.ts';
import { sumOfTrees } from '../../src/fidelity/reader/trees.ts';
import { sigmoid } from './trainer.ts';

const TREES = 150;
const DEPTH = 3;
const RATE = 0.1;
const LEAST_EXAMPLES = 20;
const LAMBDA = 5;
const INPUTS_EACH = 0.5;
const BINS = 32;
const LEAST_GAIN = 1e-3;

/** Bounds between the values of one input, at most one bin less than `BINS`. */
function boundsOf(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const each = [...new Set(sorted)];
  if (each.length <= BINS) return each.slice(0, -1).map((value, at) => (value + (each[at + 1] as number)) / 2);
  return [
    ...new Set(
      Array.from({ length: BINS - 1 }, (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / BINS)] as number),
    ),
  ];
}

/** Examples by the bin that each input falls into. */
export interface Binned {
  inputs: readonly Float32Array[];
  bounds: readonly number[][];
  bins: readonly Uint8Array[];
}

export function binned(inputs: readonly Float32Array[]): Binned {
  const many = inputs[0]?.length ?? 0;
  const bounds = Array.from({ length: many }, (_, input) => boundsOf(inputs.map((one) => one[input] as number)));
  const bins = inputs.map((one) =>
    Uint8Array.from(bounds, (of, input) => {
      let bin = 0;
      while (bin < of.length && (one[input] as number) > (of[bin] as number)) bin += 1;
      return bin;
    }),
  );
  return { inputs, bounds, bins };
}

/**
 * Trees that each lower the log-loss of those before them (Friedman 2001, with the second-order gain of Chen & Guestrin 2016). The same
 * examples give the same trees.
 *
 * @param among positions of the examples to learn from
 */
export function grownTrees(
  { inputs, bounds, bins }: Binned,
  isFaulty: readonly boolean[],
  among: readonly number[],
): Tree[] {
  const scores = new Float64Array(inputs.length);
  const gradients = new Float64Array(inputs.length);
  const curvatures = new Float64Array(inputs.length);
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const totals = (rows: readonly number[]) => {
    let [g, h] = [0, 0];
    for (const row of rows) {
      g += gradients[row] as number;
      h += curvatures[row] as number;
    }
    return [g, h] as const;
  };
  const worth = (g: number, h: number) => (g * g) / (h + LAMBDA);
  const grow = (rows: readonly number[], depth: number, offered: readonly number[]): Tree => {
    const [g, h] = totals(rows);
    let best: { gain: number; input: number; bin: number } | null = null;
    for (const input of depth === 0 || rows.length < 2 * LEAST_EXAMPLES ? [] : offered) {
      const many = (bounds[input]?.length ?? 0) + 1;
      const [gs, hs, counts] = [new Float64Array(many), new Float64Array(many), new Int32Array(many)];
      for (const row of rows) {
        const bin = bins[row]?.[input] as number;
        gs[bin] = (gs[bin] as number) + (gradients[row] as number);
        hs[bin] = (hs[bin] as number) + (curvatures[row] as number);
        counts[bin] = (counts[bin] as number) + 1;
      }
      let [low, lowH, count] = [0, 0, 0];
      for (let bin = 0; bin < many - 1; bin += 1) {
        low += gs[bin] as number;
        lowH += hs[bin] as number;
        count += counts[bin] as number;
        if (count < LEAST_EXAMPLES || rows.length - count < LEAST_EXAMPLES) continue;
        const gain = worth(low, lowH) + worth(g - low, h - lowH) - worth(g, h);
        if (gain > (best?.gain ?? LEAST_GAIN)) best = { gain, input, bin };
      }
    }
    if (best === null) return Number(((-g / (h + LAMBDA)) * RATE).toPrecision(4));
    const { input, bin } = best;
    const isLow = (row: number) => (bins[row]?.[input] as number) <= bin;
    const bound = Number(((bounds[input] ?? [])[bin] as number).toPrecision(6));
    const sides = [rows.filter(isLow), rows.filter((row) => !isLow(row))] as const;
    return [input, bound, grow(sides[0], depth - 1, offered), grow(sides[1], depth - 1, offered)];
  };
  const trees: Tree[] = [];
  for (let at = 0; at < TREES; at += 1) {
    for (const row of among) {
      const p = sigmoid(scores[row] as number);
      gradients[row] = p - Number(isFaulty[row]);
      curvatures[row] = Math.max(1e-6, p * (1 - p));
    }
    const offered = bounds.flatMap((_, input) => (random() < INPUTS_EACH ? [input] : []));
    const tree = grow(among, DEPTH, offered);
    trees.push(tree);
    for (const row of among) scores[row] = (scores[row] as number) + sumOfTrees([tree], inputs[row] as Float32Array);
  }
  return trees;
}

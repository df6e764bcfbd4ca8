/** A turn as numbers. */
export interface Example {
  index: Int32Array;
  value: Float32Array;
}

/** Weights of one head, the last of them the bias. */
export type Head = Float32Array;

const EPOCHS = 10;
const RATE = 0.25;
const L2 = 2e-5;

/**
 * Logistic regression by AdaGrad with L2, the rarer class weighed up to half of the whole. The same examples give the same head.
 *
 * @param targets 1, 0, or -1 for what is left out
 */
export function trainHead(examples: readonly Example[], targets: ArrayLike<number>, width: number): Head {
  const weights = new Float32Array(width + 1);
  const sums = new Float32Array(width + 1).fill(1e-4);
  const order = examples.map((_, at) => at).filter((at) => (targets[at] ?? -1) >= 0);
  const positives = order.filter((at) => targets[at] === 1).length;
  const share = Math.max(1, positives) / Math.max(1, order.length);
  const weigh = [0.5 / (1 - share + 1e-9), 0.5 / share];
  let seed = 12345;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other] as number, order[at] as number];
    }
    for (const at of order) {
      const { index, value } = examples[at] as Example;
      const target = targets[at] as number;
      const error = (sigmoid(scoreOf(weights, { index, value })) - target) * (weigh[target] as number);
      for (let k = 0; k <= index.length; k += 1) {
        const id = k === index.length ? width : (index[k] as number);
        const gradient =
          error * (k === index.length ? 1 : (value[k] as number)) +
          (k === index.length ? 0 : L2 * (weights[id] as number));
        sums[id] = (sums[id] as number) + gradient * gradient;
        weights[id] = (weights[id] as number) - (RATE * gradient) / Math.sqrt(sums[id] as number);
      }
    }
  }
  return weights;
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The score before the sigmoid. */
export function scoreOf(weights: Head, { index, value }: Example): number {
  let sum = weights[weights.length - 1] as number;
  for (let k = 0; k < index.length; k += 1) sum += (weights[index[k] as number] as number) * (value[k] as number);
  return sum;
}

const PLATT_STEPS = 2000;

/** Log-odds from scores, both classes weighed alike. @see Platt 1999 */
export function plattFrom(rows: readonly { score: number; positive: boolean }[]): [number, number] {
  const positives = rows.filter(({ positive }) => positive).length;
  const weigh = (positive: boolean) => 0.5 / Math.max(1, positive ? positives : rows.length - positives);
  const mean = rows.reduce((sum, { score }) => sum + score, 0) / Math.max(1, rows.length);
  let [a, b] = [1, 0];
  for (let step = 0; step < PLATT_STEPS; step += 1) {
    let [da, db] = [0, 0];
    for (const { score, positive } of rows) {
      const error = (sigmoid(a * (score - mean) + b) - Number(positive)) * weigh(positive);
      da += error * (score - mean);
      db += error;
    }
    a -= da;
    b -= db;
  }
  return [Number(a.toFixed(4)), Number((b - a * mean).toFixed(4))];
}

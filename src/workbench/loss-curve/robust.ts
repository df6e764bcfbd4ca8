/** Room for the copies of short stretches, which are most: a fresh copy each costs more than the median. */
const scratch = new Float64Array(4096);

/** Median of a copy of `values`; NaN when empty. Linear on average (quickselect). */
export function median(values: ArrayLike<number>): number {
  const n = values.length;
  if (n > scratch.length) return middleOf(new Float64Array(values), n);
  for (let i = 0; i < n; i++) scratch[i] = values[i] as number;
  return middleOf(scratch, n);
}

/** Median of the first `n` values of `copy`, which it reorders. */
function middleOf(copy: Float64Array, n: number): number {
  if (n === 0) return Number.NaN;
  const upper = select(copy, n >> 1, n);
  if (n % 2 === 1) return upper;
  let lower = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n >> 1; i++) lower = Math.max(lower, copy[i] as number);
  return (lower + upper) / 2;
}

/** The k-th smallest of the first `n`; reorders them so that everything before index k is not above it. */
function select(a: Float64Array, k: number, n: number): number {
  let low = 0;
  let high = n - 1;
  while (low < high) {
    const pivot = a[(low + high) >> 1] as number;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((a[i] as number) < pivot) i++;
      while ((a[j] as number) > pivot) j--;
      if (i <= j) {
        const held = a[i] as number;
        a[i++] = a[j] as number;
        a[j--] = held;
      }
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return a[k] as number;
}

const FEW = 16;
const few = new Float64Array(FEW);

/** Median of `a[from..to)`, the range cut to what there is. Short ranges are sorted in place of a fresh copy: this runs once a point. */
export function medianOf(a: Float64Array, from: number, to: number): number {
  const first = Math.max(0, from);
  const n = Math.min(a.length, to) - first;
  if (n > scratch.length) return median(a.subarray(first, first + n));
  if (n > FEW) {
    for (let i = 0; i < n; i++) scratch[i] = a[first + i] as number;
    return middleOf(scratch, n);
  }
  if (n <= 0) return Number.NaN;
  for (let i = 0; i < n; i++) {
    const value = a[first + i] as number;
    let j = i;
    for (; j > 0 && (few[j - 1] as number) > value; j--) few[j] = few[j - 1] as number;
    few[j] = value;
  }
  const middle = n >> 1;
  return n % 2 === 1 ? (few[middle] as number) : ((few[middle - 1] as number) + (few[middle] as number)) / 2;
}

/** As many values tell a spread to half a per cent; of more, every second, third, ... is taken. */
const ENOUGH = 40_000;
const strideFor = (count: number): number => Math.max(1, Math.floor(count / ENOUGH));

/** Robust standard deviation about `centre`: 1.4826 times the median absolute deviation. */
export function spread(values: ArrayLike<number>, centre = median(values)): number {
  const stride = strideFor(values.length);
  const away = new Float64Array(Math.ceil(values.length / stride));
  for (let i = 0; i < away.length; i++) away[i] = Math.abs((values[i * stride] as number) - centre);
  return 1.4826 * median(away);
}

/**
 * Robust standard deviation of a series about its own slow trend: each value against the mean of its two neighbours,
 * which has 1.5 times the variance of white noise.
 */
export function roughness(a: Float64Array): number {
  if (a.length < 3) return 0;
  const stride = strideFor(a.length);
  const bends = new Float64Array(Math.ceil((a.length - 2) / stride));
  for (let k = 0; k < bends.length; k++) {
    const i = 1 + k * stride;
    bends[k] = (a[i] as number) - ((a[i - 1] as number) + (a[i + 1] as number)) / 2;
  }
  return spread(bends, 0) / Math.sqrt(1.5);
}

/** A straight line y = level + slope (x - at). */
export interface Line {
  at: number;
  level: number;
  slope: number;
}

/** Theil-Sen line (median of pairwise slopes), thinned to 80 points so that its cost has a ceiling. */
export function robustLine(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  const stride = Math.max(1, Math.ceil(x.length / 80));
  const slopes: number[] = [];
  for (let i = 0; i < x.length; i += stride) {
    for (let j = i + stride; j < x.length; j += stride) {
      const run = (x[j] as number) - (x[i] as number);
      if (run > 0) slopes.push(((y[j] as number) - (y[i] as number)) / run);
    }
  }
  const slope = slopes.length === 0 ? 0 : median(slopes);
  const at = median(x);
  const level = median(Float64Array.from(y, (value, i) => value - slope * ((x[i] as number) - at)));
  return { at, level, slope };
}

export function valueAt({ at, level, slope }: Line, x: number): number {
  return level + slope * (x - at);
}

/** How clearly an effect stands out of noise: effect / (effect + 2 noise), so 0..1 and free of scale. */
export function visibility(effect: number, noise: number): number {
  const size = Math.abs(effect);
  return size === 0 ? 0 : size / (size + 2 * noise);
}

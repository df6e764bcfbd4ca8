import type { Rate } from '../../src/fidelity/statistics/rates.ts';

/** `59.8 % (57.3 to 62.2, n 1557)`. */
export const percent = (one: Rate | null): string =>
  one === null
    ? '–'
    : `${(one.value * 100).toFixed(1)} % (${(one.low * 100).toFixed(1)} to ${(one.high * 100).toFixed(1)}, n ${one.n})`;

/** A number as people write it: at most three digits that say something, magnitudes by letter. */
export function plain(value: number): string {
  const size = Math.abs(value);
  const [scale, letter] = size >= 1e12 ? [1e12, 'T'] : size >= 1e9 ? [1e9, 'B'] : size >= 1e6 ? [1e6, 'M'] : [1, ''];
  return `${Number((value / scale).toPrecision(3))}${letter}`;
}

/** `.42`, `1.00`. */
export const two = (value: number): string => value.toFixed(2).replace(/^0/, '');

/** `−.024`: a slope, with three digits. */
export const slope = (value: number): string => value.toFixed(3).replace(/^(-?)0\./, '$1.');

/** `+.024`, `−.020`. */
export const signed = (value: number): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3).replace(/^0/, '')}`;

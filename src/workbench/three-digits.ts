const THOUSAND = 1000;
const UNITS: readonly (readonly [number, string])[] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
];

/** Three digits, as one says it: 0.000695, 28.9B, 83,300. */
export function threeDigits(value: number): string {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  const [unit, letter] = UNITS.find(([least]) => size >= least) ?? [1, ''];
  if (letter !== '' && size < 1e15) return `${Number((rounded / unit).toPrecision(3))}${letter}`;
  if (size >= 1e15) return rounded.toExponential().replace('e+', 'e');
  if (size >= THOUSAND) return Math.round(value).toLocaleString('en-US');
  return size < 1e-4 ? rounded.toExponential() : String(rounded);
}

/** A share or a slope as the terminal prints it: `.93`, `1.0`, `−.02`. */
export function plain(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  const short = Number(text) === 1 ? '1.0' : text.replace(/^0\./, '.');
  return value < 0 && Number(text) !== 0 ? `−${short}` : short;
}

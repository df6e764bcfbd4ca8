/** How many digits behind the point tell steps apart that stand in one line. */
export const stepDigits = (steps: readonly number[]): number =>
  steps.some((one) => Math.abs(one) < 1 && Math.abs(one) > 0) ? 2 : 1;

export function printSteps(steps: number, digits: number): string {
  const text = Math.abs(steps).toFixed(digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** The value of the last of so many digits that a number is printed with: .01 for 3.14159 in three, 100 for 12345 in three. */
export function lastPlace(value: number, digits: number): number {
  return 10 ** (Math.floor(Math.log10(Math.abs(value) || 1e-12)) - digits + 1);
}

/** How far from a threshold its printed value may lie, as a share of it. */
export const NEAR_ENOUGH = 0.005;

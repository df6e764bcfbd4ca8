import { PitwallError } from '../core/error.ts';

/** Rounding of a time that was read off a screen. */
const ROUNDING = 0.995;

/** Throws TOOL_INVALID for a measured time below what peak rates allow: the time or an argument is wrong then. */
export function refuseFasterThan(tool: string, bound: number, measured: number | undefined, what: string): void {
  if (measured === undefined || measured >= bound * ROUNDING) return;
  throw new PitwallError(
    'TOOL_INVALID',
    `${tool}: \`measuredSeconds\`: expected at least ${digits(bound)} s, which ${what} takes at full rate, found ${digits(measured)} s: ${digits(bound / measured)} times the peak`,
    { data: { bound, measured } },
  );
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}

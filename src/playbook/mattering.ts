import { OptionValues, withFact } from '../reasoning/evaluate.ts';
import type { View } from './view.ts';

/** A value that is told apart from another by nobody. */
const SAME = 1e-9;
const FACTORS = [1.5, 3, 1 / 3];

/**
 * Whether a fact has a part in what any of the quantities comes to for an option. That a formula names it is not enough: pay times nobody on
 * call is nothing, whatever the pay.
 */
export function matters(view: View, fact: string, names: readonly string[], option: string): boolean {
  return othersOf(view, fact).some((value) => isOther(view, fact, value, names, option));
}

/** Whether any of the quantities would be another one for an option, had a fact another value. */
export function isOther(view: View, fact: string, value: number, names: readonly string[], option: string): boolean {
  const now = view.now.assessment.options.get(option)?.values;
  const then = new OptionValues(view.model, withFact(view.now.world, fact, value), option);
  return now !== undefined && names.some((name) => differs(now.of(name), then.of(name)));
}

/** How far a quantity of an option would be from what it is, in shares of it, were a fact as somebody else took it to be. */
export function changeUnder(view: View, fact: string, value: unknown, quantity: string, option: string): number {
  if (typeof value !== 'number') return Number.POSITIVE_INFINITY;
  const then = new OptionValues(view.model, withFact(view.now.world, fact, value), option).of(quantity);
  const today = view.now.assessment.options.get(option)?.values.of(quantity) ?? null;
  if (then === null || today === null) return then === today ? 0 : Number.POSITIVE_INFINITY;
  return Math.abs(then - today) / Math.max(Math.abs(today), Math.abs(then), Number.MIN_VALUE);
}

/** Other values that a number might have. What is no number, or is not known, may matter in ways that none of these would show. */
function othersOf(view: View, fact: string): number[] {
  const now = view.now.world.facts.get(fact);
  const known = view.model.scenario.facts[fact];
  if (typeof now !== 'number') return [Number.NaN];
  return [
    ...(typeof known?.assumed === 'number' ? [known.assumed] : []),
    ...(known?.range ?? []),
    ...FACTORS.map((factor) => (now === 0 ? factor : now * factor)),
  ].filter((value) => value !== now);
}

function differs(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a !== b;
  return Math.abs(a - b) > SAME * Math.max(Math.abs(a), Math.abs(b));
}

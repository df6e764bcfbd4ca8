import type { OptionValues } from './evaluate.ts';
import type { CompiledCriterion, CompiledGoal } from './model.ts';

/**
 * What lies between two options, in steps: multiples of the difference that counts on each goal, where each step counts alike, whoever
 * looks. Even swaps (Hammond, Keeney, Raiffa 1998), in the author's own units.
 */
export interface GoalSteps {
  goal: CompiledGoal;
  /** The first's over the second's in steps, noise among them; above 0 the first is better. */
  difference: number;
  /** The same as it counts: nothing where it is noise. */
  steps: number;
}

const ENOUGH = 1 - 1e-9;

/** What makes a step on a goal, in base units, and the least difference that counts, in steps; null where there is no such step. */
export function stepOf(goal: CompiledGoal, values: OptionValues): { worth: number; least: number } | null {
  const worth = Math.abs(values.ofExpression(goal.worth) ?? 0);
  if (worth === 0) return null;
  const noise = goal.noise === null ? 0 : Math.abs(values.ofExpression(goal.noise) ?? 0);
  return { worth, least: (ENOUGH * noise) / worth };
}

/** On each goal that is known for both. */
export function stepsOn(goals: readonly CompiledGoal[], first: OptionValues, second: OptionValues): GoalSteps[] {
  const found: GoalSteps[] = [];
  for (const goal of goals) {
    const [own, other] = [first.of(goal.quantity), second.of(goal.quantity)];
    const step = stepOf(goal, first);
    if (own === null || other === null || step === null) continue;
    const difference = (goal.kind === 'more' ? own - other : other - own) / step.worth || 0;
    found.push({ goal, difference, steps: Math.abs(difference) >= step.least ? difference : 0 });
  }
  return found;
}

/** The lead of one option over any other, whose steps are worked out once. A difference that is noise counts `tilt` of a step. */
export function leadsFrom(
  goals: readonly CompiledGoal[],
  first: OptionValues,
  tilt = 0,
): (second: OptionValues) => number {
  const known: { quantity: string; isMore: boolean; own: number; worth: number; least: number }[] = [];
  for (const goal of goals) {
    const own = first.of(goal.quantity);
    const step = stepOf(goal, first);
    if (own !== null && step !== null)
      known.push({ quantity: goal.quantity, isMore: goal.kind === 'more', own, worth: step.worth, least: step.least });
  }
  return (second) => {
    let lead = 0;
    for (const { quantity, isMore, own, worth, least } of known) {
      const other = second.of(quantity);
      if (other === null) continue;
      const difference = (isMore ? own - other : other - own) / worth || 0;
      lead += Math.abs(difference) >= least ? difference : tilt * difference;
    }
    return lead;
  };
}

/** By how many steps the first option leads; below 0 it trails. */
export const leadOf = (list: readonly GoalSteps[]): number => list.reduce((sum, { steps }) => sum + steps, 0);

/** An option as far as steps are counted: with its values, the limits that it misses, and all goals. */
interface Standing {
  option: string;
  values: OptionValues;
  missed: readonly unknown[];
  goals: readonly { criterion: CompiledCriterion }[];
}

type Standings = { options: ReadonlyMap<string, Standing> };

/** Goals on which two options differ by what counts; null where a goal is not known for one of them. */
export function stepsBetween({ options }: Standings, first: string, second: string): GoalSteps[] | null {
  const [a, b] = [options.get(first), options.get(second)];
  if (a === undefined || b === undefined) return null;
  const goals = goalsOf(a);
  const found = stepsOn(goals, a.values, b.values);
  return found.length < goals.length ? null : found.filter(({ steps }) => steps !== 0);
}

const goalsOf = ({ goals }: Standing) =>
  goals.flatMap(({ criterion }) => (criterion.kind === 'need' ? [] : [criterion]));

/** Noise tilts by this much of a whole step, so that nothing but noise still decides something. */
export const TILT = 0.04;

/** The smallest lead, in steps, that an option has over any of the others; 0 where there is none. */
export function smallestLead(
  goals: readonly CompiledGoal[],
  own: OptionValues,
  others: readonly OptionValues[],
): number {
  if (others.length === 0) return 0;
  const lead = leadsFrom(goals, own, TILT);
  return Math.min(...others.map(lead));
}

import type { OptionValues } from './evaluate.ts';
import type { CompiledCriterion, CompiledGoal } from './model.ts';

/** What lies between two options on one goal, in steps: multiples of the difference that counts there. Above 0 the first one is better. */
export interface Step {
  goal: CompiledGoal;
  steps: number;
}

/** An option as far as steps are counted: with its values, the limits that it misses, and all goals. */
interface Standing {
  option: string;
  values: OptionValues;
  missed: readonly unknown[];
  goals: readonly { criterion: CompiledCriterion }[];
}

type Standings = { options: ReadonlyMap<string, Standing> };

const counts = ({ steps }: Step) => Math.abs(steps) >= 1 - 1e-9;

/** On each goal that is known for both. */
function stepsOn(goals: readonly CompiledGoal[], first: OptionValues, second: OptionValues): Step[] {
  return goals.flatMap((goal) => {
    const [own, other] = [first.of(goal.quantity), second.of(goal.quantity)];
    const worth = first.ofExpression(goal.worth);
    if (own === null || other === null || !worth) return [];
    return [{ goal, steps: (goal.kind === 'more' ? own - other : other - own) / Math.abs(worth) }];
  });
}

/** Goals on which two options differ by a step or more, whoever looks; null where a goal is not known for one of them. */
export function stepsBetween({ options }: Standings, first: string, second: string): Step[] | null {
  const [a, b] = [options.get(first), options.get(second)];
  if (a === undefined || b === undefined) return null;
  const goals = goalsOf(a);
  const steps = stepsOn(goals, a.values, b.values);
  return steps.length < goals.length ? null : steps.filter(counts);
}

const goalsOf = ({ goals }: Standing) =>
  goals.flatMap(({ criterion }) => (criterion.kind === 'need' ? [] : [criterion]));

/** By how many steps the first option leads, one for one; below 0 it trails. Even swaps (Hammond, Keeney, Raiffa 1998), in the author's own units. */
export const leadOf = (steps: readonly Step[]): number => steps.reduce((sum, one) => sum + one.steps, 0);

/** The option that keeps every limit and leads every other that does; null where two are level, or something is not known. */
export function aheadBySteps(standings: Standings): string | null {
  const open = [...standings.options.values()].flatMap(({ option, missed }) => (missed.length === 0 ? [option] : []));
  const leads = (option: string) =>
    open.every((other) => {
      if (other === option) return true;
      const steps = stepsBetween(standings, option, other);
      return steps !== null && leadOf(steps) > 1e-9;
    });
  return open.length < 2 ? (open[0] ?? null) : (open.find(leads) ?? null);
}

/** Below what counts, differences only tell apart what else is level. */
const TILT = 0.04;

/** The smallest lead, in steps, that an option has over any of the others; 0 where there is none. */
export function smallestLead(
  goals: readonly CompiledGoal[],
  own: OptionValues,
  others: readonly OptionValues[],
): number {
  const leads = others.map((other) =>
    stepsOn(goals, own, other).reduce((sum, one) => sum + (counts(one) ? one.steps : TILT * one.steps), 0),
  );
  return leads.length === 0 ? 0 : Math.min(...leads);
}

import type { OptionValues } from './evaluate.ts';
import type { Expression } from './formula.ts';
import type { CompiledCriterion, CompiledGoal, DecisionModel } from './model.ts';
import { goalsOf as goalsIn } from './model.ts';

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
  const noise = goal.noise === null ? 0 : (values.ofExpression(goal.noise) ?? 0);
  return { worth, least: leastOf(worth, noise) };
}

/** How much of each goal is worth as much as that of any other, in its own unit; null where that is no plain number. */
export const worthsOf = (
  model: DecisionModel,
): { quantity: string; label: string; unit: string; worth: number | null }[] =>
  goalsIn(model).map(({ quantity, worth }) => {
    const { label = quantity, unit = null } = model.quantities.get(quantity) ?? {};
    const factor = unit?.factor ?? 1;
    const step = worth.kind === 'number' ? Math.abs(worth.value * (worth.unit?.factor ?? factor)) / factor : 0;
    return { quantity, label, unit: unit?.text ?? '', worth: step === 0 ? null : step };
  });

/** The least difference that counts, in steps; nothing where there is no step. */
const leastOf = (worth: number, noise: number): number =>
  worth === 0 ? 0 : (ENOUGH * Math.abs(noise)) / Math.abs(worth);

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

/** What an option comes to on each goal, in their order: all that leads are worked out from. What is not known is NaN. */
export interface Figures {
  /** In base units. */
  own: readonly number[];
  steps: Steps;
}

/** What makes a step on each goal, in base units, 0 or NaN where there is none; and the least difference that counts, in steps. */
interface Steps {
  worth: readonly number[];
  least: readonly number[];
}

export function figuresOn(goals: readonly CompiledGoal[], values: OptionValues): Figures {
  return { own: goals.map(({ quantity }) => values.of(quantity) ?? Number.NaN), steps: stepsIn(goals, values) };
}

function stepsIn(goals: readonly CompiledGoal[], values: OptionValues): Steps {
  return stepsBy(goals, (expression) => values.ofExpression(expression));
}

/** By what formulas come to. */
export function stepsBy(goals: readonly CompiledGoal[], of: (expression: Expression) => number | null): Steps {
  const known = written.get(goals);
  if (known !== undefined) return known;
  const worths = goals.map(({ worth }) => of(worth));
  const steps = {
    worth: worths.map((worth) => (worth === null ? Number.NaN : Math.abs(worth))),
    least: goals.map(({ noise }, index) => leastOf(worths[index] ?? 0, noise === null ? 0 : (of(noise) ?? 0))),
  };
  const isWritten = goals.every(
    ({ worth, noise }) => worth.kind === 'number' && (noise?.kind ?? 'number') === 'number',
  );
  if (isWritten) written.set(goals, steps);
  return steps;
}

/** Whether each step is a plain amount and every difference counts: leads add up then. */
export function isAdditive(goals: readonly CompiledGoal[], { steps }: Pick<Figures, 'steps'>): boolean {
  return written.get(goals) === steps && steps.least.every((least) => least === 0);
}

/** Steps that are plain amounts in the scenario: the same whatever is known. */
const written = new WeakMap<readonly CompiledGoal[], Steps>();

/** By how many steps the first is ahead of the second; below 0 behind. A difference that is noise counts `tilt` of a step. */
export function leadOn(goals: readonly CompiledGoal[], first: Figures, second: Pick<Figures, 'own'>, tilt = 0): number {
  const { worth, least } = first.steps;
  let lead = 0;
  for (let index = 0; index < goals.length; index += 1) {
    const step = worth[index] ?? 0;
    const [own, other] = [first.own[index] ?? Number.NaN, second.own[index] ?? Number.NaN];
    // Neither a step of 0 nor what is not known counts.
    if (!(step > 0) || Number.isNaN(own) || Number.isNaN(other)) continue;
    const difference = (goals[index]?.kind === 'more' ? own - other : other - own) / step || 0;
    lead += Math.abs(difference) >= (least[index] ?? 0) ? difference : tilt * difference;
  }
  return lead;
}

/** The lead of one option over any other, whose steps are worked out once. A difference that is noise counts `tilt` of a step. */
export function leadsFrom(
  goals: readonly CompiledGoal[],
  first: OptionValues,
  tilt = 0,
): (second: OptionValues) => number {
  const { own, steps } = figuresOn(goals, first);
  const isCounted = goals.map((_, index) => !Number.isNaN(own[index] ?? Number.NaN) && (steps.worth[index] ?? 0) > 0);
  // Of the second only what is counted is looked up: it may take a calculator.
  const ownOf = (second: OptionValues) =>
    goals.map(({ quantity }, index) => (isCounted[index] ? second.of(quantity) : null) ?? Number.NaN);
  return (second) => leadOn(goals, { own, steps }, { own: ownOf(second) }, tilt);
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

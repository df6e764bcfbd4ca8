import { once } from '../core/once.ts';
import type { Value } from '../core/values.ts';
import type { OptionValues } from './evaluate.ts';
import { valuesOf } from './evaluate.ts';
import type { CompiledCriterion, CompiledGoal, CompiledNeed, DecisionModel } from './model.ts';
import { goalsOf, needsOf } from './model.ts';
import { smallestLead, stepOf, TILT } from './steps.ts';
import type { World } from './worlds.ts';

/**
 * Support for options: limits first, then weighted value over goals, in the sense of Keeney and Raiffa (1976). A member's weights
 * follow from the order of values on the card (Bench-Capon 2003: an audience is an order of values).
 */

/** Each step down the order of values keeps this much. */
const DECAY = 0.7;
/** In multiples of what a difference is worth: how fast a larger one comes to count in full. */
const SCALE = 3;
/** How sharply a lead shows as a lead in share. */
const SHARPNESS = 4.2;
/** Where goals trade one for one: the score of a step, and what of a judgement's weight is left beside figures. */
const STEP = 0.06;
const BESIDE_STEPS = 0.2;
const JUDGEMENT: Readonly<Record<'low' | 'medium', number>> = { low: 0.05, medium: 0.12 };

/** One goal as one option fares under it. */
export interface Standing {
  criterion: CompiledCriterion;
  /** What is lost against the best option, 0..1, or the score of each step where goals trade one for one; null where it is not known. */
  loss: number | null;
  /** 0..1: how much this member cares. */
  weight: number;
}

export interface OptionSupport {
  option: string;
  values: OptionValues;
  /** Limits that it misses. */
  missed: CompiledNeed[];
  /** Limits of which nobody here knows whether it keeps them. */
  open: CompiledNeed[];
  goals: Standing[];
  /** Weighted value; 0 is an option that loses nowhere. */
  score: number;
  /** Of all support, summing to 1 over the options that can be chosen; 0 for one that cannot. */
  share: number;
}

interface Choice {
  /** Null where none can be chosen, or nothing tells the first two apart. */
  best: string | null;
  /** The share of the best one; 0 where there is none. */
  confidence: number;
}

/** How the options stand for one member. */
export interface Assessment extends Choice {
  options: ReadonlyMap<string, OptionSupport>;
}

export function weightOf(values: readonly Value[], value: Value): number {
  const rank = values.indexOf(value);
  return DECAY ** (rank < 0 ? values.length : rank);
}

/** Weighs the options of a model under a world, for who ranks values so. */
export function assess(model: DecisionModel, world: World, values: readonly Value[]): Assessment {
  return weighed(model, faringUnder(model, world), values);
}

/** How the options fare, whoever looks: limits kept and missed, and what is lost on each goal. */
interface Faring {
  states: ReadonlyMap<string, OptionValues>;
  missed: ReadonlyMap<string, CompiledNeed[]>;
  open: ReadonlyMap<string, CompiledNeed[]>;
  losses(): readonly { goal: CompiledGoal; of: ReadonlyMap<string, number> }[];
  /** Option -> its smallest lead over those that keep every limit, in steps. */
  leads(): ReadonlyMap<string, number>;
}

export function faringUnder(model: DecisionModel, world: World): Faring {
  const states = new Map(model.options.map((option) => [option, valuesOf(model, world, option)]));
  const needs = needsOf(model);
  const goals = goalsOf(model);
  const missed = new Map<string, CompiledNeed[]>();
  const open = new Map<string, CompiledNeed[]>();
  for (const [option, state] of states) {
    const [broken, unknown]: [CompiledNeed[], CompiledNeed[]] = [[], []];
    for (const need of needs) {
      const meets = state.meets(need);
      if (meets === false) broken.push(need);
      else if (meets === null) unknown.push(need);
    }
    missed.set(option, broken);
    open.set(option, unknown);
  }
  const canWin = (option: string) => missed.get(option)?.length === 0;
  const isEqual = model.scenario.weights === 'equal';
  return {
    states,
    missed,
    open,
    losses: once(() => goals.map((goal) => ({ goal, of: lossesOf(goal, states, canWin, isEqual) }))),
    leads: once(
      () =>
        new Map(
          [...states].map(([option, state]) => [option, smallestLead(goals, state, rivalsOf(option, states, missed))]),
        ),
    ),
  };
}

/** The same for who ranks values so. */
function weighed(model: DecisionModel, faring: Faring, values: readonly Value[]): Assessment {
  const { states, missed, open } = faring;
  const losses = faring.losses();
  const weights = weightsOf(model, losses, values);
  const score = scoring(model, faring, values);
  const options = new Map<string, OptionSupport>();
  for (const [option, state] of states) {
    const goals = losses.map(
      ({ goal, of }, index): Standing => ({
        criterion: goal,
        loss: of.get(option) ?? null,
        weight: weights[index] ?? 0,
      }),
    );
    options.set(option, {
      option,
      values: state,
      missed: missed.get(option) ?? [],
      open: open.get(option) ?? [],
      goals,
      score: score(option),
      share: 0,
    });
  }
  return { options, ...shared([...options.values()]) };
}

/** What of them is chosen by who ranks values so, and nothing else: thousands of what-ifs ask no more. */
export function choiceOf(model: DecisionModel, faring: Faring, values: readonly Value[]): Choice {
  const score = scoring(model, faring, values);
  return shared(
    model.options.map((option) => ({
      option,
      missed: faring.missed.get(option) ?? [],
      score: score(option),
      share: 0,
    })),
  );
}

function weightsOf(model: DecisionModel, losses: readonly { goal: CompiledGoal }[], values: readonly Value[]) {
  const isEqual = model.scenario.weights === 'equal';
  return losses.map(({ goal }) => (isEqual ? 1 : weightOf(values, goal.value)));
}

/** The score of each option for who ranks values so. */
function scoring(model: DecisionModel, faring: Faring, values: readonly Value[]): (option: string) => number {
  const judged = model.scenario.judgements.map((one) => ({
    ...{ for: one.for, against: one.against },
    counts: JUDGEMENT[one.weight] * weightOf(values, one.value),
  }));
  const judgedOf = (option: string) =>
    judged.reduce((sum, one) => sum + (one.for === option ? 1 : one.against === option ? -1 : 0) * one.counts, 0);
  if (model.scenario.weights === 'equal')
    return (option) => STEP * (faring.leads().get(option) ?? 0) + BESIDE_STEPS * judgedOf(option);
  const losses = faring.losses();
  const weights = weightsOf(model, losses, values);
  return (option) =>
    judgedOf(option) - losses.reduce((sum, { of }, index) => sum + (weights[index] ?? 0) * (of.get(option) ?? 0), 0);
}

/** The other options that keep every limit. */
const rivalsOf = (option: string, states: Faring['states'], missed: Faring['missed']): OptionValues[] =>
  [...states].flatMap(([other, state]) => (other !== option && missed.get(other)?.length === 0 ? [state] : []));

/** What each option loses on a goal against the best that can be chosen; an unknown one loses what the others do on average. */
function lossesOf(
  goal: CompiledGoal,
  states: ReadonlyMap<string, OptionValues>,
  canWin: (option: string) => boolean,
  isEqual: boolean,
): Map<string, number> {
  const known: { option: string; state: OptionValues; value: number; worth: number }[] = [];
  let [best, bestOfAll, rivals] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const [option, state] of states) {
    const value = state.of(goal.quantity);
    const worth = state.ofExpression(goal.worth);
    if (value === null || worth === null) continue;
    const signed = goal.kind === 'more' ? value : -value;
    known.push({ option, state, value: signed, worth: Math.abs(worth) });
    bestOfAll = Math.max(bestOfAll, signed);
    if (!canWin(option)) continue;
    rivals += 1;
    best = Math.max(best, signed);
  }
  if (known.length < 2) return new Map();
  if (rivals === 0) best = bestOfAll;
  const losses = new Map<string, number>();
  for (const { option, state, value, worth } of known)
    losses.set(
      option,
      isEqual
        ? STEP * stepsLost(goal, state, best - value)
        : lossOf(best - value, worth, goal.noise === null ? 0 : Math.abs(state.ofExpression(goal.noise) ?? 0)),
    );
  const mean = [...losses.values()].reduce((sum, loss) => sum + loss, 0) / losses.size;
  for (const option of states.keys()) if (!losses.has(option)) losses.set(option, mean);
  return losses;
}

function stepsLost(goal: CompiledGoal, state: OptionValues, difference: number): number {
  const step = stepOf(goal, state);
  if (step === null || difference <= 0) return 0;
  const steps = difference / step.worth;
  return steps >= step.least ? steps : TILT * steps;
}

/** 0 at no difference, nearly nothing up to what is noise, and toward 1 beyond, the slower the more a step is worth. */
export function lossOf(difference: number, worth: number, noise = worth): number {
  if (difference <= 0) return 0;
  const [times, least] = worth === 0 ? [Number.POSITIVE_INFINITY, 0] : [difference / worth, noise / worth];
  if (times <= least) return TILT * (times / least);
  const tilt = least === 0 ? 0 : TILT;
  return tilt + (1 - tilt) * (1 - Math.exp(-(times - least) / SCALE));
}

/** Shares out what supports the options that can be chosen. */
function shared(options: readonly Pick<OptionSupport, 'option' | 'missed' | 'score' | 'share'>[]): Choice {
  const rivals = options.filter(({ missed }) => missed.length === 0);
  const top = Math.max(...rivals.map(({ score }) => score));
  const powers = rivals.map((option) => ({ option, power: Math.exp((option.score - top) * SHARPNESS) }));
  const total = powers.reduce((sum, { power }) => sum + power, 0);
  for (const { option, power } of powers) option.share = power / total;
  const ranked = [...rivals].sort((a, b) => b.share - a.share);
  const [first, second] = ranked;
  if (first === undefined) return { best: null, confidence: 0 };
  // What differs by rounding only is equal.
  if (second !== undefined && first.share - second.share < 1e-9) return { best: null, confidence: 0 };
  return { best: first.option, confidence: first.share };
}

/** What tells two options apart for this member, the weightiest first: positive where it speaks for the first. */
export function differences(
  assessment: Assessment,
  first: string,
  second: string,
): { criterion: CompiledCriterion; gain: number }[] {
  const a = assessment.options.get(first);
  const b = assessment.options.get(second);
  if (a === undefined || b === undefined) return [];
  return a.goals
    .map(({ criterion, loss, weight }, index) => ({
      criterion,
      gain: weight * ((b.goals[index]?.loss ?? 0) - (loss ?? 0)),
    }))
    .filter(({ gain }) => Math.abs(gain) > 1e-9)
    .sort((one, other) => Math.abs(other.gain) - Math.abs(one.gain));
}

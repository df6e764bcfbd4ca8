import { keepsEvery } from '../reasoning/amend.ts';
import type { End } from '../reasoning/caution.ts';
import { AT_ONCE, safeSetting, surerSetting } from '../reasoning/caution.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, withFact, worldWith } from '../reasoning/evaluate.ts';
import type { CompiledGoal } from '../reasoning/model.ts';
import { feedsCalculator, goalsOf } from '../reasoning/model.ts';
import { stepsOn } from '../reasoning/steps.ts';
import type { Setting } from '../reasoning/weighing.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import type { Changed } from '../wording/clause.ts';
import { begun } from './begun.ts';
import type { Move } from './move.ts';
import { settingTerms } from './setting-phrase.ts';
import type { Talk } from './talk.ts';
import { isUncertain } from './uncertain.ts';
import type { There } from './weighing.ts';
import { withSettings } from './weighing.ts';

/** A fact at an end of what it may be, where it goes badly for an option. */
export interface BadEnd {
  option: string;
  name: string;
  /** Today's. */
  value: number;
  end: number;
  unit: string;
}

/** A setting that is taken for safety. */
interface Taken {
  say: Phrase;
  proposes: NonNullable<Move['proposes']>;
  input: string;
  /** In steps, by today's figures, beside the best setting. */
  costs: number;
}

/**
 * Where goals trade one for one and the member is for the option: the setting that keeps the limits where the fact comes out badly, taken at once where it stays ahead and
 * costs less than half a step; else one that goes as far as a quarter of a step buys.
 */
export function takenForSafety(talk: Talk, { option, name, value, end, unit }: BadEnd): Taken | null {
  const { view, tell } = talk;
  const { now } = view;
  const model = begun(talk);
  if (model.scenario.weights !== 'equal' || talk.best !== option) return null;
  const others = otherEnds(talk, name, option);
  const whole = safeSetting(model, now.world, option, { path: name, at: end }, others);
  const isWhole = whole !== null && whole.behind < AT_ONCE;
  const surer = isWhole ? null : surerSetting(model, now.world, option, { path: name, now: value, at: end }, others);
  const taken = isWhole ? whole : surer;
  const [first] = taken?.set ?? [];
  if (taken === null || first === undefined) return null;
  const keepsAt = (one: End, set: readonly Setting[]) =>
    keepsEvery(model, valuesOf(model, worldWith(withFact(now.world, one.path, one.at), set), option));
  const before = others.filter((one) => keepsAt(one, []));
  const after = others.filter((one) => keepsAt(one, taken.set));
  // Who is safe from one thing and no longer from another has gained nothing.
  if (after.length + (isWhole ? 1 : 0) <= before.length && before.some((one) => !after.includes(one))) return null;
  const more = after.filter((one) => !before.includes(one));
  const there = withSettings(talk, [...taken.set]);
  if (there.assessment.best !== option) return null;
  const worse = changedBy(talk, there, option);
  const set = settingTerms(talk, [...taken.set]);
  const at =
    surer === null
      ? endOf(talk, name, end)
      : asPhrase(printAmount(surer.reach, unit, tell.language), [`rule:threshold.${name}`]);
  const say =
    worse.length === 0 && surer === null && more.length === 0
      ? tell.say.takenAtOnce(set)
      : tell.say.takenForSafety(set, worse, [
          { label: tell.label(name), amount: at },
          ...more.map((one) => ({ label: tell.label(one.path), amount: endOf(talk, one.path, one.at) })),
        ]);
  return {
    say,
    input: first.input,
    costs: taken.behind,
    proposes: { option, set: Object.fromEntries(taken.set.map(({ input, to }) => [input, to])) },
  };
}

/** Ends of what other facts may be, of which the member knows and nobody is sure. */
function otherEnds(talk: Talk, name: string, option: string): End[] {
  const { model, now } = talk.view;
  return Object.entries(model.scenario.facts).flatMap(([path, fact]) => {
    const held = now.knowledge.facts.get(path);
    const isTold = path !== name && fact.range !== undefined && held !== undefined && held.how !== 'assumed';
    return isTold && isUncertain(talk, path, fact) && !feedsCalculator(model, path, option)
      ? (fact.range ?? []).map((at) => ({ path, at }))
      : [];
  });
}

/** What an option comes to otherwise by what counts: what is lost before what is gained. */
function changedBy(talk: Talk, there: There, option: string): Changed[] {
  const values = there.assessment.options.get(option)?.values;
  if (values === undefined) return [];
  const counted = stepsOn(goalsOf(talk.view.model), values, talk.values(option))
    .filter(({ steps }) => Math.abs(steps) >= TOLD)
    .sort((a, b) => a.steps - b.steps);
  return changesOn(
    talk,
    there,
    values,
    counted.map(({ goal }) => goal),
  );
}

/** Of a step: what changes by less is not told beside the rest. */
const TOLD = 0.1;

/** What an option comes to less on. */
export function worsened(talk: Talk, there: There, option: string): Changed[] {
  const values = there.assessment.options.get(option)?.values;
  if (values === undefined) return [];
  const less = goalsOf(talk.view.model).filter((goal) => isLess(goal, talk.values(option), values));
  return changesOn(talk, there, values, less);
}

/** What an option comes to on these goals where it is set otherwise, today's value beside the one there; nothing of a goal on which both read alike. */
function changesOn(talk: Talk, there: There, values: OptionValues, goals: readonly CompiledGoal[]): Changed[] {
  const { tell } = talk;
  return goals.flatMap(({ quantity }) => {
    const [was, will] = [tell.amount(quantity, talk.values(values.option)), there.tell.amount(quantity, values)];
    return was === null || will === null || was.text === will.text
      ? []
      : [{ label: tell.label(quantity), was, now: will }];
  });
}

/** Whether a goal is served less there than before. */
export function isLess({ kind, quantity }: CompiledGoal, before: OptionValues, there: OptionValues): boolean {
  const [had, has] = [before.of(quantity), there.of(quantity)];
  return had !== null && has !== null && (kind === 'more' ? has < had : has > had);
}

/** A value that a fact may come to: the end of its range, or as far off as a measurement may be. */
export function endOf({ view, tell }: Talk, name: string, end: number): Phrase {
  const { range, unit = '' } = view.model.scenario.facts[name] ?? {};
  const printed = printAmount(end, unit, tell.language);
  if (range?.includes(end) === true) return asPhrase(printed, [`rule:${name}.range`]);
  const index = view.question.model.measurements.findIndex(({ learns }) => learns === name);
  const now = view.now.world.facts.get(name);
  const op = typeof now === 'number' && end < now ? 'difference' : 'sum';
  return asPhrase(printed, [`fact:${name}`, `rule:measurement-${index}.error`], op);
}

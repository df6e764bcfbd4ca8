import { keepsEvery } from '../reasoning/amend.ts';
import type { End } from '../reasoning/caution.ts';
import { AT_ONCE, safeSetting, staysAheadSo, surerSetting } from '../reasoning/caution.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, withFact, worldWith } from '../reasoning/evaluate.ts';
import type { CompiledGoal } from '../reasoning/model.ts';
import { feedsCalculator, goalsOf } from '../reasoning/model.ts';
import { stepsOn } from '../reasoning/steps.ts';
import type { Surest } from '../reasoning/surest.ts';
import { pairBeside, surestSetting } from '../reasoning/surest.ts';
import type { Setting } from '../reasoning/weighing.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import type { Changed } from '../wording/clause.ts';
import { standing } from './addressing.ts';
import { begun, waitOf } from './begun.ts';
import { comesTooLate, refusalOf } from './measuring.ts';
import type { Move, Sentence } from './move.ts';
import { settingTerms } from './setting-phrase.ts';
import { solvedForAll } from './solved-once.ts';
import type { Talk } from './talk.ts';
import { isTooLate } from './testing.ts';
import { isUncertain } from './uncertain.ts';
import type { There } from './weighing.ts';
import { withSettings } from './weighing.ts';
import { costsMoreThanItGains, gainOf } from './worth.ts';

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
export interface Taken {
  say: Phrase;
  proposes: NonNullable<Move['proposes']>;
  input: string;
  /** In steps, by today's figures, beside the best setting. */
  costs: number;
  /** What the option comes to otherwise. */
  changed: readonly Changed[];
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
  const all = surestFor(talk, option, { path: name, at: end });
  if (all !== null && keepsAt(talk, { path: name, at: end }, all.set, option)) {
    const taken = takenFrom(talk, option, all, { path: name, at: end });
    if (taken !== null) return taken;
  }
  const others = otherEnds(talk, name, option);
  const whole = safeSetting(model, now.world, option, { path: name, at: end }, others);
  const isWhole = whole !== null && whole.behind < AT_ONCE;
  const surer = isWhole ? null : surerSetting(model, now.world, option, { path: name, now: value, at: end }, others);
  const taken = isWhole ? whole : surer;
  const [first] = taken?.set ?? [];
  if (taken === null || first === undefined) return null;
  const before = others.filter((one) => keepsAt(talk, one, [], option));
  const after = others.filter((one) => keepsAt(talk, one, taken.set, option));
  // Who is safe from one thing and no longer from another has gained nothing.
  if (after.length + (isWhole ? 1 : 0) <= before.length && before.some((one) => !after.includes(one))) return null;
  const more = after.filter((one) => !before.includes(one));
  const there = withSettings(talk, [...taken.set]);
  if (there.assessment.best !== option || !staysAheadSo(model, now.world, option, taken.set)) return null;
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
    changed: worse,
    proposes: { option, set: Object.fromEntries(taken.set.map(({ input, to }) => [input, to])) },
  };
}

/** Ends of what other facts may be, of which the member knows and nobody is sure. */
const otherEnds = (talk: Talk, name: string, option: string): End[] =>
  uncertainFacts(talk, option).flatMap((path) =>
    path === name ? [] : (talk.view.model.scenario.facts[path]?.range ?? []).map((at) => ({ path, at })),
  );

/** Facts with a range of which the member knows and nobody is sure. */
export function uncertainFacts(talk: Talk, option: string): string[] {
  const { model, now } = talk.view;
  return Object.entries(model.scenario.facts).flatMap(([path, fact]) => {
    const held = now.knowledge.facts.get(path);
    const isTold = fact.range !== undefined && held !== undefined && held.how !== 'assumed';
    return isTold && isUncertain(talk, path, fact) && !feedsCalculator(model, path, option) ? [path] : [];
  });
}

const keepsAt = (talk: Talk, { path, at }: End, set: readonly Setting[], option: string): boolean => {
  const model = begun(talk);
  return keepsEvery(model, valuesOf(model, worldWith(withFact(talk.view.now.world, path, at), set), option));
};

/**
 * The setting that stands in the most of what may come and costs little beside that: at the ends of what uncertain facts may be, of one that is measured first as far as its result may be off,
 * and at `named`. Null where goals do not trade one for one, or today's setting stands in as much.
 */
export function surestFor(
  talk: Talk,
  option: string,
  named: End | null = null,
  measured: ReadonlySet<string> = measuredFirst(talk),
): Surest | null {
  const model = begun(talk);
  if (model.scenario.weights !== 'equal') return null;
  const { now } = talk.view;
  const ends = [...comingEnds(talk, option, measured), ...(named === null ? [] : [named])];
  const each = [...new Map(ends.map((one) => [`${one.path}@${one.at}`, one])).values()];
  const days = model === talk.view.model ? '' : JSON.stringify(waitOf(talk));
  return solvedForAll(talk, `surest ${option} ${JSON.stringify(each)} ${days}`, () =>
    surestSetting(model, now.world, option, each),
  );
}

const comingEnds = (talk: Talk, option: string, measured: ReadonlySet<string>): End[] =>
  uncertainFacts(talk, option).flatMap((path) => {
    const { range = [] } = talk.view.model.scenario.facts[path] ?? {};
    return (measured.has(path) ? errorEnds(talk, path) : range).map((at) => ({ path, at }));
  });

/** How far off a fact may be once it is measured, within what it may be. */
export function errorEnds({ view }: Talk, name: string): number[] {
  const { error } = view.question.model.measurements.find(({ learns }) => learns === name) ?? {};
  const value = view.now.world.facts.get(name);
  const [low, high] = view.model.scenario.facts[name]?.range ?? [];
  if (error === undefined || typeof value !== 'number' || low === undefined || high === undefined) return [];
  return [value - error, value + error].filter((at) => at >= low && at <= high);
}

/** Facts that are measured before the plan rests on them. */
export const measuredFirst = (talk: Talk): ReadonlySet<string> =>
  new Set(
    talk.view.question.model.measurements.flatMap(({ learns }) => (isMeasuredFirst(talk, learns) ? [learns] : [])),
  );

/** Whether a measurement tells what a fact is before the plan rests on it: of that its result decides. */
function isMeasuredFirst(talk: Talk, name: string): boolean {
  const { view, best } = talk;
  const measurement = view.question.model.measurements.find(({ learns }) => learns === name);
  if (measurement === undefined || best === null || talk.reasons.has(refusalOf(name))) return false;
  if (isTooLate(talk, measurement) || comesTooLate(talk, measurement)) return false;
  return gainOf(talk, measurement) !== null && !costsMoreThanItGains(talk, measurement, best);
}

/** What stands in more is told by so many facts. */
const MOST_ENDS = 2;

/** The same as it is said, the end that somebody has named before others; null where the option would not be ahead so. */
export function takenFrom(talk: Talk, option: string, surest: Surest, named: End | null = null): Taken | null {
  const { tell, view } = talk;
  const [first] = surest.set;
  const there = withSettings(talk, [...surest.set]);
  if (first === undefined || there.assessment.best !== option) return null;
  const isNamed = (one: End) => named !== null && one.path === named.path && one.at === named.at;
  const told = farthest(surest.further)
    .toSorted((a, b) => Number(isNamed(b)) - Number(isNamed(a)))
    .slice(0, MOST_ENDS);
  const ends = told.map(({ path, at, reach }) => ({
    label: tell.label(path),
    amount:
      reach === null
        ? endOf(talk, path, at)
        : asPhrase(printAmount(reach, view.model.scenario.facts[path]?.unit ?? '', tell.language), [
            `rule:threshold.${path}`,
          ]),
  }));
  const atEnd = ({ path, at }: End) => ({ label: tell.label(path), amount: endOf(talk, path, at) });
  const pair = pairBeside(surest, told);
  const changed = changedBy(talk, there, option);
  return {
    say: tell.say.takenForSafety(
      settingTerms(talk, [...surest.set]),
      changed,
      ends,
      pair === undefined ? null : [atEnd(pair[0]), atEnd(pair[1])],
    ),
    input: first.input,
    costs: surest.behind,
    changed,
    proposes: { option, set: Object.fromEntries(surest.set.map(({ input, to }) => [input, to])) },
  };
}

/** Of several ways of one fact on one side, such as what its measurement may be off and the end of its range, the one on which most is stood. */
const farthest = (further: Surest['further']): Surest['further'] =>
  further.filter(({ path, at, now, reach }) => {
    const goes = Math.abs((reach ?? at) - now);
    const isSame = (one: (typeof further)[number]) => one.path === path && one.at > one.now === at > now;
    const others = further.filter((one) => isSame(one) && one.at !== at);
    return others.every((one) => Math.abs((one.reach ?? one.at) - one.now) < goes);
  });

/** `option/fact~safe`: a setting that keeps the option clear of what a fact may come to. */
export const SAFE = '~safe';

export const safeSentence = (talk: Talk, option: string, name: string, say: Phrase): Sentence => ({
  symbol: 'stop',
  slots: { say, ...standing(talk) },
  asserts: {
    slot: 'say',
    what: {
      reason: `${option}/${name}${SAFE}`,
      option,
      side: 'for',
      evidence: { kind: 'none', ref: null },
      figure: null,
      gist: say,
    },
  },
});

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

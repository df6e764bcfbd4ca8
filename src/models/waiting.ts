import type { Measurement } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import type { View } from '../playbook/view.ts';
import { settingsAt } from '../prompt/index.ts';
import { quoted } from '../prompt/quote.ts';
import { isAlike, isSameWords } from '../reasoning/alike.ts';
import { keepsEvery } from '../reasoning/amend.ts';
import { nameSaid } from '../reasoning/bars.ts';
import { DAY, deadlinesIn, meetsAfter } from '../reasoning/calendar.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, worldWith } from '../reasoning/evaluate.ts';
import { namesIn } from '../reasoning/formula.ts';
import type { CompiledNeed, DecisionModel } from '../reasoning/model.ts';
import { fieldOf } from '../reasoning/places.ts';
import { measurementsIn } from '../reasoning/said-measures.ts';
import type { Setting } from '../reasoning/weighing.ts';
import { bestAgainstAll, bestOf, inShort } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';

/** A measurement of the question that somebody has asked for and that takes time, with the limits that lose it. */
interface Wait {
  measurement: Measurement;
  days: number;
  needs: readonly CompiledNeed[];
  /** Whether its result is there. */
  isDone: boolean;
}

/** What the table waits for, whatever it takes the longest first; none whose time news has counted already. */
function waitsIn(view: View): Wait[] {
  const { model, turns } = view;
  const deadlines = [...deadlinesIn(model)];
  if (deadlines.length === 0) return [];
  const rows = measurementsIn(
    turns.map(({ body }) => body),
    { isVoted: false },
  );
  return model.scenario.measurements
    .flatMap((measurement): Wait[] => {
      const { days = 0 } = measurement;
      const asked = rows
        .flatMap(({ bodies }) => bodies)
        .filter((body) => isOf(model, measurement, body.measures?.what));
      if (days <= 0 || asked.length === 0) return [];
      const done = newsSince(view, measurement.learns, Math.min(...asked.map(({ turn }) => turn)));
      const needs = deadlines.flatMap(([need, { limit }]) =>
        namesIn(limit).some((name) => done?.has(headOf(name))) ? [] : [need],
      );
      return needs.length === 0 ? [] : [{ measurement, days, needs, isDone: done !== null }];
    })
    .sort((a, b) => b.days - a.days);
}

function isOf({ scenario }: DecisionModel, { learns, how }: Measurement, what = ''): boolean {
  const name = headOf(learns);
  const { label = name } = scenario.facts[name] ?? {};
  return isSameWords(what, how) || isAlike(what, how) || nameSaid(what, { name, label }) !== null;
}

/** Facts that news has changed with a measured one or behind it; null where none has changed that one since a turn. */
function newsSince({ heard }: View, learns: string, since: number): ReadonlySet<string> | null {
  let turn = 0;
  let facts: Set<string> | null = null;
  for (const said of heard) {
    if (said.kind === 'turn') turn = said.body.turn;
    if (said.kind !== 'fact' || turn < since) continue;
    if (Object.hasOwn(said.set, headOf(learns))) facts ??= new Set();
    for (const name of Object.keys(said.set)) facts?.add(name);
  }
  return facts;
}

const fits = (values: OptionValues, { needs, days }: Wait): boolean =>
  needs.every((need) => meetsAfter(values, need, days) !== false);

/** How an option is set best among the settings that keep every limit and still fit behind a wait; null where none does. */
function fittingOf(model: DecisionModel, world: World, option: string, wait: Wait): readonly Setting[] | null {
  const field = fieldOf(model, world);
  const left = field.get(option).filter(({ values }) => fits(values, wait));
  const best = bestAgainstAll(model, field.with(option, left), option);
  if (best === null) return null;
  const short = inShort(model, world, best.place, null);
  return fits(short.values, wait) ? short.set : best.place.set;
}

const digits = (value: number) => String(Number(value.toPrecision(3)));
const counted = (value: number, unit: string) => (digits(value) === '1' ? unit.replace(/s$/, '') : unit);
const lasting = (days: number) =>
  days < 1 ? `${digits(days * 24)} hours` : `${digits(days)} ${days === 1 ? 'day' : 'days'}`;

/**
 * What is still possible once a measurement that the table has asked for has taken its time: which of the options that keep every limit today, as they are set
 * or would be set, miss one for whoever begins only then, and how they would have to be set.
 */
export function waitingLines(view: View): string[] {
  const { model, question } = view;
  const named = (set: readonly Setting[]) => settingsAt(model, set, question.language);
  return waitsIn(view).flatMap((wait) => {
    const { measurement, days, isDone } = wait;
    const parts = lateIn(view, wait).map(({ option, today, missed, fitting }) => {
      const otherwise =
        fitting !== null
          ? `keeps all with ${named(fitting)}`
          : Object.keys(model.scenario.options[option]?.adjust ?? {}).length > 0
            ? 'keeps all at no setting'
            : 'is out';
      return `${option}${today.length === 0 ? '' : ` with ${named(today)}`} misses ${missed.join(' and ')} and ${otherwise}`;
    });
    if (parts.length === 0) return [];
    const what = `${quoted(measurement.how)} (fact:${headOf(measurement.learns)})`;
    const when = isDone
      ? `${what} took ${lasting(days)}, which no figure above counts; for whoever began nothing before it`
      : `for whoever waits the ${lasting(days)} of ${what}`;
    return [`- ${when}: ${parts.join('; ')}`];
  });
}

/** The settings that those lines name. */
export const waitingSettings = (view: View): readonly Setting[] =>
  waitsIn(view).flatMap((wait) => lateIn(view, wait).flatMap(({ today, fitting }) => [...today, ...(fitting ?? [])]));

/** An option that keeps every limit today and misses one behind a wait. */
interface Late {
  option: string;
  /** How it is set today, where it has to be set otherwise than it is. */
  today: readonly Setting[];
  missed: string[];
  /** Null where no setting keeps every limit behind the wait. */
  fitting: readonly Setting[] | null;
}

function lateIn({ model, now: { world } }: View, wait: Wait): Late[] {
  const { days, needs } = wait;
  return model.options.flatMap((option) => {
    const here = valuesOf(model, world, option);
    const today = keepsEvery(model, here) ? [] : (bestOf(model, world, option)?.set ?? null);
    if (today === null) return [];
    const values = today.length === 0 ? here : valuesOf(model, worldWith(world, today), option);
    if (fits(values, wait)) return [];
    const missed = needs.flatMap((need) => {
      const margin = values.margin(need);
      const over = margin === null ? 0 : (days * DAY.factor) / need.unit.factor - margin;
      if (meetsAfter(values, need, days) !== false) return [];
      return [`${need.id} by ${digits(over)} ${counted(over, need.unit.text)}`];
    });
    return [{ option, today, missed, fitting: fittingOf(model, world, option, wait) }];
  });
}

/** Whether a setting that is put before the table leaves no time for what the table waits for: how long that takes, and for which fact. */
export function tooLateFor(view: View, option: string, set: readonly Setting[]): string {
  const { model, now } = view;
  const values = valuesOf(model, worldWith(now.world, set), option);
  const wait = waitsIn(view).find((one) => !fits(values, one));
  return wait === undefined
    ? ''
    : `; but so set nobody can wait the ${lasting(wait.days)} for fact:${headOf(wait.measurement.learns)} first`;
}

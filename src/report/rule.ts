import type { Figures, Outcome, ResultBand } from '../core/outcome.ts';
import { isAlike, isSameJob } from '../reasoning/alike.ts';
import { DAY } from '../reasoning/calendar.ts';
import { mentions } from '../reasoning/mentions.ts';
import { unitOf } from '../reasoning/units.ts';
import { printAmount, printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { noneKeeps, optionName } from './context.ts';
import type { Measured } from './deciding.ts';
import { decidingMeasurement, isMeasurementOf } from './deciding.ts';
import { gainsNothing } from './gain-texts.ts';
import type { End } from './labels.ts';
import { OFFLINE_WORDS } from './offline-words.ts';
import { durationOf, resetText } from './outcome-words.ts';
import { nameSetAt, settingsTold } from './set-at.ts';

/** What of an option's name is enough where a result decides between options. */
const HALF = 0.5;
/** A result that is told with what follows on either side of it. */
export const BOTH_WAYS = /\b(?:else|otherwise)\b|\babove\b.*\bbelow\b|\bbelow\b.*\babove\b|아니면/i;

/**
 * Where the figures name no bar, the measurement of which somebody who voted for the decision said what result leads where: either way, to an
 * option, or to what their vote hangs on; of equals the last.
 */
export function saidRule(context: PrintContext, outcome: Outcome): Outcome['measures'][number] | null {
  const { decision, votes, measures } = outcome;
  if (decision === null || decidingMeasurement(outcome) !== null) return null;
  const carriers = votes.filter(({ blind, option }) => !blind && option === decision);
  const worth = (threshold: string) =>
    (BOTH_WAYS.test(threshold) ? 3 : 0) +
    (Object.keys(context.scenario.options).some((option) => mentions(context, threshold, option, HALF)) ? 2 : 0) +
    (carriers.some(({ condition }) => condition !== null && isAlike(condition, threshold)) ? 1 : 0);
  let best: { said: Outcome['measures'][number]; worth: number } | null = null;
  for (const said of measures) {
    // What cannot change the choice any more is no plan.
    if (
      outcome.figures?.measured.some(
        (one) => gainsNothing(one, outcome) && isMeasurementOf(one, said, outcome.figures as Figures),
      ) === true
    )
      continue;
    if (said.threshold === null || !carriers.some(({ member }) => member === said.member)) continue;
    const own = worth(said.threshold);
    if (own > 0 && own >= (best?.worth ?? 0)) best = { said, worth: own };
  }
  return best?.said ?? null;
}

/** Who measures: whoever asked for it and took it on, else who took it on last, else who asked. */
export function ownerOf({ actions }: Outcome, { member, what }: Outcome['measures'][number]): string {
  const taken = actions.filter((action) => action.from === 'said' && isSameJob(what, action.do));
  return (taken.find(({ owner }) => owner === member) ?? taken.at(-1))?.owner ?? member;
}

/** Quantities that are told of what is done instead. */
const MOST_VALUES = 4;

/** What is done past the bar instead comes to so much there. */
export function insteadTexts(context: PrintContext, { bars }: Measured, decision: string | null): string[] {
  return bars.flatMap(({ below, above, beyond }) => {
    const option = beyond.side === 'above' ? above : below;
    if (option === null || option === decision || beyond.values.length === 0) return [];
    const values = beyond.values
      .slice(0, MOST_VALUES)
      .map(({ label, unit, value }) => `${label} ${printAmount(value, unit, context.language).text}`);
    return [context.labels.memo.instead(nameSetAt(context, option, beyond.set), values.join(', '))];
  });
}

/** `the signal wait of the modem up to 2.2 min: the modem · above 2.2 min: the box`; `isBrief`: without settings that differ by the result. */
export function ruleText(context: PrintContext, measured: Measured, { isBrief = false } = {}): string {
  const doneAt = isBrief ? doneBriefly : doneIn;
  const stretches = bandsAsPrinted(context, measured).map(({ band, from, to }) =>
    context.labels.memo.stretch(from, to, doneAt(context, measured, band)),
  );
  return `${measured.label} ${stretches.join(' · ')}`;
}

/** The bands of a measurement, the lowest first, with their ends as printed: what differs reads differently. */
export function bandsAsPrinted(
  { language }: PrintContext,
  { unit, bands }: Measured,
): { band: ResultBand; from: End | null; to: End | null }[] {
  const edges = bands.flatMap(({ to }) => (to === null ? [] : [to.at]));
  const printed = printTogether(edges, unit, language).map(({ text }) => text);
  const end = (one: ResultBand['to'], index: number) =>
    one === null ? null : { at: printed[index] ?? '', isOwn: one.isOwn };
  return bands.map((band, index) => ({ band, from: end(band.from, index - 1), to: end(band.to, index) }));
}

/** Why nothing is done at the results of a band. */
const noPlan = (context: PrintContext, { none }: Pick<ResultBand, 'none'>): string =>
  none === 'limits' ? noneKeeps(context) : context.labels.memo.noneAhead;

/** What is done at the results of a band: the option with how it is set there. */
export function doneIn(context: PrintContext, measured: Measured, band: ResultBand): string {
  const { option } = band;
  if (option === null) return noPlan(context, band);
  const [name, said] = [optionName(context, option), settingsIn(context, measured, band)];
  return said.length === 0 ? name : context.labels.memo.amended(name, said);
}

/** The same without settings that differ by the result. */
export const doneBriefly = (context: PrintContext, measured: Measured, band: ResultBand): string =>
  partsAsPrinted(context, measured, band).length > 1
    ? optionName(context, band.option)
    : doneIn(context, measured, band);

/** How the option of a band is set there: `60 %`, or where that differs by the result, with the results of each. */
export function settingsIn(context: PrintContext, measured: Measured, band: ResultBand): string[] {
  const parts = partsAsPrinted(context, measured, band);
  if (parts.length < 2) return parts.map(({ said }) => said);
  const said = parts.map((part) => context.labels.memo.setWhere(part.said, stretchText(context, part)));
  return [said.join('; ')];
}

/** Results as they are said beside what follows from them; the ends of the band itself are said before. */
const stretchText = ({ language }: PrintContext, { from, to }: { from: End | null; to: End | null }): string =>
  OFFLINE_WORDS[language].band(null, from, to);

/** The settings of a band with the results of each, as printed; neighbours that read alike are one, and so is what is not set at all. */
export function partsAsPrinted(
  context: PrintContext,
  { unit }: Measured,
  { option, parts }: ResultBand,
): { from: End | null; to: End | null; said: string; isKept: boolean }[] {
  if (option === null) return [];
  const told = parts.map(({ to, set, isKept }) => ({
    to,
    isKept,
    said: settingsTold(context, option, set).join(', '),
  }));
  const alike = told.filter((part, index) => told[index + 1]?.said !== part.said);
  if (alike.length < 2 && alike[0]?.said === '') return [];
  const edges = alike.flatMap(({ to }) => (to === null ? [] : [to.at]));
  const printed = printTogether(edges, unit, context.language).map(({ text }) => text);
  const end = (one: ResultBand['to'], index: number): End | null =>
    one === null ? null : { at: printed[index] ?? '', isOwn: one.isOwn };
  return alike.map(({ to, said, isKept }, index) => {
    const below = end(alike[index - 1]?.to ?? null, index - 1);
    return { from: below === null ? null : { ...below, isOwn: !below.isOwn }, to: end(to, index), said, isKept };
  });
}

/** Of a range: what lies past a value in less of it is not worth another plan. */
const LITTLE = 0.05;

type Reset = Figures['resets'][number];

/**
 * Where a fact leaves the decision ahead, but not as it is set: a limit that it would miss; of a fact with a range of its own a better setting as
 * well, where that holds for more than the end of the range, and of others where something else turns further on.
 */
export function tellingResets(
  { scenario }: PrintContext,
  { figures, decision }: Outcome,
  shown: readonly Pick<Reset, 'fact' | 'beyond'>[] = [],
): Reset[] {
  return (figures?.resets ?? []).filter(({ fact, at, beyond, missed, argued, to }) => {
    if (to !== decision) return false;
    // A limit that is missed is not hidden behind what is told further on.
    if (!argued) return missed !== null && shown.some((flip) => flip.fact === fact && flip.beyond === beyond);
    const [low, high] = scenario.facts[fact]?.range ?? [];
    if (low === undefined || high === undefined)
      return missed !== null || shown.some((flip) => flip.fact === fact && flip.beyond === beyond);
    return missed !== null || (beyond === 'above' ? high - at : at - low) >= LITTLE * (high - low);
  });
}

/** The same of what is measured, as texts. */
export const resetsOn = (context: PrintContext, outcome: Outcome, fact: string): string[] =>
  tellingResets(context, outcome)
    .filter((reset) => reset.fact === fact)
    .map((reset) => resetText(context, reset));

/**
 * Where the figures turn, what is taken off for the error of the measurement, and from where on the decision has to be set otherwise.
 * `isAgreed`: beside a bar that the table agreed on, of which nothing is taken off.
 */
export function errorText(context: PrintContext, outcome: Outcome, measured: Measured, isAgreed = false): string[] {
  const { language, labels } = context;
  const { memo } = labels;
  const { unit, bars, error, days, late } = measured;
  const printed = printTogether([...bars.map(({ edge }) => edge), error ?? 0], unit, language).map(({ text }) => text);
  return [
    ...(error === null
      ? []
      : bars.some(({ at, edge }) => at !== edge)
        ? isAgreed
          ? [memo.measuredTo(printed.at(-1) ?? '')]
          : [memo.errorTaken(printed.slice(0, bars.length).join(', '), printed.at(-1) ?? '')]
        : [memo.errorOf(printed.at(-1) ?? '')]),
    ...(days === null || late.length === 0 ? [] : [memo.daysTaken(durationOf(days, language))]),
    ...resetsOn(context, outcome, measured.learns),
  ];
}

/** Of a limit: with less than this left somebody has to know. */
const HARDLY = 0.1;
/** Of a limit: a wait that is less needs no word. */
const NO_TIME = 0.01;

/** Whether what is done by the result still meets its deadline when it begins only once the measurement is in; of the decision, where it does not. */
export function fitTexts(context: PrintContext, { decision }: Outcome, { days, late }: Measured): string[] {
  const { language, labels } = context;
  if (days === null) return [];
  return late.flatMap(({ option, label, unit, takes, limit, days: waited }) => {
    const isIn = takes <= limit + TINY * Math.abs(limit);
    const isShort = waited * DAY.factor < NO_TIME * limit * unitOf(unit).factor;
    // Of what is decided only that it would be late, or hardly in time.
    if (isShort || (option === decision && isIn && limit - takes > HARDLY * limit)) return [];
    const [whole = '', bound = ''] = printTogether([takes, limit], unit, language).map(({ text }) => text);
    const name = optionName(context, option);
    if (option === decision && isIn) {
      const left = printAmount(limit - takes < HARDLY_ANY * Math.abs(limit) ? 0 : limit - takes, unit, language).text;
      return [labels.memo.hardlyFits(name, label, durationOf(waited, language), left, bound)];
    }
    const say = isIn ? labels.memo.stillFits : labels.memo.fitsNoMore;
    return [say(name, label, durationOf(waited, language), whole, bound)];
  });
}

const TINY = 1e-9;
/** Of a limit: what is left by less is nothing. */
const HARDLY_ANY = 0.002;

/** What a branch costs that is taken instead, and by when it can still be taken: in so many days by its deadline, or that none is set. */
export function branchTexts(context: PrintContext, { table, figures }: Outcome, option: string): string[] {
  const { language, labels } = context;
  const values = table
    .filter(({ kind }) => kind !== 'need')
    .flatMap(({ label, unit, now }) => {
      const value = now[option]?.value;
      return value == null ? [] : [`${label} ${printAmount(value, unit, language).text}`];
    });
  const tight = figures?.deadlines.find((one) => one.option === option);
  const left = tight === undefined ? null : ((tight.limit - tight.takes) * unitOf(tight.unit).factor) / DAY.factor;
  return [
    ...values.slice(0, MOST_VALUES),
    ...(tight === undefined || left === null
      ? []
      : [left < 0 ? labels.memo.tooLate(tight.label) : labels.memo.untilDay(durationOf(left, language), tight.label)]),
  ];
}

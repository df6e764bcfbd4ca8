import type { DebateDocument } from '../core/document.ts';
import type { Language } from '../core/language.ts';
import type { Amended, Experiment, Figures, Outcome, OutcomeFlip, Vote } from '../core/outcome.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import { isAlike } from '../reasoning/alike.ts';
import type { ReadCondition } from '../reasoning/condition-settings.ts';
import { readCondition, settingNow } from '../reasoning/condition-settings.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { compileModel } from '../reasoning/model.ts';
import { asPhrase, printAmount, printTogether } from '../wording/amounts.ts';
import { ARITHMETIC } from '../wording/tell.ts';
import type { PrintContext } from './context.ts';
import { nameOf, noneKeeps } from './context.ts';
import { fillFacts } from './facts.ts';
import { nameSetAt } from './set-at.ts';
import { toldEdge } from './told-edge.ts';

/** The option at the settings that the table agreed on. */
export function chosenName(
  context: PrintContext,
  { decision, amended }: Pick<Outcome, 'decision' | 'amended'>,
): string {
  const settings = new Map<string, Amended>();
  for (const one of amended) if (one.option === decision) settings.set(one.input, one);
  return nameSetAt(context, decision, [...settings.values()]);
}

/** What members who voted for the decision made it hang on, with who they are; settings that were agreed on stand in its name. */
export function conditionsOf(
  context: PrintContext,
  verdict: Pick<Outcome, 'decision' | 'votes' | 'amended'>,
): { condition: string; members: string[] }[] {
  const conditions = new Map<string, string[]>();
  for (const { blind, option, member, condition } of verdict.votes) {
    const isTheirs = !blind && verdict.decision !== null && option === verdict.decision;
    if (!isTheirs || condition === null || isAgreedSetting(context, condition, verdict)) continue;
    const known = [...conditions.keys()].find((one) => isAlike(one, condition)) ?? condition;
    const members = [...(conditions.get(known) ?? []), nameOf(context, member)];
    conditions.delete(known);
    // Of two that say the same, the one that says more of it.
    conditions.set(known.length >= condition.length ? known : condition, members);
  }
  return [...conditions].map(([condition, members]) => ({ condition, members }));
}

const models = new WeakMap<Scenario, DecisionModel>();

function modelOf(scenario: Scenario): DecisionModel {
  const model = models.get(scenario) ?? compileModel(scenario);
  models.set(scenario, model);
  return model;
}

/** How a condition reads for what was decided, as it is set in the end; null where nothing was. */
export function readFor(
  { scenario }: PrintContext,
  condition: string,
  { decision, amended }: Pick<Outcome, 'decision' | 'amended'>,
): (Pick<ReadCondition, 'kind'> & { /** Whether all that it sets is so. */ isSo: boolean }) | null {
  if (decision === null) return null;
  const model = modelOf(scenario);
  const at = (input: string) => settingNow(model, amended, decision, input);
  const { kind, settings } = readCondition(condition, model, decision, at);
  return { kind, isSo: settings.every(({ input, to }) => at(input) === to) };
}

/** Whether a condition of a vote is a setting that the table agreed on for that option, and nothing more: it is part of the decision. */
export function isAgreedSetting(
  context: PrintContext,
  condition: string,
  verdict: Pick<Outcome, 'decision' | 'amended'>,
): boolean {
  const amended = verdict.amended.filter(({ isCondition }) => isCondition !== true);
  if (
    isSaidSo(
      context,
      condition,
      amended.filter(({ option }) => option === verdict.decision),
    )
  )
    return true;
  const isNamed = amended.some(
    ({ option, label }) => option === verdict.decision && condition.toLowerCase().includes(label.toLowerCase()),
  );
  const read = isNamed ? readFor(context, condition, { ...verdict, amended }) : null;
  return read?.isSo === true && read.kind !== 'part';
}

/** Whether a condition is settings as the offline engine says them, and nothing more. */
function isSaidSo({ language }: PrintContext, condition: string, amended: readonly Amended[]): boolean {
  const said = amended.map(({ label, unit, to }) =>
    ARITHMETIC[language].setAt({ label, amount: asPhrase(printAmount(to, unit, language, 2), []) }).text.toLowerCase(),
  );
  const whole = condition.toLowerCase();
  const rest = said.reduce((left, text) => left.replace(text, ''), whole);
  return rest !== whole && /^(?:and|,|\s)*$/.test(rest);
}

/** Whether members vote by the order of values on their cards. */
export const isByCards = ({ scenario }: PrintContext, document: Pick<DebateDocument, 'cast'>): boolean =>
  isOfPlaybook(document) && scenario.weights !== 'equal';

/** Whether nobody but the offline engine spoke. */
export const isOfPlaybook = ({ cast }: Pick<DebateDocument, 'cast'>): boolean =>
  cast.length > 0 && cast.every(({ model }) => model === 'playbook');

/** Option -> votes, the most first; null is a vote for none. */
export function countVotes(votes: readonly Vote[], blind: boolean): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const vote of votes) if (vote.blind === blind) counts.set(vote.option, (counts.get(vote.option) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

export const hasNumbers = ({ scenario }: PrintContext): boolean =>
  scenario.criteria.length > 0 && Object.values(scenario.facts).some(({ value }) => typeof value !== 'string');

/** What a fact is now, where that is known, and what follows past its threshold. */
export function flipPhrases(
  context: PrintContext,
  flip: OutcomeFlip,
  isOfFigures = false,
): { now: string | null; then: string } {
  const { memo } = context.labels;
  const { fact, now, unit, to, none } = flip;
  const { at, beyond } = toldEdge(flip);
  const [edge = '', current] = printTogether(now === undefined ? [at] : [at, now], unit, context.language).map(
    ({ text }) => text,
  );
  // Past the end of its range there is nothing to tell from the end itself.
  const isAtEnd = flip.at === context.scenario.facts[fact]?.range?.[flip.beyond === 'above' ? 1 : 0];
  const noneWins = isOfFigures ? memo.noneAhead : memo.noneWins;
  const decided = to !== null ? aheadPast(context, flip, to) : none === 'limits' ? noneKeeps(context) : noneWins;
  return {
    now: current === undefined ? null : memo.now(current),
    then: isAtEnd
      ? memo.flip(printAmount(flip.at, unit, context.language).text, null, decided)
      : memo.flip(edge, beyond, decided),
  };
}

/** What comes to be ahead past a value, as it is set best there; what is ahead by nothing that anybody would act on is level. */
export function aheadPast(context: PrintContext, { toSet, isLevel }: OutcomeFlip, to: string): string {
  const name = nameSetAt(context, to, toSet);
  return isLevel === true ? context.labels.memo.levelPast(name) : name;
}

/** Past a value the option stays ahead, but set otherwise: `57.1 L or more: still the lining (3,000 m)`. */
export function resetText(context: PrintContext, reset: Figures['resets'][number]): string {
  const { at, beyond } = toldEdge(reset);
  return context.labels.memo.flip(
    printAmount(at, reset.unit, context.language).text,
    beyond,
    stillText(context, reset),
  );
}

/** `still the split (15 vehicles, 4 trams)`, and whether that is for a limit. */
export const stillText = (context: PrintContext, { to, set, missed }: Figures['resets'][number]): string =>
  context.labels.memo.stillAt(nameSetAt(context, to, set), missed !== null);

/** What a measurement takes, as it is printed. */
export function priceOf({ language }: PrintContext, { cost, days }: Pick<Experiment, 'cost' | 'days'>): string[] {
  return [
    ...(cost === null ? [] : [printAmount(cost.value, cost.unit, language).text]),
    ...(days === null || days <= 0 ? [] : [durationOf(days, language)]),
  ];
}

const HOURS = 24;

/** A time in days, or in hours where it is less than a day and the shorter number is that of hours. */
export function durationOf(days: number, language: Language): string {
  const hours = Number((days * HOURS).toPrecision(2));
  const isInHours = days < 1 && String(hours).length < String(days).length;
  return isInHours ? printAmount(hours, 'hours', language).text : printAmount(days, 'days', language).text;
}

/** A text of the scenario with its facts as they stood at the end. */
export function filledIn(context: PrintContext, { facts }: DebateDocument, text: string): string {
  const last = Object.assign({}, ...facts.map(({ set }) => set)) as Record<string, FactValue>;
  const set = Object.fromEntries(Object.entries(last).map(([name, to]) => [name, { to }]));
  return fillFacts(text, context, set);
}

/** The scenario's measurement as far as it is part of what the table came to: not where nobody asked for it and members asked for others. */
export const experimentTold = ({ experiment, measures }: Outcome): Experiment | null =>
  experiment === null || (measures.length > 0 && experiment.proposed === null) ? null : experiment;

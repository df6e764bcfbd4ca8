import { worldWith } from '../reasoning/evaluate.ts';
import type { GoalSteps } from '../reasoning/steps.ts';
import { leadOf, stepsBetween } from '../reasoning/steps.ts';
import type { Assessment } from '../reasoning/support.ts';
import { assess, differences } from '../reasoning/support.ts';
import type { Phrase } from '../wording/amounts.ts';
import { numberPhrase, plainPhrase } from '../wording/amounts.ts';
import type { Term, Weighed } from '../wording/clause.ts';
import { Teller } from '../wording/tell.ts';
import { against, standing } from './addressing.ts';
import type { Assertion, Move, Sentence } from './move.ts';
import type { Talk } from './talk.ts';
import { settingsToName } from './talk.ts';
import { turnsSinceNews } from './view.ts';

/** `option/goal~sum:rival`: two options weighed over all that tells them apart. */
const SUM = '~sum:';

/** A sum that somebody did since the last news. */
export interface Sum {
  option: string;
  rival: string;
  turn: number;
  claim: number;
  speaker: string;
}

export function sumsSaid({ view }: Talk): Sum[] {
  return turnsSinceNews(view).flatMap(({ turn, speaker, claims }) =>
    claims.flatMap(({ reason, claim, option }) => {
      const rival = reason?.split(SUM)[1];
      return rival === undefined || option === null ? [] : [{ option, rival, turn, claim, speaker }];
    }),
  );
}

/** Whether two options have been weighed against each other and nothing has changed since. */
export function isWeighed(talk: Talk, one: string, other: string): boolean {
  return sumsSaid(talk).some(({ option, rival }) => new Set([option, rival, one, other]).size === 2);
}

/** The two options between which the choice lies, weighed in the units in which the question says what counts. */
export function weighed(talk: Talk): Move[] {
  const { best } = talk;
  const rival = best === null ? null : rivalToWeigh(talk, best);
  if (best === null || rival === null) return [];
  const sentence = sumOf(talk, best, rival);
  if (sentence === null) return [];
  // Whom the sum favours says it, where somebody is of that mind.
  if (sentence.symbol !== 'weigh' && [...talk.stances().values()].some(({ option }) => option === rival)) return [];
  return [{ kind: 'weigh', ...against(talk, rival), utility: 8.2, sentences: [sentence] }];
}

/** The option that most colleagues hold against this member's, else the next best: where it can be chosen. */
function rivalToWeigh(talk: Talk, best: string): string | null {
  const { options } = talk.view.now.assessment;
  const isOpen = (option: string) => options.get(option)?.missed.length === 0;
  const held = talk.rival();
  if (held !== null && isOpen(held)) return held;
  const [next] = [...options.values()]
    .filter(({ option }) => option !== best && isOpen(option))
    .sort((a, b) => b.share - a.share);
  return next?.option ?? null;
}

/** How the options stand, and who puts that into words: as it is, or with a setting that somebody proposes. */
export interface There {
  assessment: Assessment;
  tell: Teller;
}

/** The sum of two options; null where it has been done, or where all speaks for one side and nothing is to be weighed. */
export function sumOf(
  talk: Talk,
  best: string,
  rival: string,
  { assessment, tell }: There = { assessment: talk.view.now.assessment, tell: talk.tell },
): Sentence | null {
  if (isWeighed(talk, best, rival)) return null;
  const steps = stepsBetween(assessment, best, rival);
  if (steps === null || !steps.some((one) => one.steps > 0) || !steps.some((one) => one.steps < 0)) return null;
  const lead = leadOf(steps);
  const [first, second, sign] = lead > 0 ? [best, rival, 1] : [rival, best, -1];
  const parts = [...steps]
    .map(({ goal, difference, steps: size }) => ({ goal, difference: sign * difference, steps: sign * size }))
    .sort((a, b) => Math.abs(b.steps) - Math.abs(a.steps));
  const said =
    parts.length > MOST_PARTS ? null : printed(talk, { assessment, tell }, first, second, parts, Math.abs(lead));
  const [heaviest] = parts.filter((one) => one.steps > 0);
  if (said === null || heaviest === undefined) return null;
  const items = (isFor: boolean) => said.items.filter(({ steps }) => steps > 0 === isFor).map(({ item }) => item);
  if (items(true).length === 0 || items(false).length === 0) return null;
  const values = [first, second].flatMap((option) => assessment.options.get(option)?.values ?? []);
  const say = tell.withSettings(
    tell.say.weighed(tell.option(first), tell.option(second), items(true), items(false), said.lead),
    parts.map(({ goal }) => goal.quantity),
    values,
  );
  const what: Assertion = {
    reason: `${first}/${heaviest.goal.id}${SUM}${second}`,
    option: first,
    side: 'for',
    evidence:
      assessment === talk.view.now.assessment
        ? talk.evidence(heaviest.goal.quantity, first)
        : { kind: 'none', ref: null },
    figure: null,
    gist: tell.say.echoLead(tell.option(first), tell.option(second), said.lead),
  };
  if (first === best) return { symbol: 'weigh', slots: { say, ...standing(talk) }, asserts: { slot: 'say', what } };
  // One for one it is the other option; whoever ranks goals otherwise says which one comes first.
  const [dear] = differences(assessment, best, rival).filter(
    ({ gain, criterion }) => gain > 0 && criterion.kind !== 'need',
  );
  if (dear === undefined || dear.criterion.kind === 'need') return null;
  return {
    symbol: 'weigh.despite',
    slots: { say, what: plainPhrase(tell.label(dear.criterion.quantity)), ...standing(talk) },
    asserts: { slot: 'say', what },
  };
}

/** A listener follows as many. */
const MOST_PARTS = 6;
/** Digits behind the point of each part, and of the lead. */
const DIGITS = [
  [1, 1],
  [2, 2],
  [2, 1],
  [3, 2],
] as const;

/** Each part and the lead, with as many digits as it takes that the sum comes out as it is printed. */
function printed(
  talk: Talk,
  { tell, assessment }: There,
  first: string,
  second: string,
  parts: readonly GoalSteps[],
  lead: number,
): { items: { item: Weighed; steps: number }[]; lead: Phrase } | null {
  const values = (option: string) => assessment.options.get(option)?.values;
  const [a, b] = [values(first), values(second)];
  if (a === undefined || b === undefined) return null;
  for (const [digits, short] of DIGITS) {
    const round = (value: number, places: number = digits) => Number(value.toFixed(places));
    const sum = parts.reduce((total, { steps }) => total + Math.sign(steps) * round(Math.abs(steps)), 0);
    const shown = round(lead, short);
    if (shown === 0 || Math.abs(round(sum, short) - shown) > 1e-9) continue;
    // What does not show in so many digits is in the sum and not in the sentence.
    const shownParts = parts.filter(({ steps }) => round(Math.abs(steps)) > 0);
    const items = shownParts.flatMap(({ goal, steps }) => {
      const between = tell.between(goal, a, b);
      if (between === null) return [];
      const { amount } = between.worth;
      const refs = [...refsIn(between.gap), ...refsIn(amount)];
      const times = numberPhrase(String(round(Math.abs(steps))), Math.abs(steps), refs, 'ratio');
      const item: Weighed = {
        label: tell.label(goal.quantity),
        gap: between.gap,
        worth: isHeard(talk, amount) ? null : amount,
        times,
      };
      return [{ item, steps }];
    });
    if (items.length < shownParts.length) return null;
    const refs = items.flatMap(({ item }) => refsIn(item.times));
    return { items, lead: numberPhrase(String(shown), lead, refs, 'difference') };
  }
  return null;
}

/** Whether somebody has said what counts on a goal: it is not said twice. */
export function isHeard({ view }: Talk, { numbers }: Phrase): boolean {
  const said = view.turns.flatMap(({ body }) => body.claims.flatMap((claim) => claim.numbers));
  return numbers.every(({ text, unit, refs }) =>
    said.some((one) => one.text === text && one.unit === unit && refs.every((ref) => one.refs.includes(ref))),
  );
}

/** With what colleagues have proposed and nobody has taken up yet: whoever answers counts with it. */
export function asProposed(talk: Talk): There {
  const { view } = talk;
  const settings = view.now.knowledge.proposals
    .filter(({ seconded, by }) => seconded === null && by !== view.seat.id)
    .flatMap(({ option, set }) => Object.entries(set).map(([input, to]) => ({ option, input, to })));
  return settings.length === 0 ? { assessment: view.now.assessment, tell: talk.tell } : withSettings(talk, settings);
}

/** How the options stand with settings that somebody proposes. */
export function withSettings(talk: Talk, settings: Parameters<typeof worldWith>[1]): There {
  const { model, seat, now } = talk.view;
  const world = worldWith(now.world, settings);
  const assessment = assess(model, world, seat.values);
  const { refOf } = talk.citing.trying({ world, assessment }, []);
  return { assessment, tell: new Teller(model, talk.tell.language, refOf, settingsToName(talk.view, refOf)) };
}

/** How many times what counts goes into a gap. */
export function inSteps({ gap, worth }: { gap: Phrase; worth: Term }, digits = 1): Phrase {
  const [of, by] = [gap.numbers[0]?.value ?? 0, worth.amount.numbers[0]?.value ?? 1];
  const refs = [...refsIn(gap), ...refsIn(worth.amount)];
  return numberPhrase(String(Number((of / by).toFixed(digits))), of / by, refs, 'ratio');
}

export const refsIn = ({ numbers }: Phrase) => numbers.flatMap(({ refs }) => refs);

import type { DebateDocument } from '../core/document.ts';
import type { Figures, Outcome, OutcomeFlip } from '../core/outcome.ts';
import { distanceOf } from '../core/outcome.ts';
import { isSetLater } from '../reasoning/solve.ts';
import { isOfVotes, isSameFlip } from './by-votes.ts';
import type { PrintContext } from './context.ts';
import { optionName } from './context.ts';
import { decidingMeasurement } from './deciding.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import { flipPhrases, hasNumbers, isByCards, isOfPlaybook, resetText } from './outcome-words.ts';
import { tellingResets } from './rule.ts';

/** A fact that would have to change by more than this factor is named and no more, as is one behind so many nearer ones. */
const NEAR = 3;
const MOST_FLIPS = 5;

/**
 * Where another option would come to be decided on: by the votes where these weigh otherwise than the figures, with the figures' own beside
 * them by their name; else by the figures where there are any.
 */
export function flipLines(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const { flips, decision, byFigures, figures } = outcome;
  if (figures !== null && isOfVotes(context, document, outcome)) return votesLines(context, figures, outcome);
  if (figures !== null) return turningLines(context, figures, outcome);
  if (flips.length === 0)
    return hasNumbers(context) && byFigures === decision ? [says(context.labels.memo.noFlips)] : [];
  return nearFirst(context, flips, (flip) => triedLine(context, flip));
}

/** How far figures are told of that nobody argues about, and without a range of their own. */
const CLOSE = 1.25;
const MOST_ARGUED = 5;
const MOST_FIRM = 3;
const FEWEST = 2;

/** Where the figures turn, as far as a reader of the decision has to know: those argued about first, the nearest first. */
export function tellingFlips(context: PrintContext, { flips, ahead }: Figures, outcome: Outcome): Figures['flips'] {
  const { decision } = outcome;
  // Where the figures tell nothing apart, a value past which they say what was decided anyway changes nothing.
  // What the decision hangs on stands at its head, with the bar that is to be measured.
  const rule = decidingMeasurement(outcome)?.learns;
  const telling = flips.filter(({ to, fact }) => to !== (ahead ?? decision) && fact !== rule);
  const range = (fact: string) => context.scenario.facts[fact]?.range;
  // What the fact may be is said of one with a range: each of those may turn it.
  const ranged = telling.filter(({ fact, argued }) => argued && range(fact) !== undefined);
  const argued = telling.filter((flip) => flip.argued && range(flip.fact) === undefined && distanceOf(flip) <= NEAR);
  const firm = telling.filter((flip) => !flip.argued && distanceOf(flip) <= CLOSE);
  const told = [...ranged, ...argued.slice(0, MOST_ARGUED), ...firm.slice(0, MOST_FIRM)];
  // However far it is: that nothing turns the decision is said only where nothing does.
  return told.length > 0 ? told : telling.toSorted((a, b) => distanceOf(a) - distanceOf(b)).slice(0, FEWEST);
}

/** One line for each fact: where the votes turn on it, and where the figures do, if elsewhere. */
function votesLines(context: PrintContext, figures: Figures, outcome: Outcome): MemoLine[] {
  const { memo } = context.labels;
  const rule = decidingMeasurement(outcome)?.learns;
  const votes = outcome.flips.filter(({ fact }) => fact !== rule);
  const others = tellingFlips(context, figures, outcome).filter(
    (flip) => !outcome.flips.some((one) => isSameFlip(one, flip)),
  );
  const within = votes.filter((flip) => distanceOf(flip) <= NEAR).slice(0, MOST_FLIPS);
  const near = within.length > 0 ? within : votes.slice(0, 1);
  const named = [...new Set([...near, ...others].map(({ fact }) => fact))];
  const facts = named.slice(0, MOST_FLIPS);
  const lines = facts.flatMap((fact) => {
    // Where the figures' bar is told, that of the votes is too, however far it is.
    const own = votes.filter((flip) => flip.fact === fact);
    const theirs = others.filter((flip) => flip.fact === fact);
    const [first] = [...own, ...theirs];
    if (first === undefined) return [];
    const by = theirs.map((flip) => flipPhrases(context, flip, true).then);
    const text = [
      flipPhrases(context, first).now ?? '',
      ...own.map((flip) => flipPhrases(context, flip).then),
      ...(by.length === 0 ? [] : [memo.figuresSay(by.join(' · '))]),
    ];
    return [says(text.filter((part) => part !== '').join(' · '), { head: first.label })];
  });
  const far = [...new Set([...votes, ...others].filter(({ fact }) => !facts.includes(fact)).map(({ label }) => label))];
  const isStill = outcome.flips.length === 0 && lines.length === 0 && hasNumbers(context);
  return [
    ...(isStill ? [says(memo.noFlips)] : []),
    ...lines,
    ...(far.length === 0 ? [] : [says(far.join(' · '), { head: memo.further })]),
  ];
}

function turningLines(context: PrintContext, figures: Figures, outcome: Outcome): MemoLine[] {
  const { memo } = context.labels;
  const { decision } = outcome;
  const { ahead } = figures;
  const shown = tellingFlips(context, figures, outcome);
  const rule = decidingMeasurement(outcome)?.learns;
  const resets = tellingResets(context, outcome, shown).filter(({ fact }) => fact !== rule);
  const facts = [...new Set([...shown, ...resets].map(({ fact }) => fact))];
  const isOther = decision !== null && ahead !== null && ahead !== decision;
  // Where a measurement may turn it, that stands at the head.
  if (facts.length === 0)
    return hasNumbers(context) && decidingMeasurement(outcome) === null ? [says(memo.noFlips)] : [];
  return [
    ...(isOther ? [says(memo.flipsFirst(optionName(context, ahead)))] : []),
    ...facts.map((fact) => {
      const own = shown.filter((flip) => flip.fact === fact);
      const kept = resets.filter((reset) => reset.fact === fact);
      const [first] = [...own, ...kept.map((reset) => ({ ...reset, none: null, toSet: [] }))];
      if (first === undefined) return says('');
      const then = [
        ...kept.map((reset) => resetText(context, reset)),
        ...own.map((flip) => flipPhrases(context, flip, true).then),
      ];
      return says([flipPhrases(context, first, true).now ?? '', ...then].filter((part) => part !== '').join(' · '), {
        head: first.label,
      });
    }),
  ];
}

/** What to type to see these members vote otherwise: the nearest value past which they do. */
export function tryingLines(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const flip = flipToTry(context, outcome);
  // Language models are held to no weights of ours: where they would turn nobody can say.
  if (outcome.figures === null || flip === undefined || !isOfPlaybook(document)) return [];
  return [flipLine(context, flip), ...(isByCards(context, document) ? [says(context.labels.memo.byCards)] : [])];
}

/** The same for a memo that tells the flips above it: the value, what it leads to, and the flag. */
export function tryingBriefly(context: PrintContext, outcome: Outcome): MemoLine[] {
  const flip = flipToTry(context, outcome);
  // What is measured has its bar where that is told.
  if (outcome.figures === null || flip === undefined || flip.fact === decidingMeasurement(outcome)?.learns) return [];
  return [flipLine(context, { ...flip, toSet: [] })];
}

/** The nearest flip that a command can try. */
export function flipToTry({ scenario }: PrintContext, { flips }: Pick<Outcome, 'flips'>): OutcomeFlip | undefined {
  // What an event sets, `--fact` at the start does not change.
  return flips.find(({ fact, isAfterWait }) => isAfterWait !== true && !isSetLater(scenario, fact));
}

function nearFirst(
  context: PrintContext,
  flips: readonly OutcomeFlip[],
  lineOf: (flip: OutcomeFlip) => MemoLine,
): MemoLine[] {
  const within = flips.filter((flip) => distanceOf(flip) <= NEAR).slice(0, MOST_FLIPS);
  // Where all are far, the nearest is still what a reader can try.
  const near = within.length > 0 ? within : flips.slice(0, 1);
  const far = [...new Set(flips.filter((flip) => !near.includes(flip)).map(({ label }) => label))];
  return [
    ...near.map(lineOf),
    ...(far.length === 0 ? [] : [says(far.join(' · '), { head: context.labels.memo.further })]),
  ];
}

function triedLine(context: PrintContext, flip: OutcomeFlip): MemoLine {
  const line = flipLine(context, flip);
  // What an event sets, `--fact` at the start does not change.
  return flip.isAfterWait === true || isSetLater(context.scenario, flip.fact) ? { ...line, command: null } : line;
}

/** `now 1.6 min · 2.51 min or more: the box`. */
export function flipText(context: PrintContext, flip: OutcomeFlip, isOfFigures = true): string {
  const { now, then } = flipPhrases(context, flip, isOfFigures);
  return now === null ? then : `${now} · ${then}`;
}

/** A flip with the flag that tries its far side. */
export function flipLine(context: PrintContext, flip: OutcomeFlip): MemoLine {
  return says(flipText(context, flip, false), {
    head: flip.label,
    command: `--fact ${flip.fact}=${flip.tried.flips}`,
  });
}

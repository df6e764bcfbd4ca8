import type { Figures, Outcome } from '../core/outcome.ts';
import { distanceOf } from '../core/outcome.ts';
import { printTogether } from '../wording/amounts.ts';
import { capitalised } from '../wording/expand.ts';
import type { PrintContext } from './context.ts';
import { noneKeeps, optionName } from './context.ts';
import { tellingFlips } from './flip-lines.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import type { TurnWords } from './offline-words.ts';
import { OFFLINE_WORDS } from './offline-words.ts';
import { hasNumbers, stillText } from './outcome-words.ts';
import { decidingMeasurement, tellingResets } from './rule.ts';
import { nameSetAt } from './set-at.ts';

/** So many are told whole, the others by name. */
const MOST_TOLD = 6;

type Turn = Figures['flips'][number] | Figures['resets'][number];

/** What has a range of its own first, since that may well be otherwise; what is merely set better last; else the nearest. */
function nearestFirst({ scenario }: PrintContext, turns: readonly Turn[]): Turn[] {
  const isOpen = ({ fact }: Turn) => scenario.facts[fact]?.range !== undefined;
  const isMerelyBetter = (turn: Turn) => 'missed' in turn && turn.missed === null;
  return turns.toSorted(
    (a, b) =>
      Number(isOpen(b)) - Number(isOpen(a)) ||
      Number(isMerelyBetter(a)) - Number(isMerelyBetter(b)) ||
      distanceOf(a) - distanceOf(b),
  );
}

/** What would turn the figures, a line a fact: `the set-up of a batch at 67.3 min or less (now 75 min): two batches a day (12 hours)`. */
export function turnedInto(context: PrintContext, outcome: Outcome, figures: Figures): MemoLine[] {
  const { memo } = context.labels;
  const { decision } = outcome;
  const flips = tellingFlips(context, figures, outcome);
  const rule = decidingMeasurement(outcome)?.learns;
  const resets = tellingResets(context, outcome, flips).filter(({ fact }) => fact !== rule);
  const turns = nearestFirst(context, [...resets, ...flips]);
  if (turns.length === 0)
    return hasNumbers(context) && decidingMeasurement(outcome) === null ? [says(memo.noFlips)] : [];
  const isOther = decision !== null && figures.ahead !== null && figures.ahead !== decision;
  const facts = [...new Set(turns.map(({ fact }) => fact))];
  const on = (fact: string) => turns.filter((turn) => turn.fact === fact);
  const named = facts.slice(MOST_TOLD).flatMap((fact) =>
    on(fact)
      .slice(0, 1)
      .map(({ label }) => label),
  );
  const words = OFFLINE_WORDS[context.language];
  return [
    ...(isOther ? [says(memo.flipsFirst(optionName(context, figures.ahead)))] : []),
    ...facts.slice(0, MOST_TOLD).map((fact) => says(turnsText(context, on(fact)))),
    ...(named.length === 0 ? [] : [says(capitalised(words.alsoTurned(named)))]),
  ];
}

/** The values of one fact that turn it, the nearest first. */
function turnsText(context: PrintContext, [first, ...more]: readonly Turn[]): string {
  if (first === undefined) return '';
  const { turnedAt, alsoAt } = OFFLINE_WORDS[context.language];
  return [
    `${turnedAt(turnWords(context, first))}: ${turnedTo(context, first)}`,
    ...more.map((turn) => `${alsoAt(turnWords(context, turn))}: ${turnedTo(context, turn)}`),
  ].join('; ');
}

/** What comes to be ahead, as it is set best there. */
function turnedTo(context: PrintContext, turn: Turn): string {
  if ('missed' in turn) return stillText(context, turn);
  const { to, none, toSet } = turn;
  if (to !== null) return nameSetAt(context, to, toSet);
  return none === 'limits' ? noneKeeps(context) : context.labels.memo.noneAhead;
}

function turnWords(context: PrintContext, turn: Turn): TurnWords {
  const { fact, label, at, now, unit, beyond, to } = turn;
  const [edge = '', current = null] = printTogether(now === undefined ? [at] : [at, now], unit, context.language).map(
    ({ text }) => text,
  );
  const range = context.scenario.facts[fact]?.range;
  const [low, high] = range === undefined ? [] : printTogether(range, unit, context.language).map(({ text }) => text);
  // Past the end of its range there is nothing to tell from the end itself.
  const isAtEnd = at === context.scenario.facts[fact]?.range?.[beyond === 'above' ? 1 : 0];
  return {
    label,
    edge,
    // Where the first come level, one of them is ahead again further on.
    beyond: isAtEnd || (to === null && 'none' in turn && turn.none !== 'limits') ? null : beyond,
    now: current,
    range: low === undefined || high === undefined ? null : [low, high],
  };
}

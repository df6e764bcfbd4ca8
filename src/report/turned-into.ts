import type { DebateDocument } from '../core/document.ts';
import type { Figures, Outcome } from '../core/outcome.ts';
import { distanceOf } from '../core/outcome.ts';
import { printAmount, printTogether } from '../wording/amounts.ts';
import { capitalised } from '../wording/expand.ts';
import type { PrintContext } from './context.ts';
import { nameOf, noneKeeps, optionName } from './context.ts';
import { decidingMeasurement } from './deciding.ts';
import { tellingFlips } from './flip-lines.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import type { TurnWords } from './offline-words.ts';
import { OFFLINE_WORDS } from './offline-words.ts';
import { aheadPast, hasNumbers, stillText } from './outcome-words.ts';
import { tellingResets } from './rule.ts';
import { nameSetAt } from './set-at.ts';
import { watchersOf } from './to-do.ts';
import { toldEdge } from './told-edge.ts';
import { bareBeside } from './unit-once.ts';

/** So many are told whole, of facts without a range fewer, the others by name. */
const MOST_TOLD = 6;
const MOST_FIRM = 2;

type Flip = Figures['flips'][number];
type Reset = Figures['resets'][number];
type Turn = Flip | Reset;
type Watcher = ReturnType<typeof watchersOf>[number];

/** What is told in one line: all values of a fact, or all values past which one other setting is what keeps the limits. */
interface Group {
  turns: readonly Turn[];
  isOfLimits: boolean;
}

const isOfLimit = (turn: Turn): turn is Reset => 'missed' in turn && turn.missed !== null;

/** What would turn the figures, as far as it is told, limits first; then what has a range of its own, since that may well be otherwise; what is merely set better last. */
function groupsOf(context: PrintContext, outcome: Outcome, figures: Figures): Group[] {
  const flips = tellingFlips(context, figures, outcome);
  const rule = decidingMeasurement(outcome)?.learns;
  const resets = tellingResets(context, outcome, flips)
    .filter(({ fact }) => fact !== rule)
    .map((reset) => keptAllTheWay(figures, reset));
  const isOpen = ({ fact }: Turn) => context.scenario.facts[fact]?.range !== undefined;
  const isMerelyBetter = (turn: Turn) => 'missed' in turn;
  const turns = [...resets, ...flips].toSorted(
    (a, b) =>
      Number(isOpen(b)) - Number(isOpen(a)) ||
      Number(isMerelyBetter(a)) - Number(isMerelyBetter(b)) ||
      distanceOf(a) - distanceOf(b),
  );
  const groups = new Map<string, Turn[]>();
  for (const turn of turns) {
    const key = isOfLimit(turn) ? `=${nameSetAt(context, turn.to, turn.set)}` : turn.fact;
    groups.set(key, [...(groups.get(key) ?? []), turn]);
  }
  const all = [...groups.values()].map((own) => ({ turns: own, isOfLimits: own.every(isOfLimit) }));
  return [...all.filter(({ isOfLimits }) => isOfLimits), ...all.filter(({ isOfLimits }) => !isOfLimits)];
}

/** Those that are told whole, and the others. */
function toldOf(context: PrintContext, groups: readonly Group[]): { told: Group[]; named: Group[] } {
  const [told, named]: [Group[], Group[]] = [[], []];
  let firm = 0;
  for (const group of groups) {
    const isFirm = group.turns.every(({ fact }) => context.scenario.facts[fact]?.range === undefined);
    if (isFirm) firm += 1;
    (told.length < MOST_TOLD && (!isFirm || firm <= MOST_FIRM) ? told : named).push(group);
  }
  return { told, named };
}

/** The setting that keeps a limit to the end of what the fact may be, where there is one: of one event nobody is told two settings. */
function keptAllTheWay({ corners }: Figures, reset: Reset): Reset {
  const corner = corners.find(({ facts: [fact, more], safe }) => {
    const isBeyond = fact !== undefined && (reset.beyond === 'above' ? fact.at > reset.at : fact.at < reset.at);
    return more === undefined && fact?.fact === reset.fact && isBeyond && safe !== null;
  });
  return reset.missed === null || corner?.safe == null ? reset : { ...reset, set: corner.safe.set };
}

/** Facts of which a value is told that turns the decision. */
export const factsTurned = (context: PrintContext, outcome: Outcome, figures: Figures): ReadonlySet<string> =>
  new Set(
    toldOf(context, groupsOf(context, outcome, figures)).told.flatMap(({ turns }) => turns.map(({ fact }) => fact)),
  );

/**
 * What would turn the figures, a line a fact, with who keeps an eye on it: `the set-up of a batch at 67.3 min or less (now 75 min): two batches a
 * day (12 hours)`.
 */
export function turnedInto(
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  figures: Figures,
): MemoLine[] {
  const { memo } = context.labels;
  const { decision } = outcome;
  const groups = groupsOf(context, outcome, figures);
  if (groups.length === 0)
    return hasNumbers(context) && decidingMeasurement(outcome) === null ? [says(memo.noFlips)] : [];
  const isOther = decision !== null && figures.ahead !== null && figures.ahead !== decision;
  const { told, named: others } = toldOf(context, groups);
  const labels = new Set(told.flatMap(({ turns }) => turns.map(({ label }) => label)));
  const named = new Set(
    others.flatMap(({ turns }) => turns.flatMap(({ label }) => (labels.has(label) ? [] : [label]))),
  );
  const watchers = watchersOf(document, outcome);
  return [
    ...(isOther ? [says(memo.flipsFirst(optionName(context, figures.ahead)))] : []),
    ...told.map((group) => groupLine(context, group, watchers)),
    ...fallbackLines(context, figures, told),
    ...(named.size === 0 ? [] : [says(capitalised(OFFLINE_WORDS[context.language].alsoTurned([...named])))]),
  ];
}

/** By which day what it turns to has to begin. */
function fallbackLines(context: PrintContext, { fallbacks }: Figures, groups: readonly Group[]): MemoLine[] {
  const words = OFFLINE_WORDS[context.language];
  const told = new Set(
    groups.flatMap(({ turns }) => turns.flatMap((turn) => ('missed' in turn ? [] : (turn.to ?? [])))),
  );
  return fallbacks.flatMap(({ option, label, unit, limit, day, later }) => {
    if (!told.has(option)) return [];
    const bound = printAmount(limit, unit, context.language).text;
    const start = words.startBy(optionName(context, option), String(day), label, bound);
    return [says([start, ...(later.length === 0 ? [] : [words.mayBeLater(later, String(day))])].join(' '))];
  });
}

function groupLine(context: PrintContext, { turns, isOfLimits }: Group, watchers: readonly Watcher[]): MemoLine {
  const words = OFFLINE_WORDS[context.language];
  const own = watchers.filter(({ fact }) => turns.some((turn) => turn.fact === fact));
  const names = [...new Set(own.map(({ member }) => nameOf(context, member)))];
  const text = isOfLimits ? limitsText(context, turns) : factText(context, turns);
  const facts = new Set(own.map(({ fact }) => fact));
  const isOneOfSeveral = facts.size === 1 && turns.some(({ fact }) => !facts.has(fact));
  const label = isOneOfSeveral ? (turns.find(({ fact }) => facts.has(fact))?.label ?? null) : null;
  const watched = names.length === 0 ? [] : [words.watchedBy(names, facts.size, label)];
  return says([text, ...watched].join(' · '), { turns: own.map(({ turn }) => turn) });
}

/** Values of several facts past which the decision keeps its limits at another setting only. */
function limitsText(context: PrintContext, turns: readonly Turn[]): string {
  const words = OFFLINE_WORDS[context.language];
  const [first] = turns;
  if (first === undefined || !isOfLimit(first)) return '';
  const items = turns.map((turn) => words.turnedAt(wordsOf(context, turn)));
  return words.keepsSet(items, nameSetAt(context, first.to, first.set));
}

/** The values of one fact that turn it, on one side and then the other, the nearest first. */
function factText(context: PrintContext, turns: readonly Turn[]): string {
  const sides = [...new Set(turns.map(({ beyond }) => beyond))];
  const [first, ...more] = turns.toSorted(
    (a, b) => sides.indexOf(a.beyond) - sides.indexOf(b.beyond) || distanceOf(a) - distanceOf(b),
  );
  if (first === undefined) return '';
  const { turnedAt, alsoAt } = OFFLINE_WORDS[context.language];
  return [
    `${turnedAt(wordsOf(context, first))}: ${turnedTo(context, first)}`,
    ...more.map((turn) => `${alsoAt(wordsOf(context, turn))}: ${turnedTo(context, turn)}`),
  ].join('; ');
}

/** What comes to be ahead, as it is set best there. */
function turnedTo(context: PrintContext, turn: Turn): string {
  if ('missed' in turn) return stillText(context, turn);
  const { to, none, then } = turn;
  if (to !== null && then !== undefined) {
    const taken =
      then.to !== null
        ? nameSetAt(context, then.to, then.set)
        : then.none === 'limits'
          ? noneKeeps(context)
          : context.labels.memo.noneAhead;
    const at = printAmount(then.at, turn.unit, context.language).text;
    return OFFLINE_WORDS[context.language].holdsTo(aheadPast(context, turn, to), at, turn.beyond, taken);
  }
  if (to !== null) return aheadPast(context, turn, to);
  return none === 'limits' ? noneKeeps(context) : context.labels.memo.noneAhead;
}

function wordsOf(context: PrintContext, turn: Turn): TurnWords {
  const { fact, label, now, unit, to } = turn;
  // Past the end of its range there is nothing to tell from the end itself.
  const isAtEnd = turn.at === context.scenario.facts[fact]?.range?.[turn.beyond === 'above' ? 1 : 0];
  const { at, beyond } = isAtEnd ? turn : toldEdge(turn);
  const range = context.scenario.facts[fact]?.range;
  const [edge = '', current = null] = printTogether(now === undefined ? [at] : [at, now], unit, context.language).map(
    ({ text }) => text,
  );
  const [low, high] = range === undefined ? [] : printTogether(range, unit, context.language).map(({ text }) => text);
  return {
    label,
    edge,
    // Where the first come level, one of them is ahead again further on.
    beyond: isAtEnd || (to === null && 'none' in turn && turn.none !== 'limits') ? null : beyond,
    now: current === null ? null : bareBeside(edge, current),
    range: low === undefined || high === undefined ? null : [bareBeside(edge, low), bareBeside(edge, high)],
  };
}

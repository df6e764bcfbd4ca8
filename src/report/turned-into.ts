import type { Figures, Outcome } from '../core/outcome.ts';
import { distanceOf } from '../core/outcome.ts';
import { printTogether } from '../wording/amounts.ts';
import { capitalised } from '../wording/expand.ts';
import type { PrintContext } from './context.ts';
import { noneKeeps, optionName } from './context.ts';
import { tellingFlips } from './flip-lines.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import { OFFLINE_WORDS } from './offline-words.ts';
import { hasNumbers } from './outcome-words.ts';
import { decidingMeasurement } from './rule.ts';
import { nameSetAt, setIn } from './set-at.ts';

/** So many are told whole, the others by name. */
const MOST_TOLD = 6;

/** What has a range of its own first, since that may well be otherwise; else the nearest. */
function nearestFirst({ scenario }: PrintContext, flips: Figures['flips']): Figures['flips'] {
  const isOpen = ({ fact }: Figures['flips'][number]) => scenario.facts[fact]?.range !== undefined;
  return flips.toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || distanceOf(a) - distanceOf(b));
}

/** What would turn the figures, a line a fact: `the set-up of a batch at 67.3 min or less (now 75 min): two batches a day (12 hours)`. */
export function turnedInto(context: PrintContext, outcome: Outcome, figures: Figures): MemoLine[] {
  const { memo } = context.labels;
  const { decision } = outcome;
  const flips = nearestFirst(context, tellingFlips(context, figures, outcome));
  if (flips.length === 0)
    return hasNumbers(context) && decidingMeasurement(outcome) === null ? [says(memo.noFlips)] : [];
  const isOther = decision !== null && figures.ahead !== null && figures.ahead !== decision;
  const told = flips.slice(0, MOST_TOLD);
  const named = [...new Set(flips.slice(MOST_TOLD).map(({ label }) => label))].filter((label) =>
    told.every((flip) => flip.label !== label),
  );
  const words = OFFLINE_WORDS[context.language];
  return [
    ...(isOther ? [says(memo.flipsFirst(optionName(context, figures.ahead)))] : []),
    ...told.map((flip) => says(`${turnText(context, flip)}: ${turnedTo(context, flip)}`)),
    ...(named.length === 0 ? [] : [says(capitalised(words.alsoTurned(named)))]),
    // As it was set it would be overtaken before that, where nobody sets it again.
    ...(decision !== null && !isOther && setIn(outcome, decision).length > 0
      ? [says(words.setAfresh(optionName(context, decision)))]
      : []),
  ];
}

/** What comes to be ahead, as it is set best there. */
function turnedTo(context: PrintContext, { to, none, toSet }: Figures['flips'][number]): string {
  if (to !== null) return nameSetAt(context, to, toSet);
  return none === 'limits' ? noneKeeps(context) : context.labels.memo.noneAhead;
}

function turnText(context: PrintContext, flip: Figures['flips'][number]): string {
  const { fact, label, at, now, unit, beyond, to, none } = flip;
  const [edge = '', current = null] = printTogether(now === undefined ? [at] : [at, now], unit, context.language).map(
    ({ text }) => text,
  );
  const range = context.scenario.facts[fact]?.range;
  const [low, high] = range === undefined ? [] : printTogether(range, unit, context.language).map(({ text }) => text);
  // Past the end of its range there is nothing to tell from the end itself.
  const isAtEnd = at === context.scenario.facts[fact]?.range?.[beyond === 'above' ? 1 : 0];
  return OFFLINE_WORDS[context.language].turnedAt({
    label,
    edge,
    // Where the first come level, one of them is ahead again further on.
    beyond: isAtEnd || (to === null && none !== 'limits') ? null : beyond,
    now: current,
    range: low === undefined || high === undefined ? null : [low, high],
  });
}

import type { Figures, Outcome } from '../core/outcome.ts';
import { distanceOf } from '../core/outcome.ts';
import { printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { noneKeeps, optionName } from './context.ts';
import { tellingFlips } from './flip-lines.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import { OFFLINE_WORDS } from './offline-words.ts';
import { hasNumbers } from './outcome-words.ts';
import { decidingMeasurement } from './rule.ts';
import { nameSetAt, settingsTold } from './set-at.ts';

/** Of what would turn them to one option so many are told whole, the others by name. */
const MOST_TOLD = 3;

/** What has a range of its own first, since that may well be otherwise; else the nearest. */
function nearestFirst({ scenario }: PrintContext, flips: Figures['flips']): Figures['flips'] {
  const isOpen = ({ fact }: Figures['flips'][number]) => scenario.facts[fact]?.range !== undefined;
  return flips.toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || distanceOf(a) - distanceOf(b));
}

/**
 * What would turn the figures, by what it would turn them to: `two batches a day (12 hours): the set-up of a batch at 67.3 min or less (now 75
 * min)`.
 */
export function turnedInto(context: PrintContext, outcome: Outcome, figures: Figures): MemoLine[] {
  const { memo } = context.labels;
  const { decision } = outcome;
  const flips = tellingFlips(context, figures, outcome);
  if (flips.length === 0)
    return hasNumbers(context) && decidingMeasurement(outcome) === null ? [says(memo.noFlips)] : [];
  const isOther = decision !== null && figures.ahead !== null && figures.ahead !== decision;
  const byOption = new Map<string, { head: string; said: string[]; named: string[] }>();
  for (const flip of nearestFirst(context, flips)) {
    const { to, none, toSet } = flip;
    const name = to ?? none ?? '';
    const bare = to !== null ? optionName(context, to) : none === 'limits' ? noneKeeps(context) : memo.noneAhead;
    const head = to === null ? bare : nameSetAt(context, to, toSet);
    const own = byOption.get(name) ?? { head, said: [], named: [] };
    const set = to === null || head === own.head ? '' : settingsTold(context, to, toSet).join(', ');
    if (own.said.length < MOST_TOLD) own.said.push(turnText(context, flip, set));
    else if (!own.named.includes(flip.label)) own.named.push(flip.label);
    byOption.set(name, own);
  }
  return [
    ...(isOther ? [says(memo.flipsFirst(optionName(context, figures.ahead)))] : []),
    ...[...byOption.values()].map(({ head, said, named }) =>
      says([...said, ...(named.length === 0 ? [] : [OFFLINE_WORDS[context.language].alsoTurned(named)])].join('; '), {
        head,
      }),
    ),
  ];
}

function turnText(context: PrintContext, flip: Figures['flips'][number], set: string): string {
  const { fact, label, at, now, unit, beyond } = flip;
  const [edge = '', current = null] = printTogether(now === undefined ? [at] : [at, now], unit, context.language).map(
    ({ text }) => text,
  );
  // Past the end of its range there is nothing to tell from the end itself.
  const isAtEnd = at === context.scenario.facts[fact]?.range?.[beyond === 'above' ? 1 : 0];
  return OFFLINE_WORDS[context.language].turnedAt({
    label,
    edge,
    beyond: isAtEnd ? null : beyond,
    now: current,
    set,
  });
}

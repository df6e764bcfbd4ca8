import type { DebateDocument } from '../core/document.ts';
import type { Bar, Figures, Outcome, OutcomeFlip } from '../core/outcome.ts';
import { printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { flipPhrases, isByCards } from './outcome-words.ts';

type Measured = Figures['measured'][number];

/**
 * Whether what was decided turns where the votes turn and not where the figures do: members of the offline engine weigh by the values on
 * their cards, and came to what these say once everybody knows the same.
 */
export const isOfVotes = (
  context: PrintContext,
  document: Pick<DebateDocument, 'cast'>,
  { byFigures, decision, figures }: Pick<Outcome, 'byFigures' | 'decision' | 'figures'>,
): boolean => figures !== null && decision !== null && byFigures === decision && isByCards(context, document);

/** Where the votes turn on a fact: the nearest value on either side of what it is. */
export const votesOn = ({ flips }: Pick<Outcome, 'flips'>, fact: string): OutcomeFlip[] =>
  flips.filter((flip) => flip.fact === fact);

/** Of a value: what is nearer than this is printed alike, or nearly so. */
const SAME = 0.005;

/** Whether two thresholds of a fact are one: on one side, at one value, and with the same behind them. */
export const isSameFlip = (one: OutcomeFlip, other: OutcomeFlip): boolean =>
  one.fact === other.fact && one.beyond === other.beyond && one.to === other.to && isNear(one.at, other.at);

const isNear = (one: number, other: number) => Math.abs(one - other) <= SAME * Math.max(Math.abs(one), Math.abs(other));

/** The bar nearest to what a fact is, on each side of it. */
function nearestBars({ bars, now }: Pick<Measured, 'bars' | 'now'>): Record<'above' | 'below', Bar | undefined> {
  const below = bars.filter(({ beyond }) => beyond.side === 'below');
  const above = bars.filter(({ beyond }) => beyond.side === 'above');
  const near = (own: readonly Bar[]) => [...own].sort((a, b) => Math.abs(a.edge - now) - Math.abs(b.edge - now))[0];
  return { below: near(below), above: near(above) };
}

/** Whether the votes and the figures turn at the same results of a measurement, and to the same options. */
export function agreesWithVotes(measured: Measured, outcome: Pick<Outcome, 'flips' | 'figures' | 'decision'>): boolean {
  if (outcome.figures?.ahead !== outcome.decision) return false;
  const bars = nearestBars(measured);
  const votes = votesOn(outcome, measured.learns);
  return (['below', 'above'] as const).every((side) => {
    const [bar, flip] = [bars[side], votes.find(({ beyond }) => beyond === side)];
    if (bar === undefined || flip === undefined) return bar === undefined && flip === undefined;
    const edges = [bar.edge, flip.tried.holds, flip.tried.flips];
    const isAt =
      isNear(bar.edge, flip.at) || (bar.edge >= Math.min(...edges.slice(1)) && bar.edge <= Math.max(...edges.slice(1)));
    return isAt && bar[side] === flip.to;
  });
}

/** `by the votes: 0.0271 nats or less: keep going`: what the result of a measurement does to the votes. */
export function votesText(context: PrintContext, outcome: Outcome, { learns, label, range, unit }: Measured): string {
  const { memo } = context.labels;
  const flips = votesOn(outcome, learns);
  if (flips.length > 0)
    return memo.votesSay(`${label} ${flips.map((flip) => flipPhrases(context, flip).then).join(' · ')}`);
  const [low = '', high = ''] = printTogether(range, unit, context.language).map(({ text }) => text);
  return memo.votesSay(memo.keptBy(low, high));
}

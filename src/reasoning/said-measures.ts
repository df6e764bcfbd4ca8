import type { EventBody } from '../core/events.ts';
import { isAlike, isSameWords } from './alike.ts';
import { numbersIn } from './said-numbers.ts';
import { isDropped } from './withdrawn.ts';

type Body = Omit<EventBody<'turn.recorded'>, 'prompt' | 'effect'>;

/** The result of a measurement that decides, as a member put it. */
export interface SaidBar {
  body: Body;
  what: string;
  price: string | null;
  threshold: string;
  /** The turn that put it otherwise before. */
  before: number | null;
  /** Another accepted it, or all have voted and nobody spoke against it. */
  isSettled: boolean;
}

/**
 * The bar of each measurement: as it was settled last, and behind it as it was put since where nobody has accepted that. Who names a
 * measurement without a bar leaves the bar that it has.
 */
export function barsIn(turns: readonly Body[], { isVoted }: { isVoted: boolean }): SaidBar[] {
  const rows: SaidBar[][] = [];
  for (const body of turns) {
    const { measures } = body;
    if (measures === undefined) continue;
    const { what, price, threshold } = measures;
    const row = rows.find((one) => one.some((bar) => isSameWords(bar.what, what) || isAlike(bar.what, what)));
    // Who drops it has dropped it in whatever words it was put before.
    if (isDropped(body, what, turns)) row?.splice(0);
    if (threshold === null || isDropped(body, what, turns)) continue;
    const known = row?.at(-1);
    // Who puts it as it stands accepts it.
    if (known !== undefined && known.body.speaker !== body.speaker && isSameBar(known.threshold, threshold)) {
      known.isSettled = true;
      known.price ??= price;
      continue;
    }
    const bar: SaidBar = {
      ...{ body, what, threshold, isSettled: false },
      price: price ?? known?.price ?? null,
      before: known?.body.turn ?? null,
    };
    if (row === undefined) rows.push([bar]);
    else row.push(bar);
  }
  return rows.flatMap((row) => {
    for (const bar of row) bar.isSettled ||= isAccepted(bar, turns);
    const last = row.at(-1);
    if (last !== undefined && isVoted && !isDisputed(last, turns)) last.isSettled = true;
    const settled = row.findLast(({ isSettled }) => isSettled);
    return [...(settled === undefined ? [] : [settled]), ...(last === undefined || last === settled ? [] : [last])];
  });
}

const answersIn = (body: Body) => [...(body.answers === null ? [] : [body.answers]), ...(body.also ?? [])];
const answersTo = ({ body: { turn, speaker } }: SaidBar, later: Body) =>
  later.speaker !== speaker && answersIn(later).some((ref) => ref.turn === turn);

const isAccepted = (bar: SaidBar, turns: readonly Body[]): boolean =>
  turns.some(
    (later) =>
      later.turn > bar.body.turn &&
      later.speaker !== bar.body.speaker &&
      ((answersTo(bar, later) && (later.act === 'support' || later.act === 'concede')) ||
        (later.condition !== null && barsOf(later.condition).length > 0 && isWithin(later.condition, bar.threshold))),
  );

const isDisputed = (bar: SaidBar, turns: readonly Body[]): boolean =>
  turns.some((later) => later.act === 'rebut' && answersTo(bar, later));

/** Numbers of a bar: those that measure something. */
const barsOf = (text: string): number[] =>
  numbersIn(text).flatMap(({ unit, isPercent, value }) => (unit !== null || isPercent ? [value] : []));
const isWithin = (text: string, other: string): boolean => barsOf(text).every((value) => barsOf(other).includes(value));
const isSameBar = (one: string, other: string): boolean =>
  barsOf(one).length > 0 && barsOf(other).length > 0 && (isWithin(one, other) || isWithin(other, one));

import { isAlike, isSameWords } from './alike.ts';
import { numbersIn } from './said-numbers.ts';
import type { SaidTurn } from './said-turn.ts';
import { isBarDropped, isDropped } from './withdrawn.ts';

/** The result of a measurement that decides, as a member put it. */
export interface SaidBar {
  body: SaidTurn;
  what: string;
  price: string | null;
  threshold: string;
  /** The turn that put it otherwise before. */
  before: number | null;
  /** Another accepted it, or all have voted and nobody spoke against it. */
  isSettled: boolean;
}

/** A measurement as it was put again and again: each time in its words, or by the turn that put it before. */
export interface SaidMeasurement {
  /** Turns that put it, without those before one that was taken back. */
  bodies: readonly SaidTurn[];
  /** Its bars, the first first. */
  bars: readonly SaidBar[];
}

/** Measurements that were asked for and not taken back, each once. */
export function measurementsIn(turns: readonly SaidTurn[], { isVoted }: { isVoted: boolean }): SaidMeasurement[] {
  const rows: { bodies: SaidTurn[]; bars: SaidBar[]; turns: Set<number> }[] = [];
  for (const body of turns) {
    const { measures } = body;
    if (measures === undefined) continue;
    const { what, price, threshold, amends } = measures;
    const isOne = (other: SaidTurn) =>
      other.measures !== undefined && (isSameWords(other.measures.what, what) || isAlike(other.measures.what, what));
    let row = rows.find((one) => (amends === undefined ? one.bodies.some(isOne) : one.turns.has(amends)));
    if (row === undefined) {
      row = { bodies: [], bars: [], turns: new Set() };
      rows.push(row);
    }
    row.turns.add(body.turn);
    // Who drops it has dropped it in whatever words it was put before.
    if (isDropped(body, what, turns)) {
      row.bodies.splice(0);
      row.bars.splice(0);
      continue;
    }
    row.bodies.push(body);
    const known = row.bars.at(-1);
    // Who puts it otherwise without another bar has the bar that it has.
    const bar = threshold ?? (amends === undefined || isSameWords(known?.what ?? '', what) ? null : known?.threshold);
    if (bar == null || isBarDropped(body, turns)) {
      if (known !== undefined && amends !== undefined) known.price = price ?? known.price;
      continue;
    }
    // Who puts it as it stands accepts it.
    const isSame = known !== undefined && isSameBar(known.threshold, bar);
    if (isSame && amends === undefined && known.body.speaker !== body.speaker) {
      known.isSettled = true;
      known.price ??= price;
      continue;
    }
    row.bars.push({
      ...{ body, what, threshold: bar, isSettled: false },
      price: price ?? known?.price ?? null,
      before: known?.body.turn ?? null,
    });
  }
  return rows.flatMap(({ bodies, bars }) => {
    for (const bar of bars) bar.isSettled ||= isAccepted(bar, turns);
    const last = bars.at(-1);
    if (last !== undefined && isVoted && !isDisputed(last, turns)) last.isSettled = true;
    return bodies.length === 0 ? [] : [{ bodies, bars }];
  });
}

/**
 * The bar of each measurement: as it was settled last, and behind it as it was put since where nobody has accepted that. Who names a
 * measurement without a bar leaves the bar that it has.
 */
export function barsIn(turns: readonly SaidTurn[], voting: { isVoted: boolean }): SaidBar[] {
  return measurementsIn(turns, voting).flatMap(({ bars }) => {
    const [last, settled] = [bars.at(-1), settledBar(bars)];
    return [...(settled === undefined ? [] : [settled]), ...(last === undefined || last === settled ? [] : [last])];
  });
}

/** The bar that counts; none where nobody has accepted one. */
export const settledBar = (bars: readonly SaidBar[]): SaidBar | undefined =>
  bars.findLast(({ isSettled }) => isSettled);

const answersIn = (body: SaidTurn) => [...(body.answers === null ? [] : [body.answers]), ...(body.also ?? [])];
const answersTo = ({ body: { turn, speaker } }: SaidBar, later: SaidTurn) =>
  later.speaker !== speaker && answersIn(later).some((ref) => ref.turn === turn);

const isAccepted = (bar: SaidBar, turns: readonly SaidTurn[]): boolean =>
  turns.some(
    (later) =>
      later.turn > bar.body.turn &&
      later.speaker !== bar.body.speaker &&
      // An act is about what it answers first: what is named beside it is only spoken of.
      ((later.answers?.turn === bar.body.turn && (later.act === 'support' || later.act === 'concede')) ||
        (later.condition !== null && barsOf(later.condition).length > 0 && isWithin(later.condition, bar.threshold))),
  );

const isDisputed = (bar: SaidBar, turns: readonly SaidTurn[]): boolean =>
  turns.some((later) => later.act === 'rebut' && answersTo(bar, later));

/** Numbers of a bar: those that measure something. */
const barsOf = (text: string): number[] =>
  numbersIn(text).flatMap(({ unit, isPercent, value }) => (unit !== null || isPercent ? [value] : []));
const isWithin = (text: string, other: string): boolean => barsOf(text).every((value) => barsOf(other).includes(value));
const isSameBar = (one: string, other: string): boolean =>
  barsOf(one).length > 0 && barsOf(other).length > 0 && (isWithin(one, other) || isWithin(other, one));

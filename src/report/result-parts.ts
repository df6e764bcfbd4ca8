import { onceEach } from '../core/once.ts';
import { lastPlace } from '../reasoning/digits.ts';
import type { Plans } from '../reasoning/plans.ts';
import type { Weighed } from '../reasoning/weighing.ts';

/** Results at which an option is set in one way; `at` is where the next one begins, which is told with few digits. */
export interface Part {
  set: Weighed | null;
  /** Null where the band ends. */
  to: { at: number; isOwn: boolean } | null;
}

interface Asked {
  plans: Plans;
  option: string;
  from: number;
  to: number;
  /** The decision as it is set, how much it may lose against its best setting, and at which results it is to stay so. */
  kept: { plan: Weighed; loses: number; stays(result: number): boolean } | null;
}

/** What a setting may lose against the best one at a result before another one is taken, in steps: the first at which few settings do for all results. */
const LOSSES = [0.15, 0.4, Number.POSITIVE_INFINITY];
const FEW = 4;
const LOOKS = 12;
const HALVINGS = 10;
const INSIDE = 1e-6;
const MOST_DIGITS = 7;
/** More of them nobody prints. */
const FEW_DIGITS = 4;

/** How an option is set over a band of results, so that each result has one setting, which keeps the limits with the result off by the error. */
export function partsOf(asked: Asked): Part[] {
  const { from, to, plans, option, kept } = asked;
  const width = to - from;
  const inside = (value: number) => Math.min(to - INSIDE * width, Math.max(from + INSIDE * width, value));
  const points = Array.from({ length: LOOKS + 1 }, (_, look) => inside(from + (width * look) / LOOKS));
  const best = onceEach((result: number) => plans.setAt(option, result));
  const serves = (plan: Weighed, result: number, loses: number) =>
    plan === kept?.plan
      ? kept.stays(result) && plans.setAt(option, result, plan, kept.loses)?.set === plan.set
      : plans.setAt(option, result, plan, loses)?.set === plan.set;
  if (!(width > 0)) return [{ set: kept !== null && serves(kept.plan, from, 0) ? kept.plan : best(from), to: null }];

  /** From one end to the other each setting as far as it does; borders lie where it does no more. */
  const sweep = (way: readonly number[], loses: number): { set: Weighed | null; until: number }[] => {
    const found: { set: Weighed | null; until: number }[] = [];
    let [at = from] = way;
    const end = way.at(-1) ?? to;
    const isUp = end > at;
    for (let guard = 0; guard < MOST_SWEPT; guard += 1) {
      const own = kept !== null && serves(kept.plan, at, loses) ? kept.plan : best(at);
      const does = (result: number) => (own === null ? best(result) === null : serves(own, result, loses));
      const start = at;
      const ahead = way.filter((one) => (isUp ? one > start : one < start));
      const isKept = kept !== null && own !== kept.plan;
      // Where the decision does as it is set, it is set so.
      const stop = ahead.find((one) => !does(one) || (isKept && serves(kept.plan, one, loses)));
      if (stop === undefined) {
        found.push({ set: own, until: end });
        return found;
      }
      let [near, far] = [ahead[ahead.indexOf(stop) - 1] ?? start, stop];
      for (let step = 0; step < HALVINGS; step += 1) {
        const middle = (near + far) / 2;
        if (does(middle) && !(isKept && serves(kept.plan, middle, loses))) near = middle;
        else far = middle;
      }
      found.push({ set: own, until: far });
      at = far;
    }
    return found;
  };
  const both = (loses: number) => {
    const [up, down] = [sweep(points, loses), sweep(points.toReversed(), loses)];
    return up.length <= down.length ? { all: up, isUp: true, loses } : { all: down, isUp: false, loses };
  };
  let chosen = both(0);
  for (const loses of LOSSES) {
    if (chosen.all.length <= FEW) break;
    const other = both(loses);
    if (other.all.length < chosen.all.length) chosen = other;
  }
  const { all, isUp, loses } = chosen;
  const ordered = isUp ? all : all.toReversed();
  return ordered.map(({ set }, index): Part => {
    const next = ordered[index + 1];
    if (next === undefined) return { set, to: null };
    const border = (isUp ? ordered[index]?.until : next.until) ?? to;
    const does = (value: number, most: number): [below: boolean, above: boolean] => {
      const own = (plan: Weighed | null) => plan === null || serves(plan, value, most);
      return [own(set), own(next.set)];
    };
    return { set, to: shortBorder(border, [(at) => does(at, loses), (at) => does(at, MORE)], { from, to }) };
  });
}

const MOST_SWEPT = 12;
/** What the neighbour may lose between the border and a value of few digits, in steps: there it has to keep the limits. */
const MORE = 1;

/** A value of few digits near a border, and whose it is: it lies where both settings do, or on the side of one that does; where there is none, of one that at least keeps the limits. */
function shortBorder(
  border: number,
  ways: readonly ((value: number) => [below: boolean, above: boolean])[],
  { from, to }: { from: number; to: number },
): { at: number; isOwn: boolean } {
  // First with digits that are printed, since what is printed is what is gone by.
  for (const most of [FEW_DIGITS, MOST_DIGITS])
    for (const doAt of ways) {
      const found = shortBy(border, doAt, { from, to }, most);
      if (found !== null) return found;
    }
  return { at: border, isOwn: false };
}

function shortBy(
  border: number,
  doAt: (value: number) => [below: boolean, above: boolean],
  { from, to }: { from: number; to: number },
  most: number,
): { at: number; isOwn: boolean } | null {
  for (let digits = 2; digits <= most; digits += 1) {
    const unit = lastPlace(border, digits);
    for (const round of [Math.floor, Math.ceil]) {
      const at = Number((round(border / unit) * unit).toPrecision(12));
      const isNear = Math.abs(at - border) <= NEAR * (to - from) && at > from && at < to;
      const [below, above] = isNear ? doAt(at) : [false, false];
      // Between the border and what is told of it the neighbour has to do.
      if (at <= border ? above : below) return { at, isOwn: at > border || !above };
    }
  }
  return null;
}

/** Of a band. */
const NEAR = 0.03;

import { idOf } from './model.ts';
import { SPACE } from './symbols.ts';

/** Symbols that may stand in one place of a line; most places have one. */
export type Place = readonly number[];

interface State {
  first: number;
  second: number;
  /** log of the sum over all ways to here, and over all ways from here to the end. */
  before: number;
  after: number;
  arrivals: { from: State; cost: number; option: number }[];
}

/** Beyond these the unlikeliest states go: far behind the best (log), or too many. */
const FAR_BEHIND = 20;
const MOST_STATES = 256;

const state = (first: number, second: number): State => ({
  first,
  second,
  before: Number.NEGATIVE_INFINITY,
  after: Number.NEGATIVE_INFINITY,
  arrivals: [],
});

/** log(exp(a) + exp(b)) */
function plus(a: number, b: number): number {
  const [high, low] = a > b ? [a, b] : [b, a];
  return low === Number.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(low - high));
}

/**
 * For each place the probability of each of its options, given all others in the line: the forward-backward algorithm over
 * pairs of symbols, so that damaged neighbours are solved together.
 *
 * @see Rabiner, "A Tutorial on Hidden Markov Models", 1989, III.A
 */
export function posteriors(
  line: readonly Place[],
  logLikelihood: (first: number, second: number, third: number) => number,
): number[][] {
  const space = idOf(SPACE);
  const start = state(space, space);
  start.before = 0;
  const layers: State[][] = [[start]];
  for (const place of line) layers.push(step(layers.at(-1) ?? [], place, logLikelihood));

  const last = layers.at(-1) ?? [];
  const all = last.reduce((sum, { before }) => plus(sum, before), Number.NEGATIVE_INFINITY);
  for (const end of last) end.after = 0;
  const shares = line.map((place) => place.map(() => 0));
  for (let at = line.length; at > 0; at -= 1) {
    const share = shares[at - 1] ?? [];
    for (const { arrivals, after } of layers[at] ?? [])
      for (const { from, cost, option } of arrivals) {
        from.after = plus(from.after, cost + after);
        share[option] = (share[option] ?? 0) + Math.exp(from.before + cost + after - all);
      }
  }
  return shares;
}

function step(
  layer: readonly State[],
  place: Place,
  logLikelihood: (first: number, second: number, third: number) => number,
): State[] {
  const next = new Map<number, State>();
  for (const from of layer)
    place.forEach((symbol, option) => {
      const cost = logLikelihood(from.first, from.second, symbol);
      // Options that are the same symbol to the model share a state and keep their own arrivals.
      const key = from.second * 65_536 + symbol;
      const to = next.get(key) ?? state(from.second, symbol);
      next.set(key, to);
      to.before = plus(to.before, from.before + cost);
      to.arrivals.push({ from, cost, option });
    });
  const states = [...next.values()].sort((a, b) => b.before - a.before);
  const worth = (states[0]?.before ?? 0) - FAR_BEHIND;
  return states.filter(({ before }, at) => before >= worth && at < MOST_STATES);
}

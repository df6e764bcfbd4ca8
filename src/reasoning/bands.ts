/** Of the values of a fact in their order, neighbours with one outcome; a band ends where the next one begins. */
export interface Band {
  from: number;
  to: number;
  /** An option, or why there is none. */
  outcome: string;
}

const SAMPLES = 48;
const HALVINGS = 24;
/** Rounds in which a band's middle is looked at, and what lies there made a band of its own. */
const ROUNDS = 3;

/** Of a range: how near a border is told, as by halving the way between two samples. */
const NEAR = 1e-9;

/**
 * Samples of a range, the lowest first and both ends among them. Where what is read may be off by an error that is no less than the way between two
 * samples, they are laid so that what lies an error away from one is another one.
 */
export class Samples {
  readonly #low: number;
  readonly #high: number;
  readonly #step: number;
  readonly #tells: boolean;

  constructor([low, high]: readonly [number, number], error = 0) {
    const step = (high - low) / SAMPLES;
    this.#tells = error >= step && error < high - low;
    this.#step = this.#tells ? error / Math.round(error / step) : step;
    this.#low = low;
    this.#high = high;
  }

  all(): number[] {
    const most = Math.ceil((this.#high - this.#low) / this.#step - NEAR);
    return Array.from({ length: most + 1 }, (_, index) => this.#at(index));
  }

  /** A value that is a sample but for rounding, as that sample; any other one as it is. */
  met(value: number): number {
    if (!this.#tells) return value;
    const sample = this.#at(Math.round((value - this.#low) / this.#step));
    return Math.abs(sample - value) <= NEAR * (this.#high - this.#low) ? sample : value;
  }

  #at(index: number): number {
    return Math.min(this.#high, this.#low + this.#step * index);
  }
}

interface Looking {
  samples?: Samples;
  /** Values at which a border may lie: it is told there at once where it does. */
  borders?: readonly number[];
}

/** The whole range as bands, the lowest first: each value in exactly one of them, neighbours never of one outcome. */
export function bandsOf(
  range: readonly [number, number],
  outcomeAt: (value: number) => string,
  { samples = new Samples(range), borders = [] }: Looking = {},
): Band[] {
  const [low, high] = range;
  if (!(high > low)) return [{ from: low, to: high, outcome: outcomeAt(low) }];
  const found = new Map<number, string>();
  const at = (value: number): string => {
    const outcome = found.get(value) ?? outcomeAt(value);
    found.set(value, outcome);
    return outcome;
  };
  const tried = new Set(samples.all());
  const near = (NEAR * (high - low)) / 2;
  const borderIn: Border = (below, above, isBelow) => {
    for (const border of borders) {
      const [under, over] = [border - near, border + near];
      if (under > below && over < above && isBelow(under) && !isBelow(over)) return over;
    }
    return halved(below, above, isBelow);
  };
  let bands = between(tried, at, borderIn);
  for (let round = 0; round < ROUNDS; round += 1) {
    const missed = bands.filter(({ from, to, outcome }) => at((from + to) / 2) !== outcome);
    if (missed.length === 0) break;
    for (const { from, to } of missed) tried.add((from + to) / 2);
    bands = between(tried, at, borderIn);
  }
  return bands;
}

/** The first value that is told to have another outcome than the one below. */
type Border = (below: number, above: number, isBelow: (value: number) => boolean) => number;

const halved: Border = (from, to, isBelow) => {
  let [below, above] = [from, to];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (below + above) / 2;
    if (middle === below || middle === above) break;
    if (isBelow(middle)) below = middle;
    else above = middle;
  }
  return above;
};

function between(tried: ReadonlySet<number>, at: (value: number) => string, borderIn: Border): Band[] {
  const [first = 0, ...rest] = [...tried].sort((a, b) => a - b);
  const bands: Band[] = [{ from: first, to: first, outcome: at(first) }];
  for (const value of rest) {
    const last = bands.at(-1) as Band;
    const outcome = at(value);
    if (outcome !== last.outcome) {
      const border = borderIn(last.to, value, (one) => at(one) === last.outcome);
      last.to = border;
      bands.push({ from: border, to: value, outcome });
    }
    (bands.at(-1) as Band).to = value;
  }
  return together(bands);
}

/**
 * The same with every band given up whose outcome another serves as well: the narrowest first, to a neighbour that does, `kept` before the
 * other, and to `kept` where no neighbour does.
 */
export function withoutNeedless(
  bands: readonly Band[],
  kept: string | null,
  serves: (outcome: string, band: Band) => boolean,
): Band[] {
  let left = together(bands);
  const known = new Map<string, boolean>();
  const isServed = (outcome: string, band: Band) => {
    const key = `${outcome} ${band.from} ${band.to}`;
    const found = known.get(key) ?? serves(outcome, band);
    known.set(key, found);
    return found;
  };
  for (;;) {
    const order = left.map((_, index) => index).sort((a, b) => width(left[a]) - width(left[b]));
    const given = order.flatMap((index) => {
      const band = left[index] as Band;
      if (band.outcome === kept) return [];
      const around = [left[index - 1]?.outcome, left[index + 1]?.outcome].filter((one) => one !== undefined);
      const heirs = [...around.filter((one) => one === kept), ...around, ...(kept === null ? [] : [kept])];
      const heir = heirs.find((outcome) => isServed(outcome, band));
      return heir === undefined ? [] : [{ index, heir }];
    })[0];
    if (given === undefined) return left;
    left = together(left.map((band, index) => (index === given.index ? { ...band, outcome: given.heir } : band)));
  }
}

const width = (band: Band | undefined) => (band === undefined ? 0 : band.to - band.from);

function together(bands: readonly Band[]): Band[] {
  const joined: Band[] = [];
  for (const band of bands) {
    const last = joined.at(-1);
    if (last !== undefined && last.outcome === band.outcome) last.to = band.to;
    else joined.push({ ...band });
  }
  return joined;
}

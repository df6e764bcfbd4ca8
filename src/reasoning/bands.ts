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

/** The whole range as bands, the lowest first: each value in exactly one of them, neighbours never of one outcome. */
export function bandsOf([low, high]: readonly [number, number], outcomeAt: (value: number) => string): Band[] {
  if (!(high > low)) return [{ from: low, to: high, outcome: outcomeAt(low) }];
  const found = new Map<number, string>();
  const at = (value: number): string => {
    const outcome = found.get(value) ?? outcomeAt(value);
    found.set(value, outcome);
    return outcome;
  };
  const tried = new Set(
    Array.from({ length: SAMPLES + 1 }, (_, index) =>
      index === SAMPLES ? high : low + ((high - low) * index) / SAMPLES,
    ),
  );
  let bands = between(tried, at);
  for (let round = 0; round < ROUNDS; round += 1) {
    const missed = bands.filter(({ from, to, outcome }) => at((from + to) / 2) !== outcome);
    if (missed.length === 0) break;
    for (const { from, to } of missed) tried.add((from + to) / 2);
    bands = between(tried, at);
  }
  return bands;
}

function between(tried: ReadonlySet<number>, at: (value: number) => string): Band[] {
  const [first = 0, ...rest] = [...tried].sort((a, b) => a - b);
  const bands: Band[] = [{ from: first, to: first, outcome: at(first) }];
  for (const value of rest) {
    const last = bands.at(-1) as Band;
    const outcome = at(value);
    if (outcome !== last.outcome) {
      let [below, above] = [last.to, value];
      for (let step = 0; step < HALVINGS; step += 1) {
        const middle = (below + above) / 2;
        if (middle === below || middle === above) break;
        if (at(middle) === last.outcome) below = middle;
        else above = middle;
      }
      last.to = above;
      bands.push({ from: above, to: value, outcome });
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

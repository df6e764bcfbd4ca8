import { readNgrams, WIDTH } from './ngrams.ts';
import { symbolsOf } from './symbols.ts';

/** What followed something, how often, and how many different symbols those were. */
interface Followers {
  total: number;
  kinds: number;
  counts: Map<number, number>;
}

/** Followers of nothing, of one symbol, and of two in a row (`first * WIDTH + second`). */
interface Table {
  none: Followers;
  one: Map<number, Followers>;
  two: Map<number, Followers>;
}

const nobody = (): Followers => ({ total: 0, kinds: 0, counts: new Map() });
const noTable = (): Table => ({ none: nobody(), one: new Map(), two: new Map() });

interface Korean {
  places: ReadonlyMap<string, number>;
  table: Table;
}

let read: Korean | undefined;

/** Read when the first damaged card is, and kept. */
function korean(): Korean {
  if (read !== undefined) return read;
  const { alphabet, one, two, three } = readNgrams();
  const after = (following: typeof two) =>
    new Map([...following].map(([before, counts]) => [before, followers(counts)]));
  read = {
    places: new Map([...alphabet].map((symbol, place) => [symbol, place])),
    table: { none: followers(new Map(one.entries())), one: after(two), two: after(three) },
  };
  return read;
}

/** A syllable that the training text never held; no alphabet is as long. */
const UNKNOWN = WIDTH - 1;

export const idOf = (symbol: string): number => korean().places.get(symbol) ?? UNKNOWN;

function followers(counts: Map<number, number>): Followers {
  let total = 0;
  for (const count of counts.values()) total += count;
  return { total, kinds: counts.size, counts };
}

function add(to: Followers, symbol: number, count: number): void {
  const before = to.counts.get(symbol) ?? 0;
  if (before === 0) to.kinds += 1;
  to.total += count;
  to.counts.set(symbol, before + count);
}

function within(map: Map<number, Followers>, key: number): Followers {
  const found = map.get(key) ?? nobody();
  map.set(key, found);
  return found;
}

/** How much more a count from the file itself weighs than one from the training text. */
const OWN_WEIGHT = 3;
/** Weight of the shorter context for each kind of follower; set on damaged cards that no table here was trained on. */
const BACK_OFF = [1, 2, 4] as const;
/** What a symbol gets that was never seen. */
const FLOOR = 1 / 3000;

/**
 * How likely a symbol is after two others: counts of Korean text and of `learn`ed text, interpolated with those of shorter
 * contexts (Witten and Bell). Numbers are comparable between symbols in one place, and no probabilities beyond that: what
 * damage cannot touch was left out of the counts.
 */
export class CharacterModel {
  readonly #korean = korean().table;
  readonly #own = noTable();

  /** Counts symbols in a row; `undefined` is one that is not known, and nothing is counted across it. */
  learn(sequence: readonly (number | undefined)[]): void {
    let [first, second]: (number | undefined)[] = [];
    for (const third of sequence) {
      if (third !== undefined && third !== UNKNOWN) {
        add(this.#own.none, third, OWN_WEIGHT);
        if (second !== undefined) add(within(this.#own.one, second), third, OWN_WEIGHT);
        if (second !== undefined && first !== undefined)
          add(within(this.#own.two, first * WIDTH + second), third, OWN_WEIGHT);
      }
      first = second;
      second = third === UNKNOWN ? undefined : third;
    }
  }

  learnText(text: string): void {
    for (const line of text.split('\n')) this.learn(symbolsOf(` ${line} `).map(idOf));
  }

  /** log of the share of `third` among all that may follow `first` and `second`. */
  logLikelihood(first: number, second: number, third: number): number {
    let share = blend(this.#korean.none, this.#own.none, third, BACK_OFF[0], FLOOR);
    share = blend(this.#korean.one.get(second), this.#own.one.get(second), third, BACK_OFF[1], share);
    const pair = first * WIDTH + second;
    return Math.log(blend(this.#korean.two.get(pair), this.#own.two.get(pair), third, BACK_OFF[2], share));
  }
}

function blend(
  korean: Followers | undefined,
  own: Followers | undefined,
  symbol: number,
  backOff: number,
  shorter: number,
): number {
  const total = (korean?.total ?? 0) + (own?.total ?? 0);
  if (total === 0) return shorter;
  const back = backOff * ((korean?.kinds ?? 0) + (own?.kinds ?? 0));
  const count = (korean?.counts.get(symbol) ?? 0) + (own?.counts.get(symbol) ?? 0);
  return (count + back * shorter) / (total + back);
}

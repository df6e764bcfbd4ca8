import { ofRecent, once } from '../../core/once.ts';
import type { VoiceModel } from '../model/compiled-card.ts';
import { languageOf } from '../reading/text.ts';

/** Class -> texts. */
export type Samples = ReadonlyMap<string, readonly string[]>;

/** The class of an assistant without a person. */
export const GENERIC = '(generic)';
/** The class of people at desks, whoever they are. */
export const PEOPLE = '(people)';

const SMOOTHING = 0.3;
const LONGEST_GRAM = 3;

/** One model of one language: how often each class has each gram. */
interface Table {
  counts: Map<number, Float64Array>;
  totals: Float64Array;
  /** Logarithms of the smoothed counts by the number of the gram, made when first asked for. */
  logs: (Float64Array | undefined)[];
  /** Logarithms of the smoothed totals, until more is counted. */
  logTotals: Float64Array | null;
}

/**
 * Every gram that some model was trained on, by number: a text is looked up once for all models. A gram is found by the number of the gram
 * without its last character and by that character, so that no text is cut.
 */
const numbers = new Map<number, number>();
const UNKNOWN = -1;
/** UTF-16 code units. */
const CHARACTERS = 2 ** 16;

/** Grams of a text in the order of `gramsOf`, by number; what is not known yet is `UNKNOWN`, or gets a number where it is learnt. */
function numbered(text: string, learns: boolean): Int32Array {
  const padded = ` ${text} `;
  const made = new Int32Array(sizeOf(padded.length));
  let from = 0;
  let to = 0;
  for (let n = 1; n <= LONGEST_GRAM; n++) {
    const start = to;
    for (let at = 0; at + n <= padded.length; at++) {
      const shorter = n === 1 ? 0 : (made[from + at] as number) + 1;
      // What nobody has begins nothing that somebody has.
      const key = shorter * CHARACTERS + padded.charCodeAt(at + n - 1);
      let known = n > 1 && shorter === 0 ? UNKNOWN : (numbers.get(key) ?? UNKNOWN);
      if (known === UNKNOWN && learns) {
        known = numbers.size;
        numbers.set(key, known);
      }
      made[to] = known;
      to += 1;
    }
    from = start;
  }
  return made;
}

/** How many grams a text of this length has. */
function sizeOf(length: number): number {
  let size = 0;
  for (let n = 1; n <= LONGEST_GRAM; n++) size += Math.max(0, length - n + 1);
  return size;
}

/** Texts of cards whose grams are kept as numbers: the model of each member is trained on those of all. */
const MOST_TRAINED = 2_048;
const trained = ofRecent(MOST_TRAINED, (text) => numbered(text, true));

/** Texts whose grams are kept as numbers: several models read the same turn in two views. */
const MOST_CUT = 16;
let cut = new Map<string, Int32Array>();
let cutAt = 0;

/** Grams of a text by number; of what no model was trained on, `UNKNOWN`. */
function numbersOf(text: string): Int32Array {
  if (cutAt !== numbers.size || cut.size >= MOST_CUT) cut = new Map();
  cutAt = numbers.size;
  const known = cut.get(text);
  if (known !== undefined) return known;
  const made = numbered(text, false);
  cut.set(text, made);
  return made;
}

type View = 'full' | 'style';

/**
 * Naive Bayes over character 1- to 3-grams, one model a language, so that who writes more English is not taken for whoever
 * writes any. The full view sees the text; the style view sees endings, punctuation and function words, with Latin words and
 * digits masked, so that a topic does not give its speaker away.
 */
export function trainVoice(samples: Samples): VoiceModel {
  const classes = [...samples.keys()];
  const tablesOf = once(() => {
    const tables = new Map<string, Table>();
    for (const [at, texts] of [...samples.values()].entries())
      for (const text of texts)
        for (const view of ['full', 'style'] as const)
          count(tableOf(tables, view, text, classes.length), at, masked(text, view));
    return tables;
  });
  return {
    classes,
    logOdds(text, view, without) {
      const table = tableOf(tablesOf(), view, text, classes.length);
      const left = without === undefined ? null : leftOut(masked(without.text, view));
      const leftAt = without === undefined ? -1 : classes.indexOf(without.of);
      const logTotals = left === null ? logTotalsOf(table) : logTotalsOf(table, leftAt, left.total);
      const sums = new Float64Array(classes.length);
      const grams = numbersOf(masked(text, view));
      for (const gram of grams) {
        const seen = left === null ? logsOf(table, gram) : logsWithout(table, gram, leftAt, left.counts);
        if (seen === null)
          for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] as number) + UNSEEN - (logTotals[at] as number);
        else
          for (let at = 0; at < sums.length; at++)
            sums[at] = (sums[at] as number) + (seen[at] as number) - (logTotals[at] as number);
      }
      // A mean, as the grams of one text are far from independent.
      return Object.fromEntries(
        classes.map((name, at) => [name, grams.length === 0 ? 0 : (sums[at] ?? 0) / grams.length]),
      );
    },
  };
}

const UNSEEN = Math.log(SMOOTHING);

function logTotalsOf(table: Table, leftAt = -1, left = 0): Float64Array {
  if (leftAt < 0 && table.logTotals !== null) return table.logTotals;
  const size = table.counts.size + 1;
  const made = table.totals.map((total, at) => Math.log(total - (at === leftAt ? left : 0) + SMOOTHING * size));
  if (leftAt < 0) table.logTotals = made;
  return made;
}

/** Logarithms of how often each class has a gram; of one that nobody has, null. */
function logsOf({ counts, logs }: Table, gram: number): Float64Array | null {
  if (gram === UNKNOWN) return null;
  const known = logs[gram];
  if (known !== undefined) return known;
  const row = counts.get(gram);
  if (row === undefined) return null;
  const made = row.map((seen) => Math.log(seen + SMOOTHING));
  logs[gram] = made;
  return made;
}

/** The same, without what one text adds to a class. */
const logsWithout = ({ counts }: Table, gram: number, leftAt: number, left: ReadonlyMap<number, number>) =>
  counts
    .get(gram)
    ?.map((seen, at) => Math.log(Math.max(0, seen - (at === leftAt ? (left.get(gram) ?? 0) : 0)) + SMOOTHING)) ?? null;

function tableOf(tables: Map<string, Table>, view: View, text: string, classes: number): Table {
  const key = `${view} ${languageOf(text) === 'ko' ? 'ko' : 'other'}`;
  const table = tables.get(key) ?? {
    counts: new Map(),
    totals: new Float64Array(classes),
    logs: [],
    logTotals: null,
  };
  tables.set(key, table);
  return table;
}

function count(table: Table, at: number, text: string): void {
  table.logTotals = null;
  const grams = trained(text);
  for (const gram of grams) {
    let row = table.counts.get(gram);
    if (row === undefined) {
      row = new Float64Array(table.totals.length);
      table.counts.set(gram, row);
    }
    row[at] = (row[at] ?? 0) + 1;
  }
  table.totals[at] = (table.totals[at] ?? 0) + grams.length;
}

function leftOut(text: string): { counts: Map<number, number>; total: number } {
  const counts = new Map<number, number>();
  let total = 0;
  for (const gram of numbersOf(text)) {
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
    total += 1;
  }
  return { counts, total };
}

/** Several models read the same text, and most of their time went into cutting it. */
let recent: { text: string; grams: readonly string[] } = { text: '', grams: [] };

function gramsOf(text: string): readonly string[] {
  if (recent.text === text) return recent.grams;
  const padded = ` ${text} `;
  const grams: string[] = [];
  for (let n = 1; n <= LONGEST_GRAM; n++)
    for (let at = 0; at + n <= padded.length; at++) grams.push(padded.slice(at, at + n));
  recent = { text, grams };
  return grams;
}

/** Runs of one to three characters, in lower case. */
export const gramsIn = (text: string): readonly string[] => gramsOf(inFull(text));

function full(text: string): string {
  return text.toLowerCase().normalize('NFC').replace(/\s+/gu, ' ').trim();
}

const inFull = ofRecent(MOST_CUT, full);
const inStyle = ofRecent(MOST_CUT, style);
const masked = (text: string, view: View) => (view === 'full' ? inFull(text) : inStyle(text));

/** Words keep their last two syllables; Latin words that are not grammar become one letter. */
function style(text: string): string {
  return full(text)
    .replace(/\d+(?:[.,]\d+)*/gu, '0')
    .replace(/[a-z][a-z0-9+-]*/gu, (word) => (GRAMMAR.has(word) ? word : 'w'))
    .replace(/[가-힣]+/gu, (word) => (word.length > 2 ? `-${word.slice(-2)}` : word));
}

const GRAMMAR = new Set(
  'the a an and or but if of to in on at for with by from as is are was were be been it its this that i you he she we they me my your our not no do does did have has had will would can could should so than then there here what which who how when why just all any more only also about'.split(
    ' ',
  ),
);

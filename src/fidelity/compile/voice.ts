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
  counts: Map<string, Float64Array>;
  totals: Float64Array;
  /** Logarithms of the smoothed counts, made when first asked for. */
  logs: Map<string, Float64Array>;
}

type View = 'full' | 'style';

/**
 * Naive Bayes over character 1- to 3-grams, one model a language, so that who writes more English is not taken for whoever
 * writes any. The full view sees the text; the style view sees endings, punctuation and function words, with Latin words and
 * digits masked, so that a topic does not give its speaker away.
 */
export function trainVoice(samples: Samples): VoiceModel {
  const classes = [...samples.keys()];
  const tables = new Map<string, Table>();
  for (const [at, texts] of [...samples.values()].entries()) {
    for (const text of texts) {
      for (const view of ['full', 'style'] as const)
        count(tableOf(tables, view, text, classes.length), at, masked(text, view));
    }
  }
  return {
    classes,
    logOdds(text, view, without) {
      const table = tableOf(tables, view, text, classes.length);
      const left = without === undefined ? null : leftOut(masked(without.text, view));
      const leftAt = without === undefined ? -1 : classes.indexOf(without.of);
      const size = table.counts.size + 1;
      const logTotals = classes.map((_, at) => {
        const total = (table.totals[at] ?? 0) - (at === leftAt ? (left?.total ?? 0) : 0);
        return Math.log(total + SMOOTHING * size);
      });
      const sums = new Float64Array(classes.length);
      let grams = 0;
      for (const gram of gramsOf(masked(text, view))) {
        grams += 1;
        const seen = left === null ? logsOf(table, gram) : logsWithout(table, gram, leftAt, left.counts);
        for (let at = 0; at < classes.length; at++)
          sums[at] = (sums[at] ?? 0) + (seen[at] ?? UNSEEN) - (logTotals[at] ?? 0);
      }
      // A mean, as the grams of one text are far from independent.
      return Object.fromEntries(classes.map((name, at) => [name, grams === 0 ? 0 : (sums[at] ?? 0) / grams]));
    },
  };
}

const UNSEEN = Math.log(SMOOTHING);
const NOWHERE = new Float64Array(0);

/** Logarithms of how often each class has a gram; of one that nobody has, none. */
function logsOf({ counts, logs }: Table, gram: string): Float64Array {
  const known = logs.get(gram);
  if (known !== undefined) return known;
  const row = counts.get(gram);
  if (row === undefined) return NOWHERE;
  const made = row.map((seen) => Math.log(seen + SMOOTHING));
  logs.set(gram, made);
  return made;
}

/** The same, without what one text adds to a class. */
const logsWithout = ({ counts }: Table, gram: string, leftAt: number, left: ReadonlyMap<string, number>) =>
  (counts.get(gram) ?? NOWHERE).map((seen, at) =>
    Math.log(Math.max(0, seen - (at === leftAt ? (left.get(gram) ?? 0) : 0)) + SMOOTHING),
  );

function tableOf(tables: Map<string, Table>, view: View, text: string, classes: number): Table {
  const key = `${view} ${languageOf(text) === 'ko' ? 'ko' : 'other'}`;
  const table = tables.get(key) ?? { counts: new Map(), totals: new Float64Array(classes), logs: new Map() };
  tables.set(key, table);
  return table;
}

function count(table: Table, at: number, text: string): void {
  for (const gram of gramsOf(text)) {
    const row = table.counts.get(gram) ?? new Float64Array(table.totals.length);
    row[at] = (row[at] ?? 0) + 1;
    table.counts.set(gram, row);
    table.totals[at] = (table.totals[at] ?? 0) + 1;
  }
}

function leftOut(text: string): { counts: Map<string, number>; total: number } {
  const counts = new Map<string, number>();
  let total = 0;
  for (const gram of gramsOf(text)) {
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
export const gramsIn = (text: string): readonly string[] => gramsOf(full(text));

const full = (text: string) => text.toLowerCase().normalize('NFC').replace(/\s+/gu, ' ').trim();
const masked = (text: string, view: View) => (view === 'full' ? full(text) : style(text));

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

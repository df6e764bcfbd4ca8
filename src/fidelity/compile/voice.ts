import type { VoiceModel } from '../compiled-card.ts';

/** Class -> texts. */
export type Samples = ReadonlyMap<string, readonly string[]>;

const SMOOTHING = 0.3;
const ORDERS = [1, 2, 3];

interface Table {
  counts: Map<string, number>;
  total: number;
}

/**
 * Naive Bayes over character 1- to 3-grams. The full view sees the text; the style view sees endings, punctuation and
 * function words, with Latin words and digits masked, so that a topic does not give its speaker away.
 */
export function trainVoice(samples: Samples): VoiceModel {
  const classes = [...samples.keys()];
  const tables = { full: tablesOf(samples, full), style: tablesOf(samples, style) };
  const vocabulary = {
    full: new Set([...tables.full.values()].flatMap(({ counts }) => [...counts.keys()])).size,
    style: new Set([...tables.style.values()].flatMap(({ counts }) => [...counts.keys()])).size,
  };
  return {
    classes,
    logOdds(text, view, without) {
      const grams = gramsOf(view === 'full' ? full(text) : style(text));
      const left =
        without === undefined ? null : countsOf([view === 'full' ? full(without.text) : style(without.text)]);
      const scores: Record<string, number> = {};
      for (const name of classes) {
        const table = tables[view].get(name);
        if (table === undefined) continue;
        const taken = left !== null && without?.of === name ? left : null;
        const total = table.total - (taken?.total ?? 0) + SMOOTHING * (vocabulary[view] + 1);
        let sum = 0;
        for (const gram of grams) {
          const count = (table.counts.get(gram) ?? 0) - (taken?.counts.get(gram) ?? 0);
          sum += Math.log((Math.max(0, count) + SMOOTHING) / total);
        }
        // A mean, as the grams of one text are far from independent.
        scores[name] = grams.length === 0 ? 0 : sum / grams.length;
      }
      return scores;
    },
  };
}

function tablesOf(samples: Samples, view: (text: string) => string): Map<string, Table> {
  return new Map([...samples].map(([name, texts]) => [name, countsOf(texts.map(view))]));
}

function countsOf(texts: readonly string[]): Table {
  const counts = new Map<string, number>();
  let total = 0;
  for (const text of texts) {
    for (const gram of gramsOf(text)) {
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
      total += 1;
    }
  }
  return { counts, total };
}

function gramsOf(text: string): string[] {
  const padded = ` ${text} `;
  const grams: string[] = [];
  for (const n of ORDERS) for (let at = 0; at + n <= padded.length; at++) grams.push(padded.slice(at, at + n));
  return grams;
}

const full = (text: string) => text.toLowerCase().normalize('NFC').replace(/\s+/gu, ' ').trim();

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

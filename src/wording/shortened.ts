import type { Language } from '../core/language.ts';
import { escaped } from '../core/pattern.ts';
import { isPlural } from './nouns.ts';

/** In how many of the turns before it a label is looked for: what was named earlier is named whole again. */
const REMEMBERED = 10;
/** What follows frames the head and does not tell what it is: `the cost of a season`, `runs a night`. Not `the salt that wetting saves`. */
const FRAME = /\s(?:of|in|on|at|until|over|per|an?)\s/g;
/** Anything behind the head that tells what is meant. */
const TELLING = /\s(?:that|which|who|whose|where|when|as|for|with|without|to|from|between|after|before|since)\s/;
/** Heads that mean nothing without what they are of. */
const EMPTY =
  /^(?:the )?(?:\w+ )*(?:number|share|part|rest|amount|level|size|value|count|rate|ratio|chance|risk|odds|end|start|sum|total|kind|limit|second|minute|hour|day|night|week|month|year)s?$/;
/** `the delay by`, `training and`: cut in the middle of something. */
const DANGLING = /\s(?:by|and|or|but|than|up|not|is|are)$/;
/** What is shorter by less is no relief. */
const RELIEF = 6;

/**
 * What people call a quantity once it has been named whole: `the time until all is treated` -> `the time`, `가장 많은 날의 운전 시간` -> `운전 시간`.
 * A short form that could as well be another label's is made longer, or left.
 */
export function shortLabels(labels: Iterable<string>, language: Language): Map<string, string> {
  const all = [...new Set(labels)];
  const forms = language === 'ko' ? shorterKorean : shorterEnglish;
  const isTaken = (short: string, label: string) =>
    all.some(
      (other) => other !== label && (language === 'ko' ? other.includes(short) : startsOf(other).includes(bare(short))),
    );
  return new Map(
    all.flatMap((label) => {
      const short = forms(label).find(
        (form) => label.length - form.length >= (language === 'ko' ? 3 : RELIEF) && !isTaken(form, label),
      );
      return short === undefined ? [] : [[label, short] as const];
    }),
  );
}

const bare = (label: string) => label.replace(/^the /, '');

/** What an English label could be cut down to, shortest first. */
function shorterEnglish(label: string): string[] {
  if (!label.startsWith('the ') || TELLING.test(label)) return [];
  return (
    [...label.matchAll(FRAME)]
      // `the rules rewritten a day`, of which an amount is but a number: without its day it is a count.
      .filter(([frame]) => !(isPlural(label) && /^ (?:an?|per) $/.test(frame)))
      .map(({ index }) => label.slice(0, index))
      .filter((form) => form.includes(' ') && !EMPTY.test(form) && !DANGLING.test(form))
  );
}

/** All that another label could be cut down to: `cost`, `cost of a lorry`, `lorry cost`. */
function startsOf(label: string): string[] {
  const ends = [...label.matchAll(new RegExp(`${FRAME.source}|${TELLING.source}`, 'g'))].map(({ index }) => index);
  return [...ends, label.length].flatMap((end) => {
    const words = bare(label.slice(0, end)).split(' ');
    return words.map((_, at) => words.slice(at).join(' '));
  });
}

/** What nothing can stand before: `데 걸리는 시간`. */
const BOUND_NOUN = /^(?:데|수|것|줄|때|지|만큼|채|뒤|전|동안)(?:[에도만은는이를]|까지|부터)?$/;

/** What makes one verb with the next word: `오를 수 있는 폭`. */
const ABLE = /^(?:수|줄)(?:[가는도은이])?$/;

function shorterKorean(label: string): string[] {
  const at = label.lastIndexOf('의 ');
  const head = label.slice(at + 2);
  const owned = at > 0 && head.includes(' ') && head.replace(/\s/g, '').length >= 3 ? [head] : [];
  // `다 옮기는 데 걸리는 시간` -> `걸리는 시간`: the last clause before what is named.
  const words = label.split(' ');
  const last = words.findLastIndex((word, index) => index < words.length - 1 && /[가-힣]는$/.test(word));
  const clauses = words.slice(0, Math.max(0, last)).map((_, back) => last - back);
  return [
    ...owned,
    ...clauses
      .filter((from) => from > 0 && !BOUND_NOUN.test(words[from] ?? '') && !ABLE.test(words[from - 1] ?? ''))
      // `문서가 받는 검색의 몫`: `받는 검색의 몫` alone says too little.
      .filter((from) => from < last || !words.slice(from).some((word) => word.endsWith('의')))
      .map((from) => words.slice(from).join(' ')),
  ];
}

/** A turn's sentences with labels short that `heard`, the utterances before it, or the turn itself has named whole. */
export function withShortLabels(
  sentences: readonly string[],
  heard: readonly string[],
  short: ReadonlyMap<string, string>,
): string[] {
  const recent = heard.slice(-REMEMBERED).join('\n').toLowerCase();
  const longestFirst = [...short]
    .sort(([a], [b]) => b.length - a.length)
    .map(([label, head]) => {
      const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(label)}(?!\\p{Script=Latin})`, 'giu');
      return { label, head, pattern };
    });
  const named = new Set(longestFirst.flatMap(({ label }) => (recent.includes(label.toLowerCase()) ? [label] : [])));
  return sentences.map((sentence) =>
    longestFirst.reduce(
      (text, { label, head, pattern }) =>
        text.replace(pattern, (found) => {
          if (!named.has(label)) {
            named.add(label);
            return found;
          }
          return found.startsWith(label[0] ?? '') ? head : head[0]?.toUpperCase() + head.slice(1);
        }),
      sentence,
    ),
  );
}

import type { Language } from '../core/language.ts';
import { headNoun, isPlural } from './nouns.ts';
import { bySentence, namePattern } from './sentences.ts';

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

/** A verb that says nothing without what it is done to or takes: `되는 시간`, `드는 시간`. */
const LIGHT = /^(?:되|하|쓰|주|있|없|가|오|보|나|들|드|걸리|받|두|넘|남|지나)는$/;
/** Ends what may be left out before a verb: who does it, when and where. Not what it is done to, nor an adverb. */
const LEFT_OUT = /(?:[가-힣A-Za-z0-9)](?:이|가|에|에서)|때|마다|동안)$/;
const ADVERB = /^(?:많이|같이|깊이|높이|길이|없이|굳이|일찍이)$/;
const OBJECT = /[을를]$/;

function shorterKorean(label: string): string[] {
  const at = label.lastIndexOf('의 ');
  const head = label.slice(at + 2);
  const owned = at > 0 && head.includes(' ') && head.replace(/\s/g, '').length >= 3 ? [head] : [];
  // `물벼가 기다리는 시간` -> `기다리는 시간`: the last clause before what is named, whole but for its subject.
  const words = label.split(' ');
  const from = words.findLastIndex((word, index) => index < words.length - 1 && /[가-힣]는$/.test(word));
  const [before, cut] = [words[from - 1] ?? '', words.slice(0, Math.max(0, from))];
  const isWhole =
    LEFT_OUT.test(before) &&
    !ADVERB.test(before) &&
    !cut.some((word) => OBJECT.test(word)) &&
    !LIGHT.test(words[from] ?? '');
  const clause = from > 0 && isWhole ? [words.slice(from).join(' ')] : [];
  return [...owned, ...clause];
}

/** From so long a label on it is named once in a turn and pointed at after that. */
const LONG = { en: 22, ko: 8 } as const;

/** `that share`, `그 몫`, for a label that has just been said; null where that could not be told. */
function pointing(label: string, language: Language): { head: string; said: string } | null {
  if (label.length < LONG[language]) return null;
  if (language === 'ko') {
    const head = /\s([가-힣]+)$/.exec(label)?.[1];
    // `그 값` is any value.
    return head === undefined || head === '값' ? null : { head, said: `그 ${head}` };
  }
  const head = /^(?:the|an?|our)\s/.test(label) ? headNoun(label) : null;
  return head === null ? null : { head, said: `${isPlural(label) ? 'those' : 'that'} ${head}` };
}

/**
 * A turn's sentences in which a long label without a short form is said whole once, and pointed at in the sentences behind; `answered`: what the
 * turn answers to and was said right before it.
 */
export function withPointers(
  sentences: readonly string[],
  labels: Iterable<string>,
  language: Language,
  answered = '',
): string[] {
  const whole = [answered, ...sentences].join('\n').toLowerCase();
  const said = [...new Set(labels)]
    .filter((label) => whole.includes(label.toLowerCase()))
    .sort((a, b) => b.length - a.length);
  const heads = said.map((label) => (language === 'ko' ? label.split(' ').at(-1) : headNoun(label)));
  const due = said.flatMap((label) => {
    const there = pointing(label, language);
    return there === null || heads.filter((head) => head === there.head).length > 1 ? [] : [{ label, ...there }];
  });
  const isPointing = (sentence: string) => due.some(({ said: short }) => sentence.toLowerCase().includes(short));
  return due.reduce<string[]>(
    (all, { label, said: short }) => {
      const pattern = namePattern(label, 'giu');
      let isNamed = answered.toLowerCase().includes(label.toLowerCase());
      return all.map((text) =>
        bySentence(text, (sentence) => {
          const was = isNamed;
          isNamed ||= new RegExp(pattern, 'iu').test(sentence);
          // One is enough for a sentence.
          return was && !isPointing(sentence)
            ? sentence.replace(pattern, (found) => likeIn(found, label, short))
            : sentence;
        }),
      );
    },
    [...sentences],
  );
}

/** With a capital where the label had one. */
const likeIn = (found: string, label: string, said: string): string =>
  found.startsWith(label[0] ?? '') ? said : `${said[0]?.toUpperCase()}${said.slice(1)}`;

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
      const pattern = namePattern(label, 'giu');
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
          return likeIn(found, label, head);
        }),
      sentence,
    ),
  );
}

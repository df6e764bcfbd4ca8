import { ofRecent } from '../core/once.ts';
import { LEXICON } from './lexicon.ts';

/** A run of Latin letters and digits, a run of Hangul, or a number with a sign that belongs to it. */
const TOKEN = /[a-z][a-z0-9+]*|\d+(?:[.,]\d+)*[a-z%µ]*|[가-힣ㄱ-ㅎㅏ-ㅣ]+/gu;
const HANGUL = /[가-힣]/u;
const LONGEST_KOREAN_TERM = 9;
/** A Korean term this short is only looked for where a word begins. */
const SHORT_KOREAN_TERM = 2;
const SHORTEST_MISSPELT = 5;
const SHORTEST_TARGET = 6;
const SHORTEST_KOREAN_TARGET = 3;
const LONGEST_KOREAN_TARGET = 6;

const PARTICLE =
  /(?:으로는|에서는|에게는|이랑은|까지는|부터는|인가요|일까요|이에요|이라는|한테|에게|에서|으로|까지|부터|보다|처럼|이랑|이면|인데|는데|라는|이라|이야|예요|일까|은|는|이|가|을|를|에|로|와|과|랑|도|만|의|면|야|죠|요)$/u;

export interface Word {
  /** Stem of a Latin word, a Korean word without its particle, or a number. */
  stem: string;
  korean: boolean;
}

/** A word's stem: plural, -ing, -ed, and British spelling, and no more than that. */
export function stemOf(word: string): string {
  let stem = word.replace(/is(e|es|ed|ing|ation)$/u, 'iz$1').replace(/our$/u, 'or');
  if (stem.length <= 3 || /^\d/.test(stem)) return stem;
  if (/ies$/.test(stem)) return `${stem.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/.test(stem)) return stem.slice(0, -2);
  if (/[^s]s$/.test(stem) && !/(?:us|is)$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length > 5 && /ing$/.test(stem)) return undouble(stem.slice(0, -3));
  if (stem.length > 4 && /ed$/.test(stem)) return undouble(stem.slice(0, -2));
  return /[^aeiou]e$/.test(stem) && stem.length > 4 ? stem.slice(0, -1) : stem;
}

function undouble(stem: string): string {
  if (/([bdgkmnprt])\1$/.test(stem)) return stem.slice(0, -1);
  return stem;
}

interface Terms {
  /** First stem of a Latin term -> the terms that begin with it, longest first. */
  latin: Map<string, { stems: string[]; concept: string }[]>;
  /** Korean term without spaces -> concept. */
  korean: Map<string, string>;
  /** Every stem of a Latin term. */
  known: Set<string>;
  /** A stem with one letter left out -> the stem. */
  misspelt: Map<string, string>;
  /** A Korean term in single letters, with one left out or none -> its concept. */
  misspeltKorean: Map<string, string>;
}

const TERMS = readTerms();

function readTerms(): Terms {
  const terms: Terms = {
    latin: new Map(),
    korean: new Map(),
    known: new Set(),
    misspelt: new Map(),
    misspeltKorean: new Map(),
  };
  for (const [concept, list] of Object.entries(LEXICON)) {
    for (const term of list.split(',').map((text) => text.trim().toLowerCase())) {
      if (HANGUL.test(term)) terms.korean.set(term.replaceAll(' ', ''), concept);
      else {
        const stems = (term.match(TOKEN) ?? []).map(stemOf);
        const [first] = stems;
        if (first === undefined) continue;
        terms.latin.set(first, [...(terms.latin.get(first) ?? []), { stems, concept }]);
        for (const stem of stems) terms.known.add(stem);
      }
    }
  }
  for (const list of terms.latin.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  for (const stem of terms.known) {
    if (stem.length < SHORTEST_TARGET || /\d/.test(stem)) continue;
    for (const shorter of [stem, ...withoutOneLetter(stem)]) {
      if (!terms.known.has(shorter)) terms.misspelt.set(shorter, stem);
    }
  }
  for (const [term, concept] of terms.korean) {
    if (term.length < SHORTEST_KOREAN_TARGET || !/^[가-힣]+$/u.test(term)) continue;
    for (const letters of withoutOneLetter(term.normalize('NFD'))) terms.misspeltKorean.set(letters, concept);
  }
  return terms;
}

function withoutOneLetter(stem: string): string[] {
  return [...stem].map((_, at) => stem.slice(0, at) + stem.slice(at + 1));
}

/** The term that a misspelt stem stands for: one letter missing, added, wrong or swapped, the first one right. */
function respelt(stem: string): string {
  if (stem.length < SHORTEST_MISSPELT || /\d/.test(stem) || TERMS.known.has(stem)) return stem;
  for (const candidate of [stem, ...withoutOneLetter(stem)]) {
    const target = TERMS.misspelt.get(candidate) ?? (TERMS.known.has(candidate) ? candidate : undefined);
    if (
      target !== undefined &&
      target.length >= SHORTEST_TARGET &&
      target[0] === stem[0] &&
      Math.abs(target.length - stem.length) <= 1
    )
      return target;
  }
  return stem;
}

/** Words that are kept with what they stand for: most of a text are those of the texts before it. */
const MOST_WORDS = 4_096;

/** The stem of a Latin word, or of the term that it misspells. */
const spelt = ofRecent(MOST_WORDS, (token) => respelt(stemOf(token)));

export function wordsOf(text: string): Word[] {
  return (text.match(TOKEN) ?? []).map((token) => {
    if (!HANGUL.test(token)) return { stem: spelt(token), korean: false };
    const bare = token.replace(PARTICLE, '');
    return { stem: bare === '' ? token : bare, korean: true };
  });
}

/** A text is asked about as a whole, as its clause that asks, and as what makes it stand alone. */
const MOST_KEPT = 64;

/** Concepts that a text names, in the order of their first mention. `text` is lower case. */
export const conceptsIn = ofRecent(MOST_KEPT, (text): ReadonlySet<string> => {
  const found = new Set<string>();
  const latin = (text.match(TOKEN) ?? []).filter((token) => !HANGUL.test(token)).map(spelt);
  for (let at = 0; at < latin.length; ) {
    const term = TERMS.latin
      .get(latin[at] ?? '')
      ?.find(({ stems }) => stems.every((stem, offset) => latin[at + offset] === stem));
    if (term) found.add(term.concept);
    at += term?.stems.length ?? 1;
  }
  if (!HANGUL.test(text)) return found;
  koreanConcepts(text, found);
  for (const word of text.match(/[가-힣]{3,}/gu) ?? []) {
    const concept = misspeltIn(word);
    if (concept !== undefined) found.add(concept);
  }
  return found;
});

/** The concept of a term that a Korean word begins with when one letter of it is missing, added or wrong. */
function misspeltConcept(word: string): string | undefined {
  for (let length = Math.min(LONGEST_KOREAN_TARGET, word.length); length >= SHORTEST_KOREAN_TARGET; length -= 1) {
    const letters = word.slice(0, length).normalize('NFD');
    for (const candidate of [letters, ...withoutOneLetter(letters)]) {
      const concept = TERMS.misspeltKorean.get(candidate);
      if (concept !== undefined) return concept;
    }
  }
  return undefined;
}

/** The same of a word that names none as it stands. */
const misspeltIn = ofRecent(MOST_WORDS, (word): string | undefined => {
  const own = new Set<string>();
  koreanConcepts(word, own);
  return own.size > 0 ? undefined : misspeltConcept(word);
});

function koreanConcepts(text: string, found: Set<string>): void {
  let joined = '';
  const begins: boolean[] = [];
  for (const word of text.split(/[^0-9a-z가-힣:]+/u)) {
    for (let at = 0; at < word.length; at += 1) {
      const previous = word[at - 1];
      begins.push(previous === undefined || !HANGUL.test(previous));
    }
    joined += word;
  }
  for (let at = 0; at < joined.length; ) {
    let length = Math.min(LONGEST_KOREAN_TERM, joined.length - at);
    for (; length >= 1; length -= 1) {
      if (length <= SHORT_KOREAN_TERM && begins[at] !== true) {
        length = 0;
        break;
      }
      const concept = TERMS.korean.get(joined.slice(at, at + length));
      if (concept === undefined) continue;
      found.add(concept);
      break;
    }
    at += Math.max(1, length);
  }
}

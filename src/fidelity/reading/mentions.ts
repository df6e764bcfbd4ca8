import { ofRecent } from '../../core/once.ts';
import { escaped } from '../../core/pattern.ts';

/** One naming of an entry of a vocabulary. */
export interface Mention {
  entry: readonly string[];
  start: number;
  end: number;
}

export interface Vocabulary {
  /** Names in lower case by their first two letters, of those that only stand where a word begins. */
  byStart: ReadonlyMap<string, readonly string[]>;
  /** The rest of them. */
  within: readonly string[];
  pattern: RegExp;
  byName: ReadonlyMap<string, readonly string[]>;
}

/** What may follow a Korean noun: a particle, a title, a space; never the rest of another word. */
const AFTER =
  '(?=(?:에서|에게|에는|에도|에선|에|은|는|이|가|을|를|의|로|으로|와|과|도|만|랑|이랑|하고|출신|시절|때|대학교|대학|대|학과|과|박사|석사|학사|사람|토박이|본사|지사|사무실|오피스|다닐|있을|부터|까지|보다|라고|이라고|야|이야|예요|이에요|입니다|인|였|이었|라|거든|말고|아니|전공|복무|연구)|[^가-힣]|$)';

/** Compiles a list of entries into one pattern over their names; longer names win. */
export function vocabularyOf(entries: readonly (readonly string[])[]): Vocabulary {
  const byName = new Map<string, readonly string[]>();
  for (const entry of entries) for (const name of entry) byName.set(name.toLowerCase(), entry);
  const names = [...byName.keys()].sort((a, b) => b.length - a.length);
  const pattern = names.map((name) =>
    /[가-힣]$/u.test(name)
      ? `(?<![가-힣])${escaped(name)}${AFTER}`
      : `(?<![A-Za-z0-9-])${escaped(name)}(?![A-Za-z0-9]|-[a-z])`,
  );
  const byStart = new Map<string, string[]>();
  const within: string[] = [];
  for (const name of names)
    if (OF_ONE_SCRIPT.test(name)) byStart.set(name.slice(0, 2), [...(byStart.get(name.slice(0, 2)) ?? []), name]);
    else within.push(name);
  return {
    byStart,
    within,
    pattern: names.length === 0 ? /(?!)/u : new RegExp(pattern.join('|'), 'giu'),
    byName,
  };
}

/** Begins and ends in the same letters, so that nothing but the start of a word may stand before it. */
const OF_ONE_SCRIPT = /^(?:[가-힣].*[가-힣]|[a-z0-9].*[a-z0-9])$/u;
const WORD_START = /(?<![가-힣])[가-힣]|(?<![a-z0-9-])[a-z0-9]/gu;

const startsIn = ofRecent(64, (lower): readonly number[] => [...lower.matchAll(WORD_START)].map(({ index }) => index));

/** Whether any name of a vocabulary may stand in a text in lower case: most texts name nothing, and this says so sooner than the pattern. */
export function mayName(lower: string, { byStart, within }: Vocabulary): boolean {
  for (const at of startsIn(lower)) {
    const names = byStart.get(lower.slice(at, at + 2));
    if (names?.some((name) => lower.startsWith(name, at))) return true;
  }
  return within.some((name) => lower.includes(name));
}

export function mentionsIn(text: string, vocabulary: Vocabulary): Mention[] {
  const { pattern, byName } = vocabulary;
  if (!mayName(text.toLowerCase(), vocabulary)) return [];
  return [...text.matchAll(pattern)].flatMap((found) => {
    const entry = byName.get(found[0].toLowerCase());
    return entry === undefined ? [] : [{ entry, start: found.index, end: found.index + found[0].length }];
  });
}

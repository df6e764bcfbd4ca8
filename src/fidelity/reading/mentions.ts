import { ofRecent, onceEach } from '../../core/once.ts';
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
  /** Matches, where it stands, the longest name that begins with two letters, or one of the rest. */
  patternFor(letters: string): RegExp;
  byName: ReadonlyMap<string, readonly string[]>;
}

/** What may follow a Korean noun: a particle, a title, a space; never the rest of another word. */
const AFTER =
  '(?=(?:에서|에게|에는|에도|에선|에|은|는|이|가|을|를|의|로|으로|와|과|도|만|랑|이랑|하고|출신|시절|때|대학교|대학|대|학과|과|박사|석사|학사|사람|토박이|본사|지사|사무실|오피스|다닐|있을|부터|까지|보다|라고|이라고|야|이야|예요|이에요|입니다|인|였|이었|라|거든|말고|아니|전공|복무|연구)|[^가-힣]|$)';

/** Compiles a list of entries into patterns over their names; longer names win. */
export function vocabularyOf(entries: readonly (readonly string[])[]): Vocabulary {
  const byName = new Map<string, readonly string[]>();
  for (const entry of entries) for (const name of entry) byName.set(name.toLowerCase(), entry);
  const names = [...byName.keys()].sort((a, b) => b.length - a.length);
  const patternOf = (name: string) =>
    /[가-힣]$/u.test(name)
      ? `(?<![가-힣])${escaped(name)}${AFTER}`
      : `(?<![A-Za-z0-9-])${escaped(name)}(?![A-Za-z0-9]|-[a-z])`;
  const byStart = new Map<string, string[]>();
  const within: string[] = [];
  for (const name of names)
    if (OF_ONE_SCRIPT.test(name)) byStart.set(name.slice(0, 2), [...(byStart.get(name.slice(0, 2)) ?? []), name]);
    else within.push(name);
  return {
    byStart,
    within,
    patternFor: onceEach((letters: string) => {
      const here = names.filter((name) => name.startsWith(letters) || !OF_ONE_SCRIPT.test(name));
      return here.length === 0 ? /(?!)/uy : new RegExp(here.map(patternOf).join('|'), 'iuy');
    }),
    byName,
  };
}

/** Begins and ends in the same letters, so that nothing but the start of a word may stand before it. */
const OF_ONE_SCRIPT = /^(?:[가-힣].*[가-힣]|[a-z0-9].*[a-z0-9])$/u;
const WORD_START = /(?<![가-힣])[가-힣]|(?<![a-z0-9-])[a-z0-9]/gu;

const startsIn = ofRecent(64, (lower): readonly number[] => [...lower.matchAll(WORD_START)].map(({ index }) => index));

/** Where a name of a vocabulary may begin in a text in lower case, in order: few places do, and the pattern is long. */
function placesIn(lower: string, { byStart, within }: Vocabulary): number[] {
  const places = startsIn(lower).filter(
    (at) => byStart.get(lower.slice(at, at + 2))?.some((name) => lower.startsWith(name, at)) === true,
  );
  const others: number[] = [];
  for (const name of within)
    for (let at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + 1)) others.push(at);
  return others.length === 0 ? places : [...new Set([...places, ...others])].sort((a, b) => a - b);
}

/** Whether any name of a vocabulary may stand in a text in lower case. */
export const mayName = (lower: string, vocabulary: Vocabulary): boolean => placesIn(lower, vocabulary).length > 0;

export function mentionsIn(text: string, vocabulary: Vocabulary): Mention[] {
  const { patternFor, byName } = vocabulary;
  const mentions: Mention[] = [];
  const lower = text.toLowerCase();
  for (const start of placesIn(lower, vocabulary)) {
    if (start < (mentions.at(-1)?.end ?? 0)) continue;
    const pattern = patternFor(lower.slice(start, start + 2));
    pattern.lastIndex = start;
    const [found] = pattern.exec(text) ?? [];
    const entry = found === undefined ? undefined : byName.get(found.toLowerCase());
    if (found !== undefined && entry !== undefined) mentions.push({ entry, start, end: start + found.length });
  }
  return mentions;
}

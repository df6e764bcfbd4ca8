import { wordsHeard } from './said-figures.ts';
import { wordsIn } from './words-in.ts';

/** How alike two texts may be, as a share of their letter pairs, before they say the same. */
const ALIKE = 0.6;

/** Whether two texts say the same in nearly the same letters. */
export const isAlike = (a: string, b: string): boolean => likeness(a, b) >= ALIKE;

/** Of the words of the shorter one: what has so many of them in common is one job. */
const SAME_JOB = 0.65;

/** Whether two undertakings are one: nearly all that the shorter one says is in the other. */
export function isSameJob(a: string, b: string, share = SAME_JOB): boolean {
  const [short, long] = [wordsIn(a), wordsIn(b)].sort((one, other) => one.length - other.length) as [
    string[],
    string[],
  ];
  return short.length > 1 && wordsHeard(short.map(stem), long.map(stem)) >= share * short.length;
}

/** Of the words: who puts a job in other words keeps so many of them. */
const SAME_WORK = 0.5;

/** Whether one person has put a job anew: in nearly the same letters, and in many of its words. A long text has the letters of many short ones. */
export const isSameWork = (a: string, b: string): boolean => isAlike(a, b) && isSameJob(a, b, SAME_WORK);

const NEGATION = /\b(?:not|never|no longer)\b|n['’]t\b|(?:지[는도]?\s*)(?:않|말[고자기])[가-힣]*/giu;
/** The stem of a Korean verb before its negation, `옮기` of `옮기지 않는다`. */
const REFUSED_VERB = /([가-힣]+)지[는도]?\s*(?:않|말[고자기])/u;
const DOING = '하';

/** Whether of two undertakings one says that what the other does is not done. */
export function areOpposed(a: string, b: string): boolean {
  const [isNot, isToo] = [a, b].map((text) => text.search(NEGATION) >= 0);
  if (isNot === isToo) return false;
  const [refusal = '', deed = ''] = isNot ? [a, b] : [b, a];
  const verb = REFUSED_VERB.exec(refusal)?.[1];
  const rest = verb === undefined ? refusal : refusal.replace(`${verb}지`, ' ');
  const refused = wordsIn(rest.replaceAll(NEGATION, ' ').replaceAll(/않[가-힣]*|말[고자기][가-힣]*/gu, ' ')).map(stem);
  // A verb is told by how it begins: its end is another one in each sentence.
  const isDone =
    verb === undefined || verb === DOING || deed.split(/[^가-힣]+/u).some((word) => word.startsWith(verb.slice(0, 1)));
  return isDone && refused.length > 0 && wordsHeard(refused, wordsIn(deed).map(stem)) >= SAME_JOB * refused.length;
}

/** Without the particle of a Korean noun. */
const stem = (word: string): string => (word.length > 2 ? word.replace(/(?:[을를은는이가의에로도와과])$/u, '') : word);

function likeness(a: string, b: string): number {
  const [one, other] = [pairsIn(a), pairsIn(b)];
  const both = [...one].filter((pair) => other.has(pair)).length;
  return both === 0 ? 0 : both / Math.min(one.size, other.size);
}

function pairsIn(text: string): Set<string> {
  const letters = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)));
}

/** Whether what somebody would measure is what the scenario names: the one says the other. */
export function isSameWords(said: string, named: string): boolean {
  const [a, b] = [said, named].map((text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ''));
  return a !== undefined && b !== undefined && a !== '' && (a.includes(b) || b.includes(a));
}

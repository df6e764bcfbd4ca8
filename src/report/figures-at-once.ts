import { numbersIn } from '../reasoning/said-numbers.ts';

/** What makes one figure of two numbers: a range, a change, a setting of two parts, a value beside what it is now or what it was taken to be. */
const PAIRED =
  /^[\p{L}%$€₩°./]{0,12}(?:\s[\p{L}%]{1,12})?\s?(?:~|–|-|\+|→|->|±|(?:up )?to\b|and not\b|,? ?not\b|,? ?instead of\b|,? ?rather than\b|,? ?in place of\b|에서|(?:이|가)? ?아니라|(?:이|가)? ?아닌|대신|\((?:now|today|지금|오늘|현재)?)\s?(?:about |약 )?[\p{L}$€₩]{0,3}\s?$/iu;

/** How many figures a reader has to hold at once: each value once, and two that are told as one as one. */
export function figuresAtOnce(text: string): number {
  const seen = new Set<string>();
  return numbersIn(text).reduce((count, { value, isPercent, at }, index, all) => {
    const before = all[index - 1];
    const isPaired = before !== undefined && PAIRED.test(text.slice(before.end, at));
    const key = `${value} ${isPercent}`;
    const isNew = !seen.has(key) && !isPaired;
    seen.add(key);
    return isNew ? count + 1 : count;
  }, 0);
}

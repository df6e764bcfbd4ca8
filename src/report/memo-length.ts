import type { MemoDraft, MemoPart, WrittenLine } from '../core/memo.ts';
import { sentencesOf } from './shortened.ts';

/** A figure is no word, with its unit and its particle where they are written with it: `50%를`, `30대로`. */
const countOf = (text: string) =>
  text.split(/\s+/).filter((word) => /\p{L}/u.test(word) && !/^[^\p{L}]*\d/u.test(word)).length;

/** Words of what is printed of a memo, figures not counted. */
export const memoWords = (lines: readonly WrittenLine[]): number =>
  lines.reduce((sum, { part, text }) => sum + (part === 'sums' ? 0 : countOf(text)), 0);

/** What a reader can do without, the first before the others, and how many lines of it stay. */
const LINES: readonly [part: MemoPart, kept: number][] = [
  ['why', 1],
  ['changes', 2],
  ['open', 0],
  ['changes', 1],
];
/** What is missed least, where one line of it is enough: why not the next best is asked by everybody. */
const ALONE: readonly [part: MemoPart, kept: number][] = [
  ['changes', 2],
  ['open', 0],
  ['changes', 1],
];
/** Nobody minds so small a part of a memo: less than a sentence. */
const SLACK = 0.03;
const SENTENCES: readonly MemoPart[] = ['why', 'decision', 'changes'];

/**
 * Cuts a memo that has more words than `most` by more than a sentence: one line of what changes it or of what is open where that is enough; else whole lines from the end, of the reasons but the first, of what changes it but two, of what is
 * open, and of what changes it but the first; then sentences from the end of the reasons, the decision and what changes it, of each but the
 * first. Jobs are never cut.
 */
export function fittedMemo(draft: MemoDraft, most: number): MemoDraft {
  let { lines } = draft;
  const words = memoWords(lines);
  const leftOut = [...draft.leftOut];
  const isLong = (those = lines) => memoWords(those) > most * (1 + SLACK);
  const cut = (text: string) => leftOut.push({ text, why: `${words} > ${most}`, isCut: true });
  const [alone] = ALONE.flatMap(([part, kept]) => {
    const own = lines.filter((line) => line.part === part);
    const last = own.at(-1);
    return last !== undefined && own.length > kept && !isLong(lines.filter((line) => line !== last)) ? [last] : [];
  });
  if (isLong() && alone !== undefined) {
    cut(alone.text);
    lines = lines.filter((line) => line !== alone);
  }
  for (const [part, kept] of LINES)
    while (isLong()) {
      const own = lines.filter((line) => line.part === part);
      const last = own.at(-1);
      if (last === undefined || own.length <= kept) break;
      cut(last.text);
      lines = lines.filter((line) => line !== last);
    }
  for (const part of SENTENCES)
    while (isLong()) {
      const last = lines.findLast((line) => line.part === part);
      const sentences = sentencesOf(last?.text ?? '');
      if (last === undefined || sentences.length <= 1) break;
      cut(sentences.at(-1) ?? '');
      lines = lines.map((line) => (line === last ? { ...line, text: sentences.slice(0, -1).join(' ') } : line));
    }
  return { lines, leftOut };
}

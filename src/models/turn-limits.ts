import { countWordsIn, numbersIn } from '../reasoning/said-numbers.ts';

/** Characters of one turn's words; the longest prompt asks for a few sentences. */
const MOST_WORDS = 8000;
/** Characters of any other text in a turn: a claim, a question, a name. */
const MOST_TEXT = 2000;
/** Claims of a turn, numbers of a claim, and whatever else is listed. */
const MOST_LISTED = 64;
/** Numbers in all words of a turn, those that are written as words among them: each is held against all others. */
const MOST_NUMBERS = 100;

/** The words of a turn, cut where they are longer than any may be, at the end of a whole character. */
export function cutText(text: string, most = MOST_WORDS): string {
  return text.length <= most
    ? text
    : text
        .slice(0, most)
        .toWellFormed()
        .replace(/\ufffd$/, '');
}

/** Words that came where a turn was asked for, within what a turn may say. */
export function cutWords(text: string): string {
  const { utterance } = cutTurn({ utterance: text }).args;
  return typeof utterance === 'string' ? utterance : '';
}

/**
 * The parts of a turn with every text and list in bounds, and a sentence about the first that was not; null when all were. What
 * reads, measures and prints a turn may take time by the length of its words, so that no reply may be as long as it likes.
 */
export function cutTurn(args: Record<string, unknown>): { args: Record<string, unknown>; cut: string | null } {
  let cut: string | null = null;
  let numbers = 0;
  const spared = (text: string, where: string): string => {
    const said = [...numbersIn(text), ...countWordsIn(text)].map(({ at }) => at).sort((a, b) => a - b);
    const first = said[MOST_NUMBERS - numbers];
    numbers += said.length;
    if (first === undefined) return text;
    cut ??= `\`${where}\` brings the turn to more than ${MOST_NUMBERS} numbers, what follows them is left out`;
    numbers = MOST_NUMBERS;
    return cutText(text, first);
  };
  const bounded = (value: unknown, where: string, most: number): unknown => {
    if (typeof value === 'string') {
      if (value.length > most) cut ??= `\`${where}\` has ${value.length} characters, at most ${most} are kept`;
      return spared(cutText(value, most), where);
    }
    if (Array.isArray(value)) {
      if (value.length > MOST_LISTED) cut ??= `\`${where}\` has ${value.length} items, at most ${MOST_LISTED} are kept`;
      return value.slice(0, MOST_LISTED).map((item) => bounded(item, where, MOST_TEXT));
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    if (entries.length > MOST_LISTED)
      cut ??= `\`${where}\` has ${entries.length} items, at most ${MOST_LISTED} are kept`;
    return Object.fromEntries(
      entries.slice(0, MOST_LISTED).map(([name, member]) => [name, bounded(member, `${where}.${name}`, MOST_TEXT)]),
    );
  };
  // What is said counts before what stands beside it, wherever the reply has it.
  const inOrder = Object.entries(args).sort(([a], [b]) => Number(b === 'utterance') - Number(a === 'utterance'));
  const kept = inOrder.map(([name, value]) => [
    name,
    bounded(value, name, name === 'utterance' ? MOST_WORDS : MOST_TEXT),
  ]);
  return { args: Object.fromEntries(kept), cut };
}

/** Characters of one turn's words; the longest prompt asks for a few sentences. */
const MOST_WORDS = 8000;
/** Characters of any other text in a turn: a claim, a question, a name. */
const MOST_TEXT = 2000;
/** Claims of a turn, numbers of a claim, and whatever else is listed. */
const MOST_LISTED = 64;

/** The words of a turn, cut where they are longer than any may be, at the end of a whole character. */
export function cutText(text: string, most = MOST_WORDS): string {
  return text.length <= most
    ? text
    : text
        .slice(0, most)
        .toWellFormed()
        .replace(/\ufffd$/, '');
}

/**
 * The parts of a turn with every text and list in bounds, and a sentence about the first that was not; null when all were. What
 * reads, measures and prints a turn may take time by the length of its words, so that no reply may be as long as it likes.
 */
export function cutTurn(args: Record<string, unknown>): { args: Record<string, unknown>; cut: string | null } {
  let cut: string | null = null;
  const bounded = (value: unknown, where: string, most: number): unknown => {
    if (typeof value === 'string') {
      if (value.length <= most) return value;
      cut ??= `\`${where}\` has ${value.length} characters, at most ${most} are kept`;
      return cutText(value, most);
    }
    if (Array.isArray(value)) {
      if (value.length > MOST_LISTED) cut ??= `\`${where}\` has ${value.length} items, at most ${MOST_LISTED} are kept`;
      return value.slice(0, MOST_LISTED).map((item) => bounded(item, where, MOST_TEXT));
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, bounded(member, `${where}.${name}`, MOST_TEXT)]),
    );
  };
  const kept = Object.entries(args).map(([name, value]) => [
    name,
    bounded(value, name, name === 'utterance' ? MOST_WORDS : MOST_TEXT),
  ]);
  return { args: Object.fromEntries(kept), cut };
}

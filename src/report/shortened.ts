/** Letters of a quotation in the memo. */
const ROOM = 200;

const SENTENCE = /(?<=[.?!…。]["”’)]?)\s+/u;

/** A text sentence by sentence. */
export const sentencesOf = (text: string): string[] => text.trim().split(SENTENCE);

/**
 * What somebody said, at the length of a memo's line: whole sentences, those that name what it is about and those with numbers first, in the
 * order in which they were said. Nothing is put in other words; what is left out shows as `…`.
 */
export function shortened(text: string, about: readonly string[] = []): string {
  const whole = text.replaceAll(/\s+/g, ' ').trim();
  if (whole.length <= ROOM) return whole;
  const sentences = sentencesOf(whole);
  const worth = (sentence: string, index: number) =>
    about.filter((name) => name !== '' && sentence.toLowerCase().includes(name.toLowerCase())).length * 2 +
    (/\d/.test(sentence) ? 1 : 0) -
    index / 100;
  const ranked = sentences
    .map((sentence, index) => ({ index, length: sentence.length, worth: worth(sentence, index) }))
    .sort((a, b) => b.worth - a.worth);
  const chosen: number[] = [];
  let used = 0;
  for (const { index, length } of ranked) {
    if (chosen.length > 0 && used + length > ROOM) continue;
    chosen.push(index);
    used += length + 1;
  }
  const kept = chosen.sort((a, b) => a - b);
  return kept
    .map((index, at) => {
      const isGap = at > 0 && index !== (kept[at - 1] ?? 0) + 1;
      return `${isGap ? '… ' : ''}${clipped(sentences[index] ?? '')}`;
    })
    .join(' ');
}

/** A sentence that is too long by itself ends at a word. */
function clipped(sentence: string): string {
  if (sentence.length <= ROOM * 1.5) return sentence;
  return `${sentence.slice(0, sentence.lastIndexOf(' ', ROOM * 1.5))} …`;
}

import { ofRecent } from '../../core/once.ts';

/** A stretch of an utterance, with its offsets in UTF-16 code units. */
export interface Stretch {
  text: string;
  start: number;
  end: number;
}

const QUOTED = /"[^"\n]*"|“[^”\n]*”|「[^」\n]*」|『[^』\n]*』|(?<![\p{L}\p{N}])'[^'\n]*'|‘[^’\n]*’|`[^`\n]*`/gu;
/** What may stand between two sentences without a full stop. */
const LAUGHTER = '[ㅋㅎㅠㅜㅡㅇㄷㄱㄹㅊ]{2,}|[ㅋㅎㅠㅜ]';
const BREAK = new RegExp(
  `[.!?。…！？]+(?=["'”’」』)\\]]*(?:\\s|$|\\p{Extended_Pictographic}))|[!?！？…。~～]+(?=\\S)|[~～]+|\\n+|(?:${LAUGHTER})+|\\p{Extended_Pictographic}+|;(?=\\s)`,
  'gu',
);
/** Endings that close a sentence whatever follows, unless what follows quotes it. */
const CLOSES =
  /(?:니다|니까|세요|어요|아요|해요|에요|예요|네요|군요|지요|죠|께요|게요|까요|래요|대요|십시오)(?=\s+(?!(?:라고|하고|라는|라며|하며|라면|만|고)\b)\S)/gu;

/** Cuts out what is quoted, keeping every offset: the letters inside become spaces. */
export function withoutQuotes(text: string): string {
  return text.replace(QUOTED, (quoted, at: number) => {
    const isWhole = text.slice(0, at).trim() === '' && !/[\p{L}\p{N}]/u.test(text.slice(at + quoted.length));
    return isWhole ? ` ${quoted.slice(1, -1)} ` : `${quoted[0]}${' '.repeat(quoted.length - 2)}${quoted.at(-1)}`;
  });
}

export interface Sentence extends Stretch {
  /** Nothing but a space stands between it and the predicate before it. */
  isAfterthought: boolean;
}

/** Texts that are kept in sentences: many checks read the same turn that way. */
const MOST_KEPT = 2_000;

/** Sentences of a chat message: ended by punctuation, laughter, an emoji, a line break, or a verb that nothing can follow. */
export const sentencesOf = ofRecent(MOST_KEPT, (text): readonly Sentence[] => {
  const plain = withoutQuotes(text);
  const cuts = new Set<number>();
  const soft = new Set<number>();
  for (const found of plain.matchAll(BREAK)) cuts.add(found.index + found[0].length);
  for (const found of plain.matchAll(CLOSES)) {
    // `그러니까 …` and `했으니까 …` go on; a question of the formal level closes with ㅂ before 니까.
    const before = plain.slice(0, found.index).at(-1) ?? '';
    if (/니[다까]$/u.test(found[0]) && !closesWithB(before)) continue;
    cuts.add(found.index + found[0].length);
    soft.add(found.index + found[0].length);
  }
  const ends = [...cuts, plain.length].sort((a, b) => a - b);
  const sentences: Sentence[] = [];
  let start = 0;
  for (const end of ends) {
    const piece = plain.slice(start, end);
    if (/[\p{L}\p{N}]/u.test(piece.replace(new RegExp(LAUGHTER, 'gu'), ''))) {
      const lead = piece.length - piece.trimStart().length;
      sentences.push({
        text: piece.trim(),
        start: start + lead,
        end: start + lead + piece.trim().length,
        isAfterthought: soft.has(start),
      });
    }
    start = end;
  }
  return sentences;
});

function closesWithB(syllable: string): boolean {
  const code = syllable.charCodeAt(0) - 0xac00;
  return code >= 0 && code < 11_172 && code % 28 === 17;
}

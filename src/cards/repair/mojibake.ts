import { byteOf, lostBytes, pageName } from './code-page.ts';
import { characterOf, fits, isTail, tailLength } from './fits.ts';

/** A piece of a file: text that stays, one character whose bytes are all there, or one that lost bytes. */
export type Piece =
  | { kind: 'kept'; text: string }
  | { kind: 'whole'; text: string }
  | { kind: 'broken'; text: string; candidates: string[] };

export interface Mojibake {
  /** The page that UTF-8 was read as. */
  page: string;
  pieces: Piece[];
}

/** Bytes of one character as they survived, and the characters that showed them. */
interface Sequence {
  shown: string;
  bytes: number[];
}

/**
 * Text that is UTF-8 read as an 8-bit code page, cut into its characters; undefined where the text is not that.
 * Letters such as é stand alone in sound text, so a text counts as damaged only when there are enough whole sequences beside them.
 */
export function readMojibake(text: string): Mojibake | undefined {
  const parts = cut(text);
  const sequences = parts.filter((part) => typeof part !== 'string');
  const whole = sequences.filter(({ bytes }) => characterOf(bytes) !== undefined);
  // A lone letter is what is left of a character that lost all other bytes: rare, unless Latin-1 took half of everything.
  const lone = sequences.filter(({ bytes }) => bytes.length === 1).length;
  if (!isTelling(whole) || whole.length * 3 <= lone) return undefined;
  const throughout = parts.every(
    (part) => typeof part !== 'string' || !/[\p{Script=Hangul}\p{Script=Han}]/u.test(part),
  );
  const lost = lostBytes(sequences.flatMap(({ bytes }) => bytes.slice(1)));

  const pieces = parts.map((part): Piece => {
    if (typeof part === 'string') return { kind: 'kept', text: part };
    const character = characterOf(part.bytes);
    if (character !== undefined) return { kind: 'whole', text: character };
    if (part.bytes.length === 1 && !throughout) return { kind: 'kept', text: part.shown };
    const candidates = fits(part.bytes, lost);
    return candidates.length === 0
      ? { kind: 'kept', text: part.shown }
      : { kind: 'broken', text: part.shown, candidates };
  });
  return { page: pageName(sequences.flatMap(({ shown }) => [...shown])), pieces };
}

/** Two characters such as É» also stand side by side in sound text; Â and Ã before a sign do not, nor do three such. */
function isTelling(whole: readonly Sequence[]): boolean {
  const pairs = whole.filter(({ bytes }) => bytes.length === 2);
  return pairs.length < whole.length || pairs.length >= 5 || pairs.some(({ shown }) => /^[ÂÃ]/.test(shown));
}

/** Lead bytes with the continuation bytes after them; everything else as text. */
function cut(text: string): (string | Sequence)[] {
  const parts: (string | Sequence)[] = [];
  let open: Sequence | undefined;
  for (const character of text) {
    const byte = byteOf(character);
    if (
      byte !== undefined &&
      isTail(byte) &&
      open !== undefined &&
      open.bytes.length <= (tailLength(open.bytes[0] ?? 0) ?? 0)
    ) {
      open.bytes.push(byte);
      open.shown += character;
    } else if (byte !== undefined && tailLength(byte) !== undefined) {
      open = { shown: character, bytes: [byte] };
      parts.push(open);
    } else {
      open = undefined;
      const last = parts.at(-1);
      if (typeof last === 'string') parts[parts.length - 1] = last + character;
      else parts.push(character);
    }
  }
  return parts;
}

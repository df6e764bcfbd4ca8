import { diffArrays } from 'diff';
import type { Piece } from '../api.ts';

/** Words, with numbers whole; marks one by one; what lies between them. */
const TOKEN = /\s+|[\p{L}\p{N}_]+(?:[.,]\p{N}+)*|[^\s]/gu;

/** Below this share of common words two texts are two texts, and marks would only be noise. */
const LEAST_COMMON = 0.3;

/** Two texts in pieces, with what the other does not have marked; null where they are equal or have too little in common. */
export function wordsApart(a: string, b: string): { a: Piece[]; b: Piece[] } | null {
  if (a === b) return null;
  const parts = diffArrays(a.match(TOKEN) ?? [], b.match(TOKEN) ?? []);
  const isWord = (token: string) => token.trim() !== '';
  const words = (tokens: readonly string[]) => tokens.filter(isWord).length;
  const common = parts.reduce((sum, { added, removed, value }) => sum + (added || removed ? 0 : words(value)), 0);
  const all = Math.max(words(a.match(TOKEN) ?? []), words(b.match(TOKEN) ?? []));
  if (common < all * LEAST_COMMON) return null;
  const side = (other: 'added' | 'removed'): Piece[] =>
    joined(
      parts
        .filter((part) => part[other] !== true)
        .map((part) => ({ text: part.value.join(''), changed: part.added === true || part.removed === true })),
    );
  return { a: side('added'), b: side('removed') };
}

/** One piece for each stretch: a space between two changed words belongs to the change. */
function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const [index, piece] of pieces.entries()) {
    const last = out.at(-1);
    const isGap = piece.text.trim() === '' && last?.changed === true && pieces[index + 1]?.changed === true;
    const changed = piece.changed || isGap;
    if (last?.changed === changed) last.text += piece.text;
    else out.push({ text: piece.text, changed });
  }
  return out;
}

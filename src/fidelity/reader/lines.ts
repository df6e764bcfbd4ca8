import { sentencesOf } from '../korean/sentences.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import { piecesIn } from '../reading/text.ts';

interface Line {
  pieces: ReadonlySet<string>;
  length: number;
  isDenied: boolean;
}

interface Lines {
  lines: readonly Line[];
  byPiece: ReadonlyMap<string, readonly number[]>;
  weight: ReadonlyMap<string, number>;
}

/** Negation, and what stands for it: leaving, dropping, putting off, calling enough. */
const DENIES =
  /않|안 |못 |못[하해했]|없[^애]|말[자고아지]|마[.!?\s]|아니|필요 ?없|나중|그만|대신|빼[고자]|됐|\b(?:not|no|never|without|nothing|nobody|none|skip|drop|ignore|forget|instead|rather|later|enough|stop|leave|wait|less)\b|n['’]t\b/u;

const isDenied = (text: string) => DENIES.test(text.toLowerCase());

const known = new WeakMap<CompiledCard, Lines>();

function linesOf(card: CompiledCard): Lines {
  const before = known.get(card);
  if (before !== undefined) return before;
  const { card: own } = card;
  const said = [
    own.philosophy,
    own.personality,
    ...own.messages.map(({ text }) => text),
    ...own.frameworks.flatMap(({ text, rules }) => [text, ...rules.map(({ when, then }) => `${when} ${then}`)]),
    ...own.career.flatMap(({ achievements, quote }) => [...achievements, quote]),
    ...[...own.strengths, ...own.growthAreas].map(({ text }) => text),
    ...own.sections.flatMap(({ text }) => text.split('\n')),
  ].flatMap((text) => (text === undefined ? [] : sentencesOf(text).map((one) => one.text)));
  const sets = said.map((text) => ({ text, pieces: new Set(piecesIn(text)) })).filter(({ pieces }) => pieces.size > 1);
  const byPiece = new Map<string, number[]>();
  for (const [at, { pieces }] of sets.entries())
    for (const piece of pieces) byPiece.set(piece, [...(byPiece.get(piece) ?? []), at]);
  const weight = new Map([...byPiece].map(([piece, found]) => [piece, Math.log(1 + sets.length / found.length)]));
  const lines = sets.map(({ text, pieces }) => ({
    pieces,
    length: Math.sqrt([...pieces].reduce((sum, piece) => sum + (weight.get(piece) ?? 0) ** 2, 0)),
    isDenied: isDenied(text),
  }));
  const made = { lines, byPiece, weight };
  known.set(card, made);
  return made;
}

/** How close a sentence is to the line of the card that is closest, and whether one of the two denies and the other does not. */
export function closestLine(
  text: string,
  card: CompiledCard,
): { likeness: number; isAgainst: boolean; isDenied: boolean } {
  const { lines, byPiece, weight } = linesOf(card);
  const usual = Math.log(1 + lines.length);
  const dots = new Map<number, number>();
  let length = 0;
  for (const piece of new Set(piecesIn(text))) {
    const w = weight.get(piece) ?? usual;
    length += w * w;
    for (const at of byPiece.get(piece) ?? []) dots.set(at, (dots.get(at) ?? 0) + w * w);
  }
  let best = -1;
  let likeness = 0;
  for (const [at, dot] of dots) {
    const cosine = dot / Math.sqrt(length) / (lines[at]?.length ?? 1);
    if (cosine > likeness) [best, likeness] = [at, cosine];
  }
  const denies = isDenied(text);
  return { likeness, isAgainst: best >= 0 && denies !== lines[best]?.isDenied, isDenied: denies };
}

/** Sentences beside the lines of the card that they come closest to. */
export function besideLines(figures: Map<string, number>, text: string, card: CompiledCard): void {
  let [against, along, denied, most] = [0, 0, 0, 0];
  for (const one of sentencesOf(text)) {
    const { likeness, isAgainst, isDenied: denies } = closestLine(text.slice(one.start, one.end), card);
    if (isAgainst) against = Math.max(against, likeness);
    else along = Math.max(along, likeness);
    if (denies) denied = Math.max(denied, likeness);
    most = Math.max(most, likeness);
  }
  figures.set('against a line', against);
  figures.set('along a line', along);
  figures.set('denied like a line', denied);
  figures.set('like a line', most);
}

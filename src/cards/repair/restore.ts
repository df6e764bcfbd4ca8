import type { UncertainCharacter } from '../../core/repair.ts';
import { weightOf } from './common-symbols.ts';
import type { Place } from './lattice.ts';
import { posteriors } from './lattice.ts';
import { CharacterModel, idOf } from './model.ts';
import type { Piece } from './mojibake.ts';
import { continuesRun, isSyllable, SPACE, symbolOf } from './symbols.ts';

/**
 * A best candidate less likely than the line is shown to a person. The line is as high as a share of `MOST_LISTED` of the gaps
 * allows, between these two: all below the first are shown, and none above the second. Set on cards that no count here comes
 * from; docs/DATA.md has the figures.
 */
const LINE = { lowest: 0.998, highest: 0.9999 };
const MOST_LISTED = 0.27;

/** A character of the text: known, or with its candidates. */
interface Cell {
  text: string;
  candidates?: string[];
}

/** A gap as it was filled. */
interface Filled extends UncertainCharacter {
  /** Probability of the first candidate. */
  share: number;
}

/**
 * Puts the pieces of a damaged text together, the best candidate in each gap. Characters are judged by their line, by Korean
 * text at large, by what is whole in the same file, and by `lexicon`, other texts of the same people.
 */
export function restore(
  pieces: readonly Piece[],
  lexicon: readonly string[],
): { text: string; restored: number; uncertain: UncertainCharacter[] } {
  const lines = linesOf(pieces);
  const model = new CharacterModel();
  for (const text of lexicon) model.learnText(text);
  const readings = lines.map(readingOf);
  for (const { places } of readings) model.learn(places.map((place) => (place.length === 1 ? place[0] : undefined)));

  const filled: Filled[] = [];
  const texts = lines.map((cells, index) => {
    const { places, placeOf } = readings[index] ?? { places: [], placeOf: new Map<Cell, number>() };
    const shares = cells.some(isGap) ? posteriors(places, (a, b, c) => model.logLikelihood(a, b, c)) : [];
    return cells
      .map((cell, at) => {
        if (!isGap(cell)) return cell.text;
        const place = placeOf.get(cell);
        const weights = place === undefined ? cell.candidates.map(weightOf) : (shares[place] ?? []);
        const { candidates, share } = rank(cell.candidates, weights);
        const text = candidates[0] ?? cell.text;
        filled.push({ line: index + 1, column: at + 1, text, candidates, share });
        return text;
      })
      .join('');
  });
  return {
    text: texts.join('\n'),
    restored: pieces.filter(({ kind }) => kind !== 'kept').length,
    uncertain: unsure(filled),
  };
}

function unsure(filled: readonly Filled[]): UncertainCharacter[] {
  const shares = filled.map(({ share }) => share).sort((a, b) => a - b);
  const affordable = shares[Math.floor(shares.length * MOST_LISTED)] ?? LINE.lowest;
  const line = Math.min(Math.max(affordable, LINE.lowest), LINE.highest);
  return filled.filter(({ share }) => share < line).map(({ share: _, ...shown }) => shown);
}

const isGap = (cell: Cell): cell is Cell & { candidates: string[] } => cell.candidates !== undefined;

function linesOf(pieces: readonly Piece[]): Cell[][] {
  const lines: Cell[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind === 'broken') lines.at(-1)?.push({ text: piece.text, candidates: piece.candidates });
    else
      for (const character of piece.text) {
        if (character === '\n') lines.push([]);
        else lines.at(-1)?.push({ text: character });
      }
  }
  return lines;
}

/** A line as the model sees it; `placeOf` finds the gaps that may be syllables. */
function readingOf(cells: readonly Cell[]): { places: Place[]; placeOf: Map<Cell, number> } {
  const places: Place[] = [[idOf(SPACE)]];
  const placeOf = new Map<Cell, number>();
  let last: string | undefined = SPACE;
  const put = (symbol: string) => {
    if (!continuesRun(last, symbol)) places.push([idOf(symbol)]);
    last = symbol;
  };
  for (const cell of cells) {
    const { text, candidates = [] } = cell;
    if (candidates.some(isSyllable)) {
      placeOf.set(cell, places.length);
      places.push(candidates.map((candidate) => idOf(symbolOf(candidate))));
      last = undefined;
    } else put(symbolOf(candidates[0] ?? text));
  }
  put(SPACE);
  return { places, placeOf };
}

function rank(candidates: readonly string[], weights: readonly number[]): Pick<Filled, 'candidates' | 'share'> {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const order = candidates.map((text, at) => ({ text, weight: weights[at] ?? 0 })).sort((a, b) => b.weight - a.weight);
  return { candidates: order.map(({ text }) => text), share: all > 0 ? (order[0]?.weight ?? 0) / all : 0 };
}

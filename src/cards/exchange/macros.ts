import { escaped } from '../../core/pattern.ts';
/** Who stands in for the macros of a text. */
export interface Names {
  char: string;
  user: string;
}

/** Which of the places where a name stands were macros: how many places there are, and ordinal with spelling for each macro. */
export interface Macros {
  places: number;
  were: [number, string][];
}

const MACRO = /\{\{(char|user)\}\}|<(bot|char|user)>/gi;
const placesOf = ({ char, user }: Names) =>
  new RegExp(
    [char, user]
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join('|'),
    'g',
  );

/**
 * A text with names in the place of `{{char}}`, `{{user}}` and their older spellings, and what puts them back; null for a text
 * without any, and for one in which they could not be told from the words around them.
 */
export function resolveMacros(text: string, names: Names): { text: string; macros: Macros } | null {
  if (names.char.trim() === '' || names.user.trim() === '') return null;
  const starts = new Map<number, string>();
  let resolved = '';
  let from = 0;
  for (const match of text.matchAll(MACRO)) {
    resolved += text.slice(from, match.index);
    starts.set(resolved.length, match[0]);
    resolved += /user/i.test(match[0]) ? names.user : names.char;
    from = match.index + match[0].length;
  }
  if (starts.size === 0) return null;
  resolved += text.slice(from);
  const places = [...resolved.matchAll(placesOf(names))];
  const were = places.flatMap(({ index }, ordinal): [number, string][] => {
    const spelling = starts.get(index);
    return spelling === undefined ? [] : [[ordinal, spelling]];
  });
  const macros = { places: places.length, were };
  return withMacros(resolved, names, macros) === text ? { text: resolved, macros } : null;
}

/** The text with its macros back; as it is where names were added or taken out, for then nobody knows which were macros. */
export function withMacros(text: string, names: Names, { places, were }: Macros): string | null {
  const found = text.match(placesOf(names))?.length ?? 0;
  if (found !== places) return null;
  const spelling = new Map(were);
  let ordinal = -1;
  return text.replaceAll(placesOf(names), (name) => {
    ordinal += 1;
    return spelling.get(ordinal) ?? name;
  });
}

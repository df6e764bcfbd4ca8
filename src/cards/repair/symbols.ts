/**
 * The alphabet of the character model: Hangul syllables as they are, and a few classes for the rest, which say where a word
 * ends and nothing more.
 */
export const SPACE = ' ';

const CLASSES: [RegExp, string][] = [
  [/\s/, SPACE],
  [/\d/, '0'],
  [/[A-Za-z_]/, 'a'],
  [/[.,:;!?]/, '.'],
  [/[([{<]/, '('],
  [/[)\]}>]/, ')'],
  [/[!-~]/, '-'],
];
/** A run of one of these counts once: how long a number or an English word is says nothing about the Hangul beside it. */
const RUNS = new Set([SPACE, '0', 'a', '-', '*']);

export const isSyllable = (character: string): boolean => character >= '가' && character <= '힣';

export function symbolOf(character: string): string {
  if (isSyllable(character)) return character;
  return CLASSES.find(([pattern]) => pattern.test(character))?.[1] ?? '*';
}

/** Whether `symbol` adds nothing after `last`. */
export const continuesRun = (last: string | undefined, symbol: string): boolean => last === symbol && RUNS.has(symbol);

export function symbolsOf(text: string): string[] {
  const symbols: string[] = [];
  for (const character of text) {
    const symbol = symbolOf(character);
    if (!continuesRun(symbols.at(-1), symbol)) symbols.push(symbol);
  }
  return symbols;
}

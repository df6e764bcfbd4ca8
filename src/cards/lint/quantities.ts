/** A number with its magnitude, and where it stands in its text. */
interface Quantity {
  value: number;
  at: number;
}

const SCALE: Record<string, number> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12, 억: 1e8, 조: 1e12 };
const COUNT = /(\d+(?:\.\d+)?)\s*([KMBT](?![A-Za-z])|억|조)/giu;
const TOKENS = /토큰|\btokens?\b/iu;

/** Tokens for each parameter as a text of a person puts it: `7B … tokens … 140B` is 20. Undefined when it does not. */
export function tokensPerParameterIn(text: string): number | undefined {
  const word = TOKENS.exec(text);
  if (word === null) return undefined;
  const counts: Quantity[] = [...text.matchAll(COUNT)].map((match) => ({
    value: Number(match[1]) * (SCALE[(match[2] ?? '').toLowerCase()] ?? 1),
    at: match.index,
  }));
  // Of two counts the one that stands nearer to the word `tokens` counts them.
  const [tokens, ...others] = [...counts].sort((a, b) => Math.abs(a.at - word.index) - Math.abs(b.at - word.index));
  const parameters = others[0];
  if (tokens === undefined || parameters === undefined || others.length > 1 || parameters.value === 0) return undefined;
  const [larger, smaller] = [Math.max(tokens.value, parameters.value), Math.min(tokens.value, parameters.value)];
  return larger / smaller;
}

const PARAMETERS = String.raw`\w*param(?:s|eters)?\w*`;
const FACTOR = String.raw`(?:\(?\s*(\d+(?:\.\d+)?)\s*\)?)`;
const ASSIGNED = new RegExp(
  String.raw`^\s*(?:(?:const|let|auto|float|double|var)\s+)?\w*tokens?\w*\s*=\s*(?:${FACTOR}\s*\*\s*)?(?:self\.)?${PARAMETERS}(?:\s*\*\s*${FACTOR})?\s*;?\s*(?:(?:#|//).*)?$`,
  'iu',
);

/** Tokens for each parameter as a line of code sets them: `tokens = params` is 1. Undefined for any other line. */
export function tokensPerParameterInCode(line: string): number | undefined {
  const found = ASSIGNED.exec(line);
  return found === null ? undefined : Number(found[1] ?? found[2] ?? 1);
}

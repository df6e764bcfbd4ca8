const OPEN = new Map([
  ['(', ')'],
  ['[', ']'],
  ['（', '）'],
  ['“', '”'],
]);

/** `Pulse, Blaze에게` is one phrase that names two people. */
const isNameList = (left: string, right: string) =>
  /(?:^|[^\p{L}])[A-Z][A-Za-z]+$/u.test(left) && /^[A-Z][A-Za-z]+\s*(?:에게|한테|께|,|and\b|\.|$)/u.test(right);

/** Splits at commas that stand outside brackets and curly quotes; an unclosed bracket ends with the text. */
export function splitCommas(text: string): string[] {
  const parts: string[] = [];
  const closers: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === closers.at(-1)) closers.pop();
    else if (OPEN.has(char)) closers.push(OPEN.get(char) as string);
    else if (closers.length === 0 && /[,，、;]/.test(char)) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Splits prose into points: at sentence ends when it has sentences, else at commas. */
export function splitPoints(prose: string): string[] {
  const text = prose.replace(/\s+/g, ' ').trim();
  const sentences = text.split(/(?<=[.!?。])\s+/);
  if (sentences.length > 1 || /[.!?。]$/.test(text)) return sentences.filter((sentence) => sentence !== '');
  const points: string[] = [];
  for (const part of splitCommas(text)) {
    const last = points.at(-1);
    if (last !== undefined && isNameList(last, part)) points[points.length - 1] = `${last}, ${part}`;
    else points.push(part);
  }
  return points;
}

const DEGREE = /\b(?:ph\.?d|postdoc\w*|m\.?sc?|m\.?a|m\.?eng|mba|b\.?sc?|b\.?a|b\.?eng|dr)\b|박사|석사|학사|졸업|수료/i;

/** One entry a degree; a comma inside a subject or thesis does not start a new one. */
export function splitDegrees(text: string): string[] {
  const parts = splitCommas(text);
  if (!parts.some((part) => DEGREE.test(part))) return parts;
  const degrees: string[] = [];
  for (const part of parts) {
    if (degrees.length > 0 && !DEGREE.test(part)) degrees[degrees.length - 1] += `, ${part}`;
    else degrees.push(part);
  }
  return degrees;
}

/** `English (Fluent)` -> name and what stands in its last brackets. */
export function splitBrackets(text: string): { name: string; inside: string } {
  const [, name, inside] = /^(.*?)\s*[(（]([^()（）]*)[)）]\s*$/su.exec(text.trim()) ?? [];
  return name === undefined || inside === undefined || name === ''
    ? { name: text.trim(), inside: '' }
    : { name, inside: inside.trim() };
}

/** Without the quotation marks around the whole of it. */
export function unquote(text: string): string {
  const [, inside] = /^["“”「『](.*)["“”」』]$/su.exec(text.trim()) ?? [];
  return inside?.trim() ?? text.trim();
}

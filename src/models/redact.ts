import { plainText } from './plain-text.ts';

/** What keys look like when nobody told us one: provider prefixes, bearer headers, key parameters, passwords in addresses. */
const SHAPES: readonly [RegExp, string][] = [
  [/\b(?:sk|pk|rk|gsk|xai|key|AIza|hf|ghp|r8)[-_][A-Za-z0-9_*-]{8,}/g, '[key]'],
  [/\bAIza[A-Za-z0-9_-]{10,}/g, '[key]'],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi, '$1 [key]'],
  [
    /\b(api[-_]?key|x-api-key|access[-_]?token|token|secret|authorization|password)(["']?\s*[:=]\s*["']?)[^\s"'&,;}]{4,}/gi,
    '$1$2[key]',
  ],
  [/\/\/[^/\s:@]+:[^/\s@]+@/g, '//[key]@'],
];

/** A text without keys: those that are known, whatever they look like, and whatever looks like one. Nothing unseen stays in it. */
export function redact(text: string, secrets: readonly string[]): string {
  const visible = plainText(text).replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return SHAPES.reduce((clean, [shape, mark]) => clean.replace(shape, mark), withoutSecrets(visible, secrets));
}

/** Letters at the end of a growing text by which it may go on as a key. */
const LEAST_BEGUN = 4;

/** The same for a text that still grows: an end that may become a key is held back until it is clear what it is. */
export function redactGrowing(text: string, secrets: readonly string[]): string {
  const clean = redact(text, secrets);
  const held = Math.max(0, ...secrets.map((secret) => begunAtEnd(clean, secret)));
  return clean.slice(0, clean.length - held);
}

function begunAtEnd(text: string, secret: string): number {
  for (let letters = secret.length - 1; letters >= LEAST_BEGUN; letters -= 1)
    if (text.endsWith(secret.slice(0, letters))) return letters;
  return 0;
}

/** A text without the keys that are known: for what a model says, where a shape alone may be what it talks about. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    .reduce(withoutForm, text);
}

/** Characters that are not seen, or that a terminal is not shown: taken out later, they would let the rest of a key stand as it was. */
const UNSEEN = /^(?:\p{Default_Ignorable_Code_Point}|\p{Cc})$/u;
const MAY_HIDE = /\\|\p{Default_Ignorable_Code_Point}|\p{Cc}/u;
/** A character as it stands, or as JSON that is parsed later escapes it. */
const CHARACTERS = /\\u([\da-fA-F]{4})|\\(["/\\])|[\s\S]/gu;

function withoutForm(text: string, form: string): string {
  const plain = text.replaceAll(form, '[key]');
  if (!MAY_HIDE.test(plain)) return plain;
  // What a reader sees of it, and where each letter of that stands.
  const seen: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: written, 1: code, 2: mark, index } of plain.matchAll(CHARACTERS)) {
    const character = code === undefined ? (mark ?? written) : String.fromCharCode(Number.parseInt(code, 16));
    if (UNSEEN.test(character)) continue;
    for (const unit of character.split('')) {
      seen.push(unit);
      starts.push(index);
      ends.push(index + written.length);
    }
  }
  const visible = seen.join('');
  let kept = '';
  let from = 0;
  for (let at = visible.indexOf(form); at >= 0; at = visible.indexOf(form, at + form.length)) {
    kept += `${plain.slice(from, starts[at])}[key]`;
    from = ends[at + form.length - 1] ?? plain.length;
  }
  return kept + plain.slice(from);
}

/** The same through a whole value: texts and names. */
export function scrubbed<T>(value: T, secrets: readonly string[]): T {
  if (secrets.length === 0) return value;
  if (typeof value === 'string') return withoutSecrets(value, secrets) as T;
  if (Array.isArray(value)) return value.map((item) => scrubbed(item, secrets)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [withoutSecrets(key, secrets), scrubbed(member, secrets)]),
  ) as T;
}

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

/** A text without keys: those that are known, whatever they look like, and whatever looks like one. */
export function redact(text: string, secrets: readonly string[]): string {
  const known = withoutSecrets(text, secrets);
  return SHAPES.reduce((clean, [shape, mark]) => clean.replace(shape, mark), known);
}

/** A text without the keys that are known: for what a model says, where a shape alone may be what it talks about. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((clean, secret) => {
    if (secret.length < 4) return clean;
    return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')].reduce(
      (left, form) => left.replaceAll(form, '[key]'),
      clean,
    );
  }, text);
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

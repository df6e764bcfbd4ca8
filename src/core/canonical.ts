/**
 * JSON with sorted keys, no white space, and well-formed strings (a lone surrogate becomes U+FFFD, NUL an escape),
 * so that equal values have equal bytes in every store. Undefined members are left out; NaN and infinities become null.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'null';
}

function sorted(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const members = value as Record<string, unknown>;
  const names = Object.keys(members).filter((name) => members[name] !== undefined);
  // An assignment to this name would set a prototype.
  if (names.includes('__proto__')) return Object.fromEntries(names.sort().map((name) => [name, sorted(members[name])]));
  const inOrder: Record<string, unknown> = {};
  for (const name of names.sort()) inOrder[name] = sorted(members[name]);
  return inOrder;
}

/**
 * A text as it is stored and hashed: well formed (a lone surrogate becomes U+FFFD), with NUL, which ends a text in SQL,
 * as its visible sign U+2400. In JSON, NUL is an escape already.
 */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u2400');
}

/** Control characters but line breaks and tabs, and marks that turn the direction of text around: no part of what anybody says. */
const UNSPEAKABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** A text as it can be shown in a terminal: nothing in it moves the cursor or hides what stands there. */
export function plainText(text: string): string {
  return text.replace(UNSPEAKABLE, '').toWellFormed();
}

/** The same for every text in a value. */
export function plainValue<T>(value: T): T {
  if (typeof value === 'string') return plainText(value) as T;
  if (Array.isArray(value)) return value.map(plainValue) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainValue(member)])) as T;
}

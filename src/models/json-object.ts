/** What a text is that holds no object, as the end of a sentence. */
export const NO_OBJECT = 'are not a JSON object';
/** Deeper than any tool or turn asks; a record that is nested much deeper cannot be checked again. */
const DEEPEST = 32;
/** Values in all of it; every one is walked, hashed and stored. */
const MOST_VALUES = 20_000;

type Parsed = { object: Record<string, unknown> } | { wrong: string };

/**
 * The object that a text is in JSON, or what is wrong with it, as the end of a sentence. Strict: what was cut or malformed is not
 * mended, because a tool would run on it. No text at all stands for no arguments.
 */
export function objectFrom(text: string): Parsed {
  if (text.trim() === '') return { object: {} };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { wrong: NO_OBJECT };
    return checkedObject(value as Record<string, unknown>);
  } catch (error) {
    if (error instanceof SyntaxError) return { wrong: NO_OBJECT };
    throw error;
  }
}

/** An object that can be recorded, or what keeps it from that. */
export function checkedObject(object: Record<string, unknown>): Parsed {
  const wrong = wrongIn(object);
  return wrong === null ? { object } : { wrong };
}

/** What keeps a value from being recorded, as the end of a sentence; null when nothing does. A loop, because a value may be as deep as it likes. */
function wrongIn(value: unknown): string | null {
  const open = [{ value, depth: 1 }];
  let values = 1;
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one.value === 'number' && !Number.isFinite(one.value)) return 'hold a number that is not finite';
    if (typeof one.value !== 'object' || one.value === null) continue;
    if (one.depth > DEEPEST) return `are nested deeper than ${DEEPEST} levels`;
    const members = Object.values(one.value);
    values += members.length;
    if (values > MOST_VALUES) return `hold more than ${MOST_VALUES} values`;
    for (const member of members) open.push({ value: member as unknown, depth: one.depth + 1 });
  }
  return null;
}

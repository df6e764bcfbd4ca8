import { PitwallError } from './error.ts';

/** The value that a text is in JSON, else the text itself: how a flag takes a number, a list or a word. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Whether a value has more levels than these, told level by level, so that no depth is too deep to be told. */
export function depthExceeds(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** Levels of what others send. */
const MOST_LEVELS = 32;

/** What somebody else sent as JSON. Throws USAGE for what is none, goes too deep, or has a name that readers of objects pass over in silence. */
export function jsonBody(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new PitwallError('USAGE', 'expected a body of JSON', { cause: error });
  }
  const wrong = unreadable(value);
  if (wrong !== null) throw new PitwallError('USAGE', wrong);
  return value;
}

/** Why parsed JSON is not read, as a sentence; null where it is. */
export function unreadable(value: unknown): string | null {
  if (depthExceeds(value, MOST_LEVELS)) return `expected a body of at most ${MOST_LEVELS} levels`;
  return hasPrototypeName(value) ? 'expected another name than `__proto__`, which every object has' : null;
}

const hasPrototypeName = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeName));

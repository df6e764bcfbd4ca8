import { PitwallError } from '../core/error.ts';
import { optionIds, wordsOf } from './names.ts';
import { Source } from './source.ts';

/** What a list of debates says of a script. */
export interface ScriptGlance {
  /** Option -> how it is named in the middle of a sentence. */
  options: Record<string, string>;
  /** As it is written; empty where the script leaves it to whoever loads it. */
  cast: string[];
}

/**
 * Reads of a script that has been run only what names its options and its cast: a list must not load all that checks a script. Null for
 * a text that is damaged, which `db check` reports.
 */
export function glanceAt(text: string, file: string): ScriptGlance | null {
  const value = valueIn(text, file);
  if (!isRecord(value)) return null;
  const { options, cast } = value;
  return { options: namesOf(options), cast: textsIn(cast) };
}

function valueIn(text: string, file: string): unknown {
  try {
    return new Source(partOf(text), file).value;
  } catch (error) {
    if (error instanceof PitwallError) return null;
    throw error;
  }
}

/** What a glance needs of a script as people write one; the whole of it where it is written in another way. */
function partOf(text: string): string {
  const blocks = text.split(/^(?=[^\s#-])/m);
  const named = ['options', 'cast'].map((key) => blocks.filter((block) => block.startsWith(`${key}:`)));
  // What an alias or a merged key stands for may be outside the blocks.
  const isAlone =
    named.every((found) => found.length === 1) && !/[&*]|<<|^(?:---|\.\.\.|%)/m.test(named.flat().join(''));
  return isAlone ? named.flat().join('') : text;
}

function namesOf(options: unknown): Record<string, string> {
  const listed = textsIn(options);
  if (listed.length > 0) return Object.fromEntries(optionIds(listed).map((id, index) => [id, listed[index] ?? id]));
  if (!isRecord(options)) return {};
  return Object.fromEntries(
    Object.entries(options).map(([id, option]) => {
      const { short, label } = isRecord(option) ? option : { short: option, label: undefined };
      return [id, [short, label].find((name) => typeof name === 'string') ?? wordsOf(id)];
    }),
  );
}

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

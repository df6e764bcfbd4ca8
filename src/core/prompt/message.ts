import type { PersonaCard } from '../card.ts';
import type { Figure, PromptMessage } from '../effects.ts';
import { hashText } from '../hash.ts';
import type { TypedMessage } from '../playbook/briefing.ts';

/** Every message has prose for a language model and, beside it, the same content typed for the playbook. */
export function message(
  role: PromptMessage['role'],
  content: string,
  typed: TypedMessage,
  name?: string,
): PromptMessage {
  return { role, content, typed, ...(name === undefined ? {} : { name }) };
}

export function namesOf({ id, names, callsign }: PersonaCard): { ko: string; en: string } {
  const fallback = callsign ?? id;
  return { ko: names.ko ?? names.en ?? fallback, en: callsign ?? names.en ?? fallback };
}

export function figuresProse(figures: Record<string, Figure>): string {
  return Object.entries(figures)
    .map(([name, { value, unit }]) => figureProse(name, value, unit))
    .join(', ');
}

/** Six digits are what a person could cite; the record has the rest. */
export function figureProse(name: string, value: number, unit: string): string {
  return `${name}=${Number(value.toPrecision(6))}${unit === '' ? '' : ` ${unit}`}`;
}

/** A file's text between two lines that it cannot hold itself, because they carry its own hash. */
export function fenced(what: string, text: string): string {
  const mark = `${what} ${hashText(text).slice(0, 10)}`;
  return `--- ${mark}\n${text}\n--- end of ${mark}`;
}

import type { TypedMessage } from '../core/briefing.ts';
import type { PersonaCard } from '../core/card.ts';
import type { Figure, PromptMessage } from '../core/effects.ts';
import { isOfWhole } from '../reasoning/judged.ts';
import { unfenced, word } from './quote.ts';

/** Every message has prose for a language model and, beside it, the same content typed for the playbook. */
export function message(
  role: PromptMessage['role'],
  content: string,
  typed: TypedMessage | undefined,
  name?: string,
): PromptMessage {
  return { role, content, ...(typed === undefined ? {} : { typed }), ...(name === undefined ? {} : { name }) };
}

export function namesOf({ id, names, callsign }: PersonaCard): { ko: string; en: string } {
  const fallback = callsign ?? id;
  return { ko: names.ko ?? names.en ?? fallback, en: callsign ?? names.en ?? fallback };
}

export function figuresProse(figures: Record<string, Figure>, digits = DIGITS): string {
  return Object.entries(figures)
    .map(([name, { value, unit }]) => figureProse(name, value, unit, digits))
    .join(', ');
}

/** Figures of a call as everybody reads them: what an option comes to as a whole each computes for themselves. */
export const toOthers = (figures: Record<string, Figure>): Record<string, Figure> =>
  Object.fromEntries(Object.entries(figures).filter(([name]) => !isOfWhole(name)));

/** Of a figure as it is shown: what a person could cite; the record has the rest. */
const DIGITS = 6;

export function figureProse(name: string, value: number, unit: string, digits = DIGITS): string {
  return `${word(name)}=${Number(value.toPrecision(digits))}${unit === '' ? '' : ` ${word(unit)}`}`;
}

/** A file's text between two lines of ours. They are the same whatever it says, so that a change of it is no change of them. */
export function fenced(what: string, text: string): string {
  return `--- ${what}\n${unfenced(text)}\n--- end of ${what}`;
}

/** A share as people say it. */
export function hundredths(share: number): number {
  return Math.round(share * 100) / 100;
}

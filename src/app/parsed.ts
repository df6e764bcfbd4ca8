import { parseCard } from '../cards/parse.ts';
import type { PersonaCard } from '../core/card.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Terms, Voice } from '../core/voice.ts';
import { parseScenario } from '../scenarios/parse.ts';
import { parseVoice } from '../voices/parse.ts';
import { parseTerms } from '../voices/terms.ts';
import { toolIndex } from '../workbench/index.ts';

/** Texts of a record whose parse is kept: a handful of debates with everything that they name. */
const MOST_KEPT = 256;

/** Parses a text once for its hash; the oldest are forgotten. What is handed out is shared and must not be changed. */
function once<T>(parse: (text: string, file: string) => T): (text: string, hash: string, file: string) => T {
  const kept = new Map<string, T>();
  return (text, hash, file) => {
    const known = kept.get(hash);
    if (known !== undefined) return known;
    const parsed = parse(text, file);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(hash, parsed);
    return parsed;
  };
}

/** The id of the member whom a card describes. Throws CARD_INVALID with the place. */
export function cardIdIn(text: string, file: string): string {
  return parseCard(text, file).id;
}

export const cardOf: (text: string, hash: string, file: string) => PersonaCard = once(parseCard);

export const scriptOf: (text: string, hash: string, file: string) => Scenario = once((text, file) =>
  parseScenario(text, file, { tools: toolIndex }),
);

export const termsOf: (text: string, hash: string, file: string) => Terms = once(parseTerms);

export const genericVoiceOf: (text: string, hash: string, file: string) => Voice = once((text, file) =>
  parseVoice(text, file),
);

const ownVoices = new Map<string, ReturnType<typeof once<Voice>>>();

/** A member's voice, checked against the neutral one that fills its gaps. */
export function voiceOf(text: string, hash: string, file: string, generic: { voice: Voice; hash: string }): Voice {
  let parse = ownVoices.get(generic.hash);
  if (parse === undefined) {
    parse = once((source, at) => parseVoice(source, at, { generic: generic.voice }));
    ownVoices.set(generic.hash, parse);
  }
  return parse(text, hash, file);
}

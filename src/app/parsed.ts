import { parseCard } from '../cards/parse.ts';
import { Kept } from '../core/kept.ts';
import type { Voice } from '../core/voice.ts';
import { parseScenario } from '../scenarios/parse.ts';
import { parseVoice } from '../voices/parse.ts';
import { parseTerms } from '../voices/terms.ts';
import { toolIndex } from '../workbench/index.ts';

/** Texts of a record whose parse is kept: a handful of debates with everything that they name. */
const MOST_KEPT = 256;

/** Parses a text once for its hash. */
function once<T extends object>(parse: (text: string, file: string) => T) {
  const kept = new Kept<T>(MOST_KEPT);
  return (text: string, hash: string, file: string): T => kept.of(hash, () => parse(text, file));
}

/** The id of the member whom a card describes. Throws CARD_INVALID with the place. */
export function cardIdIn(text: string, file: string): string {
  return parseCard(text, file).id;
}

export const cardOf = once(parseCard);

export const scriptOf = once((text, file) => parseScenario(text, file, { tools: toolIndex }));

export const termsOf = once(parseTerms);

export const genericVoiceOf = once((text, file) => parseVoice(text, file));

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

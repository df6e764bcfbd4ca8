import { parseCard } from '../cards/parse.ts';
import { Kept } from '../core/kept.ts';
import type { Voice } from '../core/voice.ts';
import type { TeamMember } from '../project/index.ts';
import type { SharedVoices } from '../project/voices.ts';
import { parseScenario } from '../scenarios/parse.ts';
import { parseVoice } from '../voices/parse.ts';
import { parseTerms } from '../voices/terms.ts';
import { toolIndex } from '../workbench/index.ts';

/** Texts of a record whose parse is kept: a handful of debates with everything that they name. */
const MOST_KEPT = 256;

/** Parses a text once for its hash; not at all where somebody who has parsed it says so. */
function once<T extends object>(parse: (text: string, file: string) => T) {
  const kept = new Kept<T>(MOST_KEPT);
  const of = (text: string, hash: string, file: string): T => kept.of(hash, () => parse(text, file));
  return Object.assign(of, { isKnown: (hash: string, parsed: T) => void kept.of(hash, () => parsed) });
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

interface Generic {
  voice: Voice;
  hash: string;
}

/** A member's voice, checked against the neutral one that fills its gaps. */
export function voiceOf(text: string, hash: string, file: string, generic: Generic): Voice {
  return voicesBeside(generic)(text, hash, file);
}

function voicesBeside(generic: Generic): ReturnType<typeof once<Voice>> {
  const known = ownVoices.get(generic.hash);
  if (known !== undefined) return known;
  const parse = once((source, at) => parseVoice(source, at, { generic: generic.voice }));
  ownVoices.set(generic.hash, parse);
  return parse;
}

/** What was read from a folder is read back from the record of a debate in the same process, and need not be parsed again. */
export function areKnown(
  members: readonly Pick<TeamMember, 'card' | 'cardHash' | 'voice' | 'voiceHash'>[],
  { generic, genericHash, terms, termsHash }: SharedVoices,
): void {
  genericVoiceOf.isKnown(genericHash, generic);
  termsOf.isKnown(termsHash, terms);
  const voices = voicesBeside({ voice: generic, hash: genericHash });
  for (const { card, cardHash, voice, voiceHash } of members) {
    cardOf.isKnown(cardHash, card);
    if (voice !== null && voiceHash !== null) voices.isKnown(voiceHash, voice);
  }
}

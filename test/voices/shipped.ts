import { readFileSync } from 'node:fs';
import type { Language } from '../../src/core/language.ts';
import type { Alternative, Grammar, Voice } from '../../src/core/voice.ts';
import { mergeVoices } from '../../src/voices/merge.ts';
import { parseVoice } from '../../src/voices/parse.ts';

export const MEMBERS = ['pulse', 'cortex', 'flux', 'sentinel', 'blaze', 'axiom', 'forge', 'prism'] as const;
export const NAMES = [...MEMBERS, 'generic'] as const;
export const LANGUAGES: readonly Language[] = ['ko', 'en'];
export const FOLDER = new URL('../../personas/voices/', import.meta.url);

export const shipped = Object.fromEntries(
  NAMES.map((name) => [name, parseVoice(readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8'), `${name}.yaml`)]),
) as Record<(typeof NAMES)[number], Voice>;

/** As a seat speaks it. */
export function spoken(name: (typeof NAMES)[number], language: Language): Grammar {
  return mergeVoices(shipped[name], shipped.generic)[language];
}

export function textOf(alternative: Alternative): string {
  return typeof alternative === 'string' ? alternative : alternative.text;
}

export function whenOf(alternative: Alternative): readonly string[] {
  return typeof alternative === 'string' ? [] : alternative.when;
}

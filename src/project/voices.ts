import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashText } from '../core/hash.ts';
import type { Terms, Voice } from '../core/voice.ts';
import { parseVoice } from '../voices/parse.ts';
import { parseTerms } from '../voices/terms.ts';
import { readScript, shownPath } from './files.ts';
import type { Source } from './folders.ts';
import { keptParse } from './kept.ts';

/** What all members share when they speak: the neutral voice and the words for tool results. */
export interface SharedVoices {
  generic: Voice;
  genericText: string;
  genericHash: string;
  terms: Terms;
  termsText: string;
  termsHash: string;
}

const genericFrom = keptParse((text, shown) => parseVoice(text, shown), 'generic voice');
const termsFrom = keptParse(parseTerms, 'terms');

/** The neutral voice alone, which members' own voices may lean on. */
export function loadGenericVoice(sources: readonly Source[], projectDir: string): Voice {
  const { text, shown } = sharedText(sources, projectDir, 'generic.yaml');
  return genericFrom(text, shown);
}

/** `personas/voices/generic.yaml` and `tools.yaml` of the first folder that has them. */
export function loadSharedVoices(sources: readonly Source[], projectDir: string): SharedVoices {
  const generic = sharedText(sources, projectDir, 'generic.yaml');
  const tools = sharedText(sources, projectDir, 'terms.yaml');
  return {
    generic: genericFrom(generic.text, generic.shown),
    genericText: generic.text,
    genericHash: hashText(generic.text),
    terms: termsFrom(tools.text, tools.shown),
    termsText: tools.text,
    termsHash: hashText(tools.text),
  };
}

function sharedText(sources: readonly Source[], projectDir: string, name: string): { text: string; shown: string } {
  const files = sources.map(({ folder }) => join(folder, 'personas', 'voices', name));
  const file = files.find((candidate) => existsSync(candidate)) ?? (files.at(-1) as string);
  const shown = shownPath(projectDir, file);
  return { text: readScript(file, shown), shown };
}

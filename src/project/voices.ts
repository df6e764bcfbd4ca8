import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashText } from '../core/hash.ts';
import type { ToolWordings, Voice } from '../core/voice.ts';
import { parseVoice } from '../voices/parse.ts';
import { parseToolWordings } from '../voices/wordings.ts';
import { packageRoot, readText, shownPath } from './files.ts';

/** What all members share when they speak: the neutral voice and the words for tool results. */
export interface SharedVoices {
  generic: Voice;
  genericText: string;
  genericHash: string;
  wordings: ToolWordings;
  wordingsText: string;
  wordingsHash: string;
}

/** The neutral voice alone, which members' own voices may lean on. */
export function loadGenericVoice(projectDir: string): Voice {
  const { text, shown } = sharedText(projectDir, 'generic.yaml');
  return parseVoice(text, shown);
}

/** The project's own `personas/voices/generic.yaml` and `tools.yaml`, else the shipped ones. */
export function loadSharedVoices(projectDir: string): SharedVoices {
  const generic = sharedText(projectDir, 'generic.yaml');
  const tools = sharedText(projectDir, 'tools.yaml');
  return {
    generic: parseVoice(generic.text, generic.shown),
    genericText: generic.text,
    genericHash: hashText(generic.text),
    wordings: parseToolWordings(tools.text, tools.shown),
    wordingsText: tools.text,
    wordingsHash: hashText(tools.text),
  };
}

function sharedText(projectDir: string, name: string): { text: string; shown: string } {
  const own = join(projectDir, 'personas', 'voices', name);
  const file = existsSync(own) ? own : join(packageRoot(), 'personas', 'voices', name);
  const shown = shownPath(projectDir, file);
  return { text: readText(file, shown), shown };
}

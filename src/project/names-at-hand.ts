import { basename, join } from 'node:path';
import { filesIn, readText } from './files.ts';
import type { Place } from './folders.ts';
import { sourcesOf } from './folders.ts';

/** The callsign below a card's title. */
const CALLSIGN = /^##\s+["“]([^"”]+)["”](?:\s*\|\s*([^|\n]+))?/m;
const SPACE = /\s/;

/** Names of scenarios by their files: read at each press of a key, so nothing is parsed. */
export function scenarioNames(place: Place): string[] {
  const folders = sourcesOf(place).map(({ folder }) => join(folder, 'scenarios'));
  const asked = join(place.projectDir, '.pitwall', 'asked');
  const names = [...folders, asked].flatMap((folder) =>
    filesIn(folder, /\.ya?ml$/i).map((file) => basename(file).replace(/\.ya?ml$/i, '')),
  );
  return [...new Set(names)];
}

/** Callsigns of members with their roles, as far as the heads of their cards show them; else the names of the files. */
export function memberNames(place: Place): { name: string; role: string }[] {
  const found = new Map<string, string>();
  for (const { folder } of sourcesOf(place)) {
    const cards = filesIn(join(folder, 'personas'), /\.md$/i).filter(
      (file) => !/readme\.md$|\.report\.md$/i.test(file),
    );
    for (const file of cards) {
      const [, callsign = '', role = ''] = CALLSIGN.exec(readText(file)) ?? [];
      const name = callsign === '' || SPACE.test(callsign) ? basename(file, '.md') : callsign.toLowerCase();
      if (!found.has(name)) found.set(name, role.trim());
    }
  }
  return [...found].map(([name, role]) => ({ name, role }));
}

import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PitwallError } from '../core/error.ts';
import { packageRoot } from './files.ts';

/** Where a card or a script is from: a folder named on the command line, the project, or the package. */
export type Origin = 'team' | 'project' | 'shipped';

/** A folder that may hold `personas/`, `scenarios/` and `agents/`. */
export interface Source {
  folder: string;
  origin: Origin;
}

/**
 * Whose modules in `agents/` may run, which is code of whoever wrote the folder: those of folders whose content has one of these
 * hashes, or of all. What else there is ends the command, or is left out of it.
 */
export type AgentTrust = 'all' | { hashes: readonly string[]; otherwise: 'refuse' | 'leave out' };

export interface Place {
  projectDir: string;
  /** A team's folder, relative to the project, which goes before the project's own. */
  teamDir?: string | undefined;
  /** Whose modules in its `agents/` may run; all where nothing is said. */
  trust?: AgentTrust | undefined;
}

/** The place of a reader, for whom code that is not trusted is left out. */
export function forReading(place: Place): Place {
  const { trust } = place;
  return trust === undefined || trust === 'all' ? place : { ...place, trust: { ...trust, otherwise: 'leave out' } };
}

const PARTS = ['personas', 'scenarios', 'agents'];

/** The folders in which names are looked up, the first that has one wins. Throws USAGE for a team's folder that is none. */
export function sourcesOf({ projectDir, teamDir }: Place): Source[] {
  const sources: Source[] = [];
  if (teamDir !== undefined)
    sources.push({ folder: teamFolder(resolve(projectDir, teamDir), teamDir), origin: 'team' });
  sources.push({ folder: resolve(projectDir), origin: 'project' }, { folder: packageRoot(), origin: 'shipped' });
  // The last entry of a folder that stands here twice is the truer one: in the package itself, all is shipped.
  return sources.filter(({ folder }, index) => sources.findLastIndex((other) => other.folder === folder) === index);
}

function teamFolder(folder: string, written: string): string {
  const isThere = existsSync(folder);
  if (isThere && statSync(folder).isDirectory() && PARTS.some((part) => existsSync(join(folder, part)))) return folder;
  const found = isThere ? (statSync(folder).isDirectory() ? 'none of them' : 'a file') : 'nothing';
  throw new PitwallError(
    'USAGE',
    `expected \`--team\` to be a folder with ${PARTS.map((part) => `\`${part}/\``).join(', ')}, found ${found} at \`${written}\``,
    { data: { folder } },
  );
}

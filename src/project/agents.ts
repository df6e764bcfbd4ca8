import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { shownPath } from './files.ts';
import type { Origin, Place } from './folders.ts';
import { sourcesOf } from './folders.ts';

/** A module that says what a member brings besides their card. */
export interface AgentFile {
  /** The member's id, which is the file's name. */
  id: string;
  url: string;
  shown: string;
  /** The `agents/` that it is in. */
  folder: string;
  origin: Origin;
}

const ENDINGS = ['mjs', 'js', 'mts', 'ts'];

/** `agents/<id>.mjs` (or .js, .mts, .ts) of every member, in the team's folder or the project; the package's are built in. */
export function agentFiles({
  projectDir,
  teamDir,
  members,
}: Place & { members: readonly { card: { id: string } }[] }): AgentFile[] {
  const sources = sourcesOf({ projectDir, teamDir }).filter(({ origin }) => origin !== 'shipped');
  return members.flatMap(({ card: { id } }) => {
    const found = sources
      .map(({ folder, origin }) => ({ folder: join(folder, 'agents'), origin }))
      .flatMap(({ folder, origin }) =>
        ENDINGS.map((ending) => ({ file: join(folder, `${id}.${ending}`), folder, origin })),
      )
      .find(({ file }) => existsSync(file));
    return found === undefined
      ? []
      : [
          {
            id,
            url: pathToFileURL(found.file).href,
            shown: shownPath(projectDir, found.file),
            folder: found.folder,
            origin: found.origin,
          },
        ];
  });
}

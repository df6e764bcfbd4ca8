import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import { readUserFile } from '../files/user-file.ts';
import type { AgentFile } from './agents.ts';
import type { ConfigFile } from './config.ts';
import { refusing, shownPath } from './files.ts';
import type { AgentTrust } from './folders.ts';

const MOST_FILES = 500;
const MOST_BYTES = 4 * 2 ** 20;

/**
 * What the content of an `agents/` folder comes to: the path and the bytes of every file in it, as a module may import the others.
 * Throws FILE_UNREADABLE for a pipe, a device or a link in it that leads elsewhere, and for more than 500 files.
 */
export function agentsHash(folder: string, projectDir: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => !lstatSync(file).isDirectory())
    .sort();
  const shown = shownPath(projectDir, folder);
  const refused = (what: string) =>
    new PitwallError('FILE_UNREADABLE', `expected files in \`${shown}\`, found ${what}`, { data: { folder } });
  if (files.length > MOST_FILES) throw refused(`${files.length} of them, more than ${MOST_FILES}`);
  const entries = files.map((file) => {
    const name = relative(folder, file).replaceAll('\\', '/');
    const refuse = (what: string) => refused(`${what} at \`${name}\``);
    const bytes = readUserFile(file, { most: MOST_BYTES, within: folder, refuse });
    return [name, Buffer.from(bytes).toString('base64')];
  });
  return hashText(JSON.stringify(entries));
}

/** What the content of a config comes to; never that of an `agents/` folder. Throws FILE_UNREADABLE. */
export function configHash({ file, shown }: ConfigFile): string {
  const bytes = readUserFile(file, { most: MOST_BYTES, within: dirname(file), refuse: refusing(file, shown) });
  return hashText(JSON.stringify({ config: Buffer.from(bytes).toString('base64') }));
}

/** Throws USAGE for a config that may not run. */
export function refuseUntrusted(config: ConfigFile, trust: AgentTrust): void {
  if (trust === 'all' || trust.hashes.includes(configHash(config))) return;
  throw notTrusted(config.shown, 'read it');
}

const notTrusted = (shown: string, read: string) =>
  new PitwallError(
    'USAGE',
    `expected \`${shown}\` to be trusted, as it is code that would run here: ${read}, then add \`--trust\``,
    { data: { file: shown } },
  );

/** The files that may run. Throws USAGE for the first that may not, where it would have to be left out unasked. */
export function trustedFiles(files: readonly AgentFile[], trust: AgentTrust, projectDir: string): AgentFile[] {
  if (trust === 'all') return [...files];
  const known = new Map<string, boolean>();
  return files.filter(({ folder, shown }) => {
    const isTrusted = known.get(folder) ?? trust.hashes.includes(agentsHash(folder, projectDir));
    known.set(folder, isTrusted);
    if (isTrusted || trust.otherwise === 'leave out') return isTrusted;
    throw notTrusted(shown, 'read it and what stands beside it');
  });
}

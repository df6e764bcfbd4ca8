import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import type { Shell } from './shell.ts';

/** The file that `--out` names, or one called `name` in the folder that it names. */
export function targetOf(shell: Shell, out: string, name: string): string {
  const path = resolve(shell.cwd, out);
  const isFolder = /[/\\]$/.test(out) || (existsSync(path) && statSync(path).isDirectory());
  return isFolder ? join(path, name) : path;
}

/** Throws USAGE for a file that is there already. */
export function refuseExisting(shell: Shell, path: string): void {
  if (!existsSync(path)) return;
  throw new PitwallError(
    'USAGE',
    `expected a new file, \`${shell.shown(path)}\` exists already; --force overwrites it`,
    { data: { file: path } },
  );
}

/** Writes what was asked for, over what is there, and says so on stderr. Throws STORE_FAILED. */
export function writeOut(shell: Shell, file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(shell.path(file), content);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PitwallError('STORE_FAILED', `expected to be able to write ${file}, got: ${why}`, { cause });
  }
  shell.remark(`wrote ${file}`);
}

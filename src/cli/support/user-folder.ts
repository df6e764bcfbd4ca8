import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Shell } from './shell.ts';

/** A file of the user's own settings: never one of the project, which others may have written. */
export function userFile(shell: Shell, name: string): string {
  const home = shell.env['XDG_CONFIG_HOME'] || join(shell.env['HOME'] || homedir(), '.config');
  return join(home, 'pitwall', name);
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { ModelSettings } from '../../door.ts';
import { readModelSettings } from '../../door.ts';
import { readScript } from '../../project/index.ts';
import type { Shell } from './shell.ts';
import { userFile } from './user-folder.ts';

/** The user's own file of models: never one of the project, which others may have written. */
export function modelsFile(shell: Shell): string {
  const named = shell.env['PITWALL_MODELS'];
  if (named !== undefined && named !== '') return named;
  return userFile(shell, 'models.yaml');
}

/** Keys and addresses of the environment, what `.env` of this folder adds to it, and the user's file of models. */
export function modelsAtHand(shell: Shell): ModelSettings {
  const file = modelsFile(shell);
  const config = existsSync(file) ? { text: readScript(file, shell.shown(file)), file: shell.shown(file) } : null;
  return readModelSettings({ env: shell.env, folderEnv: dotEnv(shell), config });
}

function dotEnv(shell: Shell): Record<string, string | undefined> {
  const file = join(shell.cwd, '.env');
  return existsSync(file) ? parseEnv(readScript(file, '.env')) : {};
}

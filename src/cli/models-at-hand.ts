import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { ModelSettings } from '../pitwall.ts';
import { readModelSettings } from '../pitwall.ts';
import { projectDir, shown } from './place.ts';

/** The user's own file of models: never one of the project, which others may have written. */
export function modelsFile(): string {
  const named = process.env['PITWALL_MODELS'];
  if (named !== undefined && named !== '') return named;
  const home = process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
  return join(home, 'pitwall', 'models.yaml');
}

/** Keys and addresses of the environment, what `.env` of this folder adds to it, and the user's file of models. */
export function modelsAtHand(): ModelSettings {
  const file = modelsFile();
  const config = existsSync(file) ? { text: readFileSync(file, 'utf8'), file: shown(file) } : null;
  return readModelSettings({ env: process.env, folderEnv: dotEnv(), config });
}

function dotEnv(): Record<string, string | undefined> {
  const file = join(projectDir(), '.env');
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}

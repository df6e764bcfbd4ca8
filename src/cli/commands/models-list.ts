import type { ModelSettings } from '../../door.ts';
import { endpointProfiles } from '../../door.ts';
import { columns } from '../../report/width.ts';
import { modelsAtHand, modelsFile } from '../support/models-at-hand.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall models`: the endpoints that are ready-made, and the names that a scenario, a card or `--model` may use. */
export function modelsList(shell: Shell, flags: { json?: boolean }): void {
  const settings = modelsAtHand(shell);
  const { named } = settings;
  const endpoints = endpointProfiles().map(({ provider, title, baseUrl, key, header, structured, cache, example }) => ({
    provider,
    title,
    baseUrl,
    keyVariable: key.env,
    keyHeader: header,
    keyNeeded: key.needed,
    keySet: isSet(settings, key.env),
    structured,
    cache,
    example,
  }));
  if (flags.json === true) {
    shell.printJson({ endpoints, file: modelsFile(shell), models: Object.fromEntries(named) });
    return;
  }
  const rows = endpoints.map(({ title, keyVariable, keyNeeded, keySet, example }) => [
    title,
    keyVariable,
    keySet ? 'set' : keyNeeded ? 'not set' : 'not needed',
    example,
  ]);
  shell.print(`${columns([['endpoint', 'key', '', 'example'], ...rows]).join('\n')}\n\n`);
  const file = shell.shown(modelsFile(shell));
  if (named.size === 0)
    shell.print(
      `No model of yours has a name yet. ${file} may give some:\n\nmodels:\n  fast: openai:qwen3@http://localhost:11434/v1\n`,
    );
  else shell.print(`${columns([['name', `spec (${file})`], ...named]).join('\n')}\n`);
  shell.print(`\nTry one: ${shell.programName()} models check ${endpoints[0]?.example ?? ''}\n`);
}

const isSet = ({ env }: ModelSettings, variable: string): boolean => Boolean(env[variable]);

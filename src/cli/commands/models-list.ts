import { columns } from '../../report/width.ts';
import { modelsAtHand, modelsFile } from '../models-at-hand.ts';
import { print, printJson, shown } from '../place.ts';

/** `pitwall models list`: the names that a scenario, a card or `--model` may use. */
export function modelsList(flags: { json?: boolean }): void {
  const { named } = modelsAtHand();
  if (flags.json === true) {
    printJson({ file: modelsFile(), models: Object.fromEntries(named) });
    return;
  }
  if (named.size === 0) {
    print(
      `No model is configured. Write ${shown(modelsFile())}:\n\nmodels:\n  fast: openai:qwen3@http://localhost:11434/v1\n`,
    );
    return;
  }
  print(`${columns([['name', 'spec'], ...named]).join('\n')}\n`);
}

import { columns } from '../../report/width.ts';
import { modelsAtHand, modelsFile } from '../support/models-at-hand.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall models list`: the names that a scenario, a card or `--model` may use. */
export function modelsList(shell: Shell, flags: { json?: boolean }): void {
  const { named } = modelsAtHand(shell);
  if (flags.json === true) {
    shell.printJson({ file: modelsFile(shell), models: Object.fromEntries(named) });
    return;
  }
  if (named.size === 0) {
    shell.print(
      `No model is configured. Write ${shell.shown(modelsFile(shell))}:\n\nmodels:\n  fast: openai:qwen3@http://localhost:11434/v1\n`,
    );
    return;
  }
  shell.print(`${columns([['name', 'spec'], ...named]).join('\n')}\n`);
}

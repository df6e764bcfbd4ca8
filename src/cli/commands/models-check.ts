import { PitwallError } from '../../core/error.ts';
import { checkModel } from '../../pitwall.ts';
import { columns, wrap } from '../../report/width.ts';
import { usd } from '../print/usd.ts';
import { modelsAtHand } from '../support/models-at-hand.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall models check`: exits 1 when a model does not do what a debate needs. */
export async function modelsCheck(shell: Shell, specs: readonly string[], flags: { json?: boolean }): Promise<void> {
  const settings = modelsAtHand(shell);
  const asked = specs.length > 0 ? specs : [...settings.named.keys()];
  if (asked.length === 0) {
    throw new PitwallError('USAGE', 'expected a spec to check, like `openai:NAME`, or models in your models.yaml');
  }
  const checks = [];
  for (const spec of asked) checks.push(await checkModel(spec, settings));
  if (checks.some(({ problem }) => problem !== null)) shell.exitWith(1);
  if (flags.json === true) {
    shell.printJson({ models: checks });
    return;
  }
  const said = (holds: boolean | null) => (holds === null ? '-' : holds ? 'yes' : 'no');
  const rows = checks.map(({ spec, reachable, streams, tools, structured, usage, costUsd }) => [
    spec,
    said(reachable),
    said(streams),
    said(tools),
    structured ?? (reachable ? 'no' : '-'),
    said(usage),
    usd(costUsd),
  ]);
  const head = ['model', 'reachable', 'streams', 'tools', 'structured', 'usage', 'cost'];
  shell.print(`${columns([head, ...rows]).join('\n')}\n`);
  for (const { spec, problem, findings } of checks) {
    const sentences = [...(problem === null ? [] : [problem]), ...findings];
    if (sentences.length === 0) continue;
    const lines = sentences.flatMap((sentence) => wrap(sentence, shell.page().width - 2).map((line) => `  ${line}`));
    shell.print(`\n${spec}\n${lines.join('\n')}\n`);
  }
}

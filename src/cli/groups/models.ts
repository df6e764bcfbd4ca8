import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';

/** `pitwall models ...`: what stands behind `--model`. */
export function addModelsCommands(program: Command, shell: Shell): void {
  const group = program.command('models').description('list and check language models, or be one');
  group
    .command('check [specs...]')
    .description('try one short turn per model: reachable, streams, calls tools, gives structured turns, reports usage')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nWithout specs, every model of your models.yaml.\nExample:\n  pitwall models check openai:qwen3@http://localhost:11434/v1',
    )
    .action(async (specs, options) => (await import('../commands/models-check.ts')).modelsCheck(shell, specs, options));
  group
    .command('list')
    .description('list configured models and known prices')
    .option('--json', 'as JSON')
    .action(async (options) => (await import('../commands/models-list.ts')).modelsList(shell, options));
  group
    .command('bridge <dir>')
    .description('answer as the model, through files: a local endpoint that writes requests and reads answers')
    .option('--port <n>', 'port to listen on (default any free one)')
    .action(async (dir, options) => (await import('../commands/models-bridge.ts')).modelsBridge(shell, dir, options));
}

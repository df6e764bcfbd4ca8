import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';

/** `pitwall models ...`: what stands behind `--model`. */
export function addModelsCommands(program: Command, shell: Shell): void {
  const group = program.command('models').description('language models: list, check, answer by file');
  group
    .command('check [specs...]')
    .description('one tiny debate turn per spec: reachable, streams, calls tools, structured, reports usage')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nWithout specs, every model of your models.yaml.\nExample:\n  pitwall models check openai:gpt-4.1-mini openai:qwen3@http://localhost:11434/v1',
    )
    .action(async (specs, options) => (await import('../commands/models-check.ts')).modelsCheck(shell, specs, options));
  group
    .command('list')
    .description('your configured models, and prices that are known')
    .option('--json', 'as JSON')
    .action(async (options) => (await import('../commands/models-list.ts')).modelsList(shell, options));
  group
    .command('bridge <dir>')
    .description('an endpoint on this machine whose requests and answers are files')
    .option('--port <n>', 'port to listen on (default: any that is free)')
    .action(async (dir, options) => (await import('../commands/models-bridge.ts')).modelsBridge(shell, dir, options));
}

import type { Command } from 'commander';
import { PitwallError } from '../../core/error.ts';
import { nearest } from '../../core/nearest.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall models ...`: what stands behind `--model`. */
export function addModelsCommands(program: Command, shell: Shell): void {
  const group = program
    .command('models')
    .description('list and check language models, or be one')
    .usage('[options] [command]')
    .argument('[command]')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nWithout a command: list.\nExample:\n  pitwall models check openai:gpt-4.1-mini')
    .action(async (unknown: string | undefined, options) => {
      if (unknown !== undefined) throw noCommand(group, unknown);
      await list(options);
    });
  const list = async (options: { json?: boolean }) =>
    (await import('../commands/models-list.ts')).modelsList(shell, options);
  group
    .command('check [specs...]')
    .description(
      'try whether a model can sit at the table: endpoint, tool, form, a turn of each kind, Korean, context, price',
    )
    .option('--lang <language>', 'ko or en: what is spoken at the table and printed (default ko)')
    .option('--team <dir>', 'look in this folder first: personas/, scenarios/, agents/')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nWithout specs, every model of your models.yaml. About ten requests each.\nExits 0 when it can sit, 1 when it cannot, 4 when its endpoint gives no answer.\nExample:\n  pitwall models check openai:gpt-4.1-mini --lang en',
    )
    .action(async (specs, options, command: Command) =>
      (await import('../commands/models-check.ts')).modelsCheck(shell, specs, {
        ...options,
        ...command.optsWithGlobals(),
      }),
    );
  group
    .command('list')
    .description('ready-made endpoints with their key variables, and the models of your models.yaml')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  pitwall models list')
    .action((_options, command: Command) => list(command.optsWithGlobals()));
  group
    .command('bridge <dir>')
    .description('answer as the model, through files: a local endpoint that writes requests and reads answers')
    .option('--port <n>', 'port to listen on (default any free one)')
    .addHelpText('after', '\nExample:\n  pitwall models bridge ./bridge')
    .action(async (dir, options) => (await import('../commands/models-bridge.ts')).modelsBridge(shell, dir, options));
}

function noCommand(group: Command, unknown: string): PitwallError {
  const names = group.commands.map((command) => command.name());
  return new PitwallError('USAGE', `no command is called \`${unknown}\`${nearest(unknown, names)}`, {
    data: { unknown },
  });
}

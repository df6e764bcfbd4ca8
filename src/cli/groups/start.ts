import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';

/** Commands that come before the first debate. */
export function addStartCommands(program: Command, shell: Shell): void {
  program
    .command('init <folder>')
    .description('make a team: two personas, a question and a test')
    .option('--lang <language>', 'ko or en (default en)')
    .option('--no-install', 'do not run `npm install` in it')
    .addHelpText(
      'after',
      '\nWrites over nothing. `npx pitwall run` and `npm test` work in it at once.\nExample:\n  pitwall init my-team && cd my-team && npx pitwall run',
    )
    .action(async (folder, options) => (await import('../commands/init.ts')).init(shell, folder, options));

  program
    .command('completion <shell>')
    .description('print tab completion for bash, zsh or fish')
    .addHelpText(
      'after',
      '\nCompletes commands, options, scenarios, members and debates.\nExamples:\n  pitwall completion bash >> ~/.bashrc\n  pitwall completion fish > ~/.config/fish/completions/pitwall.fish',
    )
    .action(async (name) => (await import('../commands/completion.ts')).completion(shell, name));

  program
    .command('complete [words...]', { hidden: true })
    .description('what may stand in the place of the last word, for the scripts of `completion`')
    .addHelpText('after', '\nExample:\n  pitwall complete -- run spike')
    .action(async (words) => (await import('../commands/completion.ts')).complete(shell, program, words));
}

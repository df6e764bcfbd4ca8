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
}

import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';

/** The page that shows debates. */
export function addViewCommands(program: Command, shell: Shell): void {
  program
    .command('view')
    .description('read and start debates in a local browser')
    .option('--port <n>', 'port on 127.0.0.1 (default 4714, or a free one)')
    .option('--db <file>', 'database of debates')
    .option('--team <dir>', 'look in this folder first: personas/, scenarios/, agents/')
    .option('--trust', 'run the modules in agents/ of this folder, now and until a file there changes')
    .option('--open', 'open the browser too')
    .addHelpText(
      'after',
      '\nThe server listens on the loopback interface only. One debate as a file:\n  pitwall show last --html debate.html',
    )
    .action(async (options) => (await import('../commands/view.ts')).view(shell, options));
}

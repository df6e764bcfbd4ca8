import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';

/** Commands about records on disk: checking them, taking them in, searching them. */
export function addRecordsCommands(program: Command, shell: Shell): void {
  const withDatabase = (command: Command) => command.option('--db <file>', 'database of debates');

  withDatabase(program.command('import <file>').description('take in a debate that `export` wrote'))
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nTo read a file without taking it in, name it where a debate is asked for: pitwall show debate.jsonl',
    )
    .action(async (file, options) => (await import('../commands/import.ts')).importDebate(shell, file, options));

  withDatabase(program.command('search <text>').description('find what was said, in all debates'))
    .option('--speaker <member>', 'only what this member said; `moderator` for lines put between turns')
    .option('--scenario <id>', 'only debates of this scenario')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nEvery word has to be there; "double quotes" keep words together.\nExample:\n  pitwall search "all-reduce 병목" --speaker blaze',
    )
    .action(async (text, options) => (await import('../commands/search.ts')).search(shell, text, options));

  const db = program.command('db').description('the database itself');
  withDatabase(db.command('check'))
    .description('read every debate and say what is not as it was written')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExits 1 when something is damaged; `export --salvage` gives what is sound.')
    .action(async (options) => (await import('../commands/db-check.ts')).dbCheck(shell, options));
}

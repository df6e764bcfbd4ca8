import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';

/** Commands about records on disk: checking them, taking them in, searching them. */
export function addRecordsCommands(program: Command, shell: Shell): void {
  const withDatabase = (command: Command) => command.option('--db <file>', 'database of debates');

  withDatabase(program.command('import <file>').description('take in a debate that `export` wrote'))
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nTo read a file without importing it, name it in place of a debate.\nExamples:\n  pitwall import debate.jsonl\n  pitwall show debate.jsonl',
    )
    .action(async (file, options) => (await import('../commands/import.ts')).importDebate(shell, file, options));

  withDatabase(program.command('search <text>').description('search what was said in all debates'))
    .option('--speaker <member>', 'only what this member said; `moderator` for the moderator’s lines')
    .option('--scenario <id>', 'only debates of this scenario')
    .option('--chats', 'chats in place of debates; `--speaker you` for what a person wrote')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nAll words must occur; "double quotes" keep words together.\nExample:\n  pitwall search "all-reduce 병목" --speaker blaze',
    )
    .action(async (text, options) => (await import('../commands/search.ts')).search(shell, text, options));

  const db = program
    .command('db')
    .description('check the database')
    .addHelpText('after', '\nExample:\n  pitwall db check');
  withDatabase(db.command('check'))
    .description('read every debate and report what is damaged')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExits 1 when something is damaged; `export --salvage` writes the undamaged part.\nExample:\n  pitwall db check --db debates.db',
    )
    .action(async (options) => (await import('../commands/db-check.ts')).dbCheck(shell, options));
}

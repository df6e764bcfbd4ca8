import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';

const several = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

const DEBATE = 'a debate: the start of its id, `last`, or an exported file';

/** Changes that `fork` and `verify` share with `run`. */
const withChanges = (command: Command) =>
  command
    .option('--db <file>', 'database of debates')
    .option('--team <dir>', 'look in this folder first: personas/, scenarios/, agents/')
    .option('--card <member=file>', 'another card for a member; repeatable', several)
    .option(
      '--with <file>',
      'another card, for the member that it describes; verify takes a script too; repeatable',
      several,
    )
    .option('--fact <name=value>', 'change a fact; repeatable', several)
    .option('--data <name=file>', 'put another file behind a data name; repeatable', several)
    .option('--cast <members>', 'whole cast `a,b`, or changes to it `+a,-b`')
    .option('--model <spec>', 'another model, for all seats or as member=SPEC; repeatable', several);

/** Commands that execute a record again. */
export function addReexecutionCommands(program: Command, shell: Shell): void {
  program
    .command('resume')
    .description('go on with a debate that was cut short')
    .argument('<debate>', DEBATE)
    .option('--db <file>', 'database of debates')
    .option('--json', 'one JSON document on stdout and nothing else')
    .option('--quiet', 'the memo only')
    .action(async (id, options) => (await import('../commands/resume.ts')).resume(shell, id, options));

  withChanges(
    program.command('verify').description('execute a record again, calling nobody').argument('<debate>', DEBATE),
  )
    .option('--behaviour', 'exit 1 only when a claim, a stance, an act or the decision differs, not for a prompt alone')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExits 0 when it comes out as recorded, 1 when not.\nExample:\n  pitwall verify last --card pulse=my-pulse.md',
    )
    .action(async (id, options) => (await import('../commands/verify.ts')).verifyRecord(shell, id, options));

  withChanges(program.command('fork').description('hold a debate again from a turn on').argument('<debate>', DEBATE))
    .requiredOption('--at <turn>', 'the first turn that is held again, or `end` where a budget stopped it')
    .option('--say <line>', 'a line of the moderator before that turn: `moderator: ...`')
    .option(
      '--budget <caps>',
      'usd=2,tokens=50000,calls=40,seconds=60, or pulse:usd=1 for one member; repeatable',
      several,
    )
    .option('--json', 'one JSON document on stdout and nothing else')
    .option('--quiet', 'the memo only')
    .addHelpText(
      'after',
      '\nExample:\n  pitwall fork last --at 8 --fact gpuHourUsd=9 --say "moderator: the budget is halved"',
    )
    .action(async (id, options) => (await import('../commands/fork.ts')).fork(shell, id, options));

  program
    .command('diff')
    .description('where two debates part, turn by turn')
    .argument('<a>', DEBATE)
    .argument('<b>', DEBATE)
    .option('--db <file>', 'database of debates')
    .option('--json', 'as JSON')
    .action(async (a, b, options) => (await import('../commands/diff.ts')).diff(shell, a, b, options));
}

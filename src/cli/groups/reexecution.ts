import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';
import { several, TRUST } from './options.ts';

const DEBATE = 'a debate: the start of its id, `last`, or an exported file';

/** Changes that `fork` and `verify` share with `run`. */
const withChanges = (command: Command) =>
  command
    .option('--db <file>', 'database of debates')
    .option('--team <dir>', 'look in this folder first: personas/, scenarios/, agents/')
    .option('--trust', TRUST)
    .option('--card <member=file>', 'another card for a member; repeatable', several)
    .option(
      '--with <file>',
      'another card for the member it describes; verify takes a scenario too; repeatable',
      several,
    )
    .option('--fact <name=value>', 'change a fact; repeatable', several)
    .option('--data <name=file>', 'use another file for a data name; repeatable', several)
    .option('--cast <members>', 'the whole cast, `a,b`, or changes to it, `+a,-b`')
    .option('--model <spec>', 'another model, for all seats or as member=SPEC; repeatable', several);

/** Commands that execute a record again. */
export function addReexecutionCommands(program: Command, shell: Shell): void {
  program
    .command('resume')
    .description('continue an interrupted debate')
    .argument('<debate>', DEBATE)
    .option('--db <file>', 'database of debates')
    .option('--trust', TRUST)
    .option('--json', 'print one JSON document and nothing else')
    .option('--quiet', 'print only the memo')
    .option('--full', 'end with the whole memo in place of the card')
    .addHelpText('after', '\nExample:\n  pitwall resume last')
    .action(async (id, options) => (await import('../commands/resume.ts')).resume(shell, id, options));

  withChanges(program.command('verify').description('execute a record again and compare').argument('<debate>', DEBATE))
    .option(
      '--behaviour',
      'exit 1 only when a claim, stance, act or the decision changes, not for a changed prompt alone',
    )
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExits 0 when the result is as recorded, 1 when not.\nExample:\n  pitwall verify last --card pulse=my-pulse.md',
    )
    .action(async (id, options) => (await import('../commands/verify.ts')).verifyRecord(shell, id, options));

  withChanges(program.command('fork').description('branch a debate from a turn').argument('<debate>', DEBATE))
    .requiredOption('--at <turn>', 'the first turn of the branch, or `end` after a budget stop or for a memo')
    .option('--say <line>', 'a moderator’s line before that turn: `moderator: ...`')
    .option(
      '--budget <caps>',
      'usd=2,tokens=50000,calls=40,seconds=60, or pulse:usd=1 for one member; repeatable',
      several,
    )
    .option('--json', 'print one JSON document and nothing else')
    .option('--quiet', 'print only the memo')
    .option('--full', 'end with the whole memo in place of the card')
    .addHelpText(
      'after',
      '\nExample:\n  pitwall fork last --at 8 --say "moderator: the budget is halved"\n  pitwall fork last --at end --model memo=openai:gpt-4.1-mini',
    )
    .action(async (id, options) => (await import('../commands/fork.ts')).fork(shell, id, options));

  program
    .command('diff')
    .description('compare two debates turn by turn')
    .argument('<a>', DEBATE)
    .argument('<b>', DEBATE)
    .option('--db <file>', 'database of debates')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  pitwall fork last --at 8 --fact gpuHourUsd=9 && pitwall list\n  pitwall diff 6g3h 6g3j',
    )
    .action(async (a, b, options) => (await import('../commands/diff.ts')).diff(shell, a, b, options));
}

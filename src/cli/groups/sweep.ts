import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';
import { TRUST, withTeam } from './options.ts';

/** `pitwall sweep`: many debates as one table. */
export function addSweepCommands(program: Command, shell: Shell): void {
  const withSweep = (command: Command) =>
    withTeam(command).option('--db <file>', 'database of its debates (default .pitwall/sweeps/NAME.db)');
  const group = withSweep(program.command('sweep'))
    .description('run a table of debates, and read it')
    .usage('[options] <file>')
    .argument('<file>', 'a YAML file: scenarios, facts, casts, cards, models and seeds')
    .option('--dry-run', 'print the plan, and stop')
    .option('--concurrency <n>', 'debates at once (default the processors; 4 with language models)')
    .option('--retry', 'try again what was given up after three tries')
    .option('--trust', TRUST)
    .option('--json', 'one JSON document and nothing else')
    .addHelpText(
      'after',
      '\nThe same command again holds what is missing, also after Ctrl-C.\nExits 1 when a debate was given up or the budget is spent.\nExamples:\n  pitwall sweep docs/studies/absent.yaml --dry-run\n  pitwall sweep report docs/studies/absent.yaml',
    )
    .action(async (file, options) => (await import('../commands/sweep.ts')).sweep(shell, file, options));
  withSweep(group.command('report <file>'))
    .description('read a sweep: decisions by axis, what changes them, controls, truth')
    .option('--format <format>', 'terminal, markdown, csv, json or html (default terminal)')
    .option('--out <file>', 'write it there; html needs it')
    .option('--lang <language>', 'ko or en (default en, or what the file says)')
    .option('--trust', TRUST)
    .addHelpText(
      'after',
      '\nExamples:\n  pitwall sweep report docs/studies/absent.yaml --lang ko\n  pitwall sweep report docs/studies/absent.yaml --format html --out absent.html',
    )
    .action(async (file, _options, command: Command) =>
      (await import('../commands/sweep-report.ts')).sweepReport(shell, file, command.optsWithGlobals()),
    );
}

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
    .option('--engine <engine>', 'threads (of this machine), or bullmq (any number of `pitwall worker`)')
    .option('--trust', TRUST)
    .option('--json', 'one JSON document and nothing else')
    .addHelpText(
      'after',
      '\nThe same command again holds what is missing, also after Ctrl-C.\nbullmq takes DATABASE_URL (Postgres) and REDIS_URL from the environment.\nExits 1 when a debate was given up or the budget is spent.\nExamples:\n  pitwall sweep docs/studies/absent.yaml --dry-run\n  pitwall sweep report docs/studies/absent.yaml',
    )
    .action(async (file, options) => (await import('../commands/sweep.ts')).sweep(shell, file, options));
  withSweep(group.command('report <file>'))
    .description('read a sweep: decisions by axis, what changes them, controls, truth')
    .option('--format <format>', 'terminal, markdown, csv, json, html or parquet (default terminal)')
    .option('--out <file>', 'write it there; html and parquet need it')
    .option('--lang <language>', 'ko or en (default en, or what the file says)')
    .option('--trust', TRUST)
    .addHelpText(
      'after',
      '\nExamples:\n  pitwall sweep report docs/studies/absent.yaml --lang ko\n  pitwall sweep report docs/studies/absent.yaml --format html --out absent.html\n  pitwall sweep report study.yaml --format parquet --out cells.parquet',
    )
    .action(async (file, _options, command: Command) =>
      (await import('../commands/sweep-report.ts')).sweepReport(shell, file, command.optsWithGlobals()),
    );
  group
    .command('doctor')
    .description('sweeps on many machines: planned, running, stuck, given up')
    .option('--db <url>', 'postgres://… (default DATABASE_URL)')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExits 1 when something needs somebody.\nExample:\n  pitwall sweep doctor')
    .action(async (_options, command: Command) =>
      (await import('../commands/sweep-doctor.ts')).sweepDoctor(shell, command.optsWithGlobals()),
    );

  withTeam(program.command('worker'))
    .description('hold debates of `sweep --engine bullmq`')
    .option('--db <url>', 'postgres://… (default DATABASE_URL)')
    .option('--concurrency <n>', 'debates at once (default 4)')
    .option('--trust', TRUST)
    .option('--json', 'one line of JSON for each debate')
    .addHelpText(
      'after',
      '\nTakes DATABASE_URL (Postgres) and REDIS_URL from the environment, and runs in a\ncopy of the folder that the sweep was planned in.\nExample:\n  pitwall worker --concurrency 2',
    )
    .action(async (options) => (await import('../commands/worker.ts')).worker(shell, options));
}

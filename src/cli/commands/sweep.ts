import { PitwallError } from '../../core/error.ts';
import type { SweepProgress } from '../../door.ts';
import { beginThreads, forecastSweep, runSweep, standing } from '../../door.ts';
import { endPage, planPage, progressLine } from '../print/sweep.ts';
import { wholeNumber } from '../support/flags.ts';
import { databaseServer, serversAtHand } from '../support/machines.ts';
import { oneOf } from '../support/one-of.ts';
import { optimiseSoon } from '../support/optimise-soon.ts';
import type { Shell } from '../support/shell.ts';
import { keepHeapSmall } from '../support/small-heap.ts';
import type { SweepFlags } from '../support/sweeping.ts';
import { sweepAt } from '../support/sweeping.ts';

interface RunFlags extends SweepFlags {
  dryRun?: boolean;
  concurrency?: string;
  retry?: boolean;
  json?: boolean;
  engine?: string;
}

const ENGINES = ['threads', 'bullmq'] as const;

/** `pitwall sweep FILE`: prints the plan, then holds what is missing. */
export async function sweep(shell: Shell, file: string, flags: RunFlags): Promise<void> {
  const concurrency = wholeNumber('--concurrency', flags.concurrency, 1);
  const isShared = oneOf('--engine', flags.engine ?? 'threads', ENGINES) === 'bullmq';
  if (!isShared && databaseServer(shell, flags) !== null)
    throw new PitwallError('USAGE', 'expected `--engine bullmq` beside a database in Postgres');
  if (isShared && concurrency !== undefined)
    throw new PitwallError(
      'USAGE',
      'expected `--concurrency` at `pitwall worker`, where the debates of `--engine bullmq` are held',
    );
  const servers = isShared ? serversAtHand(shell, flags) : null;
  const { plan, grounds, database } = await sweepAt(shell, file, flags);
  const machines = servers === null ? null : await import('../../app/machines/index.ts');
  const { done, missing } =
    servers === null || machines === null
      ? standing(plan, database)
      : await machines.standingOnMachines(plan, servers.database);
  if (!isShared && flags.dryRun !== true) optimiseSoon(missing.size);
  const begun =
    isShared || flags.dryRun === true ? [] : beginThreads({ plan, grounds, database, concurrency }, missing.size);
  const forecast = await forecastSweep(plan, missing, grounds);
  const figures = { plan, done: done.size, forecast };
  const planned = { name: plan.name, debates: plan.jobs.size, cells: plan.cells.length, done: done.size, ...forecast };
  if (flags.dryRun === true) {
    if (flags.json === true) shell.printJson({ plan: planned });
    else shell.print(planPage(figures, shell.page()));
    return;
  }
  if (flags.json !== true) shell.print(`${planPage(figures, shell.page())}\n`);
  keepHeapSmall();
  const stop = new AbortController();
  const ignore = shell.onStop(() => {
    if (stop.signal.aborted) shell.leave(130);
    else if (!isShared) shell.remark('stopping behind the debates that are under way; once more leaves at once');
    stop.abort();
  });
  const began = performance.now();
  const elapsedMs = () => performance.now() - began;
  const passing = flags.json === true ? null : shell.passing;
  // Where nobody watches, ten lines tell how far it is.
  let told = 0;
  const tell = (line: string, tenth: number) => {
    if (passing !== null) return passing(`\r\u001b[K${line}`);
    if (flags.json === true || tenth <= told) return;
    told = tenth;
    shell.remark(line);
  };
  try {
    let toldWorkers = false;
    const options = {
      plan,
      signal: stop.signal,
      retry: flags.retry === true,
      on: (progress: SweepProgress & { workers?: number }) => {
        if (progress.workers === 0 && !toldWorkers && progress.done + progress.failed < progress.of) {
          toldWorkers = true;
          shell.remark('No worker is there yet: start `pitwall worker`, here or on any machine.');
        }
        tell(progressLine(progress, elapsedMs()), Math.floor((10 * (progress.done + progress.failed)) / progress.of));
      },
    };
    const end =
      servers === null || machines === null
        ? await runSweep({ ...options, grounds, database, concurrency, begun })
        : await machines.runOnMachines({ ...options, ...servers });
    passing?.('\r\u001b[K');
    const where = isShared ? ' --engine bullmq' : flags.db === undefined ? '' : ` --db ${flags.db}`;
    const command = `${shell.programName()} sweep ${file}${where}`;
    const report = isShared
      ? `${shell.programName()} sweep report ${file} --db "$DATABASE_URL"`
      : command.replace(' sweep ', ' sweep report ');
    if (end.stopped === 'interrupted') {
      throw new PitwallError(
        'INTERRUPTED',
        isShared
          ? `${end.done} of ${end.of} debates are held; the workers go on, and this watches them again: ${command}`
          : `interrupted; ${end.done} of ${end.of} debates are held, and the rest goes on with: ${command}`,
        { data: { done: end.done, of: end.of } },
      );
    }
    if (flags.json === true) shell.printJson({ plan: planned, end });
    else shell.print(endPage(end, { command, report, elapsedMs: elapsedMs() }));
    if (end.failed > 0 || end.stopped === 'budget') shell.exitWith(1);
  } finally {
    ignore();
  }
}

import { PitwallError } from '../../core/error.ts';
import { forecastSweep, runSweep, standing } from '../../pitwall.ts';
import { endPage, planPage, progressLine } from '../print/sweep.ts';
import { wholeNumber } from '../support/flags.ts';
import type { Shell } from '../support/shell.ts';
import type { SweepFlags } from '../support/sweeping.ts';
import { sweepAt } from '../support/sweeping.ts';

interface RunFlags extends SweepFlags {
  dryRun?: boolean;
  concurrency?: string;
  retry?: boolean;
  json?: boolean;
}

/** `pitwall sweep FILE`: prints the plan, then holds what is missing. */
export async function sweep(shell: Shell, file: string, flags: RunFlags): Promise<void> {
  const concurrency = wholeNumber('--concurrency', flags.concurrency, 1);
  const { plan, grounds, database } = await sweepAt(shell, file, flags);
  const { done, missing } = standing(plan, database);
  const forecast = await forecastSweep(plan, missing, grounds);
  const figures = { plan, done: done.size, forecast };
  const planned = { name: plan.name, debates: plan.jobs.size, cells: plan.cells.length, done: done.size, ...forecast };
  if (flags.dryRun === true) {
    if (flags.json === true) shell.printJson({ plan: planned });
    else shell.print(planPage(figures, shell.page()));
    return;
  }
  if (flags.json !== true) shell.print(`${planPage(figures, shell.page())}\n`);
  const stop = new AbortController();
  const ignore = shell.onStop(() => {
    if (stop.signal.aborted) shell.leave(130);
    else shell.remark('stopping behind the debates that are under way; once more leaves at once');
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
    const end = await runSweep({
      plan,
      grounds,
      database,
      concurrency,
      signal: stop.signal,
      retry: flags.retry === true,
      on: (progress) =>
        tell(progressLine(progress, elapsedMs()), Math.floor((10 * (progress.done + progress.failed)) / progress.of)),
    });
    passing?.('\r\u001b[K');
    const command = `${shell.programName()} sweep ${file}${flags.db === undefined ? '' : ` --db ${flags.db}`}`;
    if (end.stopped === 'interrupted') {
      throw new PitwallError(
        'INTERRUPTED',
        `interrupted; ${end.done} of ${end.of} debates are held, and the rest goes on with: ${command}`,
        { data: { done: end.done, of: end.of } },
      );
    }
    if (flags.json === true) shell.printJson({ plan: planned, end });
    else shell.print(endPage(end, { command, elapsedMs: elapsedMs() }));
    if (end.failed > 0 || end.stopped === 'budget') shell.exitWith(1);
  } finally {
    ignore();
  }
}

import type { Health } from '../../app/machines/index.ts';
import { diagnose } from '../../app/machines/index.ts';
import { columns } from '../../report/width.ts';
import { duration } from '../print/sweep.ts';
import { serversAtHand } from '../support/machines.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall sweep doctor`: what is planned, running, stuck and given up on many machines; exits 1 where something needs somebody. */
export async function sweepDoctor(shell: Shell, flags: { db?: string; json?: boolean }): Promise<void> {
  const health = await diagnose(serversAtHand(shell, flags));
  const ails = ailments(health);
  if (flags.json === true) shell.printJson({ ...health, ails });
  else shell.print(shell.asTyped(pageOf(health, ails, shell.page().width)));
  if (ails.length > 0) shell.exitWith(1);
}

function ailments({ workers, sweeps }: Health): string[] {
  const left = sweeps.reduce((sum, one) => sum + (one.stopped ? 0 : one.planned + one.running + one.stuck), 0);
  return [
    ...(workers === 0 && left > 0 ? [`No worker is there, and ${left} debates wait: start \`pitwall worker\`.`] : []),
    ...sweeps.flatMap(({ sweep, failed }) =>
      failed === 0
        ? []
        : [`${failed} of ${sweep} are given up: \`pitwall sweep FILE --engine bullmq --retry\` tries them again.`],
    ),
    ...sweeps.flatMap(({ sweep, stopped, planned }) =>
      stopped && planned > 0 ? [`The budget of ${sweep} is spent; ${planned} of its debates are left.`] : [],
    ),
  ];
}

function pageOf(
  { journal, queue, workers, waiting, active, sweeps }: Health,
  ails: readonly string[],
  width: number,
): string {
  const head = ['sweep', 'planned', 'running', 'stuck', 'done', 'failed'];
  const rows = sweeps.map(({ sweep, planned, running, stuck, done, failed }) => [
    sweep,
    ...[planned, running, stuck, done, failed].map(String),
  ]);
  const remarkable = sweeps.flatMap((one) => one.remarkable);
  const told = remarkable.map(({ key, debate, state, isStuck, tries, reason, worker, seconds }) => [
    debate ?? key.slice(0, 10),
    isStuck ? 'stuck' : state,
    `${tries} ${tries === 1 ? 'try' : 'tries'}`,
    isStuck ? `${worker}, silent; begun ${duration(seconds)} ago` : reason,
  ]);
  return `${[
    `Record  ${journal}`,
    `Queue   ${queue}: ${waiting} waiting, ${active} handed out, ${workers} ${workers === 1 ? 'worker' : 'workers'}`,
    '',
    ...(rows.length === 0 ? ['No sweep is planned here.'] : columns([head, ...rows], { width })),
    ...(told.length > 0 ? ['', ...columns(told, { width })] : []),
    ...(ails.length > 0 ? ['', ...ails] : []),
  ].join('\n')}\n`;
}

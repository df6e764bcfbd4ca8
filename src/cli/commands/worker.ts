import type { WorkerNotice } from '../../app/machines/index.ts';
import { workOnDebates } from '../../app/machines/index.ts';
import { wholeNumber } from '../support/flags.ts';
import { serversAtHand } from '../support/machines.ts';
import { modelsAtHand } from '../support/models-at-hand.ts';
import { optimiseSoon } from '../support/optimise-soon.ts';
import type { Shell } from '../support/shell.ts';
import { keepHeapSmall } from '../support/small-heap.ts';
import { agentTrust } from '../support/trust.ts';

interface WorkerFlags {
  db?: string;
  concurrency?: string;
  team?: string;
  trust?: boolean;
  json?: boolean;
}

/** `pitwall worker`: holds debates of sweeps that others have planned, until it is stopped. */
export async function worker(shell: Shell, flags: WorkerFlags): Promise<void> {
  keepHeapSmall();
  optimiseSoon(Number.POSITIVE_INFINITY);
  const concurrency = wholeNumber('--concurrency', flags.concurrency, 1);
  const servers = serversAtHand(shell, flags);
  const stop = new AbortController();
  const ignore = shell.onStop(() => {
    if (stop.signal.aborted) shell.leave(130);
    else shell.remark('Stopping: what is under way goes on elsewhere from its record. Once more leaves at once.');
    stop.abort();
  });
  let held = 0;
  try {
    await workOnDebates({
      ...servers,
      grounds: {
        projectDir: shell.cwd,
        teamDir: flags.team,
        trust: agentTrust(shell, flags),
        settings: modelsAtHand(shell),
      },
      concurrency,
      signal: stop.signal,
      on(notice) {
        if (notice.kind === 'done') held += 1;
        if (flags.json === true) shell.printJsonLine(notice);
        else shell.print(`${lineOf(notice)}\n`);
      },
    });
  } finally {
    ignore();
  }
  if (flags.json !== true) shell.print(`Stopped; ${held === 1 ? '1 debate was' : `${held} debates were`} held here.\n`);
}

function lineOf(notice: WorkerNotice): string {
  switch (notice.kind) {
    case 'ready':
      return `Waiting for debates: record in ${notice.journal}, work from ${notice.queue}. Ctrl-C stops it.`;
    case 'done':
      return `${notice.debate}   held`;
    case 'tried':
      return `${notice.key.slice(0, 10)}   failed: ${notice.reason}`;
    case 'lost':
      return `${notice.key.slice(0, 10)}   goes on elsewhere: this process was silent for too long`;
  }
}

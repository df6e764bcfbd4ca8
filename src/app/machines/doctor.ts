import type { JobState, Journal } from '../../store/postgres/journal.ts';
import { openJournal } from '../../store/postgres/journal.ts';
import { openQueue } from './queue.ts';

/** How the debates of one sweep stand. */
export interface SweepHealth {
  sweep: string;
  planned: number;
  running: number;
  /** Begun by somebody who has not been heard of since; whoever is at work takes them up. */
  stuck: number;
  done: number;
  failed: number;
  /** Its budget is spent: nothing of it is begun. */
  stopped: boolean;
  /** What is stuck, what has failed, and what is tried again. */
  remarkable: Pick<JobState, 'key' | 'debate' | 'state' | 'isStuck' | 'tries' | 'reason' | 'worker' | 'seconds'>[];
}

export interface Health {
  journal: string;
  queue: string;
  /** Processes that wait for debates or hold them. */
  workers: number;
  waiting: number;
  active: number;
  sweeps: SweepHealth[];
}

/** Looks at what is planned, held, stuck and given up; changes nothing. */
export async function diagnose({ database, redis }: { database: string; redis: string }): Promise<Health> {
  const journal = await openJournal(database, { make: false, connections: 1 });
  try {
    const queue = await openQueue(redis);
    try {
      const { waiting, active } = await queue.counts();
      const workers = await queue.workers();
      return { journal: journal.shown, queue: queue.shown, workers, waiting, active, sweeps: await sweepsIn(journal) };
    } finally {
      await queue.close();
    }
  } finally {
    await journal.close();
  }
}

async function sweepsIn(journal: Journal): Promise<SweepHealth[]> {
  const bySweep = new Map<string, JobState[]>();
  for (const job of await journal.states()) {
    const jobs = bySweep.get(job.sweep) ?? [];
    bySweep.set(job.sweep, jobs);
    jobs.push(job);
  }
  return Promise.all(
    [...bySweep].map(async ([sweep, jobs]) => {
      const count = (is: (job: JobState) => boolean) => jobs.filter(is).length;
      return {
        sweep,
        planned: count(({ state }) => state === 'planned'),
        running: count(({ state, isStuck }) => state === 'running' && !isStuck),
        stuck: count(({ isStuck }) => isStuck),
        done: count(({ state }) => state === 'done'),
        failed: count(({ state }) => state === 'failed'),
        stopped: (await journal.termsOf(sweep))?.stopped === true,
        remarkable: jobs.filter(
          ({ state, isStuck, tries }) => isStuck || state === 'failed' || (tries > 0 && state !== 'done'),
        ),
      };
    }),
  );
}

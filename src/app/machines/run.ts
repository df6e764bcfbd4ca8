import { REAL_WAITING } from '../../models/retry.ts';
import type { Journal } from '../../store/postgres/journal.ts';
import { openJournal } from '../../store/postgres/journal.ts';
import { Row } from '../../sweep/row.ts';
import { keepRow } from '../sweep/hold.ts';
import type { SweepPlan } from '../sweep/plan.ts';
import type { SweepEnd, SweepProgress } from '../sweep/run-sweep.ts';
import type { Timing } from './queue.ts';
import { openQueue, TIMING } from './queue.ts';
import { reconcile } from './work.ts';

export interface MachinesOptions {
  plan: SweepPlan;
  /** Addresses of Postgres and of Redis. */
  database: string;
  redis: string;
  /** Tries again what was given up. */
  retry?: boolean;
  signal?: AbortSignal;
  on?: (progress: SweepProgress & { workers: number }) => void;
  timing?: Timing;
  /** Milliseconds between two looks. */
  lookMs?: number;
}

const LOOK_MS = 1000;

/**
 * Plans the debates of a sweep that are missing, hands them to whatever workers there are, and waits until all are held or given up.
 * Whoever stops waiting stops nobody: the workers go on.
 */
export async function runOnMachines(options: MachinesOptions): Promise<SweepEnd> {
  const { plan, database, redis, retry = false, on, timing = TIMING, lookMs = LOOK_MS } = options;
  const { signal = new AbortController().signal } = options;
  const journal = await openJournal(database, { patienceMs: timing.patienceMs, connections: 2 });
  try {
    const queue = await openQueue(redis, timing);
    try {
      return await awaited();
    } finally {
      await queue.close();
    }

    async function awaited(): Promise<SweepEnd> {
      const { limits, budget } = plan.file;
      const keys = [...plan.jobs.keys()];
      const jobs = [...plan.jobs].map(([key, job]) => ({ key, job }));
      const written = { ...(limits ? { limits } : {}), ...(budget ? { budget } : {}) };
      await journal.plan({ name: plan.name, plan: written }, jobs, retry);
      const began = performance.now();
      const seconds = budget?.sweep?.seconds ?? Number.POSITIVE_INFINITY;
      let first: number | null = null;
      let reconciled = Number.NEGATIVE_INFINITY;
      for (;;) {
        const counts = await journal.counts(keys);
        const of = keys.length;
        const [done, failed, running] = (['done', 'failed', 'running'] as const).map((state) => counts.get(state) ?? 0);
        first ??= done ?? 0;
        const progress = { done: done ?? 0, failed: failed ?? 0, of, held: (done ?? 0) - first };
        on?.({ ...progress, workers: await queue.workers() });
        const left = of - progress.done - progress.failed;
        const isSpent = (await journal.termsOf(plan.name))?.stopped === true;
        const stopped = signal.aborted ? 'interrupted' : isSpent && running === 0 ? 'budget' : null;
        if (left === 0 || stopped !== null)
          return { ...progress, left, stopped: left === 0 ? null : stopped, failures: await failuresOf(journal, plan) };
        if (!isSpent && performance.now() - began > seconds * 1000) await journal.stop(plan.name);
        if (performance.now() - reconciled > timing.reconcileMs) {
          await reconcile(journal, queue);
          reconciled = performance.now();
        }
        await REAL_WAITING.sleep(lookMs, signal).catch(() => undefined);
      }
    }
  } finally {
    await journal.close();
  }
}

async function failuresOf(journal: Journal, plan: SweepPlan): Promise<SweepEnd['failures']> {
  const states = await journal.states(plan.name);
  return states.flatMap(({ key, tries, reason, state }) =>
    reason !== '' && state !== 'done' && plan.jobs.has(key) ? [{ key, tries, reason }] : [],
  );
}

/** Which of a plan's debates are held already. */
export async function standingOnMachines(
  plan: SweepPlan,
  database: string,
): Promise<{ done: Set<string>; missing: Set<string> }> {
  const keys = [...plan.jobs.keys()];
  const journal = await openJournal(database, { connections: 1 });
  try {
    const done = await journal.closed(keys);
    return { done, missing: new Set(keys.filter((key) => !done.has(key))) };
  } finally {
    await journal.close();
  }
}

/** The rows of a plan's debates as far as they are held, by key; one of an earlier version is read from its record again. */
export async function rowsOnMachines(plan: SweepPlan, database: string): Promise<Map<string, Row>> {
  const journal = await openJournal(database, { make: false, connections: 1 });
  try {
    const kept = await journal.rows([...plan.jobs.keys()]);
    const rows = new Map<string, Row>();
    for (const { key, at } of plan.cells) {
      const found = kept.get(key);
      if (found === undefined || rows.has(key)) continue;
      const read = Row.safeParse(found.row);
      const rule = plan.scenarios.get(at.scenario)?.rule ?? 'plurality';
      rows.set(key, read.success ? read.data : await readAgain(journal, { key, id: found.debate, rule }));
    }
    return rows;
  } finally {
    await journal.close();
  }
}

async function readAgain(journal: Journal, debate: Parameters<typeof keepRow>[1]): Promise<Row> {
  const copy = journal.copy(null);
  try {
    await copy.fetch(debate.id);
    return keepRow(copy, debate);
  } finally {
    copy.close();
  }
}

/** The newest report of `eval debate` of each debate in a journal. */
export async function evaluationsOnMachines(database: string): Promise<Map<string, unknown>> {
  const journal = await openJournal(database, { make: false, connections: 1 });
  try {
    return await journal.reports();
  } finally {
    await journal.close();
  }
}

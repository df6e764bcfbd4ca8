import { availableParallelism } from 'node:os';
import type { Caps } from '../../core/budget.ts';
import { PitwallError } from '../../core/error.ts';
import { openStore } from '../../store/index.ts';
import type { KeyedDebate, SweepStore } from '../../store/sweeps.ts';
import { openSweeps } from '../../store/sweeps.ts';
import { Row } from '../../sweep/row.ts';
import type { Listening } from '../listening.ts';
import { checkModels } from '../models.ts';
import type { Hand } from './hands.ts';
import { plainGrounds, threads, waitingHands } from './hands.ts';
import type { Task } from './hold.ts';
import { keepRow } from './hold.ts';
import type { Grounds } from './job.ts';
import { pacer } from './limits.ts';
import type { SweepPlan } from './plan.ts';

/** So often is a debate tried that fails. */
export const MOST_TRIES = 3;

/** Debates with language models that are in flight at once where nothing is said. */
const USUAL_WAITING = 4;

export interface SweepProgress {
  done: number;
  failed: number;
  of: number;
  /** Held in this run. */
  held: number;
}

export interface SweepEnd extends SweepProgress {
  /** Not begun, because the sweep was stopped or its budget is spent. */
  left: number;
  stopped: 'interrupted' | 'budget' | null;
  failures: { key: string; tries: number; reason: string }[];
}

export interface SweepOptions {
  plan: SweepPlan;
  grounds: Grounds;
  database: string;
  /** Debates at once; before what the file says. */
  concurrency?: number | undefined;
  /** Threads that were begun for these debates. */
  begun?: Hand[];
  /** Tries again what was given up in an earlier run. */
  retry?: boolean;
  chatModels?: Listening['chatModels'];
  signal?: AbortSignal;
  on?: (progress: SweepProgress) => void;
}

/** Which of a plan's debates are in a database already, and how far. */
export function standing(plan: SweepPlan, database: string): { done: Set<string>; missing: Set<string> } {
  const keys = [...plan.jobs.keys()];
  const found = debatesIn(database);
  const done = new Set(keys.filter((key) => found.get(key)?.status === 'closed'));
  return { done, missing: new Set(keys.filter((key) => !done.has(key))) };
}

function debatesIn(database: string): Map<string, KeyedDebate> {
  try {
    const sweeps = openSweeps(database, { readonly: true });
    try {
      return sweeps.debates();
    } finally {
      sweeps.close();
    }
  } catch (error) {
    if (error instanceof PitwallError && error.data['missing'] === true) return new Map();
    throw error;
  }
}

/**
 * Holds the debates of a plan that are missing, and goes on with those that were cut short. One that fails is tried three times
 * and then left with its reason; the others go on. Throws STORE_FAILED while another sweep writes the same file.
 */
export async function runSweep(options: SweepOptions): Promise<SweepEnd> {
  const { plan, database, signal = new AbortController().signal } = options;
  const { grounds, chatModels = {} } = options;
  await checkModels([...plan.specs], { modelSettings: grounds.settings, chatModels });
  openStore(database).close();
  const sweeps = openSweeps(database);
  const lease = sweeps.take();
  if (lease === null) {
    sweeps.close();
    throw new PitwallError(
      'STORE_FAILED',
      `another sweep is writing ${database}: wait for it, or name another file with --db`,
    );
  }
  const hands = handsFor(options, signal);
  try {
    return await dispatched(options, { sweeps, hands, signal });
  } finally {
    await Promise.all(hands.map((hand) => hand.close()));
    lease.remove();
    sweeps.close();
  }

  function handsFor({ grounds, concurrency, chatModels = {} }: SweepOptions, stop: AbortSignal): Hand[] {
    const { limits, concurrency: written } = plan.file;
    const waits = plan.live || Object.keys(chatModels).length > 0;
    const count = concurrency ?? written ?? USUAL_WAITING;
    const settings = limits === undefined ? grounds.settings : { ...grounds.settings, pace: pacer(limits) };
    const here = (most: number) =>
      waitingHands(most, { database, grounds: { ...grounds, settings } }, { chatModels }, stop);
    // Whoever runs the sources has a loader that threads have not.
    if (waits || !HAS_THREADS) return here(waits ? count : threadsFor(options));
    // This thread has loaded and read all that a debate takes: it is one of those that hold them.
    return [...here(1), ...(options.begun ?? beginThreads(options))];
  }
}

const HAS_THREADS = !import.meta.url.endsWith('.ts');

const threadsFor = ({ plan, concurrency }: Pick<SweepOptions, 'plan' | 'concurrency'>) =>
  concurrency ?? plan.file.concurrency ?? availableParallelism();

/**
 * Begins the threads that hold debates beside this one, where these are computed: they load while this one does something else. What was read
 * to plan the sweep, they are given.
 */
export function beginThreads(
  options: Pick<SweepOptions, 'plan' | 'concurrency' | 'grounds' | 'database'>,
  debates = options.plan.jobs.size,
): Hand[] {
  const { plan, database, grounds } = options;
  if (plan.live || !HAS_THREADS) return [];
  return threads(Math.min(threadsFor(options), debates) - 1, { database, grounds: plainGrounds(grounds) });
}

interface Around {
  sweeps: SweepStore;
  hands: readonly Hand[];
  signal: AbortSignal;
}

async function dispatched(
  { plan, on, retry = false }: SweepOptions,
  { sweeps, hands, signal }: Around,
): Promise<SweepEnd> {
  const found = sweeps.debates();
  const given = sweeps.failures();
  const keys = [...plan.jobs.keys()];
  const isGivenUp = (key: string) => !retry && (given.get(key)?.tries ?? 0) >= MOST_TRIES;
  const due = keys.filter((key) => found.get(key)?.status !== 'closed' && !isGivenUp(key));
  const progress: SweepProgress = {
    done: keys.filter((key) => found.get(key)?.status === 'closed').length,
    failed: keys.filter((key) => found.get(key)?.status !== 'closed' && isGivenUp(key)).length,
    of: keys.length,
    held: 0,
  };
  const purse = purseFor(plan, sweeps, found);
  let next = 0;
  let stopped: SweepEnd['stopped'] = null;
  on?.({ ...progress });

  const work = async (hand: Hand): Promise<void> => {
    while (next < due.length) {
      if (signal.aborted) stopped = 'interrupted';
      else if (!purse.admits()) stopped = 'budget';
      if (stopped !== null) return;
      if (hand.isAhead === true && (plan.file.budget?.sweep !== undefined || due.length - next <= hands.length)) return;
      const key = due[next] as string;
      next += 1;
      const isDone = await tried(hand, key);
      if (isDone === null) continue;
      progress[isDone ? 'done' : 'failed'] += 1;
      on?.({ ...progress });
    }
  };

  /** Null where it was stopped, and may go on another time. */
  const tried = async (hand: Hand, key: string): Promise<boolean | null> => {
    const job = plan.jobs.get(key);
    if (job === undefined) throw new RangeError('expected a job for each key');
    let reason = '';
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const open = tries === 1 ? found.get(key) : sweeps.debates().get(key);
      const task: Task = { key, job, unfinished: open?.status === 'open' ? open.id : null };
      const give = purse.reserve();
      const answer = await hand.hold(task);
      give('reason' in answer ? null : answer);
      if (!('reason' in answer)) {
        progress.held += 1;
        if (given.has(key)) sweeps.forgetFailure(key);
        return true;
      }
      if (signal.aborted) {
        stopped = 'interrupted';
        return null;
      }
      reason = answer.reason;
      sweeps.keepFailure(key, { tries, reason });
    }
    return false;
  };

  await Promise.all(hands.map(work));
  const failures = [...sweeps.failures()].flatMap(([key, failure]) =>
    plan.jobs.has(key) ? [{ key, ...failure }] : [],
  );
  return { ...progress, left: progress.of - progress.done - progress.failed, stopped, failures };
}

/** What the whole sweep may take: what its debates took before counts, and one that is under way counts as the most that it may take. */
function purseFor({ file, jobs }: SweepPlan, sweeps: SweepStore, found: ReadonlyMap<string, KeyedDebate>) {
  const caps = file.budget?.sweep;
  const each = file.budget?.debate ?? {};
  const spent = { usd: 0, tokens: 0, calls: 0 };
  const since = performance.now();
  let debates = 0;
  let underWay = 0;
  const add = (taken: { calls: number; tokens: number; usd: number | null }) => {
    debates += 1;
    spent.calls += taken.calls;
    spent.tokens += taken.tokens;
    spent.usd += taken.usd ?? 0;
  };
  if (caps !== undefined)
    for (const key of jobs.keys()) {
      const debate = found.get(key);
      if (debate !== undefined) add(sweeps.taken(debate.id));
    }
  const room = (name: 'usd' | 'tokens' | 'calls', cap: Caps['usd']) =>
    cap === undefined ||
    spent[name] + (underWay + 1) * (each[name] ?? (debates === 0 ? 0 : spent[name] / debates)) <= cap;
  return {
    admits: () =>
      caps === undefined ||
      (room('usd', caps.usd) &&
        room('tokens', caps.tokens) &&
        room('calls', caps.calls) &&
        (caps.seconds === undefined || performance.now() - since < caps.seconds * 1000)),
    reserve() {
      underWay += 1;
      return (taken: Parameters<typeof add>[0] | null) => {
        underWay -= 1;
        if (taken !== null) add(taken);
      };
    },
  };
}

/** The rows of a plan's debates as far as they are held, by key; one that was closed without its row is read from its record. */
export function sweepRows(plan: SweepPlan, database: string): Map<string, Row> {
  const [store, sweeps] = [openStore(database), openSweeps(database)];
  try {
    const found = sweeps.debates();
    return new Map(
      plan.cells.flatMap(({ key, at }) => {
        const debate = found.get(key);
        if (debate?.status !== 'closed') return [];
        // A row of an earlier version is made again.
        const kept = Row.safeParse(sweeps.row(key));
        const rule = plan.scenarios.get(at.scenario)?.rule ?? 'plurality';
        return [[key, kept.success ? kept.data : keepRow({ store, sweeps }, { key, id: debate.id, rule })] as const];
      }),
    );
  } finally {
    sweeps.close();
    store.close();
  }
}

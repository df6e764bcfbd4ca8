import { PitwallError } from '../../core/error.ts';
import { REAL_WAITING } from '../../models/retry.ts';
import { thisWorker } from '../../store/liveness.ts';
import type { Cost, Journal, Taken } from '../../store/postgres/journal.ts';
import { openJournal } from '../../store/postgres/journal.ts';
import type { WorkingCopy } from '../../store/postgres/working-copy.ts';
import type { Row } from '../../sweep/row.ts';
import type { Listening } from '../listening.ts';
import { holder } from '../sweep/hold.ts';
import type { Grounds, Job } from '../sweep/job.ts';
import { sentenceOf } from '../sweep/job.ts';
import type { Limits } from '../sweep/limits.ts';
import { MOST_TRIES } from '../sweep/run-sweep.ts';
import { gate } from './gate.ts';
import type { Outcome, Timing } from './queue.ts';
import { openQueue, TIMING } from './queue.ts';

/** What happens at a worker, for whoever watches it. */
export type WorkerNotice =
  | { kind: 'ready'; journal: string; queue: string }
  | { kind: 'done'; key: string; debate: string }
  | { kind: 'tried'; key: string; reason: string }
  | { kind: 'lost'; key: string };

export interface WorkerOptions {
  /** Addresses of Postgres and of Redis. */
  database: string;
  redis: string;
  grounds: Grounds;
  /** Debates at once. */
  concurrency?: number | undefined;
  chatModels?: Listening['chatModels'];
  signal: AbortSignal;
  on?: (notice: WorkerNotice) => void;
  timing?: Timing;
}

/** A request on its way to the provider may arrive later than one that was sent after it, by so many milliseconds. */
const ON_ITS_WAY_MS = 1000;
const MINUTE_MS = 60_000;

const USUAL_CONCURRENCY = 4;

const NOTHING: Cost = { calls: 0, tokens: 0, usd: 0 };

/**
 * Holds debates of whatever sweeps are planned in a journal, until it is stopped: those under way are cut short then, and go on
 * elsewhere from their record. Throws USAGE where this machine cannot hold them: other files, or a key that is missing.
 */
export async function workOnDebates(options: WorkerOptions): Promise<void> {
  const { database, redis, grounds, concurrency = USUAL_CONCURRENCY, chatModels = {}, signal } = options;
  const { on, timing = TIMING } = options;
  const journal = await openJournal(database, { patienceMs: timing.patienceMs, connections: concurrency + 2 });
  const queue = await openQueue(redis, timing).catch(async (error: unknown) => {
    await journal.close();
    throw error;
  });
  const { host, pid } = thisWorker();
  const me = `process ${pid} on ${host}`;
  const doors = gate();
  const holders = new Map<string, ReturnType<typeof holder>>();
  const ended = new AbortController();
  const stop = AbortSignal.any([signal, ended.signal]);
  let unfit: PitwallError | null = null;

  const holderFor = async (sweep: string) => {
    const limits = (await journal.termsOf(sweep))?.limits;
    const name = JSON.stringify([sweep, limits]);
    const known = holders.get(name);
    if (known !== undefined) return known;
    const settings =
      limits === undefined ? grounds.settings : { ...grounds.settings, pace: sharedPacer(journal, sweep, limits) };
    const made = holder({ ...grounds, settings }, { chatModels });
    holders.set(name, made);
    return made;
  };

  const hold = async (key: string): Promise<Outcome> => {
    if (stop.aborted) return 'again';
    return doors.enter((await journal.isSuspect(key)) ? 'alone' : 'beside', async () => {
      if (stop.aborted) return 'again';
      const answer = await journal.take(key, { worker: me, ttlMs: timing.lockMs, mostTries: MOST_TRIES });
      if (!('no' in answer)) return heldAs(answer);
      if (answer.no === 'spent') await journal.stop(answer.sweep);
      return answer.no === 'held' ? 'again' : 'over';
    });
  };

  const heldAs = async (taken: Taken): Promise<Outcome> => {
    const { key } = taken;
    const copy = journal.copy(taken);
    const lost = new AbortController();
    const renewing = setInterval(() => {
      // A server that does not answer has given it to nobody else either.
      journal.renew(taken, timing.lockMs).then(
        (mine) => mine || lost.abort(new Error('somebody else has taken it')),
        () => undefined,
      );
    }, timing.lockMs / 3);
    try {
      if (taken.debate !== null) await copy.fetch(taken.debate);
      const held = await holderFor(taken.sweep);
      const task = { key, job: taken.job as Job, unfinished: taken.debate };
      const row = await held(copy, task, AbortSignal.any([stop, lost.signal]));
      const cost = { calls: row.calls, tokens: row.tokens, usd: row.usd };
      const kept = await journal.giveBack(taken, { how: 'done', debate: row.id, row: row satisfies Row, cost });
      on?.(kept ? { kind: 'done', key, debate: row.id } : { kind: 'lost', key });
      return 'over';
    } catch (error) {
      const { data } = error instanceof PitwallError ? error : { data: {} as PitwallError['data'] };
      if (lost.signal.aborted || data['lost'] === true) {
        on?.({ kind: 'lost', key });
        return 'over';
      }
      if (data['unfit'] === true && error instanceof PitwallError) {
        unfit ??= error;
        ended.abort(error);
      }
      if (stop.aborted) {
        await journal.giveBack(taken, { how: 'left', cost: NOTHING });
        return 'again';
      }
      const reason = sentenceOf(error);
      await journal.giveBack(taken, { how: 'tried', reason, cost: costIn(copy), mostTries: MOST_TRIES });
      on?.({ kind: 'tried', key, reason });
      return taken.tries + 1 >= MOST_TRIES ? 'over' : 'again';
    } finally {
      clearInterval(renewing);
      copy.close();
    }
  };

  const working = queue.work(concurrency, hold);
  on?.({ kind: 'ready', journal: journal.shown, queue: queue.shown });
  try {
    while (!stop.aborted) {
      await reconcile(journal, queue);
      await REAL_WAITING.sleep(timing.reconcileMs, stop).catch(() => undefined);
    }
  } finally {
    ended.abort();
    await working.stop();
    await queue.close();
    await journal.close();
  }
  if (unfit !== null) throw unfit;
}

/** What debates that are given up have taken counts for the budget of their sweep. */
function costIn({ store, sweeps }: WorkingCopy): Cost {
  return store
    .list({ all: true })
    .map(({ id }) => sweeps.taken(id))
    .reduce(
      (sum, one) => ({
        calls: sum.calls + one.calls,
        tokens: sum.tokens + one.tokens,
        usd: sum.usd === null || one.usd === null ? null : sum.usd + one.usd,
      }),
      NOTHING,
    );
}

/** Puts into the queue what the journal has planned and the queue has not: it may have lost all of it. */
export async function reconcile(journal: Journal, queue: Awaited<ReturnType<typeof openQueue>>): Promise<void> {
  const due = await journal.waiting();
  if (due.length === 0 || due.length <= (await queue.counts()).waiting) return;
  await queue.add(due);
}

/** One pace for all workers: the journal says when a request may go out. */
export function sharedPacer(
  journal: Pick<Journal, 'promise'>,
  sweep: string,
  { requestsPerMinute = Number.POSITIVE_INFINITY, tokensPerMinute = Number.POSITIVE_INFINITY }: Limits,
  windowMs: number = MINUTE_MS + ON_ITS_WAY_MS,
): (tokens: number, signal: AbortSignal) => Promise<void> {
  return async (tokens, signal) => {
    signal.throwIfAborted();
    const ms = await journal.promise(sweep, tokens, { requests: requestsPerMinute, tokens: tokensPerMinute, windowMs });
    if (ms > 0) await REAL_WAITING.sleep(ms, signal);
  };
}

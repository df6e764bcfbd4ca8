import { PitwallError } from '../../core/error.ts';
import { shownAddress, withoutSecrets } from '../../core/server-address.ts';
import { loaded } from '../../store/postgres/client.ts';

/** One queue for all sweeps of a journal; a job of it says which debate, and nothing else. */
const QUEUE = 'pitwall-debates';

/** How long whoever is silent counts as there, in milliseconds. A dead worker's debate is taken up after both of the first two at most. */
export interface Timing {
  /** BullMQ's lock on a job, and the right in the journal to write its debate. */
  lockMs: number;
  /** How often the queue looks for jobs whose lock has run out. */
  stalledMs: number;
  /** How often the journal is asked for debates that the queue has lost. */
  reconcileMs: number;
  /** How long a restart of Postgres may take. */
  patienceMs: number;
  /** After which somebody who found a debate held by another looks again, and who failed tries again. */
  againMs: number;
}

export const TIMING: Timing = {
  lockMs: 15_000,
  stalledMs: 10_000,
  reconcileMs: 10_000,
  patienceMs: 120_000,
  againMs: 2000,
};

/** What became of a job that was handed out: it is over, or it is to be handed out again. */
export type Outcome = 'over' | 'again';

export interface DebateQueue {
  readonly shown: string;
  /** Adds those that are not in it. */
  add(keys: readonly string[]): Promise<void>;
  /** Jobs that wait for a worker, and those that a worker has. */
  counts(): Promise<{ waiting: number; active: number }>;
  workers(): Promise<number>;
  /** Calls `hold` for one job after another, so many at once, until `stop`, which waits for those that are under way. */
  work(concurrency: number, hold: (key: string) => Promise<Outcome>): { stop(): Promise<void> };
  close(): Promise<void>;
}

/** Tries are counted in the journal, where they outlive the queue. */
const UNCOUNTED = 1_000_000;

const CONNECT_MS = 5000;

/** A queue on the Redis server at an address. Throws USAGE for what is no address or where packages are not there, STORE_FAILED where nobody answers. */
export async function openQueue(
  address: string,
  { lockMs, stalledMs, againMs }: Timing = TIMING,
): Promise<DebateQueue> {
  if (!/^rediss?:\/\//i.test(address)) throw new PitwallError('USAGE', 'expected an address like redis://HOST:6379');
  const shown = shownAddress(address);
  const wanted = 'bullmq@6 ioredis@6';
  const { Queue, Worker, DelayedError } = await loaded(() => import('bullmq'), wanted);
  const { Redis } = await loaded(() => import('ioredis'), wanted);
  const failed = (error: unknown) =>
    new PitwallError(
      'STORE_FAILED',
      `Redis at ${shown} says: ${withoutSecrets(error instanceof Error ? error.message : String(error), address)}`,
    );
  // Whoever is not there to begin with is not waited for; a restart later on is.
  const first = new Redis(address, { lazyConnect: true, retryStrategy: () => null, connectTimeout: CONNECT_MS });
  let why: unknown;
  first.on('error', (error: unknown) => {
    why = error;
  });
  try {
    await first.connect();
    await first.ping();
  } catch (error) {
    throw failed(why ?? error);
  } finally {
    first.disconnect();
  }
  const connect = () => {
    const connection = new Redis(address, {
      maxRetriesPerRequest: null,
      retryStrategy: (tries) => Math.min(50 * tries, 1000),
    });
    // It connects again by itself.
    connection.on('error', () => undefined);
    return connection;
  };
  const connection = connect();
  const queue = new Queue(QUEUE, { connection, skipVersionCheck: true });
  queue.on('error', () => undefined);
  return {
    shown,
    async add(keys) {
      const opts = {
        attempts: UNCOUNTED,
        backoff: { type: 'fixed', delay: againMs },
        removeOnComplete: true,
        removeOnFail: true,
      };
      for (let first = 0; first < keys.length; first += 1000) {
        const some = keys.slice(first, first + 1000);
        await queue.addBulk(some.map((key) => ({ name: 'debate', data: { key }, opts: { ...opts, jobId: key } })));
      }
    },
    async counts() {
      const {
        waiting = 0,
        active = 0,
        delayed = 0,
        prioritized = 0,
      } = await queue.getJobCounts(...(['waiting', 'active', 'delayed', 'prioritized'] as const));
      return { waiting: waiting + delayed + prioritized, active };
    },
    workers: () => queue.getWorkersCount(),
    work(concurrency, hold) {
      const own = connect();
      const worker = new Worker<{ key: string }>(
        QUEUE,
        async (job, token) => {
          if ((await hold(job.data.key)) === 'over') return;
          await job.moveToDelayed(Date.now() + againMs, token);
          throw new DelayedError();
        },
        {
          connection: own,
          concurrency,
          lockDuration: lockMs,
          stalledInterval: stalledMs,
          maxStalledCount: UNCOUNTED,
          drainDelay: Math.max(1, Math.ceil(againMs / 1000)),
          skipVersionCheck: true,
        },
      );
      // A lock that ran out, a server that restarts: the journal says who may write, and what is missing is added again.
      worker.on('error', () => undefined);
      return {
        async stop() {
          await worker.close();
          own.disconnect();
        },
      };
    },
    async close() {
      await queue.close();
      connection.disconnect();
    },
  };
}

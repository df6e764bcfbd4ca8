import { Worker } from 'node:worker_threads';
import { parsesKept } from '../../project/index.ts';
import { openStore } from '../../store/index.ts';
import { openSweeps } from '../../store/sweeps.ts';
import type { Listening } from '../listening.ts';
import type { Task } from './hold.ts';
import { holder } from './hold.ts';
import type { Grounds } from './job.ts';
import { sentenceOf } from './job.ts';
import type { Answer, Started } from './worker.ts';

/** Whoever is given debates, one at a time. */
export interface Hand {
  hold(task: Task): Promise<Answer>;
  /** Holds its debates after those of another hand: it takes none of the last ones, which somebody would hold sooner. */
  isAhead?: boolean;
  /** After its debate; nothing is handed to it any more. */
  close(): Promise<void>;
}

/** Hands in this thread, over one connection: for models that are waited for. They stop within a debate, whose record can go on. */
export function waitingHands(
  count: number,
  { database, grounds }: Omit<Started, 'parses'>,
  listening: Pick<Listening, 'chatModels'>,
  signal: AbortSignal,
): Hand[] {
  const desk = { store: openStore(database), sweeps: openSweeps(database) };
  const hold = holder(grounds, listening);
  let open = count;
  return Array.from({ length: count }, () => ({
    async hold(task) {
      try {
        const { calls, tokens, usd } = await hold(desk, task, signal);
        return { calls, tokens, usd };
      } catch (error) {
        return { reason: sentenceOf(error) };
      }
    },
    async close() {
      open -= 1;
      if (open > 0) return;
      desk.sweeps.close();
      desk.store.close();
    },
  }));
}

/**
 * Threads that are starting up, each with a connection of its own: for debates that are computed. SQLite lets one of them write at a time.
 * The process does not wait for one that was given nothing.
 */
export function threads(count: number, started: Omit<Started, 'parses'>): Hand[] {
  if (count < 1) return [];
  const parses = parsesKept();
  return Array.from({ length: count }, () => thread({ ...started, parses })).flat();
}

/** One thread, to which a second debate may be given while it holds the first, so that it need not wait for this thread to hear of the end. */
function thread(started: Started): [Hand, Hand] {
  /** In the order in which they are held: the first is under way. */
  const given: { task: Task; resolve: (answer: Answer) => void }[] = [];
  const begun = () => {
    const own = new Worker(new URL('./worker.js', import.meta.url), { workerData: started });
    // A thread that has died takes nothing with it but the debate under way: another holds what it was given after that.
    const failed = (error: unknown) => {
      if (own !== worker) return;
      worker = null;
      const [first, ...others] = given.splice(0);
      for (const { task, resolve } of others) void hold(task).then(resolve);
      first?.resolve({ reason: sentenceOf(error) });
    };
    own.on('message', (answer: Answer) => given.shift()?.resolve(answer));
    own.on('error', failed);
    own.on('exit', (code) => failed(new Error(`the thread ended with ${code}`)));
    // A listener of its messages holds the process too.
    own.unref();
    return own;
  };
  let worker: Worker | null = begun();
  const hold = (task: Task) =>
    new Promise<Answer>((resolve) => {
      worker ??= begun();
      worker.ref();
      given.push({ task, resolve });
      worker.postMessage(task);
    });
  const close = () =>
    new Promise<void>((resolve) => {
      const own = worker;
      if (own === null) return resolve();
      worker = null;
      own.ref();
      own.once('exit', () => resolve());
      own.postMessage(null);
    });
  return [
    { hold, close },
    { hold, isAhead: true, close: async () => undefined },
  ];
}

/** The settings of a grounds that a thread can be given: none that are functions. */
export function plainGrounds({ settings, ...rest }: Grounds): Grounds {
  const { pace: _pace, ...plain } = settings;
  return { ...rest, settings: plain };
}

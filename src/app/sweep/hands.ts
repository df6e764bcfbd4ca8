import { Worker } from 'node:worker_threads';
import { openStore } from '../../store/index.ts';
import { openSweeps } from '../../store/sweeps.ts';
import type { Listening } from '../listening.ts';
import type { Task } from './hold.ts';
import { holder } from './hold.ts';
import type { Grounds } from './job.ts';
import { sentenceOf } from './job.ts';
import type { Answer, Started } from './worker.ts';

/** Whoever holds debates, one at a time. */
export interface Hand {
  hold(task: Task): Promise<Answer>;
  /** After its debate; nothing is handed to it any more. */
  close(): Promise<void>;
}

/** Hands in this thread, over one connection: for models that are waited for. They stop within a debate, whose record can go on. */
export function waitingHands(
  count: number,
  { database, grounds }: Started,
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

/** Threads, each with a connection of its own: for debates that are computed. SQLite lets one of them write at a time. */
export function threads(count: number, started: Started): Hand[] {
  return Array.from({ length: count }, () => thread(started));
}

function thread(started: Started): Hand {
  let worker: Worker | null = null;
  const begun = () => {
    worker ??= new Worker(new URL('./worker.js', import.meta.url), { workerData: started });
    return worker;
  };
  return {
    hold: (task) =>
      new Promise((resolve) => {
        const own = begun();
        const over = (answer: Answer) => {
          own.off('message', over);
          own.off('error', failed);
          own.off('exit', gone);
          resolve(answer);
        };
        // A thread that has died takes nothing with it: the next task begins another.
        const failed = (error: unknown) => {
          worker = null;
          over({ reason: sentenceOf(error) });
        };
        const gone = (code: number) => failed(new Error(`the thread ended with ${code}`));
        own.on('message', over);
        own.on('error', failed);
        own.on('exit', gone);
        own.postMessage(task);
      }),
    close: () =>
      new Promise((resolve) => {
        if (worker === null) return resolve();
        worker.once('exit', () => resolve());
        worker.postMessage(null);
      }),
  };
}

/** The settings of a grounds that a thread can be given: none that are functions. */
export function plainGrounds({ settings, ...rest }: Grounds): Grounds {
  const { pace: _pace, ...plain } = settings;
  return { ...rest, settings: plain };
}

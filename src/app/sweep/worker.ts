import { parentPort, workerData } from 'node:worker_threads';
import { once } from '../../core/once.ts';
import type { ParsesKept } from '../../project/index.ts';
import { keepParses } from '../../project/index.ts';
import { openStore } from '../../store/index.ts';
import { openSweeps } from '../../store/sweeps.ts';
import type { Task } from './hold.ts';
import { holder } from './hold.ts';
import type { Grounds } from './job.ts';
import { sentenceOf } from './job.ts';

/** What a thread is started with, and what it answers to each task. */
export interface Started {
  database: string;
  grounds: Grounds;
  parses: ParsesKept;
}

export type Answer = { calls: number; tokens: number; usd: number | null } | { reason: string };

if (parentPort !== null) {
  const port = parentPort;
  const { database, grounds, parses } = workerData as Started;
  keepParses(parses);
  const hold = holder(grounds);
  // Opened with the first debate: a thread may be started before there is a database.
  const desk = once(() => ({ store: openStore(database), sweeps: openSweeps(database) }));
  let last = Promise.resolve();
  const held = async (task: Task) => {
    try {
      const { calls, tokens, usd } = await hold(desk(), task);
      port.postMessage({ calls, tokens, usd } satisfies Answer);
    } catch (error) {
      port.postMessage({ reason: sentenceOf(error) } satisfies Answer);
    }
  };
  let isOpen = false;
  port.on('message', (task: Task | null) => {
    isOpen ||= task !== null;
    last = last.then(() => {
      if (task !== null) return held(task);
      if (isOpen) {
        desk().sweeps.close();
        desk().store.close();
      }
      port.close();
    });
  });
}

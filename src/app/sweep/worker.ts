import { parentPort, workerData } from 'node:worker_threads';
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
}

export type Answer = { calls: number; tokens: number; usd: number | null } | { reason: string };

if (parentPort !== null) {
  const port = parentPort;
  const { database, grounds } = workerData as Started;
  const desk = { store: openStore(database), sweeps: openSweeps(database) };
  const hold = holder(grounds);
  port.on('message', (task: Task | null) => {
    if (task === null) {
      desk.sweeps.close();
      desk.store.close();
      port.close();
      return;
    }
    hold(desk, task).then(
      ({ calls, tokens, usd }) => port.postMessage({ calls, tokens, usd } satisfies Answer),
      (error: unknown) => port.postMessage({ reason: sentenceOf(error) } satisfies Answer),
    );
  });
}

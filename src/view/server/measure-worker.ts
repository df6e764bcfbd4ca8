import { parentPort } from 'node:worker_threads';
import { PitwallError } from '../../core/error.ts';
import { openStore } from '../../door.ts';
import { measureDebate } from './measure.ts';
import type { Answer, Order } from './measurements.ts';

/** Scores debates in a thread of its own: a long one takes seconds, and the page is answered meanwhile. */
parentPort?.on('message', (order: Order) => {
  void answerTo(order).then((answer) => parentPort?.postMessage(answer));
});

async function answerTo({ number, file, place, id }: Order): Promise<Answer> {
  try {
    const store = openStore(file, { readonly: true });
    try {
      return { number, report: await measureDebate(store, id, place) };
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof PitwallError)) return { number, fault: error instanceof Error ? error : String(error) };
    // The class does not travel between threads; its parts do.
    const { code, sentence } = error;
    return { number, refused: { code, sentence } };
  }
}

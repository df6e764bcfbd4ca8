import type { TranscriptStore } from '../door.ts';
import { openStore } from '../door.ts';
import { listenOnLoopback } from '../view/server/loopback.ts';
import type { ServeParts } from './app.ts';
import { serveApp } from './app.ts';

export interface ServeOptions extends Omit<ServeParts, 'store' | 'port' | 'closing' | 'startedAt'> {
  /** Database of debates; it is made by the first answer. */
  file: string;
  /** 0 takes a free one. */
  port: number;
}

export interface Served {
  /** `http://127.0.0.1:PORT/v1`. */
  url: string;
  close(): Promise<void>;
}

/** Answers OpenAI's chat completions on the loopback interface. Throws STORE_FAILED when the port is taken. */
export async function openServe({ file, port: wanted, ...options }: ServeOptions): Promise<Served> {
  let port = wanted;
  let opened: TranscriptStore | null = null;
  const closing = new AbortController();
  const store = () => {
    opened ??= openStore(file);
    return opened;
  };
  const { app, settled } = serveApp({
    ...options,
    ...{ store, closing: closing.signal },
    ...{ port: () => port, startedAt: Math.floor(Date.now() / 1000) },
  });
  const loopback = await listenOnLoopback(app, wanted);
  ({ port } = loopback);
  return {
    url: `http://127.0.0.1:${port}/v1`,
    async close() {
      closing.abort();
      await settled();
      await loopback.close();
      opened?.close();
    },
  };
}

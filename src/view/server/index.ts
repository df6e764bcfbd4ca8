import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Hono } from 'hono';
import { PitwallError } from '../../core/error.ts';
import type { ModelSettings } from '../../door.ts';
import { readModelSettings } from '../../door.ts';
import type { Place } from '../../project/index.ts';
import { viewerApp } from './app.ts';
import { LiveDebates } from './live.ts';
import { listenOnLoopback } from './loopback.ts';
import { Measurements } from './measurements.ts';
import { pageFiles } from './page-files.ts';
import { Records } from './records.ts';

export { singleFile } from './single-file.ts';

export interface ViewerOptions {
  /** Database of debates; it need not exist yet. */
  file: string;
  place: Place;
  /** How the reader calls the program: `pitwall`, or `npx pitwall` in a clone. */
  program: string;
  shown: (file: string) => string;
  /** 0 takes a free one. */
  port: number;
  /** Another build of the page. */
  pageDir?: string;
  /** Keys, addresses and models for debates that begin here, read when one begins; none: the playbook alone. */
  modelSettings?: () => ModelSettings;
  /** Hears of faults of the viewer's own. */
  report: (fault: Error) => void;
}

export interface Viewer {
  app: Hono;
  live: LiveDebates;
  records: Records;
  /** `http://127.0.0.1:PORT/`. */
  origin: string;
  token: string;
  /** The address that opens the page with leave to change things. */
  url(path?: string): string;
  close(): Promise<void>;
}

/** Serves the page and its API on the loopback interface. Throws STORE_FAILED when the port is taken. */
export async function openViewer(options: ViewerOptions): Promise<Viewer> {
  const { file, place, program, shown } = options;
  const records = new Records({ file, place, program });
  const measurements = new Measurements(records, place);
  const live = new LiveDebates();
  const token = randomBytes(18).toString('base64url');
  let port = options.port;
  const page = pageFiles(options.pageDir);
  const app = viewerApp({
    records,
    measurements,
    live,
    place,
    shown,
    token,
    port: () => port,
    page,
    modelSettings: options.modelSettings ?? (() => readModelSettings({})),
    report: options.report,
  });
  const loopback = await listenOnLoopback(app, port);
  ({ port } = loopback);
  const origin = `http://127.0.0.1:${port}`;
  const warmth = new AbortController();
  void warmUp(records, warmth.signal);
  return {
    app,
    live,
    records,
    origin,
    token,
    url: (path = '/') => `${origin}${path}#token=${token}`,
    async close() {
      warmth.abort();
      await live.stopAll();
      await measurements.close();
      await loopback.close();
      records.close();
    },
  };
}

/**
 * Reads while nobody asks yet what every page needs: the cards of today, and the cards and the script of the newest debate, most of
 * which the other debates share.
 */
async function warmUp(records: Records, signal: AbortSignal): Promise<void> {
  const steps: (() => unknown)[] = [
    () => records.members(),
    () => {
      const newest = records.maybe()?.list()[0]?.id;
      return newest === undefined ? undefined : records.of(newest);
    },
  ];
  for (const step of steps) {
    await setImmediate();
    if (signal.aborted) return;
    try {
      await step();
    } catch (error) {
      // Whoever asks for it hears of it.
      if (!(error instanceof PitwallError)) throw error;
    }
  }
}

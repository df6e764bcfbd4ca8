import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Milliseconds of quiet after which a save is over: editors write, rename and touch in one go. */
const QUIET_MS = 40;

/**
 * Calls `saved` once at the start, for what was saved before anybody watched, and after each save of a file, one at a time,
 * until `signal` aborts. Its folder is watched, since many editors put a new file in the old one's place.
 */
export async function onEachSave(file: string, signal: AbortSignal, saved: () => Promise<void>): Promise<void> {
  const name = basename(file);
  await new Promise<void>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let work = Promise.resolve();
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        work = work.then(saved).catch(stop);
      }, QUIET_MS);
    };
    const watcher = watch(dirname(file), (_event, changed) => {
      if (changed === null || changed === name) soon();
    });
    function stop(error?: unknown): void {
      clearTimeout(timer);
      watcher.close();
      signal.removeEventListener('abort', end);
      if (error === undefined) resolve();
      else reject(error);
    }
    const end = () => stop();
    watcher.on('error', stop);
    if (signal.aborted) return end();
    signal.addEventListener('abort', end, { once: true });
    soon();
  });
}

import type { PitwallError } from '../core/error.ts';
import { fault } from './fault.ts';
import type { LiveSpec } from './spec.ts';

export interface CallTimers {
  /** Aborted by whichever ends the attempt. */
  signal: AbortSignal;
  /** A token came; after the last one little is waited for. */
  heard(isLast: boolean): void;
  /** The work, or what ended the attempt before it was done. */
  race<T>(work: Promise<T>): Promise<T>;
  /** The fault of the timer that ended it; null when none did. */
  expired(): PitwallError | null;
  stop(isCut: boolean): void;
}

/** What follows the reason to finish: usage, and `[DONE]`. */
const AFTER_LAST_SECONDS = 2;

/** Three timers over one attempt: to its first token, between tokens, and over all of it. Whatever ends it, its signal closes the socket. */
export function callTimers(outer: AbortSignal, { text, options }: LiveSpec): CallTimers {
  const { timeoutSeconds, idleSeconds, totalSeconds } = options;
  const controller = new AbortController();
  let heard = false;
  let expired: PitwallError | null = null;
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  const stopAll = (reason: Error) => {
    controller.abort(reason);
    fail(reason);
  };
  const onOuter = () => stopAll(outer.reason instanceof Error ? outer.reason : new Error('aborted'));
  const expire = (error: PitwallError) => {
    expired ??= error;
    stopAll(expired);
  };
  const onSilence = () => {
    const [what, seconds] = heard ? ['more', idleSeconds] : ['a first word', timeoutSeconds];
    expire(fault(`expected ${what} of ${text} within ${seconds} s, it fell silent`, { reason: 'silent' }));
  };
  const onTotal = () =>
    expire(
      fault(`expected ${text} to finish its reply within ${totalSeconds} s, it went on; \`total=\` is the limit`, {
        reason: 'endless',
        transient: false,
      }),
    );
  let silence = setTimeout(onSilence, timeoutSeconds * 1000);
  const total = setTimeout(onTotal, totalSeconds * 1000);
  if (outer.aborted) onOuter();
  else outer.addEventListener('abort', onOuter, { once: true });
  return {
    signal: controller.signal,
    heard(isLast) {
      heard = true;
      clearTimeout(silence);
      const seconds = isLast ? Math.min(idleSeconds, AFTER_LAST_SECONDS) : idleSeconds;
      silence = setTimeout(onSilence, seconds * 1000);
    },
    race: <T>(work: Promise<T>): Promise<T> => {
      work.catch(() => undefined);
      return Promise.race([work, failed]);
    },
    expired: () => expired,
    stop(isCut: boolean) {
      clearTimeout(silence);
      clearTimeout(total);
      outer.removeEventListener('abort', onOuter);
      if (isCut) controller.abort();
    },
  };
}

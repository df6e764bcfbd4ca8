import { REAL_WAITING } from '../../models/retry.ts';
import type { ModelSettings } from '../../models/settings.ts';

const WINDOW_MS = 60_000;

export interface Limits {
  requestsPerMinute?: number | undefined;
  tokensPerMinute?: number | undefined;
}

/** Time, so that a test needs none. */
export interface PaceClock {
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const REAL: PaceClock = { now: () => performance.now(), sleep: REAL_WAITING.sleep };

/**
 * Waits until a request fits: in no minute, wherever it begins, do more go out than the limits say. Requests go in the order in
 * which they came. One that is larger than a minute's tokens goes alone.
 */
export function pacer(
  { requestsPerMinute = Number.POSITIVE_INFINITY, tokensPerMinute = Number.POSITIVE_INFINITY }: Limits,
  clock: PaceClock = REAL,
): NonNullable<ModelSettings['pace']> {
  let sent: { at: number; tokens: number }[] = [];
  let turn: Promise<void> = Promise.resolve();
  const fits = (tokens: number) =>
    sent.length < requestsPerMinute &&
    (sent.length === 0 || sent.reduce((sum, one) => sum + one.tokens, tokens) <= tokensPerMinute);
  const goes = async (tokens: number, signal: AbortSignal) => {
    for (;;) {
      signal.throwIfAborted();
      const now = clock.now();
      sent = sent.filter(({ at }) => now - at < WINDOW_MS);
      const [first] = sent;
      if (first === undefined || fits(tokens)) break;
      await clock.sleep(first.at + WINDOW_MS - now, signal);
    }
    sent.push({ at: clock.now(), tokens });
  };
  return (tokens, signal) => {
    const mine = turn.then(() => goes(tokens, signal));
    turn = mine.catch(() => undefined);
    return mine;
  };
}

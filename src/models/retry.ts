import type { CircuitBreakerPolicy } from 'cockatiel';
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import type { PitwallError } from '../core/error.ts';
import { fault, faultData, faultIn } from './fault.ts';

/** Time and chance, so that a test needs neither. */
export interface Waiting {
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** 0..1 */
  chance(): number;
}

export const MOST_ATTEMPTS = 4;
const FIRST_WAIT_MS = 500;
const MOST_WAIT_MS = 20_000;
/** So many failures in a row, of whichever seats, and an endpoint is left alone for a while. */
const BREAKS_AFTER = 10;
const RESTS_MS = 15_000;

export const REAL_WAITING: Waiting = {
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(done, ms);
      function done() {
        signal.removeEventListener('abort', stop);
        resolve();
      }
      function stop() {
        clearTimeout(timer);
        reject(signal.reason as Error);
      }
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop, { once: true });
    }),
  chance: () => Math.random(),
};

/** One endpoint's breaker: seats that share the endpoint share what they learn about it. */
export interface Breaker {
  policy: CircuitBreakerPolicy;
  /** The failure that came last, of whichever seat. */
  last: PitwallError | null;
}

export function breakerFor(): Breaker {
  const breaker: Breaker = {
    last: null,
    policy: circuitBreaker(
      handleWhen((error) => {
        const known = faultIn(error);
        if (known === null || !faultData(known).transient) return false;
        breaker.last = known;
        return true;
      }),
      { halfOpenAfter: RESTS_MS, breaker: new ConsecutiveBreaker(BREAKS_AFTER) },
    ),
  };
  return breaker;
}

/** Tries until it is answered, it is not worth asking again, or it was asked often enough. Throws the last fault. */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  {
    breaker,
    waiting,
    signal,
    spec,
    counted,
  }: {
    breaker: Breaker;
    waiting: Waiting;
    signal: AbortSignal;
    spec: string;
    counted: (attempts: number) => void;
  },
): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    counted(attempts);
    try {
      return await breaker.policy.execute(attempt);
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof BrokenCircuitError) throw restingFault(spec, breaker.last);
      const known = faultIn(error);
      if (known === null || !faultData(known).retry || attempts >= MOST_ATTEMPTS) throw known ?? error;
      await waiting.sleep(waitBefore(known, attempts, waiting), signal);
    }
  }
}

/** Says why an endpoint is left alone, and not only that it is. */
function restingFault(spec: string, last: PitwallError | null): PitwallError {
  // Of what was expected it has been told already.
  const what = last?.sentence.replace(/^expected a reply of \S+ /, '') ?? '';
  const why = what === '' ? '' : `; the last of them: ${what}`;
  return fault(`expected a reply of ${spec}, which is left alone after ${BREAKS_AFTER} failures in a row${why}`, {
    reason: 'resting',
    retry: false,
    status: last === null ? null : faultData(last).status,
  });
}

function waitBefore(error: PitwallError, attempts: number, { chance }: Waiting): number {
  const base = Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
  const jittered = base * (0.5 + chance() / 2);
  return Math.max(jittered, faultData(error).waitMs ?? 0);
}

import { hashValue } from '../core/hash.ts';
import type { DebateRun } from './debate-run.ts';

/** The wall clock of a debate, whose looks are effects: a debate stops in the same place when it is executed again. */
export interface ClockState {
  /** When this process began to work on it, by the port's clock; null while all is served from a record. */
  startedAt: number | null;
  /** Seconds that had passed at the last look that the record served. */
  recordedSeconds: number;
}

export const NOT_STARTED: ClockState = { startedAt: null, recordedSeconds: 0 };

/** Milliseconds until so many seconds have passed; null while what is done is only served from a record. */
function leftMs({ startedAt, recordedSeconds }: ClockState, seconds: number, now: () => number): number | null {
  if (startedAt === null) return null;
  return Math.max(0, seconds * 1000 - (recordedSeconds * 1000 + now() - startedAt));
}

/** What a timer of Node can wait for. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Aborted when the time of the debate is over, under whatever call is being made then. */
export function lateSignal({
  setup,
  ports,
  clock,
}: Pick<DebateRun, 'setup' | 'ports'> & { clock: ClockState }): AbortSignal | undefined {
  const seconds = setup.budget?.debate?.seconds;
  const left = seconds === undefined ? null : leftMs(clock, seconds, ports.clock);
  return left === null ? undefined : AbortSignal.timeout(Math.min(Math.ceil(left), LONGEST_TIMER_MS));
}

/** Seconds in which the debate was worked on before this turn: from the record, or by the clock and then on the record. */
export async function lookAtClock(
  clock: ClockState,
  { record, ports }: Pick<DebateRun, 'record' | 'ports'>,
  turn: number,
): Promise<{ clock: ClockState; seconds: number }> {
  const call = {
    call: `clock/${turn}`,
    kind: 'clock' as const,
    purity: 'live' as const,
    request: hashValue({ turn }),
  };
  const recalled = await record?.recall?.(call);
  if (recalled) {
    const { seconds } = recalled.result as { seconds: number };
    return { clock: { startedAt: null, recordedSeconds: seconds }, seconds };
  }
  const startedAt = clock.startedAt ?? ports.clock();
  const seconds = clock.recordedSeconds + (ports.clock() - startedAt) / 1000;
  await record?.effect({ ...call, result: { seconds } }, { latencyMs: 0, attempts: 1, usage: null });
  return { clock: { ...clock, startedAt }, seconds };
}

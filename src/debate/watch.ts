import { hashValue } from '../core/hash.ts';
import type { DebateRun } from './debate-run.ts';

/** The wall clock of a debate: each look at it is an effect, so that a debate stops in the same place when it is executed again. */
export class Watch {
  private startedAt: number | null = null;
  /** Seconds that the record says had passed when it was looked at last. */
  private recorded = 0;

  constructor(private readonly run: Pick<DebateRun, 'record' | 'ports'>) {}

  /** Milliseconds until so many seconds have passed; null while what is done is only served from a record. */
  leftMs(seconds: number): number | null {
    if (this.startedAt === null) return null;
    const passedMs = this.recorded * 1000 + this.run.ports.clock() - this.startedAt;
    return Math.max(0, seconds * 1000 - passedMs);
  }

  /** Seconds in which the debate was worked on, before this turn. */
  async elapsedSeconds(turn: number): Promise<number> {
    const { record, ports } = this.run;
    const call = {
      call: `clock/${turn}`,
      kind: 'clock' as const,
      purity: 'live' as const,
      request: hashValue({ turn }),
    };
    const recalled = await record?.recall?.(call);
    if (recalled) {
      this.recorded = (recalled.result as { seconds: number }).seconds;
      this.startedAt = null;
      return this.recorded;
    }
    this.startedAt ??= ports.clock();
    const seconds = this.recorded + (ports.clock() - this.startedAt) / 1000;
    await record?.effect({ ...call, result: { seconds } }, { latencyMs: 0, attempts: 1, usage: null });
    return seconds;
  }
}

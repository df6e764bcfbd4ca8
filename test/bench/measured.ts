import { statSync } from 'node:fs';

/** What one contestant's process says of its debate. */
export interface Measured {
  turns: number;
  wallMs: number;
  cpuMs: number;
  /** Of the database once it is closed. */
  bytes: number;
  /** Written to the disk while the debate was held; 0 where the system does not count it. */
  writtenBytes: number;
  peakMb: number;
  /** What else a contestant has to say of its debate. */
  more?: Record<string, number>;
}

/** Times a debate between its first turn and its last; what is loaded and built before is no part of a turn. */
export class Stopwatch {
  private started = { at: 0, cpu: process.cpuUsage(), blocks: 0 };
  private took: Pick<Measured, 'wallMs' | 'cpuMs' | 'writtenBytes'> | null = null;

  start(): void {
    this.started = { at: performance.now(), cpu: process.cpuUsage(), blocks: process.resourceUsage().fsWrite };
  }

  stop(): void {
    const wallMs = performance.now() - this.started.at;
    const { user, system } = process.cpuUsage(this.started.cpu);
    const blocks = process.resourceUsage().fsWrite - this.started.blocks;
    this.took = { wallMs, cpuMs: (user + system) / 1000, writtenBytes: blocks * 512 };
  }

  /** Prints what was measured as one line of JSON, for the process that waits for it. */
  report(turns: number, file: string, more?: Record<string, number>): void {
    if (this.took === null) throw new RangeError('expected a debate to have been timed');
    const peakMb = process.resourceUsage().maxRSS / 1024;
    const measured: Measured = { turns, ...this.took, bytes: sizeOf(file), peakMb, ...(more ? { more } : {}) };
    process.stdout.write(`${JSON.stringify(measured)}\n`);
  }
}

export const sizeOf = (file: string): number =>
  ['', '-wal'].reduce((sum, end) => sum + (statSync(`${file}${end}`, { throwIfNoEntry: false })?.size ?? 0), 0);

/** Turns and the database of a contestant's debate, from its command line. */
export function given(): { turns: number; file: string } {
  const [, , turns, file] = process.argv;
  if (turns === undefined || file === undefined) throw new RangeError('expected a number of turns and a database file');
  return { turns: Number(turns), file };
}

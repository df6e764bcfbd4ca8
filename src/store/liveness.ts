import { hostname } from 'node:os';

/** Who works on a debate: the row of `attempts` carries it. */
export interface Worker {
  host: string;
  pid: number;
}

export function thisWorker(): Worker {
  return { host: hostname(), pid: process.pid };
}

/**
 * Whether the worker's process exists on this host; of another host nothing is known, and that counts as no.
 * A process id that the system has given to somebody else reads as alive.
 */
export function isAlive({ host, pid }: Worker): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

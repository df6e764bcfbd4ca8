import { hostname } from 'node:os';

/** Who works on a debate: the row of `attempts` carries it. */
export interface Worker {
  host: string;
  pid: number;
}

export function thisWorker(): Worker {
  return { host: hostname(), pid: process.pid };
}

import { setMaxListeners } from 'node:events';
import type { Host } from './support/shell.ts';

const TRACING = ['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2'];

/** Ctrl-C, a service manager, a terminal that is closed. */
const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Exit status of a broken pipe: the reader has seen enough, which is no failure of ours. */
const READER_LEFT = 0;
/** As of a file that cannot be written. */
const NOT_WRITTEN = 4;

/** More than the steps of a turn: at each of them LangGraph listens to the turn's signal until the turn is over. */
const MOST_LISTENERS = 100;

/** This process as the command line's host; the one place beside `main` that touches it. */
export function thisProcess(): Host {
  // Tracing keeps a process from exiting and uploads transcripts, so a shell that has it on for something else must not turn it on here.
  if (process.env['PITWALL_TRACING'] !== '1') for (const name of TRACING) process.env[name] = 'false';
  setMaxListeners(MOST_LISTENERS);
  const left = new Set<() => void>();
  process.stdout.on('error', (error) => unwritten('stdout', error, left));
  process.stderr.on('error', (error) => unwritten('stderr', error, left));
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    get stdin() {
      return process.stdin;
    },
    env: process.env,
    cwd: process.cwd(),
    onStop(handle) {
      for (const signal of STOPS) process.on(signal, handle);
      return () => {
        for (const signal of STOPS) process.off(signal, handle);
      };
    },
    onReaderGone(handle) {
      left.add(handle);
      return () => void left.delete(handle);
    },
    leave: (exitCode) => process.exit(exitCode),
  };
}

function unwritten(
  stream: 'stdout' | 'stderr',
  { code, message }: NodeJS.ErrnoException,
  left: ReadonlySet<() => void>,
): void {
  if (code === 'EPIPE') {
    if (left.size === 0) process.exit(READER_LEFT);
    for (const handle of left) handle();
    return;
  }
  // A terminal that is gone has nobody to tell; what is kept is kept by the record.
  if (code === 'EIO') return;
  if (stream === 'stdout') process.stderr.write(`expected to be able to write to stdout, got: ${message}\n`);
  process.exit(NOT_WRITTEN);
}

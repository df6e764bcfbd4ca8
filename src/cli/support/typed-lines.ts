import { createInterface } from 'node:readline';
import type { Shell } from './shell.ts';

/** Characters of one line; more than anybody types, less than what takes long to read. */
const MOST_CHARACTERS = 8000;

export interface TypedLines {
  /** The next line with something in it; null at the end of the input. Rejects when the signal aborts. */
  next(signal?: AbortSignal): Promise<string | null>;
  close(): void;
}

/** Lines that a person types, or that were piped in; `ask` stands before each on a terminal. */
export function typedLines(shell: Shell, ask: string): TypedLines {
  const input = createInterface({ input: shell.stdin, terminal: false });
  const lines = input[Symbol.asyncIterator]();
  return {
    async next(signal) {
      for (;;) {
        shell.passing?.(ask);
        const { done, value } = await unlessAborted(lines.next(), signal);
        if (done === true) return null;
        const line = value.trim();
        if (line.length > MOST_CHARACTERS)
          shell.remark(`left out: a line has at most ${MOST_CHARACTERS.toLocaleString('en-US')} characters`);
        else if (line !== '') return line;
      }
    },
    close: () => input.close(),
  };
}

function unlessAborted<T>(waiting: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return waiting;
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    waiting.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

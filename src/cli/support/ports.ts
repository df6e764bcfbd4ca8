import { PitwallError } from '../../core/error.ts';
import { wholeNumber } from './flags.ts';

/** A port as it was typed; undefined where none was. Throws USAGE. */
export function portFrom(typed: string | undefined): number | undefined {
  const port = wholeNumber('--port', typed, 0);
  if (port !== undefined && port > 65_535)
    throw new PitwallError('USAGE', `expected \`--port\` to be a whole number up to 65535, got \`${typed}\``);
  return port;
}

/** A server on the port that was asked for; where none was, on its usual one, or on a free one when that is taken. */
export async function openOn<T>(
  port: number | undefined,
  usual: number,
  open: (port: number) => Promise<T>,
): Promise<T> {
  return open(port ?? usual).catch((error: unknown) => {
    if (port !== undefined || !isTaken(error)) throw error;
    return open(0);
  });
}

/** Whether a server could not open because somebody else has its port. */
const isTaken = (error: unknown): boolean =>
  error instanceof PitwallError &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'EADDRINUSE';

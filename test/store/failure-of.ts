import { PitwallError } from '../../src/core/error.ts';

/** The PitwallError that `work` throws; anything else fails the test. */
export function failureOf(work: () => unknown): PitwallError {
  try {
    work();
  } catch (error) {
    if (error instanceof PitwallError) return error;
    throw error;
  }
  throw new Error('expected a PitwallError, nothing was thrown');
}

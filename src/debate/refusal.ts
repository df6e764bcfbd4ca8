import { z } from 'zod';
import { PitwallError } from '../core/error.ts';

/** What the record holds of a call that was refused, as a schema refuses arguments: the member was told so, and its turn rests on it. */
const Refusal = z.strictObject({ refused: z.strictObject({ code: z.string(), said: z.string() }) });
type Refusal = z.infer<typeof Refusal>;

export function isRefusal(result: unknown): boolean {
  return Refusal.safeParse(result).success;
}

/** The refusal as a result; throws whatever is none, and is for the caller to deal with. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof PitwallError && error.exitCode === 2)
    return { refused: { code: error.code, said: error.message } };
  throw error;
}

/** Throws the refusal that a result is, in the words of the first time. */
export function throwRefused(result: unknown): void {
  const { success, data } = Refusal.safeParse(result);
  if (!success) return;
  const { code, said } = data.refused;
  throw new PitwallError(code as PitwallError['code'], said.slice(0, -` [${code}]`.length));
}

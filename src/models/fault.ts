import { PitwallError } from '../core/error.ts';

/** Why a call came to nothing. */
export type FaultReason =
  | 'unreachable' // no connection, or one that was cut
  | 'tls'
  | 'redirect'
  | 'refused' // 4xx: the endpoint will not do it
  | 'overloaded' // 408, 409, 429
  | 'quota'
  | 'broken' // 5xx, or an error inside a stream
  | 'silent' // no first token, or none for too long
  | 'endless' // a call that took longer than a whole call may
  | 'cut' // ended without saying why
  | 'garbled' // not what the protocol says
  | 'flood'
  | 'resting'; // the circuit breaker

export interface FaultData {
  reason: FaultReason;
  /** May pass, so that the debate can be resumed; false when this member will not be answered any more. */
  transient: boolean;
  /** Whether it is worth asking again now. */
  retry: boolean;
  status: number | null;
  /** What the endpoint asked to wait. */
  waitMs: number | null;
}

/** A call that came to nothing, as the one error class has it. The sentence is already free of keys. */
export function fault(sentence: string, data: Partial<FaultData> & Pick<FaultData, 'reason'>): PitwallError {
  const { transient = true, retry = transient, status = null, waitMs = null } = data;
  return new PitwallError('MODEL_FAILED', sentence, { data: { ...data, transient, retry, status, waitMs } });
}

/** The fault that an error is, or that it was made of. */
export function faultIn(error: unknown): PitwallError | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if (at instanceof PitwallError) return at;
  }
  return null;
}

export function faultData(error: PitwallError): FaultData {
  return error.data as unknown as FaultData;
}

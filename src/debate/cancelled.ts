import type { Effect } from '../core/effects.ts';
import { hashValue } from '../core/hash.ts';
import type { DebateContext } from './context.ts';
import type { DebateRun } from './debate-run.ts';

const CALL = 'cancelled';

/**
 * That a debate was cancelled, as its record holds it: behind how many events. It is written once the debate has been interrupted;
 * executed again, the debate closes there, before anybody else is asked.
 */
export function cancellation(after: number): Effect {
  return { call: CALL, kind: 'failure', purity: 'live', request: hashValue(CALL), result: { after } };
}

export async function isCancelled(
  { record }: Pick<DebateRun, 'record'>,
  { events }: Pick<DebateContext, 'events'>,
): Promise<boolean> {
  if (!record?.recall) return false;
  const { result: _result, ...asked } = cancellation(0);
  const recalled = await record.recall(asked);
  return recalled !== null && (recalled.result as { after: number }).after <= events.length;
}

export const isCancellation = (call: string): boolean => call === CALL;

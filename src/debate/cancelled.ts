import type { Effect } from '../core/effects.ts';
import { hashValue } from '../core/hash.ts';
import type { DebateRun } from './debate-run.ts';

/**
 * That a debate was cancelled before a turn, as its record holds it. It is written once the debate has been interrupted; executed
 * again, the debate closes where it stands.
 */
export function cancellationBefore(turn: number): Effect {
  const result = { cancelled: true };
  return { call: `cancelled/${turn}`, kind: 'failure', purity: 'live', request: hashValue({ turn }), result };
}

export async function isCancelled({ record }: Pick<DebateRun, 'record'>, turn: number): Promise<boolean> {
  if (!record?.recall) return false;
  const { result: _result, ...asked } = cancellationBefore(turn);
  return (await record.recall(asked)) !== null;
}

export const isCancellation = (call: string): boolean => call.startsWith('cancelled/');

import type { Effect } from './effects.ts';
import { hashValue } from './hash.ts';

/** Names an effect by its content; what was measured beside it is not in it. */
export function hashOfEffect({ call, kind, purity, request, result }: Effect): string {
  return hashValue({ call, kind, purity, request, result });
}

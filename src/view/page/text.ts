import { hides, visible } from '../../core/visible.ts';

/** Every text of a value read from JSON, keys too. */
export function visibleAll<T>(value: T): T {
  if (typeof value === 'string') return visible(value) as T;
  if (Array.isArray(value)) return value.map(visibleAll) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [visible(key), visibleAll(inner)])) as T;
}

/** Whether JSON holds any such character, raw or escaped: most answers do not, and are not walked. */
export const mayHide = (json: string): boolean => hides(json) || /\\u00[0189]|\\[bfr]/i.test(json);

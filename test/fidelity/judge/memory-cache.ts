import type { JudgeCache } from '../../../src/fidelity/judge/model.ts';

/** A cache that lasts as long as the run. */
export function memoryCache(): JudgeCache & { entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    get: (key) => entries.get(key) ?? null,
    keep: (key, { reply }) => {
      entries.set(key, reply);
    },
  };
}

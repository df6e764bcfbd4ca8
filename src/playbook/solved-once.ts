import type { DecisionModel } from '../reasoning/model.ts';
import type { Talk } from './talk.ts';

const MOST_KEPT = 256;
const ofTalks = new WeakMap<Talk, Map<string, unknown>>();
const ofModels = new WeakMap<DecisionModel, Map<string, unknown>>();

/**
 * What is solved on a member's state of the model, once: several moves ask for it, and each turn anew. A model without calculators gives
 * the same wherever facts, settings and values are the same; with them it is kept for this one turn.
 */
export function solvedOnce<T>(talk: Talk, what: string, solve: () => T): T {
  const { model, seat, now } = talk.view;
  const isPlain = [...model.quantities.values()].every(({ kind }) => kind !== 'tool');
  const kept = isPlain ? keptOf(ofModels, model) : keptOf(ofTalks, talk);
  const amended = [...now.world.amended].map(([option, inputs]) => [option, [...inputs]]);
  const key = isPlain ? JSON.stringify([what, seat.values, [...now.world.facts], amended]) : what;
  if (kept.has(key)) return kept.get(key) as T;
  const solved = solve();
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, solved);
  return solved;
}

function keptOf<K extends object>(all: WeakMap<K, Map<string, unknown>>, key: K): Map<string, unknown> {
  const found = all.get(key) ?? new Map<string, unknown>();
  all.set(key, found);
  return found;
}

import type { DecisionModel } from '../reasoning/model.ts';
import type { Talk } from './talk.ts';
import type { View } from './view.ts';

/** States of a model, each with what was solved on it. */
const MOST_KEPT = 64;

type Solved = Map<string, unknown>;
type States = Map<string, Solved>;

const ofTalks = new WeakMap<Talk, Solved>();
/** By who runs calculators beside the record; where nobody does, figures are those of the record alone. */
const ofPeeks = new WeakMap<object, WeakMap<DecisionModel, States>>();
const NOBODY = {};

/**
 * What is solved on a member's state of the model, once: several moves ask for it, and each turn anew. It may rest on what the member takes
 * to be so, on their values and on nothing else that has been said: it is the same wherever these are the same.
 */
export function solvedOnce<T>(talk: Talk, what: string, solve: () => T): T {
  const kept = ofTalks.get(talk) ?? solvedIn(talk.view);
  ofTalks.set(talk, kept);
  if (kept.has(what)) return kept.get(what) as T;
  const solved = solve();
  kept.set(what, solved);
  return solved;
}

function solvedIn({ model, seat, now, results, peek }: View): Solved {
  const tools = new Set([...model.quantities.values()].flatMap((one) => (one.kind === 'tool' ? [one.tool] : [])));
  const peeked = tools.size === 0 ? NOBODY : (peek ?? NOBODY);
  const models = ofPeeks.get(peeked) ?? new WeakMap<DecisionModel, States>();
  ofPeeks.set(peeked, models);
  const states = models.get(model) ?? new Map<string, Solved>();
  models.set(model, states);
  const { facts, amended, closed } = now.world;
  const figures = [...results].flatMap(([key, result]) => (tools.has(result.name) ? [[key, result.figures]] : []));
  const settings = [...amended].map(([option, inputs]) => [option, [...inputs]]);
  const state = JSON.stringify([seat.values, [...facts], settings, [...(closed ?? [])], figures]);
  const known = states.get(state);
  if (known !== undefined) return known;
  if (states.size >= MOST_KEPT) states.clear();
  const solved: Solved = new Map();
  states.set(state, solved);
  return solved;
}

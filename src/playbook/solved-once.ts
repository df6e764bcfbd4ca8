import type { DecisionModel } from '../reasoning/model.ts';
import { contentsOf } from '../reasoning/worlds.ts';
import type { Talk } from './talk.ts';
import type { View } from './view.ts';

/** States of a model, each with what was solved on it. */
const MOST_KEPT = 64;

type Solved = Map<string, unknown>;

/** What was solved on one state: for whoever ranks values alike, and for everybody. */
interface State {
  byValues: Map<string, Solved>;
  forAll: Solved;
}

type States = Map<string, State>;

const ofTalks = new WeakMap<Talk, { own: Solved; forAll: Solved }>();
/** By who runs calculators beside the record; where nobody does, figures are those of the record alone. */
const ofPeeks = new WeakMap<object, WeakMap<DecisionModel, States>>();
const NOBODY = {};

/**
 * What is solved on a member's state of the model, once: several moves ask for it, and each turn anew. It may rest on what the member takes
 * to be so, on their values and on nothing else that has been said: it is the same wherever these are the same.
 */
export function solvedOnce<T>(talk: Talk, what: string, solve: () => T): T {
  return keptIn(solvedFor(talk).own, what, solve);
}

/** The same of what rests on what is taken to be so alone: members who take the same to be so share it, whatever they value. */
export function solvedForAll<T>(talk: Talk, what: string, solve: () => T): T {
  return keptIn(solvedFor(talk).forAll, what, solve);
}

function keptIn<T>(kept: Solved, what: string, solve: () => T): T {
  if (kept.has(what)) return kept.get(what) as T;
  const solved = solve();
  kept.set(what, solved);
  return solved;
}

function solvedFor(talk: Talk): { own: Solved; forAll: Solved } {
  const known = ofTalks.get(talk);
  if (known !== undefined) return known;
  const { byValues, forAll } = stateOf(talk.view);
  const values = JSON.stringify(talk.view.seat.values);
  const own = byValues.get(values) ?? new Map<string, unknown>();
  byValues.set(values, own);
  ofTalks.set(talk, { own, forAll });
  return { own, forAll };
}

function stateOf({ model, now, results, peek }: View): State {
  const tools = new Set([...model.quantities.values()].flatMap((one) => (one.kind === 'tool' ? [one.tool] : [])));
  const peeked = tools.size === 0 ? NOBODY : (peek ?? NOBODY);
  const models = ofPeeks.get(peeked) ?? new WeakMap<DecisionModel, States>();
  ofPeeks.set(peeked, models);
  const states = models.get(model) ?? new Map<string, State>();
  models.set(model, states);
  const figures = [...results].flatMap(([key, result]) => (tools.has(result.name) ? [[key, result.figures]] : []));
  const state = JSON.stringify([...contentsOf(now.world), figures]);
  const known = states.get(state);
  if (known !== undefined) return known;
  if (states.size >= MOST_KEPT) states.clear();
  const solved: State = { byValues: new Map(), forAll: new Map() };
  states.set(state, solved);
  return solved;
}

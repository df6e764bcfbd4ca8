import type { ClaimRef } from '../core/turn.ts';
import { sameValue } from '../reasoning/claims.ts';
import type { World } from '../reasoning/evaluate.ts';
import type { CompiledGoal, CompiledNeed } from '../reasoning/model.ts';
import type { OptionSupport } from '../reasoning/support.ts';
import { assess } from '../reasoning/support.ts';
import type { State, View } from './view.ts';

/** What changed for a member since its last turn, and what accounts for most of it. */
export interface Change {
  from: string | null;
  to: string | null;
  /** Change of the support of the option that it stood for, or now stands for. */
  gain: number;
  cause: Cause | null;
  /** Where it shows most: an option that misses a limit now, keeps one again, or fares otherwise on a goal. */
  effect: Effect | null;
}

export type Cause =
  | { kind: 'fact'; name: string; turn: number; claim: ClaimRef | null; speaker: string }
  | { kind: 'event'; name: string }
  | { kind: 'setting'; option: string; turn: number | null };

export type Effect =
  | { kind: 'missed' | 'kept'; option: string; need: CompiledNeed }
  | { kind: 'goal'; option: string; goal: CompiledGoal };

/** A change below this is none that a listener would ask about. */
export const NOTICEABLE = 0.02;

/** Null before the first turn, and where nothing changed that anybody would notice. */
export function changeOf(view: View): Change | null {
  const { before, now } = view;
  if (before === null) return null;
  const from = before.assessment.best;
  const to = now.assessment.best;
  const about = from ?? to;
  const share = (state: State) => (about === null ? 0 : (state.assessment.options.get(about)?.share ?? 0));
  const gain = share(now) - share(before);
  if (from === to && Math.abs(gain) < NOTICEABLE) return null;
  return { from, to, gain, cause: causeOf(view, before, about), effect: effectOf(before, now, from, to) };
}

/** Of all that was learnt, what the support of the option hangs on most: the one without which it had changed least. */
function causeOf(view: View, before: State, about: string | null): Cause | null {
  const { now, model, seat } = view;
  const shareIn = (world: World) => {
    const { options, best } = assess(model, world, seat.values);
    return { share: about === null ? 0 : (options.get(about)?.share ?? 0), best };
  };
  const today = shareIn(now.world);
  const candidates: { cause: Cause; effect: number }[] = [];
  const weighed = (cause: Cause, world: World) => {
    const without = shareIn(world);
    const effect = Math.abs(today.share - without.share) + (without.best === today.best ? 0 : 1);
    if (effect > 1e-9) candidates.push({ cause, effect });
  };
  for (const [name, held] of now.knowledge.facts) {
    const earlier = before.knowledge.facts.get(name);
    if (earlier !== undefined && sameValue(earlier.value, held.value)) continue;
    const facts = new Map(now.world.facts);
    if (earlier === undefined) facts.delete(name);
    else facts.set(name, earlier.value);
    weighed(held.turn === null ? { kind: 'event', name } : factCause(view, name, held.turn), { ...now.world, facts });
  }
  for (const [option, inputs] of now.world.amended) {
    if (before.world.amended.get(option)?.size === inputs.size) continue;
    const amended = new Map(now.world.amended);
    const earlier = before.world.amended.get(option);
    if (earlier === undefined) amended.delete(option);
    else amended.set(option, earlier);
    const proposal = now.knowledge.proposals.findLast((one) => one.option === option);
    weighed({ kind: 'setting', option, turn: proposal?.turn ?? null }, { ...now.world, amended });
  }
  const [first] = candidates.sort((a, b) => b.effect - a.effect);
  return first?.cause ?? null;
}

function factCause({ turns }: View, name: string, turn: number): Cause {
  const said = turns.find(({ body }) => body.turn === turn)?.body;
  const claims = said?.claims ?? [];
  const claim = claims.find(({ numbers }) => numbers.some(({ refs }) => refs.includes(`fact:${name}`))) ?? claims[0];
  return {
    kind: 'fact',
    name,
    turn,
    claim: claim === undefined ? null : { turn, claim: claim.claim },
    speaker: said?.speaker ?? '',
  };
}

function effectOf(before: State, now: State, from: string | null, to: string | null): Effect | null {
  const options = [...new Set([from, to, ...now.assessment.options.keys()])].filter((option) => option !== null);
  for (const option of options) {
    const [then, today] = [before.assessment.options.get(option), now.assessment.options.get(option)];
    const missed = today?.missed.find((need) => !then?.missed.some(({ id }) => id === need.id));
    if (missed !== undefined) return { kind: 'missed', option, need: missed };
  }
  for (const option of options) {
    const [then, today] = [before.assessment.options.get(option), now.assessment.options.get(option)];
    const kept = then?.missed.find((need) => !today?.missed.some(({ id }) => id === need.id));
    if (kept !== undefined) return { kind: 'kept', option, need: kept };
  }
  const moves = options.flatMap((option) =>
    goalMoves(option, before.assessment.options.get(option), now.assessment.options.get(option)),
  );
  const [largest] = moves.sort((a, b) => b.size - a.size);
  return largest === undefined ? null : { kind: 'goal', option: largest.option, goal: largest.goal };
}

function goalMoves(option: string, then: OptionSupport | undefined, today: OptionSupport | undefined) {
  if (then === undefined || today === undefined) return [];
  return today.goals.flatMap(({ criterion, loss, weight }, index) => {
    const earlier = then.goals[index]?.loss ?? loss;
    const size = weight * Math.abs((loss ?? 0) - (earlier ?? 0));
    return criterion.kind === 'need' || size < 1e-6 ? [] : [{ option, goal: criterion, size }];
  });
}

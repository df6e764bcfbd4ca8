import { headOf } from '../core/scenario.ts';
import type { Claim, ClaimRef } from '../core/turn.ts';
import { subjectOf } from '../core/turn.ts';
import { sameValue } from '../reasoning/claims.ts';
import type { CompiledCriterion, CompiledGoal, CompiledNeed } from '../reasoning/model.ts';
import { bearsOn, followsFrom, namesOfCriterion } from '../reasoning/model.ts';
import type { OptionSupport } from '../reasoning/support.ts';
import { assess } from '../reasoning/support.ts';
import type { World } from '../reasoning/worlds.ts';
import { isOther } from './mattering.ts';
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
  /** A calculator's result that nobody had given before; `ref`: the call that gave it, null where the member itself makes it now. */
  | { kind: 'figure'; name: string; turn: number; ref: string | null; claim: ClaimRef | null; speaker: string }
  | { kind: 'setting'; option: string; input: string; claim: ClaimRef | null };

export type Effect =
  | { kind: 'missed' | 'kept'; option: string; need: CompiledNeed }
  | { kind: 'goal'; option: string; goal: CompiledGoal };

/** How a turn's stance names what moved the member: a claim, a fact, an input of an option, a calculation. */
export function causeRef(cause: Cause): string | null {
  if (cause.kind === 'event') return `fact:${cause.name}`;
  if (cause.claim !== null) return `turn:${cause.claim.turn}.${cause.claim.claim}`;
  if (cause.kind === 'setting') return `${cause.option}/${cause.input}`;
  // A figure that the member has only now computed is its own.
  return cause.kind === 'fact' ? `fact:${cause.name}` : (cause.ref ?? `tool:${cause.turn}`);
}

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
  const cause = causeOf(view, before, about);
  const bears = bearingOf(view, before, cause);
  // What another cause has done is no effect of this one.
  const effect = effectOf(before, now, { from, to, bears });
  return { from, to, gain, cause, effect };
}

/** Whether a criterion of an option can show what a cause has changed. */
function bearingOf(view: View, before: State, cause: Cause | null): Bears {
  const { model } = view;
  if (cause === null) return () => true;
  if (cause.kind === 'setting') return (option) => option === cause.option;
  if (cause.kind === 'figure')
    return (option, criterion) => {
      const follows = followsFrom(model, cause.name, option);
      return namesOfCriterion(criterion).some((name) => follows.has(headOf(name)));
    };
  const earlier = before.knowledge.facts.get(cause.name)?.value;
  return (option, criterion) =>
    bearsOn(model, cause.name, criterion, option) &&
    (typeof earlier !== 'number' || isOther(view, cause.name, earlier, namesOfCriterion(criterion), option));
}

type Bears = (option: string, criterion: CompiledCriterion) => boolean;

/**
 * Of all that was learnt, what the support of the option hangs on most: the one without which it had changed least. Where each of two
 * would do, that is none; then the one which alone changes it most.
 */
function causeOf(view: View, before: State, about: string | null): Cause | null {
  const { now, model, seat } = view;
  const shareIn = (world: World) => {
    const { options, best } = assess(model, world, seat.values);
    return { share: about === null ? 0 : (options.get(about)?.share ?? 0), best };
  };
  const today = shareIn(now.world);
  const then = shareIn(before.world);
  // What pulls the other way is no cause of a change.
  const way = Math.sign(today.share - then.share);
  const toward = (a: typeof today, b: typeof today) =>
    (way === 0 ? Math.abs(a.share - b.share) : way * (a.share - b.share)) + (a.best === b.best ? 0 : 1);
  const learnt = learntBetween(view, before).map(({ cause, without, alone }) => ({
    cause,
    needed: toward(today, shareIn(without)),
    enough: toward(shareIn(alone), then),
    turns: shareIn(alone).best !== then.best,
  }));
  // Nobody leaves an option because it may be set otherwise, where something else turns them as well.
  const isLeft = ({ cause }: (typeof learnt)[number]) => cause.kind === 'setting' && cause.option === then.best;
  const isTurned = then.best !== today.best && learnt.some((one) => !isLeft(one) && one.turns);
  const found = learnt.filter((one) => Math.max(one.needed, one.enough) > 1e-9 && !(isTurned && isLeft(one)));
  const [first] = found.sort((a, b) => b.needed - a.needed || b.enough - a.enough);
  return first?.cause ?? null;
}

interface Learnt {
  cause: Cause;
  /** All that is known now, but for this. */
  without: World;
  /** What was known before, and this. */
  alone: World;
}

function learntBetween(view: View, before: State): Learnt[] {
  const { now } = view;
  const learnt: Learnt[] = [];
  for (const [name, held] of now.knowledge.facts) {
    const earlier = before.knowledge.facts.get(name);
    if (earlier !== undefined && sameValue(earlier.value, held.value)) continue;
    const facts = new Map(now.world.facts);
    if (earlier === undefined) facts.delete(name);
    else facts.set(name, earlier.value);
    learnt.push({
      cause: held.turn === null ? { kind: 'event', name } : factCause(view, name, held.turn),
      without: { ...now.world, facts },
      alone: { ...before.world, facts: new Map([...before.world.facts, [name, held.value]]) },
    });
  }
  for (const [option, inputs] of now.world.amended) {
    const earlier = before.world.amended.get(option);
    if (earlier?.size === inputs.size) continue;
    const amended = new Map(now.world.amended);
    if (earlier === undefined) amended.delete(option);
    else amended.set(option, earlier);
    const proposal = now.knowledge.proposals.findLast((one) => one.option === option);
    learnt.push({
      cause: {
        kind: 'setting',
        option,
        input: [...inputs.keys()].at(-1) ?? '',
        claim: proposal === undefined ? null : { turn: proposal.turn, claim: proposal.claim },
      },
      without: { ...now.world, amended },
      alone: { ...before.world, amended: new Map([...before.world.amended, [option, inputs]]) },
    });
  }
  const closed = now.world.closed ?? new Set<string>();
  for (const name of before.world.closed ?? []) {
    if (closed.has(name)) continue;
    learnt.push({
      cause: figureCause(view, name),
      without: { ...now.world, closed: new Set([...closed, name]) },
      alone: { ...before.world, closed: new Set([...(before.world.closed ?? [])].filter((other) => other !== name)) },
    });
  }
  // A calculator that was open before and has now been run for an option for the first time.
  for (const { kind, name } of view.model.quantities.values()) {
    if (kind !== 'tool' || closed.has(name) || before.world.closed?.has(name) === true) continue;
    const of = ({ assessment }: State, option: string) => assessment.options.get(option)?.values.of(name) ?? null;
    const isNew = view.model.options.some((option) => of(before, option) === null && of(now, option) !== null);
    if (isNew)
      learnt.push({
        cause: figureCause(view, name),
        without: { ...now.world, closed: new Set([...closed, name]) },
        alone: before.world,
      });
  }
  return learnt;
}

/** Who first gave a calculator's result; the member itself where it has only now run it. */
function figureCause({ turns, model, seat, brief }: View, name: string): Cause {
  const quantity = model.quantities.get(name);
  const { tool, figure } = quantity?.kind === 'tool' ? quantity : { tool: null, figure: undefined };
  for (const { body, tools, consults } of turns) {
    const own = tools.find((call) => call.name === tool);
    const asked = consults.find(({ calculation }) => calculation?.name === tool);
    const call = own === undefined ? asked?.call : own.call;
    if (call === undefined) continue;
    const ref = `${own === undefined ? 'consult' : 'tool'}:${body.turn}.${call}`;
    const isOfIt = ({ reason, evidence, numbers }: Claim) =>
      subjectOf(reason) === name ||
      evidence.ref?.split('/')[0] === ref ||
      numbers.some(({ refs }) => refs.some((one) => one.split('/')[0] === ref));
    const claim = body.claims.find(isOfIt);
    return {
      kind: 'figure',
      name,
      turn: body.turn,
      ref: figure === undefined ? ref : `${ref}/${figure}`,
      claim: claim === undefined ? null : { turn: body.turn, claim: claim.claim },
      speaker: body.speaker,
    };
  }
  return { kind: 'figure', name, turn: brief.turn, ref: null, claim: null, speaker: seat.id };
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

function effectOf(
  before: State,
  now: State,
  { from, to, bears }: { from: string | null; to: string | null; bears: Bears },
): Effect | null {
  const options = [...new Set([from, to, ...now.assessment.options.keys()])].filter((option) => option !== null);
  for (const option of options) {
    const [then, today] = [before.assessment.options.get(option), now.assessment.options.get(option)];
    // What could not be chosen before either is no news.
    if (then !== undefined && then.missed.length > 0) continue;
    const missed = today?.missed.find((need) => bears(option, need));
    if (missed !== undefined) return { kind: 'missed', option, need: missed };
  }
  for (const option of options) {
    const [then, today] = [before.assessment.options.get(option), now.assessment.options.get(option)];
    if (today !== undefined && today.missed.length > 0) continue;
    const kept = then?.missed.find((need) => bears(option, need));
    if (kept !== undefined) return { kind: 'kept', option, need: kept };
  }
  const moves = options.flatMap((option) =>
    goalMoves(option, before.assessment.options.get(option), now.assessment.options.get(option)).filter(({ goal }) =>
      bears(option, goal),
    ),
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

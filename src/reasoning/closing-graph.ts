import type { PersonaCard } from '../core/card.ts';
import type { Figure, ToolCall } from '../core/effects.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { Consideration, Fact, Scenario } from '../core/scenario.ts';
import type { Claim } from '../core/turn.ts';
import type { Value } from '../core/values.ts';
import type { Reason } from './argument.ts';
import { weigh } from './argument.ts';
import { figureRead } from './considerations.ts';
import { seatingOf } from './seating.ts';
import { audienceOf } from './standing.ts';
import { callFor, edgeOf, factValue, isVague, statesReason, strengthFrom } from './view.ts';

/** A reason on the table: how strong it is, and whose it is. */
export interface HeldReason {
  consideration: Consideration;
  /** -1..1 */
  strength: number;
  speaker: string;
}

/** A reason as the debate left it: its last statement, and where it was said. */
export interface SaidReason extends HeldReason {
  claim: Claim;
  turn: number;
}

/** Every reason that somebody in a cast would raise, its strength still to be read. */
export function raisable(
  scenario: Scenario,
  cards: readonly PersonaCard[],
  desks: readonly { member: string; topic: string }[],
): HeldReason[] {
  const seatings = [...seatingOf(scenario, cards, desks)];
  return scenario.considerations.flatMap((consideration) => {
    const raiser = seatings.find(([, { mine }]) => mine.includes(consideration.id))?.[0];
    return raiser === undefined
      ? []
      : [{ consideration, strength: strengthFrom(consideration, null), speaker: raiser }];
  });
}

/** Every reason said aloud, with the figure it had last. */
export function saidReasons(events: readonly TranscriptEvent[], scenario: Scenario): SaidReason[] {
  const said = new Map<string, SaidReason>();
  for (const { turn, speaker, claims } of eventsOf(events, 'turn.recorded')) {
    for (const claim of claims.filter(statesReason)) {
      const consideration = scenario.considerations.find(({ id }) => id === claim.reason);
      if (consideration === undefined || (said.has(consideration.id) && isVague(claim, consideration))) continue;
      const strength = strengthFrom(consideration, claim.figure?.value ?? null);
      said.set(consideration.id, { consideration, strength, claim, turn, speaker });
    }
  }
  return [...said.values()];
}

export interface Member {
  id: string;
  values: readonly Value[];
  /** Trust in each colleague, `*` for the rest. */
  trust: ReadonlyMap<string, number>;
}

/** Mean share of each option over the members, all of them having heard the same reasons. */
export function supportOf(
  said: readonly HeldReason[],
  options: readonly string[],
  members: readonly Member[],
  seed: number,
): Record<string, number> {
  const total = Object.fromEntries(options.map((option) => [option, 0]));
  for (const member of members) {
    const { share } = weigh(
      said.map((reason) => edgeFor(reason, member)),
      options,
      audienceOf(member, seed),
    );
    for (const option of options) total[option] = (total[option] ?? 0) + (share[option] ?? 0) / members.length;
  }
  return total;
}

function edgeFor({ consideration, strength, speaker }: HeldReason, { id, trust }: Member): Reason {
  return {
    ...edgeOf(consideration),
    id: consideration.id,
    value: consideration.value,
    strength,
    trust: speaker === id ? 1 : (trust.get(speaker) ?? trust.get('*') ?? 0.5),
  };
}

/** The same reasons with their figures computed again from other facts; nobody hears anything new. */
export function reread<R extends HeldReason>(
  said: readonly R[],
  facts: Record<string, Fact>,
  data: Record<string, string>,
  calculate: (call: ToolCall) => Record<string, Figure>,
): R[] {
  return said.map((reason) => {
    const { from } = reason.consideration;
    if ('judgement' in from) return reason;
    const call = callFor(reason.consideration, facts, data);
    const value = 'fact' in from ? factValue(facts, from.fact) : call && calculate(call)[figureRead(from)]?.value;
    return { ...reason, strength: strengthFrom(reason.consideration, value ?? null) };
  });
}

import { eventsOf } from '../core/events.ts';
import { randomFrom } from '../core/random.ts';
import type { FloorState } from './floor.ts';

/** What the debate asks of somebody who could speak next, the most pressing first. */
export type Calling =
  | { kind: 'asked'; by: string; turn: number }
  /** `turn` disputes what they said in turn `of`. */
  | { kind: 'disputed'; by: string; turn: number; of: number }
  | { kind: 'alone'; option: string }
  | { kind: 'waiting'; turns: number };

export interface Called {
  speaker: string;
  calling: Calling;
}

const PRESSING: Record<Calling['kind'], number> = { asked: 3, disputed: 2, alone: 1, waiting: 0 };

/**
 * Whom a moderator may give the floor, and what calls for each: a question or a dispute that they have not spoken to since, or that
 * nobody else is for their option. A round has `turns` of them; whoever spoke last waits for another, unless they may speak `again`.
 */
export function calledOn(state: FloorState & { turns: number; again?: boolean }): Called[] {
  const { seats, events, phase, round, turns, again = false, passed = [] } = state;
  const spoken = eventsOf(events, 'turn.recorded');
  const inRound = spoken.filter((turn) => turn.phase === phase && turn.round === round);
  if (inRound.length >= turns) return [];
  const last = spoken.at(-1);
  const held = new Map(spoken.map(({ speaker, stance }) => [speaker, stance.option]));
  return seats
    .filter((seat) => (again || seat !== last?.speaker) && !passed.includes(seat))
    .map((speaker): Called => {
      const before = spoken.findLast((turn) => turn.speaker === speaker)?.turn ?? 0;
      const since = spoken.filter(({ turn }) => turn > before);
      const asked = since.find(({ question, addressee }) => question !== null && addressee === speaker);
      if (asked !== undefined) return { speaker, calling: { kind: 'asked', by: asked.speaker, turn: asked.turn } };
      const disputed = since.find(
        ({ act, answers }) =>
          act === 'rebut' && spoken.some((turn) => turn.turn === answers?.turn && turn.speaker === speaker),
      );
      if (disputed?.answers != null)
        return {
          speaker,
          calling: { kind: 'disputed', by: disputed.speaker, turn: disputed.turn, of: disputed.answers.turn },
        };
      const option = held.get(speaker) ?? null;
      const isAlone = option !== null && [...held].every(([other, theirs]) => other === speaker || theirs !== option);
      if (isAlone && since.length > 1) return { speaker, calling: { kind: 'alone', option } };
      return { speaker, calling: { kind: 'waiting', turns: since.length } };
    });
}

/** The one whom the offline moderator chooses: what presses most, then what has waited longest. Null where nobody may speak. */
export function mostPressing(
  called: readonly Called[],
  { seed, round }: Pick<FloorState, 'seed' | 'round'>,
): Called | null {
  const ranked = called.map((one) => ({ one, rank: rankOf(one, randomFrom(seed, 'moderator', round, one.speaker)()) }));
  const [first, ...rest] = ranked;
  return first === undefined ? null : rest.reduce((a, b) => (b.rank > a.rank ? b : a), first).one;
}

/** Among equals the oldest question or dispute, and the longest wait; then chance. */
function rankOf({ calling }: Called, jitter: number): number {
  const age = 'turns' in calling ? calling.turns / 1e4 : 'turn' in calling ? -calling.turn / 1e4 : 0;
  return PRESSING[calling.kind] + age + jitter / 1e6;
}

/** Who is next in an order that a scenario gives: those who left, or never sat there, are passed over. Null at its end. */
export function nextInOrder(
  order: readonly string[],
  { seats, events }: Pick<FloorState, 'seats' | 'events'>,
): { speaker: string; place: number } | null {
  let next = 0;
  for (const { speaker, rule } of eventsOf(events, 'floor.granted')) {
    if (rule !== 'ordered') continue;
    const taken = order.indexOf(speaker, next);
    if (taken >= 0) next = taken + 1;
  }
  const ahead = order.findIndex((member, index) => index >= next && seats.includes(member));
  return ahead < 0 ? null : { speaker: order[ahead] as string, place: ahead + 1 };
}

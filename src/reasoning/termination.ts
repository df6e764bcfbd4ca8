import type { Spent } from '../core/budget.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { Condition, DecisionRule, StopRule } from '../core/scenario.ts';
import { decide } from './decision.ts';

/** How far a debate is, for its stop rule. */
export interface Standing {
  events: readonly TranscriptEvent[];
  /** Those at the table. */
  seats: readonly string[];
  decision: DecisionRule;
  /** Rounds of rebuttal that are over. */
  rounds: number;
  spent: Spent;
  seconds: number;
}

/** So many turns in a row tell that a debate has stalled. */
const MOST_STALLED_TURNS = 4;

export const stalledTurns = (seats: number): number => Math.min(MOST_STALLED_TURNS, seats);

/** The conditions by which a rule holds now, as they are recorded, each once; null where it does not hold. */
export function heldBy(rule: StopRule, standing: Standing): string[] | null {
  if (typeof rule === 'object' && 'any' in rule) {
    const held = rule.any.flatMap((one) => heldBy(one, standing) ?? []);
    return held.length === 0 ? null : [...new Set(held)];
  }
  if (typeof rule === 'object' && 'all' in rule) {
    const held = rule.all.map((one) => heldBy(one, standing));
    return held.includes(null) ? null : [...new Set(held.flatMap((one) => one ?? []))];
  }
  return holds(rule, standing) ? [conditionWords(rule)] : null;
}

function conditionWords(condition: Condition): string {
  return typeof condition === 'string' ? condition : Object.entries(condition).flat().join(' ');
}

function holds(condition: Condition, { events, seats, decision, rounds, spent, seconds }: Standing): boolean {
  if (condition === 'stall') return stalled(events, stalledTurns(seats.length));
  const spoken = eventsOf(events, 'turn.recorded');
  const stances = () =>
    seats.map((seat) => spoken.findLast(({ speaker }) => speaker === seat)?.stance ?? { option: null, confidence: 0 });
  if (condition === 'consensus') {
    const options = new Set(stances().map(({ option }) => option));
    return options.size === 1 && !options.has(null);
  }
  if ('turns' in condition) return spoken.length >= condition.turns;
  if ('rounds' in condition) return rounds >= condition.rounds;
  if ('margin' in condition) return decide(decision, stances()).margin >= condition.margin;
  if ('seconds' in condition) return seconds >= condition.seconds;
  if ('calls' in condition) return spent.calls >= condition.calls;
  return 'tokens' in condition ? spent.tokens >= condition.tokens : spent.usd >= condition.usd;
}

/** Whether a rule looks at the clock, whose looks are effects. */
export function asksTheTime(rule: StopRule | undefined): boolean {
  if (rule === undefined || typeof rule === 'string') return false;
  if ('any' in rule) return rule.any.some(asksTheTime);
  return 'all' in rule ? rule.all.some(asksTheTime) : 'seconds' in rule;
}

/** Whether the last `turns` turns of a phase brought no reason that had not been said, no new figure, no question, and moved nobody. */
export function stalled(events: readonly TranscriptEvent[], turns: number): boolean {
  const spoken = eventsOf(events, 'turn.recorded');
  const last = spoken.slice(-turns);
  if (last.length < turns || last.some(({ phase }) => phase !== 'rebuttal')) return false;
  return last.every((turn) => {
    const earlier = spoken.filter((other) => other.turn < turn.turn);
    const said = earlier.flatMap(({ claims }) => claims);
    const isNews = turn.claims.some(({ reason, figure, evidence }) => {
      if (reason === null) return evidence.kind !== 'none';
      const before = said.filter((claim) => claim.reason === reason);
      return before.length === 0 || (figure !== null && !before.some((claim) => claim.figure?.value === figure.value));
    });
    return !isNews && turn.question === null && turn.proposes === null && turn.stance.movedBy.length === 0;
  });
}

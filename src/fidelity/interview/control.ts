import type { DebateTurns } from '../evaluation/debate-turns.ts';
import type { Probe } from './probes.ts';

/** The same questions in every round of a debate, about as many as the member had turns in one. */
export interface ControlPlan {
  rounds: readonly number[];
  questions: readonly Probe[];
}

/**
 * How a member is asked alone, so that their slope over a debate can be told from the slope that they have anyway. The set is
 * the same in every round: what moves then is the member, and not the questions. Null where the debate has no course.
 */
export function controlPlan({ turns }: DebateTurns, persona: string, probes: readonly Probe[]): ControlPlan | null {
  const own = turns.filter((turn) => turn.persona === persona && turn.act !== 'close' && turn.round !== undefined);
  const rounds = [...new Set(own.flatMap(({ round }) => round ?? []))].sort((a, b) => a - b);
  if (rounds.length === 0) return null;
  const each = Math.max(1, Math.round(own.length / rounds.length));
  return { rounds, questions: probes.slice(0, each) };
}

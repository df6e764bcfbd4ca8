import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { Decision } from '../reasoning/decision.ts';
import { decide } from '../reasoning/decision.ts';
import type { DebateContext } from './context.ts';
import { seatsOf } from './context.ts';

export function votesOf(events: readonly TranscriptEvent[]): EventBody<'vote.cast'>[] {
  return eventsOf(events, 'vote.cast').filter(({ blind }) => !blind);
}

export function decisionOf({ setup, events }: Pick<DebateContext, 'setup' | 'events'>): Decision {
  return decide(setup.scenario.decision, votesOf(events));
}

/** Turns as votes: each speaker's stance, with the first reason that carries it. */
export function votesFrom(
  turns: readonly EventBody<'turn.recorded'>[],
  { blind }: { blind: boolean },
): TranscriptEvent[] {
  return turns.map(({ speaker, stance, claims, turn, condition }) => ({
    type: 'vote.cast',
    body: {
      member: speaker,
      option: stance.option,
      confidence: stance.confidence,
      blind,
      reason: claims.find(({ reason }) => reason !== null)?.reason ?? null,
      condition,
      turn,
    },
  }));
}

/** Where each of those at the table stood last, as their votes. */
export function lastStances(context: DebateContext): TranscriptEvent[] {
  const spoken = eventsOf(context.events, 'turn.recorded');
  const last = seatsOf(context).flatMap(({ card }) => spoken.findLast(({ speaker }) => speaker === card.id) ?? []);
  return votesFrom(last, { blind: false });
}

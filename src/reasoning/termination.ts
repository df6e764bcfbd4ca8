import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';

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

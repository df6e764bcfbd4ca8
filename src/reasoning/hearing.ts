import type { Heard } from '../core/briefing.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { Visibility } from '../core/scenario.ts';

interface Said {
  speaker: string;
  addressee: string;
}

/** Whether a member hears a turn: where only the addressee does, one to a member is theirs and the speaker's. */
export function hearsTurn(visibility: Visibility | undefined, member: string, { speaker, addressee }: Said): boolean {
  return visibility !== 'addressee' || addressee === 'all' || addressee === member || speaker === member;
}

/** The same for anything that is said; what the moderator says is for all. */
export function hears(visibility: Visibility | undefined, member: string, said: Heard): boolean {
  return said.kind !== 'turn' || hearsTurn(visibility, member, said.body);
}

/** Events without the turns that a member did not hear. */
export function eventsHeardBy(
  visibility: Visibility | undefined,
  member: string,
  events: readonly TranscriptEvent[],
): readonly TranscriptEvent[] {
  if (visibility !== 'addressee') return events;
  return events.filter(({ type, body }) => type !== 'turn.recorded' || hearsTurn(visibility, member, body));
}

import type { EventBody } from '../core/events.ts';

/** Why a member has the floor that a reader wants to know, as the turns before show it; `record` is the record's own sentence. */
export type FloorReason =
  | { rule: 'asked'; by: string; turn: number }
  | { rule: 'answered'; by: string; turn: number; answered: number }
  | { rule: 'champion' | 'dissent' | 'firmest' }
  /** `by` is null where it is nobody of the cast; `why` are the words of whoever chose, empty where a person gave none. */
  | { rule: 'moderated' | 'named'; by: string | null; why: string }
  | { rule: 'record'; why: string };

/** Null where it tells nothing: whose turn it simply was, and what a heading says already (openings, votes, a reply to the turn before). */
export function floorReason(
  floor: EventBody<'floor.granted'> | null,
  before: readonly EventBody<'turn.recorded'>[],
): FloorReason | null {
  if (floor === null) return null;
  const { rule, speaker, why } = floor;
  if (rule === 'asked') {
    const asking = before.findLast(({ addressee, question }) => addressee === speaker && question !== null);
    return asking === undefined ? { rule: 'record', why } : { rule, by: asking.speaker, turn: asking.turn };
  }
  if (rule === 'answered') {
    const asked = before.find(
      (turn) =>
        turn.question !== null &&
        turn.addressee === speaker &&
        !before.some((later) => later.speaker === speaker && later.answers?.turn === turn.turn),
    );
    if (asked !== undefined) return { rule: 'asked', by: asked.speaker, turn: asked.turn };
    const own = new Set(before.filter((turn) => turn.speaker === speaker).map(({ turn }) => turn));
    const reply = before.findLast((turn) => turn.answers !== null && own.has(turn.answers.turn));
    if (reply?.answers == null) return { rule: 'record', why };
    return { rule, by: reply.speaker, turn: reply.turn, answered: reply.answers.turn };
  }
  if (rule === 'joined') return { rule: 'record', why };
  if (rule === 'moderated' || rule === 'named') return { rule, by: floor.by ?? null, why };
  return rule === 'champion' || rule === 'dissent' || rule === 'firmest' ? { rule } : null;
}

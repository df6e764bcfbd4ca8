import { z } from 'zod';
import { PitwallError } from '../../core/error.ts';
import { eventsOf } from '../../core/events.ts';
import type { NoteList } from '../api.ts';
import { checkedBody } from './body.ts';
import type { RecordSource, Records } from './records.ts';

/** Longer than anybody writes about one turn, and short enough to be carried with a debate. */
const MOST_CHARACTERS = 10_000;

const Note = z.strictObject({
  turn: z.number().int().positive(),
  star: z.boolean(),
  text: z.string().max(MOST_CHARACTERS),
});

export const noteList = (records: RecordSource, id: string): NoteList => ({
  version: 1,
  notes: records.read().notes(id),
});

/** Keeps what a reader says of a turn, in place of what they said of it before. */
export function keepNote(records: Records, id: string, body: unknown): NoteList {
  const { turn, star, text } = checkedBody(Note, body);
  const isThere = eventsOf(
    records.events(id).map(({ event }) => event),
    'turn.recorded',
  ).some((one) => one.turn === turn);
  if (!isThere) throw new PitwallError('UNKNOWN_NAME', `debate ${id} has no turn ${turn}`);
  records.write().keepNote(id, { turn, star, text: text.trim().toWellFormed() });
  return noteList(records, id);
}

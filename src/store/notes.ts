import type { Database } from 'better-sqlite3';
import type { TurnNote } from '../core/record.ts';

/** What a reader keeps about the turns of a debate, in their order. */
export function notesOf(db: Database, debate: string): TurnNote[] {
  const rows = db
    .prepare<[string], { turn: number; star: number; text: string; at: string }>(
      'SELECT turn, star, text, at FROM turn_notes WHERE debate = ? ORDER BY turn',
    )
    .all(debate);
  return rows.map((row) => ({ ...row, star: row.star === 1 }));
}

/** In place of the note that the turn had; one that says nothing is taken away. */
export function keepNote(db: Database, debate: string, { turn, star, text, at }: TurnNote): void {
  if (!star && text === '') {
    db.prepare('DELETE FROM turn_notes WHERE debate = ? AND turn = ?').run(debate, turn);
    return;
  }
  db.prepare('INSERT OR REPLACE INTO turn_notes (debate, turn, star, text, at) VALUES (?, ?, ?, ?, ?)').run(
    debate,
    turn,
    star ? 1 : 0,
    text,
    at,
  );
}

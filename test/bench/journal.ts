import Sqlite from 'better-sqlite3';
import { speakerOf, wordsOf } from './workload.ts';

/** One durable commit a turn, as a hand-written program would keep its debate. */
export function journal(file: string): { keep(turn: number, messages: number): void; close(): void } {
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE turns (turn INTEGER PRIMARY KEY, speaker TEXT, said TEXT, messages INTEGER) STRICT');
  const insert = db.prepare('INSERT INTO turns VALUES (?, ?, ?, ?)');
  return {
    keep: (turn, messages) => void insert.run(turn, speakerOf(turn), wordsOf(turn), messages),
    close: () => void db.close(),
  };
}

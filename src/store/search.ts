import type { Database } from 'better-sqlite3';
import { storable } from '../core/canonical.ts';
import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import { KIND } from './catalog.ts';
import { openForReading } from './connection.ts';
import { guarded } from './failure.ts';

/** Characters that the index is cut into; a shorter word is looked for without it. */
const SHORTEST_INDEXED = 3;

const CASES = [(word: string) => word, (word: string) => word.toLowerCase(), (word: string) => word.toUpperCase()];

const within = (word: string) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;

export interface SearchOptions {
  text: string;
  /** A member's id, or `moderator`. */
  speaker?: string | undefined;
  scenario?: string | undefined;
  /** Lines and answers of chats, and no debates; a person's line is by `you`. */
  chats?: boolean | undefined;
}

export interface Found {
  debate: string;
  scenario: string;
  turn: number;
  speaker: string;
  /** 0 for the utterance, else the claim's number. */
  claim: number;
  text: string;
  /** Where the words of the search stand in `text`: start and end in UTF-16 units, in order, not touching. */
  marks: [number, number][];
}

interface Row {
  debate: string;
  scenario: string;
  turn: number;
  speaker: string;
  claim: number;
  text: string;
}

/**
 * Turns whose utterance, or else a claim, holds every word of `text`, whatever its case; a quoted run of words is one.
 * The newest debate first, in order of turns. Throws USAGE for a text without a word.
 */
export function searchDebates(file: string, options: SearchOptions): Found[] {
  const words = wordsOf(options.text);
  if (words.length === 0) throw new PitwallError('USAGE', 'expected a text to search for, got none');
  const db = openForReading(file);
  try {
    return guarded(file, () => {
      const found = options.chats === true ? foundInChats(db, words, options) : foundIn(db, words, options);
      if (found.length === 0 && options.chats !== true) refuseUnknown(db, options);
      return found;
    });
  } finally {
    db.close();
  }
}

/** What stands between double quotes is one word, and so is each run without white space outside of them. */
export function wordsOf(text: string): string[] {
  const words = [...storable(text.normalize('NFC')).matchAll(/"([^"]*)"|[^\s"]+/g)].map(([whole, quoted]) =>
    (quoted ?? whole).trim(),
  );
  return [...new Set(words.filter((word) => word !== ''))];
}

function foundIn(db: Database, words: readonly string[], { speaker, scenario }: SearchOptions): Found[] {
  const isLong = (word: string) => [...word].length >= SHORTEST_INDEXED;
  const long = words.filter(isLong);
  const short = words.filter((word) => !isLong(word));
  const conditions = [
    // A probe says over again what its debate has said.
    `NOT EXISTS (SELECT 1 FROM records AS debates WHERE id = s.debate AND ${KIND} = 'probe')`,
    // Quoted, so that nothing in it is syntax.
    ...(long.length === 0 ? [] : ['s.number IN (SELECT rowid FROM said_index WHERE said_index MATCH @match)']),
    // LIKE knows the case of ASCII only.
    ...short.map(
      (_, index) => `(${CASES.map((_case, at) => `s.text LIKE @like${index}_${at} ESCAPE '\\'`).join(' OR ')})`,
    ),
    ...(speaker === undefined ? [] : ['s.speaker = @speaker COLLATE NOCASE']),
    ...(scenario === undefined ? [] : ['r.scenario = @scenario COLLATE NOCASE']),
  ];
  const parameters = {
    ...(long.length === 0 ? {} : { match: long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' ') }),
    ...Object.fromEntries(
      short.flatMap((word, index) => CASES.map((cased, at) => [`like${index}_${at}`, within(cased(word))])),
    ),
    ...(speaker === undefined ? {} : { speaker }),
    ...(scenario === undefined ? {} : { scenario }),
  };
  const rows = db.prepare<[typeof parameters], Row>(
    `SELECT s.debate, r.scenario, s.turn, s.speaker, s.claim, s.text
     FROM said AS s JOIN records AS r ON r.id = s.debate
     WHERE ${conditions.join(' AND ')} ORDER BY r.number DESC, s.turn, s.claim`,
  );
  const turns = new Map<string, Row>();
  for (const row of rows.iterate(parameters)) {
    const turn = `${row.debate} ${row.turn}`;
    if (!turns.has(turn)) turns.set(turn, row);
  }
  return [...turns.values()].map((row) => ({ ...row, marks: marksOf(row.text, words) }));
}

/** Chats are short and few: what was said in them is read, where debates have an index. */
function foundInChats(db: Database, words: readonly string[], { speaker, scenario }: SearchOptions): Found[] {
  const rows = db.prepare<[], Row>(
    `SELECT e.debate, r.scenario, e.body ->> '$.turn' AS turn, 0 AS claim,
       CASE e.type WHEN 'question.asked' THEN 'you' ELSE e.body ->> '$.member' END AS speaker,
       e.body ->> CASE e.type WHEN 'question.asked' THEN '$.text' ELSE '$.said' END AS text
     FROM events AS e JOIN records AS r ON r.id = e.debate
     WHERE e.type IN ('question.asked', 'question.answered') AND json_valid(e.body)
       AND EXISTS (SELECT 1 FROM records AS debates WHERE id = e.debate AND ${KIND} = 'chat')
     ORDER BY r.number DESC, e.seq`,
  );
  const wanted = words.map(folded);
  const isSame = (a: string | undefined, b: string) => a === undefined || a.toLowerCase() === b.toLowerCase();
  return rows
    .all()
    .filter((row) => typeof row.text === 'string' && wanted.every((word) => folded(row.text).includes(word)))
    .filter((row) => isSame(speaker, row.speaker) && isSame(scenario, row.scenario))
    .map((row) => ({ ...row, marks: marksOf(row.text, words) }));
}

/** Nothing found for a name that nobody has is a slip of the pen. */
function refuseUnknown(db: Database, { speaker, scenario }: SearchOptions): void {
  for (const [flag, name, sql] of [
    ['--speaker', speaker, 'SELECT DISTINCT speaker FROM said ORDER BY speaker'],
    ['--scenario', scenario, 'SELECT DISTINCT scenario FROM records ORDER BY scenario'],
  ] as const) {
    if (name === undefined) continue;
    const names = db.prepare<[], string>(sql).pluck().all();
    if (names.some((known) => known.toLowerCase() === name.toLowerCase())) continue;
    throw new PitwallError('UNKNOWN_NAME', `no debate has \`${flag} ${name}\`${nearest(name, names)}`, {
      data: { name, names },
    });
  }
}

/** Where the words stand, as the index compares them: by simple lower case, which keeps every length in UTF-16 units. */
function marksOf(text: string, words: readonly string[]): [number, number][] {
  const lower = folded(text);
  const spans = words.flatMap((word) => {
    const wanted = folded(word);
    const found: [number, number][] = [];
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      found.push([at, at + wanted.length]);
    }
    return found;
  });
  const marks: [number, number][] = [];
  for (const [start, end] of spans.sort(([a], [b]) => a - b)) {
    const last = marks.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else marks.push([start, end]);
  }
  return marks;
}

function folded(text: string): string {
  return [...text]
    .map((character) => {
      const lower = character.toLowerCase();
      return lower.length === character.length ? lower : character;
    })
    .join('');
}

import { PitwallError } from '../../core/error.ts';
import type { Found } from '../../door.ts';
import { searchDebates } from '../../door.ts';
import type { Team } from '../../project/index.ts';
import { LABELS } from '../../report/labels.ts';
import type { SaidHit, SaidIn, SaidList } from '../api.ts';
import type { Records } from './records.ts';
import { memberName } from './rows.ts';

/** Who a search says has said what belongs to no seat. */
const MODERATOR = 'moderator';

/** Hits of a debate that a list shows; the debate itself has the rest. */
const SHOWN = 3;
/** Characters of a passage, and how many of them stand before the first word that was looked for. */
const PASSAGE = 140;
const BEFORE = 40;

/** Turns in which somebody said every word of `text`, by debate; none where no debate has been run. */
export function saidIn(records: Records, team: Team, text: string, speaker?: string): SaidList {
  const found = records.maybe() === null || text.trim() === '' ? [] : foundIn(records.file, text, speaker);
  const byDebate = new Map<string, Found[]>();
  for (const one of found) {
    const others = byDebate.get(one.debate);
    if (others === undefined) byDebate.set(one.debate, [one]);
    else others.push(one);
  }
  const castings = records.castings();
  const debates = [...byDebate].map(([debate, hits]): SaidIn => {
    const language = castings.get(debate)?.language ?? 'en';
    const nameOf = (id: string) => (id === MODERATOR ? LABELS[language].moderator : memberName(id, team, language));
    return { debate, count: hits.length, hits: hits.slice(0, SHOWN).map((hit) => hitOf(hit, nameOf(hit.speaker))) };
  });
  return { version: 1, debates };
}

function foundIn(file: string, text: string, speaker: string | undefined): Found[] {
  try {
    return searchDebates(file, { text, speaker: speaker || undefined });
  } catch (error) {
    // A member who has a seat and has not said a word yet, or a text of quotation marks alone.
    if (error instanceof PitwallError && (error.code === 'UNKNOWN_NAME' || error.code === 'USAGE')) return [];
    throw error;
  }
}

function hitOf({ turn, text, marks }: Found, speaker: string): SaidHit {
  const first = marks[0]?.[0] ?? 0;
  const from = startOf(text, Math.max(0, Math.min(first - BEFORE, text.length - PASSAGE)));
  const to = startOf(text, Math.min(text.length, from + PASSAGE));
  const passage: SaidHit['passage'] = [];
  const add = (piece: string, found: boolean) => {
    if (piece !== '') passage.push({ text: piece, found });
  };
  let at = from;
  for (const [start, end] of marks) {
    if (end <= at || start >= to) continue;
    add(text.slice(at, Math.max(at, start)), false);
    add(text.slice(Math.max(at, start), Math.min(end, to)), true);
    at = Math.min(end, to);
  }
  add(text.slice(at, to), false);
  if (from > 0) passage.unshift({ text: '…', found: false });
  if (to < text.length) passage.push({ text: '…', found: false });
  return { turn, speaker, passage };
}

/** The place itself, or the one before it where it would cut a character in two. */
const startOf = (text: string, at: number): number =>
  /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;

import type { Language } from './language.ts';

/** What a person at the table is asked when they have the floor. */
export interface HumanQuestion {
  member: string;
  language: Language;
  task: 'open' | 'rebut' | 'vote' | 'close';
  turn: number;
  motion: string;
  options: { id: string; label: string }[];
  /** Reasons that they may bring; `+ option` speaks for it, `- option` against it. */
  reasons: { id: string; label: string }[];
  /** Claims of the others so far, by `turn.claim`. */
  claims: { ref: string; speaker: string; text: string }[];
  /** The option for which they spoke last. */
  last: string | null;
}

/** Whom a person may give the floor: in the order of the table, with what calls for each in a sentence. */
export interface FloorQuestion {
  language: Language;
  turn: number;
  round: number;
  offered: { id: string; name: string; because: string }[];
  /** Whom the offline moderator would name. */
  suggested: string;
}

/** Whom they name, and why in their words; null where the rebuttals are to end, and where they gave no reason. */
export interface FloorAnswer {
  speaker: string | null;
  why: string | null;
}

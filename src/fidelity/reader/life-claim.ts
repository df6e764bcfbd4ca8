import type { Finding } from '../findings/finding.ts';
import type { CompiledCard, Post } from '../model/compiled-card.ts';
import type { Statement } from '../reading/clauses.ts';
import type { Vocabulary } from '../reading/mentions.ts';

/** One relation that a turn claims of its speaker's life, held against the card's. Offsets are those of the utterance. */
export interface LifeClaim {
  /** Null: the card bears it out. */
  finding: Finding | null;
  /** Whether it rules the turn out; else it weighs with the reader alone. */
  isSure: boolean;
  start: number;
  end: number;
  line: number | undefined;
}

type PlaceKind = 'post' | 'school' | 'branch' | 'here';
/** A place of a life that a sentence names; null posts are those of no line of the card. */
export interface Station {
  kind: PlaceKind;
  said: string;
  entry: readonly string[];
  posts: readonly Post[];
  start: number;
  end: number;
}

export interface Relations {
  /** Teams and labs that stand in one post alone, in lower case. */
  teams: ReadonlyMap<string, Post>;
  /** Words of an employer's name that name one post alone. */
  names: Vocabulary;
  postOf: ReadonlyMap<string, Post>;
  /** Titles by post, in the groups of `TITLES`. */
  titles: ReadonlyMap<Post, readonly string[]>;
  present: Post | null;
  education: readonly {
    degrees: readonly string[];
    schools: readonly string[];
    fields: readonly string[];
    text: string;
  }[];
  branches: readonly string[];
  arms: readonly string[];
  ranks: readonly string[];
  service: string | undefined;
}

export interface Reading {
  statement: Statement;
  stations: readonly Station[];
  /** Posts that the situation asks about. */
  asked: readonly Station[];
  isAsked: boolean;
  isAskedOfWork: boolean;
  situation: string;
  card: CompiledCard;
  own: Relations;
}

export const claim = (
  { statement }: Reading,
  from: number,
  to: number,
  finding: Finding | null,
  line?: number,
  isSure = true,
): LifeClaim => ({
  finding,
  isSure,
  start: statement.start + from,
  end: statement.start + to,
  line,
});

/** Ranks at work, as both languages say them. */
export const TITLES: readonly (readonly string[])[] = [
  ['스태프', 'staff'],
  ['시니어', 'senior'],
  ['프린시펄', 'principal'],
  ['디스팅귀시드', 'distinguished'],
  ['파트너', 'partner'],
  ['인턴', 'intern', 'internship'],
  ['견습', '수습', '연수생', 'trainee', 'apprentice'],
  ['팀장', '팀 리드', 'team lead', 'team leader'],
  ['포닥', '박사후', 'postdoc', 'postdoctoral'],
  ['전문연구요원'],
];

export const groupsIn = (text: string, groups: readonly (readonly string[])[]): string[] =>
  groups.flatMap((names) =>
    names.some((name) =>
      /^[A-Za-z]/u.test(name)
        ? new RegExp(`(?<![A-Za-z])${name}(?![a-z])`, name === name.toUpperCase() ? 'u' : 'iu').test(text)
        : text.includes(name),
    )
      ? [names[0] ?? '']
      : [],
  );

/** Where one place of a life ends and the next begins. */
const BREAK =
  /[,;:·→]\s*|\.\.\.?\s*|…\s*|(?<=[가-힣](?:고|며|는데|지만|다가|거쳐|거쳐서))\s+|\s+(?:and|but|then|before|after)\s+/gu;

export interface Clause {
  start: number;
  end: number;
}

export function clausesOf(text: string): Clause[] {
  const cuts = [...text.matchAll(BREAK)].map(({ 0: cut, index }) => [index, index + cut.length] as const);
  const starts = [0, ...cuts.map(([, to]) => to)];
  const ends = [...cuts.map(([from]) => from), text.length];
  return starts.map((start, at) => ({ start, end: ends[at] ?? text.length }));
}

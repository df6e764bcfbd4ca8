/** Shapes of the viewer's JSON API, version 1; docs/VIEWER.md describes the routes. Types alone: the page imports nothing else. */
import type { Finding } from '../core/finding.ts';
import type { Language } from '../core/language.ts';
import type { Act } from '../core/turn.ts';

/** Raised when a shape changes in a way that an old reader would trip over. */
export type ApiVersion = 1;

export type Status = 'running' | 'unfinished' | 'closed' | 'failed';

export interface Named {
  id: string;
  name: string;
}

/** Where a fork parted: the first turn that is its own, and what was changed there. */
export interface Parting {
  parent: string;
  turn: number;
  changed: string[];
}

export interface DebateRow {
  id: string;
  scenario: string;
  title: string;
  motion: string;
  language: Language;
  seed: number;
  status: Status;
  /** Null while nothing is decided, and when nothing was. */
  decision: Named | null;
  turns: number;
  createdAt: string;
  cast: Named[];
  models: string[];
  parting: Parting | null;
}

export interface DebateList {
  version: ApiVersion;
  debates: DebateRow[];
}

export interface Seat extends Named {
  role: string;
  model: string;
  cardHash: string;
  /** Topics that he answers for others. */
  desk: string[];
}

/** What stands above a transcript. */
export interface DebateHead {
  version: ApiVersion;
  id: string;
  scenario: string;
  title: string;
  motion: string;
  background: string;
  language: Language;
  seed: number;
  status: Status;
  createdAt: string;
  classification: string | null;
  options: { id: string; short: string; label: string }[];
  cast: Seat[];
  /** Desks of members who have no seat. */
  desks: Named[];
  /** Facts that differ from the script, in words. */
  changedFacts: string[];
  protocol: string[];
  parting: Parting | null;
  forks: { id: string; turn: number; changed: string[] }[];
  /** Labels of the debate's own language, as the terminal prints them. */
  words: DebateWords;
}

export interface DebateWords {
  consult: string;
  stub: string;
  unused: string;
  moderator: string;
  undecided: string;
  noVote: string;
  memo: string;
  unfinished: string;
  ballot: { member: string; blind: string; last: string };
}

export interface Quantity {
  name: string;
  value: number;
  unit: string;
  /** As it is read: `55.3 minutes`. */
  text: string;
  formula: string | null;
  source: string | null;
}

/** What a claim or a number rests on; `turn` leads to where it was said or computed. */
export interface Ground {
  ref: string;
  kind: 'tool' | 'consult' | 'fact' | 'card' | 'turn' | 'rule' | 'option' | 'count';
  text: string;
  turn: number | null;
}

export interface ClaimView {
  claim: number;
  text: string;
  gist: string;
  reason: string | null;
  option: string | null;
  side: 'for' | 'against' | null;
  /** Null when the claim rests on nothing. */
  ground: Ground | null;
  figure: string | null;
  numbers: { text: string; op: string; grounds: Ground[] }[];
}

export interface ToolView {
  ref: string;
  name: string;
  args: Record<string, unknown>;
  result: unknown;
  figures: Quantity[];
  /** The figures that the turn cites, in words. */
  cited: string[];
  /** Name of the debate's data file that the call read, when it drew a curve from one. */
  curve: string | null;
}

export interface ConsultView {
  ref: string;
  from: string;
  to: string;
  topic: string;
  question: string;
  answer: string;
  method: string;
  confidence: number;
  stub: boolean;
  door: 'machine' | 'turn';
  calculation: { name: string; args: Record<string, unknown> } | null;
  figures: Quantity[];
}

export interface StanceView {
  option: string | null;
  confidence: number;
  support: Record<string, number>;
  /** `계속 가기 .47 → 비교 실험 .60`. */
  text: string;
  /** Whether the change shows at the digits that are printed. */
  moved: boolean;
  /** What moved him, in words, with the turn in which it was said. */
  because: { text: string; turn: number | null }[];
}

export interface Cost {
  latencyMs: number;
  modelCalls: number;
  inputTokens: number | null;
  outputTokens: number | null;
  costUsd: number | null;
}

interface Placed {
  /** Of the last event that made it: blocks come in this order. */
  seq: number;
}

export interface TurnView extends Placed {
  kind: 'turn';
  turn: number;
  round: number;
  phase: string;
  speaker: string;
  /** Why he had the floor; null where the heading says it. */
  why: string | null;
  /** Null when the record ends before he spoke. */
  said: {
    utterance: string;
    act: Act;
    addressee: string;
    answers: { turn: number; claim: number; text: string } | null;
    question: string | null;
    claims: ClaimView[];
    stance: StanceView;
    unused: string[];
  } | null;
  tools: ToolView[];
  consults: ConsultView[];
  crossed: string[];
  cost: Cost | null;
}

export interface BallotView {
  member: string;
  blind: VoteView | null;
  last: VoteView | null;
}

export interface VoteView {
  option: string | null;
  confidence: number;
  text: string;
  turn: number;
}

export type BlockView =
  | (Placed & { kind: 'phase'; phase: string; text: string })
  | TurnView
  | (Placed & { kind: 'fact'; text: string; changes: string[] })
  | (Placed & { kind: 'forked'; text: string; turn: number })
  | (Placed & { kind: 'spoke'; text: string })
  | (Placed & { kind: 'left'; text: string })
  | (Placed & { kind: 'votes'; ballots: BallotView[] })
  | (Placed & { kind: 'stopped'; text: string })
  | (Placed & { kind: 'failed'; text: string });

export interface Transcript {
  version: ApiVersion;
  /** Sequence number of the last event read; the stream goes on behind it. */
  last: number;
  blocks: BlockView[];
}

export interface MemoView {
  version: ApiVersion;
  /** Null while there is none. */
  memo: {
    decision: Named | null;
    confidence: number;
    /** One entry a section of the printed memo, in its order. */
    sections: MemoPart[];
    ballots: { member: string; blind: VoteView | null; last: VoteView | null }[];
  } | null;
  usage: {
    modelCalls: number;
    toolCalls: number;
    consults: number;
    inputTokens: number | null;
    outputTokens: number | null;
  };
}

export interface MemoPart {
  key: string;
  label: string;
  lines: { head: string; text: string; command: string | null; turns: number[] }[];
}

/** A data file as a curve, thinned to what a screen can show: the lowest and the highest value of each stretch. */
export interface Curve {
  version: ApiVersion;
  file: string;
  points: number;
  steps: number[];
  losses: number[];
}

export interface RecordedEvent {
  seq: number;
  at: string;
  hash: string;
  type: string;
  body: unknown;
}

export interface EventList {
  version: ApiVersion;
  events: RecordedEvent[];
}

export interface Statechart {
  version: ApiVersion;
  initial: string;
  states: { id: string; final: boolean }[];
  edges: { from: string; to: string; label: string }[];
}

export interface PersonaRow extends Named {
  role: string;
  documentId: string;
  origin: string;
  debates: number;
}

export interface PersonaList {
  version: ApiVersion;
  personas: PersonaRow[];
}

export interface PersonaView {
  version: ApiVersion;
  id: string;
  name: string;
  names: string[];
  documentId: string;
  role: { ko: string; en: string };
  file: string;
  /** Label and value of everything that decides how he argues. */
  rows: { label: string; value: string }[];
  /** Why an inferred persona is as it is. */
  grounds: { of: string; total: string; places: string[] }[];
  values: { id: string; ko: string; en: string }[];
  defers: { topic: string; on: string; quote: string }[];
  strengths: string[];
  growthAreas: string[];
  frameworks: { name: string; rules: { when: string; then: string; line: number }[] }[];
  findings: Finding[];
  text: string;
  debates: DebateRow[];
}

export interface ScenarioRow {
  id: string;
  title: string;
  language: Language | null;
  motion: string;
  options: string[];
  cast: string[];
  rounds: number | null;
  facts: { name: string; value: string; unit: string; label: string }[];
  /** Why it cannot be run as it is; null when it can. */
  problem: string | null;
}

export interface ScenarioList {
  version: ApiVersion;
  scenarios: ScenarioRow[];
}

export interface Comparison {
  version: ApiVersion;
  a: DebateHead;
  b: DebateHead;
  /** The first turn at which the two differ; null when they are the same throughout. */
  parts: { turn: number; why: string[] } | null;
  /** How many turns both begin with. */
  shared: number;
  rows: { turn: number; a: TurnView | null; b: TurnView | null; differs: string[] }[];
  outcomes: { a: MemoView; b: MemoView };
}

export interface FidelityView {
  version: ApiVersion;
  /** Whether a judge ran, in words. */
  judge: string;
  remarks: string[];
  members: {
    id: string;
    name: string;
    hand: string;
    verdict: string;
    scores: {
      scorer: string;
      name: string;
      /** 0..1, high is in character; null: unscored. */
      score: number | null;
      coverage: number;
      note: string;
      evidence: { turn: number | null; quote: string; why: string }[];
      /** Means by round, where the scorer scores turn by turn. */
      drift: { round: number; value: number }[];
    }[];
  }[];
}

/** What the stream says besides blocks; nothing of it is on the record. */
export type LiveNotice =
  | { kind: 'thinking'; speaker: string; phase: string }
  | { kind: 'words'; speaker: string; turn: number; utterance: string }
  | { kind: 'calling'; speaker: string; tool: string }
  | { kind: 'projecting' }
  | { kind: 'state'; state: string };

export interface Problem {
  error: { code: string; sentence: string };
}

/** Shapes of the viewer's JSON API, version 1; docs/VIEWER.md describes the routes. Types alone: the page imports nothing else. */

import type { CardFinding } from '../cards/lint/finding.ts';
import type { Language } from '../core/language.ts';
import type { TurnNote } from '../core/record.ts';
import type { Act } from '../core/turn.ts';
import type { Finding } from '../fidelity/findings/finding.ts';
import type { ScorerFinding } from '../fidelity/model/score.ts';
import type { ArgumentMap } from '../report/argument-map.ts';
import type { DebateDiff, TurnAspect } from '../report/diff.ts';
import type { MemoTable } from '../report/memo-table.ts';

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

/** What was said in debates, with every word that was looked for; the newest debate first. */
export interface SaidList {
  version: ApiVersion;
  debates: SaidIn[];
}

export interface SaidIn {
  debate: string;
  /** Turns that hold it; `hits` are the first few. */
  count: number;
  hits: SaidHit[];
}

export interface SaidHit {
  turn: number;
  /** Name of the speaker. */
  speaker: string;
  /** A passage of what was said, in pieces; `found` are those that were looked for. */
  passage: { text: string; found: boolean }[];
}

export interface DebateList {
  version: ApiVersion;
  debates: DebateRow[];
}

export interface Seat extends Named {
  role: string;
  model: string;
  cardHash: string;
  /** Topics that they answer for others. */
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
  /** What a fork may change, as the script names it; a mapping's members one by one. */
  facts: FactRow[];
  /** The first turn before which a rerun under another fact keeps whatever the debate itself was forked with. */
  rerunAt: number;
  protocol: string[];
  parting: Parting | null;
  /** Why the last attempt at it by this viewer ended before its end; its record does not say it. */
  trouble: Problem['error'] | null;
  forks: { id: string; turn: number; changed: string[] }[];
  /** Labels of the debate's own language, as the terminal prints them. */
  words: DebateWords;
}

/** A fact as a form shows it: the name that `--fact` takes, the scenario's words for it, its value and unit. */
export interface FactRow {
  name: string;
  label: string;
  value: string;
  unit: string;
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
  /** Name in the scenario's words, with the option that it is of; a calculator's figure keeps its name. */
  label: string;
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
  /** Null when there is none, and when the ground says it. */
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
  /** How sure, as printed: `.60`; empty where there is no option. */
  share: string;
  /** Where they stood before, when that shows at the digits that are printed. */
  before: { option: string | null; share: string } | null;
  /** Whether the change shows at the digits that are printed. */
  moved: boolean;
  /** What moved them, in words, with the turn in which it was said. */
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
  /** Why they had the floor; null where that tells nothing. */
  why: string | null;
  /** Whether they spoke without hearing the others of their round. */
  isBlind: boolean;
  /** Null when the record ends before they spoke. */
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
  notes: NoteView[];
  cost: Cost | null;
}

/** How a language model came to its turn: a reply that was given back, another model in its place, a turn that is not whole. */
export interface NoteView {
  kind: 'repaired' | 'substituted' | 'flawed';
  text: string;
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
  /** False where more blocks follow than were asked for. */
  isWhole: boolean;
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
  lines: { head: string; text: string; command: string | null; turns: number[]; flip: FlipView | null }[];
  /** Options x quantities, as printed; in the section `table` only. */
  table: MemoTable | null;
  /** That its lines are paragraphs of a text that a model wrote. */
  isProse?: boolean;
}

/** A change of one fact that turns the decision, as the reader can try it. */
export interface FlipView {
  fact: string;
  label: string;
  /** What the rerun holds instead, and the same as it is read. */
  value: string;
  text: string;
  /** The turn before which the rerun begins; null where no turn follows the event that sets the fact. */
  at: number | null;
}

/** What a reader keeps about turns. */
export interface NoteList {
  version: ApiVersion;
  notes: TurnNote[];
}

/** Options, criteria, quantities and points: what was argued, by whom, and what became of it. */
export interface ArgumentView extends ArgumentMap {
  version: ApiVersion;
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

/** The same in both languages of the page. */
export interface InBoth {
  ko: string;
  en: string;
}

export interface PersonaRow extends Named {
  role: InBoth;
  documentId: string;
  origin: string;
  debates: number;
  /** Example turns on the card. */
  examples: number;
  errors: number;
  warnings: number;
}

export interface PersonaList {
  version: ApiVersion;
  personas: PersonaRow[];
}

export interface CardQuote {
  text: string;
  to: string | null;
  line: number;
}

export interface PersonaView {
  version: ApiVersion;
  id: string;
  name: string;
  names: string[];
  documentId: string;
  role: InBoth;
  file: string;
  /** Label and value of everything that decides how the member argues. */
  rows: { label: string; value: InBoth }[];
  /** To whom the member speaks how; `to` is a member's id, or `*` for everybody else. */
  relationships: { to: string; name: string; register: 'plain' | 'polite' | 'formal'; trust: number }[];
  /** Why an inferred persona is as it is. */
  grounds: { of: string; total: string; places: string[] }[];
  values: ({ id: string } & InBoth)[];
  /** Example turns of the card that show how they talk, a few in each language; `to`: the colleague they are said to. */
  quotes: { ko: CardQuote[]; en: CardQuote[] };
  /**
   * Work that the member leaves to a colleague, or has little experience in; `to` is null there. `quote` is null where the team's
   * desk and not the card says so.
   */
  boundaries: { topics: string[]; to: Named | null; quote: string | null; line: number | null }[];
  strengths: string[];
  growthAreas: string[];
  frameworks: { name: string; rules: { when: string; then: string; line: number }[] }[];
  /** Laws of numbers that the member is held to; `own` are those that this card states, the rest is arithmetic for everybody. */
  laws: { id: string; states: Finding; own: boolean }[];
  /** Example turns on the card, and how many make their own words measurable. */
  examples: { all: number; korean: number; english: number; enough: number };
  /** Scorers that cannot score this card, and why. */
  unscored: { scorer: string; finding: Finding }[];
  scorers: ScorerView[];
  findings: CardFinding[];
  text: string;
  debates: DebateRow[];
}

/** A model that the one who opened the viewer has set up. */
export interface ModelRow {
  /** As a seat names it. */
  name: string;
  /** `provider:name`, without address and options. */
  model: string;
  /** What it lacks, in a sentence; null when it can be asked. */
  problem: string | null;
}

export interface ModelList {
  version: ApiVersion;
  models: ModelRow[];
}

export interface ScenarioRow {
  id: string;
  title: string;
  language: Language | null;
  motion: string;
  options: string[];
  cast: string[];
  rounds: number | null;
  facts: FactRow[];
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
  /** What `pitwall diff A B --json` prints: where they part, what was not the same, each turn that differs, votes and decision. */
  diff: DebateDiff;
  /** Every turn of either, by number; `changed` as in `diff`, empty for a turn that is the same. */
  rows: {
    turn: number;
    a: TurnView | null;
    b: TurnView | null;
    changed: TurnAspect[];
    /** Both utterances in pieces; null where they are the same, or have too little in common to be marked. */
    words: { a: Piece[]; b: Piece[] } | null;
  }[];
  outcomes: { a: MemoView; b: MemoView };
  /** Of the table in the memo, what is not the same. */
  figures: { label: string; option: string; a: string; b: string }[];
  forecast: Forecast | null;
}

/** A piece of a text that is compared; `changed`: the other side has something else there. */
export interface Piece {
  text: string;
  changed: boolean;
}

/**
 * What the memo of one of two debates foretold of the other, where facts alone are different. `predicted`: the decision is the one
 * that the memo named past this value; `missed`: it stayed; `otherwise`: it is a third one; `kept` and `unforeseen`: the memo named
 * no flip there, and the decision stayed or did not; `open`: not decided yet.
 */
export interface Forecast {
  /** The one with the changed facts. */
  side: 'a' | 'b';
  facts: { label: string; from: string; to: string }[];
  /** The line of the memo that the value lies past, where one fact was changed. */
  flip: { line: string; to: string } | null;
  before: string;
  after: string;
  verdict: 'predicted' | 'missed' | 'otherwise' | 'kept' | 'unforeseen' | 'open';
}

/** What a scorer is to a verdict: `gate`: any breach fails; `weighed`: enters the total; `reported`: neither. */
export type ScorerKind = 'gate' | 'weighed' | 'reported';

export interface ScorerView {
  /** `A1`. */
  id: string;
  name: string;
  kind: ScorerKind;
}

export interface FidelityView {
  version: ApiVersion;
  measuredAt: string;
  /** Why the database does not keep it; null when it does. */
  unkept: string | null;
  judge: { ran: boolean; findings: Finding[] };
  remarks: Finding[];
  scorers: ScorerView[];
  members: MemberFidelity[];
}

/** Scores that are there already; null where they would have to be measured. */
export interface KeptFidelity {
  version: ApiVersion;
  fidelity: FidelityView | null;
}

/** Who wrote the turns: what the `playbook` says is written from the card and expected to pass. */
export type Hand = 'playbook' | 'model' | 'mixed' | 'unknown';
export type FidelityVerdict = 'pass' | 'fail' | 'invalid' | 'none';

export interface MemberFidelity extends Named {
  hand: Hand;
  verdict: FidelityVerdict;
  /** Why; empty for a pass. */
  because: ScorerFinding[];
  /** Of the scorers that are weighed; null when none of them scored. */
  total: number | null;
  turns: number;
  scores: {
    scorer: string;
    /** 0..1, high is in character; null: unscored, and `notes` say why. */
    score: number | null;
    coverage: number;
    notes: Finding[];
    /** Slopes, shares and counts behind the score, by name. */
    figures: Record<string, number>;
    evidence: { turn: number | null; quote: string; finding: Finding; cardLine: number | null }[];
    /** Means by round, where the scorer scores turn by turn. */
    drift: { round: number; value: number }[];
  }[];
}

/** A member's scores over their debates, the oldest first; only those of the whole record by today's scorers. */
export interface PersonaScores {
  version: ApiVersion;
  scorers: ScorerView[];
  debates: {
    id: string;
    title: string;
    language: Language;
    seed: number;
    createdAt: string;
    measuredAt: string;
    models: string[];
    /** First digits of the hash of the card that they had there. */
    card: string;
    hand: Hand;
    verdict: FidelityVerdict;
    turns: number;
    total: number | null;
    /** By scorer. */
    scores: Record<string, number | null>;
  }[];
  /** By scorer and for `total`; null below three scored debates. */
  trends: Record<string, Trend | null>;
  /** Why a scorer had nothing to score in the last debate in which it had not. */
  unscored: Record<string, Finding[]>;
  /** Debates that have a report by an older version of Pitwall only: they are scored again. */
  older: number;
  /** Debates that have ended and are not measured yet, or not by today's scorers. */
  unmeasured: { id: string; title: string; turns: number }[];
}

/** A line through scores by number of debate, from 1: the median of all slopes between two of them, and how steadily they rise or fall. */
export interface Trend {
  debates: number;
  slope: number;
  /** Value of the line at the first of `PersonaScores.debates`. */
  start: number;
  /** Correlation of ranks, -1..1; null where the scores do not differ. */
  correlation: number | null;
}

/** What the stream says besides blocks, for whoever watches now. */
export type LiveNotice =
  | { kind: 'thinking'; speaker: string; phase: string }
  | { kind: 'words'; speaker: string; turn: number; utterance: string }
  | { kind: 'calling'; speaker: string; tool: string }
  | { kind: 'state'; state: string }
  /** Will be recorded with its turn, and seen again there. */
  | { kind: 'note'; speaker: string; turn: number; note: NoteView };

export interface Problem {
  error: { code: string; sentence: string };
}

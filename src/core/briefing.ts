/** What a seat is told, typed: it travels in the prompt beside the prose, so that it is hashed and recorded with it. */

import type { Figure } from './effects.ts';
import type { EventBody } from './events.ts';
import type { Bilingual, Language, Register } from './language.ts';
import type { AskedQuestion } from './questionnaire.ts';
import type { Fact, FactValue, Scenario } from './scenario.ts';
import type { Glossary } from './terms.ts';
import type { Value } from './values.ts';
import type { Voice } from './voice.ts';

/** First message: who speaks. */
export interface SeatBriefing {
  kind: 'seat';
  id: string;
  names: { ko: string; en: string };
  values: Value[];
  readiness: number;
  initiative: number;
  relationships: { to: string; address: Bilingual; register: Register; trust: number }[];
  /** Topic -> colleague, from the card. */
  defers: { on: string; topic: string }[];
  desk: string[];
  /** What of the card says how the member thinks: the weakest kind of evidence. */
  principle: { ref: string } | null;
  /** Own voice over the neutral one; `generic` when the member has none. */
  voice: Voice;
  voiceIs: 'own' | 'generic';
  /** How the card closes its sentences, where that is no speech level: `nominal` is Korean -음, -임. */
  manner?: 'nominal';
}

export interface RosterEntry {
  id: string;
  names: { ko: string; en: string };
  /** Their field, for those who only read prose. */
  role?: Bilingual;
  desk: string[];
  defers: { on: string; topic: string }[];
}

/** What of a scenario everybody may know: how things follow from one another, never the value of a fact. */
export type QuestionModel = Pick<
  Scenario,
  'options' | 'quantities' | 'criteria' | 'judgements' | 'measurements' | 'weights'
> & {
  /** Every fact with its value blanked: its shape, unit and names, who knows it, and what the others take it to be. */
  facts: Record<string, Fact>;
};

/** Second message: the question, as this seat knows it. */
export interface ScenarioBriefing {
  kind: 'scenario';
  id: string;
  seed: number;
  language: Language;
  motion: string;
  /** Whether openings are given at once, so that a turn before one's own was not heard. */
  blind: boolean;
  audience: Scenario['audience'];
  /** What has to be explained where it is said first; only for a junior. */
  terms?: Glossary;
  /** Whether a run is spoken of whose curve nobody has given, and the member reads curves. */
  lacksCurve: boolean;
  model: QuestionModel;
  /** Values of the facts that this seat knows at the start. */
  facts: Record<string, FactValue>;
  /** Data name -> file name, as tools take it. */
  data: Record<string, string>;
  /** Quantities by a calculator that this seat may run; those of nobody's are everybody's. */
  able: string[];
  /** Quantities by a colleague's desk: quantity -> topic and who is asked. */
  consults: Record<string, { topic: string; to: string }>;
  /** Judgements, by their place in the list, that this seat would bring up. */
  judges: number[];
  /** The others at the table; a desk answers consults even when its member is not cast. */
  roster: RosterEntry[];
  desks: { member: string; topic: string }[];
}

/** One message for each turn so far, the same bytes for every seat. */
export interface HeardTurn {
  kind: 'turn';
  body: Omit<EventBody<'turn.recorded'>, 'prompt' | 'effect'>;
  tools: Pick<EventBody<'tool.called'>, 'name' | 'args' | 'figures' | 'call'>[];
  consults: Pick<
    EventBody<'consult.answered'>,
    'topic' | 'to' | 'question' | 'calculation' | 'answer' | 'figures' | 'call'
  >[];
  /** Facts that became common knowledge because the speaker's figures rest on them. */
  disclosed: Record<string, FactValue>;
}

/** A scripted change of facts, as the moderator told it. */
export interface HeardFact {
  kind: 'fact';
  set: Record<string, { from: FactValue; to: FactValue }>;
  say: string;
}

/** What was put on the table before the vote. */
export interface HeardShared {
  kind: 'shared';
  facts: Record<string, { value: FactValue; by: string[] }>;
  amended: Record<string, Record<string, number>>;
  say: string;
}

/** What the moderator said between two turns: prose, which only a language model can use. */
export interface HeardLine {
  kind: 'line';
  text: string;
}

export interface HeardLeaving {
  kind: 'left';
  member: string;
}

/** What can stand in a transcript. */
export type Heard = HeardTurn | HeardFact | HeardShared | HeardLine | HeardLeaving;

/** A long transcript's beginning: prose holds what it came to, and this all of it. */
export interface Folded {
  kind: 'folded';
  heard: Heard[];
}

export interface OwnResult {
  name: string;
  args: Record<string, unknown>;
  ref: string;
  figures: Record<string, Figure>;
}

/** Last message: what is asked of the seat now. */
export interface TurnBrief {
  kind: 'brief';
  task: 'open' | 'rebut' | 'vote' | 'close';
  turn: number;
  round: number;
  /** Whether no further round of this phase can follow. */
  lastRound: boolean;
  /** Whether others' openings are still hidden. */
  blind: boolean;
  why: string;
  /** Results of this seat's own earlier calls, latest per tool and arguments; its consults too. */
  own: OwnResult[];
  /** Answers fetched for this turn before the floor was given. */
  consulted: OwnResult[];
  /** In a close: what was decided, and why this member speaks. */
  closing: { decision: string | null; role: 'champion' | 'dissent' } | null;
  /** Whether the seat may say that it has nothing to say; nobody who was asked may. */
  mayPass?: boolean;
  /** Questions off the record, to which only the choices count. */
  asked?: AskedQuestion[];
}

/** A question of an interviewer, with what the card says to it. */
export interface InterviewQuestion {
  kind: 'question';
  question: AskedQuestion;
}

/** A result that came back within the turn. */
export interface ResultMessage {
  kind: 'result';
  result: OwnResult | null;
  /** Why there is no result. */
  failure: string | null;
  call: { name: string; args: Record<string, unknown> };
}

export type TypedMessage =
  | SeatBriefing
  | ScenarioBriefing
  | HeardTurn
  | HeardFact
  | HeardShared
  | HeardLine
  | HeardLeaving
  | Folded
  | TurnBrief
  | InterviewQuestion
  | ResultMessage;

import type { PromptMessage, SeatIo } from './effects.ts';
import type { MemoDraft } from './memo.ts';
import type { Answered, AskedQuestion } from './questionnaire.ts';
import type { Turn } from './turn.ts';

/** What a seat is asked when it has the floor: the whole prompt, the typed brief last. */
export interface SeatBrief {
  seat: string;
  messages: PromptMessage[];
  options: string[];
}

/** What whoever moderates is asked: the whole prompt, and whom they may name. */
export interface ChoiceBrief {
  messages: PromptMessage[];
  offered: readonly string[];
}

/** Whom a moderator names, and why, in a sentence. */
export interface Choice {
  speaker: string;
  why: string;
}

/** A model that moderates. Throws what a seat throws whose model gives no turn. */
export type Choosing = (brief: ChoiceBrief, io: SeatIo) => Promise<Choice>;

/** Writes the memo of a debate from these messages. Throws what a seat throws whose model gives no turn. */
export type Writing = (messages: PromptMessage[], io: SeatIo) => Promise<MemoDraft>;

/** A member at the table. Everything from outside comes through `io`, which records it before it is used. */
export interface Seat {
  speak(brief: SeatBrief, io: SeatIo): Promise<Turn>;
  /** Whether it has something to say, where that can be told from the prompt alone; absent where only asking would tell. */
  wants?(brief: SeatBrief): boolean;
  /** Answers questions beside the debate, in their order; absent where nobody may be asked, as a person may not. */
  answer?(brief: SeatBrief & { questions: readonly AskedQuestion[] }, io: SeatIo): Promise<Answered[]>;
}

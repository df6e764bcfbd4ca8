import type { PromptMessage, SeatIo } from './effects.ts';
import type { Turn } from './turn.ts';

/** What a seat is asked when it has the floor: the whole prompt, the typed brief last. */
export interface SeatBrief {
  seat: string;
  messages: PromptMessage[];
  options: string[];
}

/** A member at the table. Everything from outside comes through `io`, which records it before it is used. */
export interface Seat {
  speak(brief: SeatBrief, io: SeatIo): Promise<Turn>;
}

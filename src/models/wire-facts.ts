import type { PitwallError } from '../core/error.ts';
import type { Habit } from './deltas.ts';

/** What a call's own bytes say, and LangChain does not pass on. */
export interface WireFacts {
  /** As the provider names it; null when the answer ended without one. */
  finish: string | null;
  refusal: string;
  /** How many events came, and what was odd about them. */
  events: number;
  habits: Set<Habit>;
  /** What went wrong first. */
  fault: PitwallError | null;
  /** Called when the request has left. */
  onSent: (() => void) | undefined;
  /** Ends the call; not every package passes it on. */
  signal: AbortSignal | null;
}

export function newFacts(onSent?: () => void, signal: AbortSignal | null = null): WireFacts {
  return { finish: null, refusal: '', events: 0, habits: new Set(), fault: null, onSent, signal };
}

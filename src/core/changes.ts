import type { Budget } from './budget.ts';

/** What a fork, or a verification, holds a recorded debate under instead of what it was held under. */
export interface DebateChanges {
  /** Member -> text of another card for their seat, and where it comes from. */
  cards?: Record<string, { text: string; file: string }>;
  /** Fact, or one member of it by a dotted path -> value. */
  facts?: Record<string, unknown>;
  /** Data name -> text of another file. */
  data?: Record<string, { text: string; file: string }>;
  /** As `--cast` takes it: `+axiom,-flux`, or the whole cast. */
  cast?: string;
  /** Model spec by member id, `*` for every seat. */
  models?: Record<string, string>;
  /** Text of another script of the same scenario; a verification only. */
  scenario?: { text: string; file: string };
  /** What the moderator says before the first turn under the changes; a fork only. */
  say?: string;
  budget?: Budget;
}

import type { DebateStatus, DebateSummary } from './document.ts';
import type { Effect, Measured } from './effects.ts';
import type { TranscriptEvent } from './events.ts';

/** A prompt as its delta: the prompt it extends and the messages it adds. */
export interface PromptDelta {
  hash: string;
  parent: string | null;
  appended: { hash: string; body: string }[];
}

/** A call that is about to be made, by its name in the debate and the hash of all that decides its result. */
export interface AskedCall extends Omit<Effect, 'result'> {
  /** Canonical messages of a model's prompt, for whoever must say where it differs. */
  prompt?: () => string[];
}

export interface Recalled {
  result: unknown;
  hash: string;
  measured: Measured;
}

/** Rows that go into the commit of the effect which is written next, in this order. */
export interface Waiting {
  events: readonly TranscriptEvent[];
  prompts: readonly PromptDelta[];
  effects: readonly { effect: Effect; measured: Measured }[];
}

/** How an attempt at a debate ends; one that was interrupted can be gone on with. */
export type Ending = 'closed' | 'failed' | 'interrupted';

/** The write side of one debate, append-only. A store's resolves once the row is durable; one before it may let events wait for the next write. */
export interface DebateRecord {
  readonly id: string;
  append(events: readonly TranscriptEvent[]): Promise<void>;
  /** Resolves with the effect's hash, which an event that rests on it carries. What has waited for it stands before it. */
  effect(effect: Effect, measured: Measured, waiting?: Waiting): Promise<string>;
  /** All of them in one commit; a later one may extend an earlier one. */
  prompt(...deltas: PromptDelta[]): Promise<void>;
  /**
   * Present where a debate is executed again: the recorded result when call and request are the recorded ones, null when
   * the call is to be made. Throws RECORD_DIFFERS where it may not be made.
   */
  recall?(asked: AskedCall): Promise<Recalled | null>;
  /** Ends this process's attempt. */
  end(how: Ending): Promise<void>;
}

export interface NewDebate {
  scenario: string;
  seed: number;
  /** Hash of scenario, cast, cards, models, seed and protocol version. */
  key: string;
  /** Card, scenario, voice and data texts that the opening event names by hash. */
  texts: readonly { hash: string; body: string }[];
  /** Its first events, in one commit with its row: a debate without any could not be gone on with. */
  opening?: readonly TranscriptEvent[];
  /** The effects that those events rest on, in the same commit. */
  effects?: readonly (Effect & { measured: Measured })[];
  /** The prompts behind those effects, in the same commit; a later one may extend an earlier one. */
  prompts?: readonly PromptDelta[];
  /** How the attempt ended, where all of it is written at once: nobody holds its lease, and nothing more is written in it. */
  ended?: Ending;
  /** For a fork: where it parts from another debate, and the first turn that is its own. Beside the record, never hashed. */
  parent?: { id: string; turn: number };
}

export interface StoredEvent {
  seq: number;
  at: string;
  hash: string;
  event: TranscriptEvent;
}

export interface StoredEffect extends Effect {
  hash: string;
  at: string;
  measured: Measured;
}

export interface ExportOptions {
  salvage?: boolean;
  /** The strictest classification of the cast's cards, for the first line. */
  classification?: string | undefined;
}

export interface Adopted {
  id: string;
  /** Its id in the file: another one where a different debate had taken it. */
  given: string;
  /** Whether it was here before, and nothing was written. */
  present: boolean;
}

/** What a reader keeps about a turn: a star, words of their own, or both. It stands beside the record, and nothing rests on it. */
export interface TurnNote {
  turn: number;
  star: boolean;
  text: string;
  at: string;
}

/** Debates on disk. Names given by a person are any unique prefix of an id, or `last`. */
export interface TranscriptStore {
  readonly location: string;
  /** Takes the debate's lease, which `end` gives back; one that has `ended` needs none. */
  create(debate: NewDebate): Promise<DebateRecord>;
  /**
   * Goes on with a debate that has no last event, as a new attempt: `append` continues after the stored events. Throws
   * STORE_FAILED naming the process that writes it now, CHECK_FAILED when it has ended.
   */
  reopen(id: string): Promise<DebateRecord>;
  /** Full id; throws UNKNOWN_NAME with what is there when nothing or more than one thing fits. */
  resolve(name: string): string;
  /** Newest first; probes and interviews only with `all`. */
  list(which?: { all?: boolean }): DebateSummary[];
  summary(id: string): DebateSummary & { key: string };
  status(id: string): DebateStatus;
  /** Checks the hash chain while reading; throws STORE_FAILED naming the first event that does not fit. */
  events(id: string): StoredEvent[];
  effects(id: string): StoredEffect[];
  text(hash: string): string;
  /** The whole prompt, rebuilt from its deltas: message bodies in order. */
  promptMessages(hash: string): string[];
  /**
   * The debate with all that it rests on, as lines of JSON. Throws STORE_FAILED when some of it is damaged; with `salvage`
   * it gives what is sound, its events up to the first that is not, and says what is left out.
   */
  exported(id: string, options?: ExportOptions): { lines: Iterable<string>; damage: string[] };
  /** Takes in a debate that was exported to a file, which errors name as `shown`. Throws RECORD_INVALID naming the first line that is not as it was written. */
  adopt(file: string, shown?: string): Promise<Adopted>;
  /** A projection computed before, under the same key; null when there is none. */
  projection(id: string, kind: string): unknown;
  keepProjection(id: string, kind: string, body: unknown): void;
  /** Of every turn that has one, in order. */
  notes(id: string): TurnNote[];
  /** In place of the one that the turn had; without a star and without words there is none any more. */
  keepNote(id: string, note: Omit<TurnNote, 'at'>): void;
  close(): void;
}

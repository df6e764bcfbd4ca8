import type { TranscriptEvent } from './events.ts';

/** What a running debate tells its audience; only `event` is on the record. */
export type Notice =
  | { kind: 'event'; event: TranscriptEvent }
  /** An event of a turn that is not spoken yet: it will be recorded with it. */
  | { kind: 'ahead'; event: TranscriptEvent }
  /** What the debate's machine is in now. */
  | { kind: 'state'; state: string }
  | { kind: 'thinking'; speaker: string; phase: string }
  /** The utterance of a reply that is still growing, whole so far. */
  | { kind: 'words'; speaker: string; turn: number; utterance: string }
  | { kind: 'calling'; speaker: string; tool: string; args: Record<string, unknown> };

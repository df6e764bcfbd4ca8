import type { EventBody } from '../core/events.ts';
import type { Notice } from '../core/notice.ts';
import type { DebateRecord } from '../core/record.ts';
import type { FactValue } from '../core/scenario.ts';
import type { Ports } from './ports.ts';
import type { DebateSetup } from './setup.ts';

/** Other settings from a turn on, and what the moderator says of it. */
export interface Fork {
  body: EventBody<'debate.forked'>;
  /** Events before it: a turn's number alone does not say on which side of a round's end, or of a vote's opening, it stands. */
  shared: number;
  setup: DebateSetup;
  ports: Ports;
  /** Whole facts that are changed, or members of them by a dotted path. */
  facts: Record<string, FactValue>;
  /** What the moderator says, or null. */
  say: string | null;
}

/** What a debate is held with: its set-up and ports, where it is kept, and who listens. */
export interface DebateRun {
  setup: DebateSetup;
  ports: Ports;
  /** In the order of their turns. */
  forks?: readonly Fork[];
  /** Null for a what-if run, which keeps nothing. */
  record: DebateRecord | null;
  signal?: AbortSignal;
  on?: (notice: Notice) => void | Promise<void>;
}

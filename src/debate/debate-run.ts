import type { Notice } from '../core/notice.ts';
import type { DebateRecord } from '../core/record.ts';
import type { Outside } from './recorder.ts';
import type { Table } from './table.ts';

/** What a debate is held with: its table, the outside, where it is kept, and who listens. */
export interface DebateRun {
  table: Table;
  outside: Outside;
  /** Null for a what-if run, which keeps nothing. */
  record: DebateRecord | null;
  signal?: AbortSignal;
  on?: (notice: Notice) => void | Promise<void>;
}

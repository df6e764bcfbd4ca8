import type { DebateRun } from './debate-run.ts';
import type { PromptContext } from './prompt-context.ts';
import type { PromptLog } from './prompt-log.ts';

/** What stays the same for a whole debate, whatever its settings: where it is kept, who listens, and what prompts are built from. */
export interface Surroundings extends Pick<DebateRun, 'record' | 'signal' | 'on'> {
  /** Reads the events that are kept; it decides nothing. */
  promptContext: PromptContext;
  prompts: PromptLog;
}

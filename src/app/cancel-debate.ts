import type { Recipes } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import { cancellation } from '../debate/cancelled.ts';
import { holdDebate } from '../debate/debate.ts';
import { resumeRecord } from '../debate/replay-record.ts';
import { buildRun } from './build-run.ts';
import { liveSeats } from './listening.ts';
import { recordingOf } from './recording.ts';

/**
 * Closes a debate or a chat that was interrupted and that nobody wants to go on with: its record says so, and where. A turn that was
 * under way comes to nothing. Nothing is asked of anybody. One that has ended is left as it is.
 */
export async function closeCancelled({
  store,
  id,
  recipes,
}: {
  store: TranscriptStore;
  id: string;
  recipes?: Recipes | undefined;
}): Promise<void> {
  if (store.status(id) !== 'unfinished') return;
  const record = await store.reopen(id);
  await record.effect(cancellation(store.events(id).length), { latencyMs: 0, attempts: 1, usage: null });
  const recording = recordingOf(store, id, recipes);
  const run = await buildRun(recording.segments, liveSeats({}));
  await holdDebate({ ...run, record: resumeRecord(record, recording) });
}

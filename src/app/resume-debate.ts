import { PitwallError } from '../core/error.ts';
import type { Recipes } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import { holdDebate } from '../debate/debate.ts';
import { resumeRecord } from '../debate/replay-record.ts';
import { spans } from '../models/tracing.ts';
import { buildRun } from './build-run.ts';
import { openingOf } from './debate-config.ts';
import type { Listening } from './listening.ts';
import { listening, liveSeats } from './listening.ts';
import { checkModels } from './models.ts';
import { modelsSeatedIn, recordingOf } from './recording.ts';
import type { DebateResult } from './result.ts';
import { resultOf } from './result.ts';

/**
 * Goes on with a debate that was cut short: what its record holds is served, to the last call inside a turn, and nothing of it
 * is asked again. A debate that has ended comes back as it is. Throws CHECK_FAILED for one that has failed, USAGE when a model of
 * its seats lacks its key, RECORD_DIFFERS when this version does not come to what was recorded, STORE_FAILED while another
 * process writes it.
 */
export async function resumeDebate({
  store,
  id,
  recipes,
  ...options
}: Listening & { store: TranscriptStore; id: string; recipes?: Recipes }): Promise<DebateResult> {
  const recording = recordingOf(store, id, recipes);
  if (openingOf(recording.events, id).asked?.kind === 'chat')
    throw new PitwallError('USAGE', `expected a debate, ${id} is a chat: go on with \`pitwall chat --resume ${id}\``, {
      data: { id },
    });
  const last = recording.events.at(-1);
  if (last?.type === 'debate.failed') {
    throw new PitwallError('CHECK_FAILED', `expected a debate that can continue, ${id} failed: ${last.body.error}`, {
      data: { id },
    });
  }
  const { onWhatIf } = options;
  if (last?.type === 'debate.closed') return resultOf({ store, id, recipes }, { onWhatIf });
  await checkModels(modelsSeatedIn(recording.segments), options);
  const run = await buildRun(recording.segments, liveSeats(options));
  const record = resumeRecord(await store.reopen(id), recording);
  await spans.debate(run.setup.scenario.id, () => holdDebate({ ...run, record, ...listening(options) }));
  return resultOf({ store, id, recipes }, { onWhatIf });
}

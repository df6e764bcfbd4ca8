import type { DebateChanges } from '../core/changes.ts';
import type { Recipes } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import { holdDebate } from '../debate/debate.ts';
import { forkRecord } from '../debate/replay-record.ts';
import { withContext } from '../models/context.ts';
import { specText } from '../models/settings.ts';
import { spans } from '../models/tracing.ts';
import type { Team } from '../project/index.ts';
import { buildRun } from './build-run.ts';
import { childOf, forkedSegments, forkPoint } from './fork.ts';
import type { Listening } from './listening.ts';
import { listening, liveSeats } from './listening.ts';
import { boundedSpecs, checkModels, pricedBudget, settingsOf } from './models.ts';
import type { Recording } from './recording.ts';
import { modelsSeatedIn, recordingOf } from './recording.ts';
import type { DebateResult } from './result.ts';
import { resultOf } from './result.ts';

/**
 * Holds a debate again up to a turn, from its record and at no cost, and on from there under changes, as a debate of its own. At the
 * end of a completed debate the writer of its memo is the one change. Throws USAGE for a turn that is not there, and what
 * `resumeDebate` throws.
 */
export async function forkDebate({
  store,
  id,
  at,
  changes,
  team,
  recipes,
  ...options
}: Listening & {
  store: TranscriptStore;
  id: string;
  at: number | 'end';
  changes: DebateChanges;
  /** Where members who join are found. */
  team?: Team;
  recipes?: Recipes;
}): Promise<DebateResult> {
  const recording = recordingOf(store, id, recipes);
  const point = forkPoint(recording.events, at, changes);
  const segments = forkedSegments(recording, point, await pricedChanges(recording, changes, options), team);
  await checkModels(modelsSeatedIn(segments), options);
  const run = await buildRun(segments, liveSeats(options));
  const parent = { id: recording.id, turn: point.turn };
  const record = forkRecord(recording, point.shared, (opening, effects) =>
    store.create({ ...childOf(store, recording, segments), opening, effects, parent }),
  );
  await spans.debate(run.setup.scenario.id, () => holdDebate({ ...run, record, ...listening(options) }));
  const child = record.child();
  if (child === null) throw new RangeError('expected a fork to part from its parent');
  return resultOf({ store, id: child.id, recipes }, { onWhatIf: options.onWhatIf });
}

/** The changes with models spelled out and the prices by which a new budget is held. */
async function pricedChanges(
  { segments }: Pick<Recording, 'segments'>,
  changes: DebateChanges,
  options: Listening,
): Promise<DebateChanges> {
  const settings = settingsOf(options);
  const spelled = Object.entries(changes.models ?? {}).map(
    ([id, text]) => [id, withContext(specText(text, settings))] as const,
  );
  const models = boundedSpecs(Object.fromEntries(spelled), changes.budget);
  await checkModels(Object.values(models), options);
  const budget = pricedBudget(changes.budget, [...modelsSeatedIn(segments), ...Object.values(models)], settings);
  return {
    ...changes,
    ...(changes.models ? { models } : {}),
    ...(budget ? { budget } : {}),
  };
}

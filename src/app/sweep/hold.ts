import type { TranscriptStore } from '../../core/record.ts';
import type { SweepStore } from '../../store/sweeps.ts';
import type { Row } from '../../sweep/row.ts';
import { rowOf } from '../../sweep/row.ts';
import { eventsIn, keyOf } from '../debate-config.ts';
import { holdNew } from '../hold-new.ts';
import type { Listening } from '../listening.ts';
import { resumeDebate } from '../resume-debate.ts';
import type { Grounds, Job } from './job.ts';
import { jobLoader } from './job.ts';

/** A debate to hold, under its key; `unfinished` is the record of one that was cut short. */
export interface Task {
  key: string;
  job: Job;
  unfinished: string | null;
}

/** Where the debates of a sweep go. */
export interface Desk {
  store: TranscriptStore;
  sweeps: SweepStore;
}

/** Holds one debate after another, or several at once, on one connection; each leaves its record, and its row beside it. */
export function holder(desk: Desk, grounds: Grounds, listening: Pick<Listening, 'chatModels'> = {}) {
  const { configOf } = jobLoader(grounds);
  return async ({ key, job, unfinished }: Task, signal?: AbortSignal): Promise<Row> => {
    const around: Listening = { ...listening, modelSettings: grounds.settings, ...(signal ? { signal } : {}) };
    const config = await configOf(job);
    if (keyOf(config) !== key) throw new RangeError('expected a debate of the planned key');
    const { store } = desk;
    const { recipes } = config;
    const id = unfinished ?? (await holdNew(store, config, around));
    if (unfinished !== null) await resumeDebate({ store, id, recipes, ...around });
    return keepRow(desk, { key, id, rule: config.scenario.decision });
  };
}

/** Reads a closed debate into its row. */
export function keepRow(
  { store, sweeps }: Desk,
  { key, id, rule }: { key: string; id: string; rule: Parameters<typeof rowOf>[1]['rule'] },
): Row {
  const row = rowOf(eventsIn(store, id), { id, rule, taken: sweeps.taken(id) });
  sweeps.keepRow(key, row);
  return row;
}

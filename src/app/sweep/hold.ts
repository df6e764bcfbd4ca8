import { PitwallError } from '../../core/error.ts';
import type { TranscriptEvent } from '../../core/events.ts';
import type { TranscriptStore } from '../../core/record.ts';
import { isHuman, isLive, parseModelSpec } from '../../models/spec.ts';
import type { SweepStore } from '../../store/sweeps.ts';
import type { Row } from '../../sweep/row.ts';
import { rowOf } from '../../sweep/row.ts';
import type { DebateConfig } from '../debate-config.ts';
import { eventsIn, keyOf, specsIn } from '../debate-config.ts';
import { holdComputed, holdNew } from '../hold-new.ts';
import type { Listening } from '../listening.ts';
import { checkModels } from '../models.ts';
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

/** Holds one debate after another, or several at once; each leaves its record on its desk, and its row beside it. */
export function holder(grounds: Grounds, listening: Pick<Listening, 'chatModels'> = {}) {
  const { configOf } = jobLoader(grounds);
  return async (desk: Desk, { key, job, unfinished }: Task, signal?: AbortSignal): Promise<Row> => {
    const around: Listening = { ...listening, modelSettings: grounds.settings, ...(signal ? { signal } : {}) };
    const config = await planned(key, () => configOf(job));
    await checkModels(
      config.seats.map(({ model }) => model),
      around,
    ).catch(unfit);
    const { store } = desk;
    const { recipes } = config;
    const rule = config.scenario.decision;
    if (unfinished === null && isComputed(config)) {
      const { id, events } = await holdComputed(store, config, around);
      return keepRow(desk, { key, id, rule, events });
    }
    const id = unfinished ?? (await holdNew(store, config, around));
    if (unfinished !== null) await resumeDebate({ store, id, recipes, ...around });
    return keepRow(desk, { key, id, rule });
  };
}

/** Whether nobody is waited for: no model behind an endpoint and no person. */
const isComputed = (config: DebateConfig) =>
  specsIn(config).every((spec) => {
    const parsed = parseModelSpec(spec);
    return !isLive(parsed) && !isHuman(parsed);
  });

/** The debate as it was planned. Throws USAGE with `data.unfit` where the files are others by now, or here. */
async function planned(key: string, build: () => Promise<DebateConfig>): Promise<DebateConfig> {
  const config = await build().catch(unfit);
  if (keyOf(config) === key) return config;
  throw new PitwallError(
    'USAGE',
    'expected the files that the sweep was planned with: a scenario, card or voice of this folder is another one',
    { data: { unfit: true } },
  );
}

/** What keeps a debate from being begun is no fault of the debate. */
function unfit(error: unknown): never {
  if (!(error instanceof PitwallError)) throw error;
  throw new PitwallError(error.code, error.sentence, { data: { ...error.data, unfit: true }, cause: error });
}

/** Reads a closed debate into its row: from its events, or else from its record. */
export function keepRow(
  { store, sweeps }: Desk,
  {
    key,
    id,
    rule,
    events = eventsIn(store, id),
  }: { key: string; id: string; rule: Parameters<typeof rowOf>[1]['rule']; events?: readonly TranscriptEvent[] },
): Row {
  const row = rowOf(events, { id, rule, taken: sweeps.taken(id) });
  sweeps.keepRow(key, row);
  return row;
}

import type { TranscriptEvent } from '../core/events.ts';
import type { DebateRecord, TranscriptStore } from '../core/record.ts';
import { holdDebate } from '../debate/debate.ts';
import { nobodyNames } from '../debate/recorder.ts';
import type { DebateConfig } from './debate-config.ts';
import { keyOf, needsNames, textsOf } from './debate-config.ts';
import { deferredRecord } from './deferred.ts';
import type { Listening } from './listening.ts';
import { listening, liveSeats } from './listening.ts';
import { buildSetup } from './setup.ts';
import { wholeRecord } from './whole.ts';

/** Holds a debate or an interview from its beginning, on a record of its own, and gives its id. */
export async function holdNew(store: TranscriptStore, config: DebateConfig, options: Listening): Promise<string> {
  const record = deferredRecord((opening) => store.create({ ...newDebate(config), opening }));
  await held(record, config, options);
  return record.id;
}

/** The same for a debate in which nobody is waited for: it is written in one commit when it has ended. */
export async function holdComputed(
  store: TranscriptStore,
  config: DebateConfig,
  options: Listening,
): Promise<{ id: string; events: readonly TranscriptEvent[] }> {
  const record = wholeRecord((whole) => store.create({ ...newDebate(config), ...whole }));
  const events = await held(record, config, options);
  return { id: record.id, events };
}

const newDebate = (config: DebateConfig) => ({
  scenario: config.scenario.id,
  seed: config.seed,
  key: keyOf(config),
  texts: textsOf(config),
});

async function held(record: DebateRecord, config: DebateConfig, options: Listening): Promise<TranscriptEvent[]> {
  const { seatFor, portsFor, ...asking } = liveSeats(options);
  if (needsNames(config.scenario) && options.nameSpeaker === undefined) throw nobodyNames();
  const setup = await buildSetup(config, (seat) => seatFor(seat, config), asking);
  return holdDebate({ setup, ports: portsFor(config), record, ...listening(options) });
}

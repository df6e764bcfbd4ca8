import type { TranscriptStore } from '../core/record.ts';
import { holdDebate } from '../debate/debate.ts';
import { nobodyNames } from '../debate/recorder.ts';
import type { DebateConfig } from './debate-config.ts';
import { keyOf, needsNames, textsOf } from './debate-config.ts';
import { deferredRecord } from './deferred.ts';
import type { Listening } from './listening.ts';
import { listening, liveSeats } from './listening.ts';
import { buildSetup } from './setup.ts';

/** Holds a debate or an interview from its beginning, on a record of its own, and gives its id. */
export async function holdNew(store: TranscriptStore, config: DebateConfig, options: Listening): Promise<string> {
  const { seatFor, portsFor, ...asking } = liveSeats(options);
  if (needsNames(config.scenario) && options.nameSpeaker === undefined) throw nobodyNames();
  const setup = await buildSetup(config, (seat) => seatFor(seat, config), asking);
  const { scenario, seed } = config;
  const record = deferredRecord((opening) =>
    store.create({ scenario: scenario.id, seed, key: keyOf(config), texts: textsOf(config), opening }),
  );
  await holdDebate({ setup, ports: portsFor(config), record, ...listening(options) });
  return record.id;
}

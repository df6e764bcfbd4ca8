import { buildRun } from '../../src/app/build-run.ts';
import { fromProject, keyOf, textsOf } from '../../src/app/debate-config.ts';
import { deferredRecord } from '../../src/app/deferred.ts';
import { recordingOf } from '../../src/app/recording.ts';
import { plainSeat, portsOf } from '../../src/app/setup.ts';
import { canonicalJson } from '../../src/core/canonical.ts';
import type { SeatIo } from '../../src/core/effects.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import type { DebateRecord, TranscriptStore } from '../../src/core/record.ts';
import type { Seat } from '../../src/core/seat.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { resumeRecord } from '../../src/debate/replay-record.ts';
import { loadScenario, loadTeam, scenarioFrom } from '../../src/project/index.ts';

export const ROOT = new URL('../..', import.meta.url).pathname;

let team: ReturnType<typeof loadTeam> | undefined;

/** The shipped team, read once. */
export function shippedTeam() {
  team ??= loadTeam({ projectDir: ROOT });
  return team;
}

export interface Setting {
  scenario: string;
  seed?: number;
  rounds?: number;
  /** Changes the script's text before it is read. */
  edit?: (script: string) => string;
  /** Whether seats count as models whose calls cost: the playbook, standing in for one. */
  live?: boolean;
  /** Calls that were really made, by their name on the record. */
  made?: string[];
  /** Whether nobody passes: each member speaks whenever it has the floor. */
  talkative?: boolean;
}

/** Where a write of the record has just become durable. */
export type AfterWrite = (what: string, tookMs: number) => void;

export function configOf({ scenario, seed = 1, rounds, edit = (script) => script }: Setting) {
  const around = { projectDir: ROOT, team: shippedTeam(), rounds };
  const { text, file } = loadScenario(scenario, around);
  const loaded = scenarioFrom(edit(text), file, around);
  return fromProject({ loaded, team: shippedTeam(), seed, models: {}, without: [] });
}

/** Holds a debate on the record with playbook seats in their plain loop, and tells of every write. */
export async function hold(
  store: TranscriptStore,
  setting: Setting,
  {
    afterWrite,
    beforeEffect,
    onEvent,
  }: { afterWrite?: AfterWrite; beforeEffect?: (what: string) => void; onEvent?: (what: string) => void } = {},
): Promise<{ id: string; events: TranscriptEvent[] }> {
  const config = configOf(setting);
  const { setup, ports } = await buildRun([{ config, fork: null }], seatsFor(setting));
  const record = deferredRecord((opening) =>
    store.create({
      scenario: config.scenario.id,
      seed: config.seed,
      key: keyOf(config),
      texts: textsOf(config),
      opening,
    }),
  );
  const events = await holdDebate({
    ...{ setup, ports, record: watched(record, { afterWrite, beforeEffect }) },
    on: (notice) => {
      if (notice.kind === 'event') onEvent?.(`told ${notice.event.type}`);
    },
  });
  return { id: record.id, events };
}

/** Goes on with a debate of the store, as `resumeDebate` does, with the same seats. */
export async function goOn(
  store: TranscriptStore,
  id: string,
  setting: Omit<Setting, 'scenario'>,
): Promise<TranscriptEvent[]> {
  const recording = recordingOf(store, id);
  const run = await buildRun(recording.segments, seatsFor(setting));
  return holdDebate({ ...run, record: resumeRecord(await store.reopen(id), recording) });
}

export const bodiesOf = (events: readonly TranscriptEvent[]) => events.map(canonicalJson);

function seatsFor({
  live = false,
  made,
  talkative = false,
}: Omit<Setting, 'scenario'>): Parameters<typeof buildRun>[1] {
  return {
    seatFor: async (source, config) => counting(await plainSeat(source, config), source.card.id, { made, talkative }),
    portsFor: (config) => ({ ...portsOf(config), ...(live ? {} : {}) }),
  };
}

/** Notes each model call that is really made. */
function counting(
  seat: Seat,
  member: string,
  { made = [], talkative }: { made: string[] | undefined; talkative: boolean },
): Seat {
  return {
    ...(seat.wants && !talkative ? { wants: seat.wants.bind(seat) } : {}),
    speak(brief, io) {
      const noting: SeatIo = {
        ...io,
        model: (request, produce) =>
          io.model(request, async (aside) => {
            made.push(`${member} ${canonicalJson(request.messages)}`);
            return produce(aside);
          }),
      };
      return seat.speak(brief, noting);
    },
  };
}

/** The last of some events that were written at once: its type, and its turn when it has one. */
function nameOf(events: readonly TranscriptEvent[]): string {
  const last = events.at(-1);
  return last?.type === 'turn.recorded' ? `${last.type} ${last.body.turn}` : `${last?.type}`;
}

function watched(
  record: DebateRecord,
  {
    afterWrite = () => undefined,
    beforeEffect = () => undefined,
  }: { afterWrite?: AfterWrite | undefined; beforeEffect?: ((what: string) => void) | undefined },
): DebateRecord {
  return {
    get id() {
      return record.id;
    },
    async append(events) {
      const startedAt = performance.now();
      await record.append(events);
      afterWrite(`event ${nameOf(events)}`, performance.now() - startedAt);
    },
    async effect(effect, measured, waiting) {
      beforeEffect(`effect ${effect.call}`);
      const startedAt = performance.now();
      const hash = await record.effect(effect, measured, waiting);
      const tookMs = performance.now() - startedAt;
      // What had waited for it was written in the same commit.
      if (waiting !== undefined && waiting.events.length > 0) afterWrite(`event ${nameOf(waiting.events)}`, 0);
      afterWrite(`effect ${effect.call}`, tookMs);
      return hash;
    },
    async prompt(...deltas) {
      const startedAt = performance.now();
      await record.prompt(...deltas);
      afterWrite(`prompt ${deltas.at(-1)?.hash.slice(0, 6)}`, performance.now() - startedAt);
    },
    end: (how) => record.end(how),
  };
}

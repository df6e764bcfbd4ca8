import { setImmediate } from 'node:timers/promises';
import { canonicalJson } from '../core/canonical.ts';
import { PitwallError } from '../core/error.ts';
import { eventsOf } from '../core/events.ts';
import { Outcome } from '../core/outcome.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { FactValue } from '../core/scenario.ts';
import type { Ports } from '../debate/ports.ts';
import type { SeatSetup } from '../debate/setup.ts';
import type { Foretell, WhatIf } from '../debate/what-if.ts';
import { flippableFacts, flipsOf, seedsAlike } from '../debate/what-if.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';
import { parseModelSpec } from '../models/spec.ts';
import { raisable, reread, supportOf } from '../reasoning/closing-graph.ts';
import { withFacts } from '../scenarios/change.ts';
import { toolIndex } from '../workbench/index.ts';
import type { DebateConfig } from './debate-config.ts';
import { memberOf } from './debate-config.ts';
import { buildSetup, plainSeat, portsOf } from './setup.ts';

/** Seeds that a memo tries to say how firm a decision is. */
const SEEDS = 20;

const Kept = Outcome.pick({ flips: true, seeds: true });

type Imagined = Pick<Outcome, 'flips' | 'seeds'>;

/** What-ifs that need no run: those of the cache, and none for a debate of language models. Null: nobody has run them yet. */
export function knownWhatIfs(store: TranscriptStore, id: string, { seats }: DebateConfig): Imagined | null {
  const asked = eventsOf(
    store.events(id).map(({ event }) => event),
    'consult.answered',
  );
  const isLiveDebate =
    seats.some(({ model }) => parseModelSpec(model).provider !== PLAYBOOK) || asked.some(({ stub }) => !stub);
  if (isLiveDebate) return { flips: [], seeds: null };
  const cached = store.projection(id, 'what-if');
  // An exported debate brings its own along, which no hash covers.
  return Kept.safeParse(cached).data ?? null;
}

/** Told before each what-if, which is number `at` of so many; what it throws ends them, and nothing is kept. */
export type Progress = (at: number, of: number) => void;

/** Runs the what-ifs of a debate, and keeps them. */
export async function runWhatIfs(
  store: TranscriptStore,
  id: string,
  config: DebateConfig,
  outcome: Outcome,
  on?: Progress,
): Promise<Imagined> {
  // Each number is tried on either side.
  const of = SEEDS + 2 * flippableFacts(config.scenario).length;
  let at = 0;
  const step = () => {
    at += 1;
    on?.(at, of);
  };
  const calculated = remembering(portsOf(config));
  const base = await buildSetup(config, async (seat) => breathing(await plainSeat(seat, config)));
  const whatIf: WhatIf = {
    ports: () => calculated,
    setup: ({ facts, seed }) => ({
      ...base,
      ...(seed === undefined ? {} : { seed }),
      ...(facts === undefined ? {} : { scenario: withFacts(base.scenario, facts, toolIndex) }),
    }),
  };
  const projection = {
    seeds: await seedsAlike(whatIf, outcome.decision, SEEDS, step),
    flips: await flipsOf(
      whatIf,
      config.scenario,
      outcome.decision,
      foretellerOf(config, calculated, outcome.decision),
      step,
    ),
  };
  store.keepProjection(id, 'what-if', projection);
  return projection;
}

/** Lets whatever else the process does have its turn before each turn of a what-if: they are many, and none of them waits. */
function breathing(seat: SeatSetup['seat']): SeatSetup['seat'] {
  return {
    ...seat,
    async speak(brief, io) {
      await setImmediate();
      return seat.speak(brief, io);
    },
  };
}

/** Weighs every reason that somebody at the table could raise, with its figure computed from other facts. */
function foretellerOf(
  { scenario, seats, desks, seed, data }: DebateConfig,
  { calculate }: Ports,
  decision: string | null,
): Foretell {
  const raised = raisable(
    scenario,
    seats.map(({ card }) => card),
    desks,
  );
  const members = seats.map(({ card }) => memberOf(card));
  const options = Object.keys(scenario.options);
  const scripted = Object.assign({}, ...scenario.events.map(({ set }) => set)) as Record<string, FactValue>;
  const files = Object.fromEntries(Object.entries(data).map(([name, { file }]) => [name, file]));
  return (facts) => {
    try {
      const changed = withFacts(withFacts(scenario, facts, toolIndex), scripted);
      const reasons = reread(raised, changed.facts, files, (call) => calculate(call, '').figures);
      return supportOf(reasons, options, members, seed)[decision ?? ''] ?? 0;
    } catch (error) {
      if (error instanceof PitwallError && error.exitCode === 2) return undefined;
      throw error;
    }
  };
}

/** Calculations are pure: what-if runs that change nothing a tool reads share its result. */
function remembering(ports: Ports): Ports {
  const results = new Map<string, ReturnType<Ports['calculate']>>();
  return {
    ...ports,
    calculate(call, speaker) {
      const key = canonicalJson(call);
      const known = results.get(key) ?? ports.calculate(call, speaker);
      results.set(key, known);
      return known;
    },
  };
}

import type { Budget } from '../core/budget.ts';
import type { TranscriptStore } from '../core/record.ts';
import { holdDebate } from '../debate/debate.ts';
import { spans } from '../models/tracing.ts';
import type { LoadedScenario, Team } from '../project/index.ts';
import { fromProject, keyOf, textsOf } from './debate-config.ts';
import { deferredRecord } from './deferred.ts';
import type { Forecast } from './forecast.ts';
import { forecast } from './forecast.ts';
import type { Listening } from './listening.ts';
import { listening } from './listening.ts';
import { boundedSpecs, checkModels, clientsOf, modelsOfCast, pricedBudget, settingsOf } from './models.ts';
import type { DebateResult } from './result.ts';
import { resultOf } from './result.ts';
import { agentSeat, buildSetup, portsOf } from './setup.ts';

export interface RunOptions extends Listening {
  scenario: LoadedScenario;
  team: Team;
  store: TranscriptStore;
  /** Decides wording and small preferences; the same seed gives the same bytes. */
  seed?: number;
  /** Model spec by member id, `*` for everybody else. */
  models?: Record<string, string>;
  /** Members whose desk is closed for this debate. */
  without?: readonly string[];
  /** Hard caps on cost, tokens, calls and time. */
  budget?: Budget;
}

/** Runs a scenario to its memo, on the record. Throws what ended it; the record keeps what was said. */
export async function runDebate(options: RunOptions): Promise<DebateResult> {
  const { scenario, store, seed = 1 } = options;
  const config = await configFor(options);
  await checkModels(
    config.seats.map(({ model }) => model),
    options,
  );
  const clientFor = clientsOf(options);
  const setup = await buildSetup(config, (seat) => agentSeat(seat, config, clientFor, options.ask));
  const record = deferredRecord((opening) =>
    store.create({
      scenario: scenario.scenario.id,
      seed,
      key: keyOf(config),
      texts: textsOf(config),
      opening,
    }),
  );
  const ports = portsOf(config, options.desk);
  await spans.debate(scenario.scenario.id, () => holdDebate({ setup, ports, record, ...listening(options) }));
  return resultOf(
    { store, id: record.id, recipes: config.recipes },
    { held: config.scenario, onWhatIf: options.onWhatIf },
  );
}

/** What `runDebate` would take, in calls, tokens and USD; nothing is called and nothing is kept. */
export async function forecastDebate(options: Omit<RunOptions, 'store'>): Promise<Forecast> {
  return forecast(await configFor(options), settingsOf(options));
}

async function configFor(options: Omit<RunOptions, 'store'>) {
  const { scenario, team, seed = 1, models = {}, without = [] } = options;
  const settings = settingsOf(options);
  const named = modelsOfCast(scenario.scenario, (id) => team.find(id).card, models, settings);
  const specs = boundedSpecs(named, options.budget);
  const budget = pricedBudget(options.budget, Object.values(specs), settings);
  return fromProject({ loaded: scenario, team, seed, models: specs, without, budget });
}

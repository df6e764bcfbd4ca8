import type { Budget } from '../core/budget.ts';
import { PitwallError } from '../core/error.ts';
import type { TranscriptStore } from '../core/record.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';
import { spans } from '../models/tracing.ts';
import type { LoadedScenario, Team } from '../project/index.ts';
import { fromProject, moderates, specsIn } from './debate-config.ts';
import type { Forecast } from './forecast.ts';
import { forecast } from './forecast.ts';
import { holdNew } from './hold-new.ts';
import type { Listening } from './listening.ts';
import { boundedSpecs, checkModels, modelsOfCast, pricedBudget, settingsOf } from './models.ts';
import type { DebateResult } from './result.ts';
import { resultOf } from './result.ts';

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
  const { store } = options;
  const config = await configFor(options);
  await checkModels(specsIn(config), options);
  const id = await spans.debate(config.scenario.id, () => holdNew(store, config, options));
  return resultOf({ store, id, recipes: config.recipes }, { held: config.scenario, onWhatIf: options.onWhatIf });
}

/** What `runDebate` would take, in calls, tokens and USD; nothing is called and nothing is kept. */
export async function forecastDebate(options: Omit<RunOptions, 'store'>): Promise<Forecast> {
  return forecast(await configFor(options), settingsOf(options));
}

/** What a debate of a project is built from, with the models and caps that were asked for. */
export async function configFor(options: Omit<RunOptions, 'store'>) {
  const { scenario, team, seed = 1, models = {}, without = [] } = options;
  const settings = settingsOf(options);
  if (models['moderator'] !== undefined && !moderates(scenario.scenario))
    throw new PitwallError(
      'USAGE',
      'expected a model of a moderator only where the floor is `moderated` and no member moderates',
    );
  const named = modelsOfCast(scenario.scenario, (id) => team.find(id).card, models, settings);
  const isAsked = models['memo'] !== undefined || scenario.scenario.models['memo'] !== undefined;
  // A caller's own models answer turns; they write a memo where that is asked for.
  if (!isAsked && options.chatModels?.[named['memo'] ?? ''] !== undefined) named['memo'] = PLAYBOOK;
  const specs = boundedSpecs(named, options.budget);
  const budget = pricedBudget(options.budget, Object.values(specs), settings);
  return fromProject({ loaded: scenario, team, seed, models: specs, without, budget });
}

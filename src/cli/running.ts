import { PitwallError } from '../core/error.ts';
import type { DebateResult, RunOptions } from '../pitwall.ts';
import type { LoadedScenario, Team } from '../project/index.ts';
import type { PrintContext } from '../report/context.ts';
import { printContext } from '../report/context.ts';
import type { Viewer } from '../view/server/index.ts';
import { terminalAsker } from './ask-human.ts';
import { budgetFrom, modelsBySeat, wholeNumber } from './flags.ts';
import type { LazyStore } from './lazy-store.ts';
import { lazyStore } from './lazy-store.ts';
import { livePrinter } from './live.ts';
import { databaseFile, print, printJson, programName, projectDir, remark, stdoutPage } from './place.ts';
import { debateEnd, memoPage } from './print/debate.ts';
import { forecastPage } from './print/forecast.ts';
import { runAgainAs } from './run-again.ts';

/** Milliseconds that a turn takes at least where somebody watches. */
const WATCHING_PACE_MS = 600;

export interface RunFlags {
  db?: string;
  seed?: string;
  cast?: string;
  card?: string[];
  team?: string;
  rounds?: string;
  without?: string[];
  model?: string[];
  budget?: string[];
  /** Whose seat a person takes. */
  human?: string;
  dryRun?: boolean;
  pace?: string;
  json?: boolean;
  quiet?: boolean;
}

export interface RunSettings {
  seed: number;
  paceMs: number;
}

/** The numbers among the flags; throws USAGE for the first that is none. */
export function checkedSettings({ seed, pace, json, quiet }: RunFlags, view = false): RunSettings {
  const watched = view || (process.stdout.isTTY === true && json !== true && quiet !== true);
  return {
    seed: wholeNumber('--seed', seed) ?? 1,
    paceMs: wholeNumber('--pace', pace, 0) ?? (watched ? WATCHING_PACE_MS : 0),
  };
}

export interface RunRequest {
  scenario: LoadedScenario;
  team: Team;
  flags: RunFlags;
  settings: RunSettings;
  /** Called once the database is open, before the first event. */
  begin?: () => void;
  /** Lets others watch: holds the debate with a store and notices of its own. */
  share?: Viewer['live']['share'];
}

/** Runs a scenario that has been loaded, prints it as the flags ask, and sets the exit code. */
export async function runLoaded(request: RunRequest): Promise<void> {
  const { scenario, flags, settings, begin, share } = request;
  const budget = budgetFrom(flags.budget, (name) => request.team.find(name).card.id);
  const asker = flags.human === undefined ? null : terminalAsker();
  const models = modelsBySeat(flags.model, (name) => request.team.find(name).card.id);
  if (flags.human !== undefined) models[request.team.find(flags.human).card.id] = 'human';
  const { forecastDebate, openStore, runDebate, withAgents } = await import('../pitwall.ts');
  const { modelsAtHand } = await import('./models-at-hand.ts');
  const team = await withAgents(request.team);
  const cards = scenario.scenario.cast.map((id) => team.find(id).card);
  const context = printContext(scenario.scenario, cards, { program: programName() });
  const ending = () => ({
    ...context,
    runAgain: runAgainAs(scenario.scenario.id, { projectDir: projectDir(), teamDir: flags.team }),
  });
  if (flags.dryRun === true) {
    const ahead = { ...settings, scenario, team, models, without: flags.without ?? [], modelSettings: modelsAtHand() };
    const forecast = await forecastDebate({ ...ahead, ...(budget ? { budget } : {}) });
    if (flags.json === true) printJson(forecast);
    else print(forecastPage(context, forecast, stdoutPage()));
    return;
  }
  const file = databaseFile(flags);
  const store = lazyStore(file, () => {
    const opened = openStore(file);
    try {
      begin?.();
    } catch (error) {
      opened.close();
      throw error;
    }
    return opened;
  });
  const hold = (around: Around) =>
    runDebate({
      ...settings,
      scenario,
      team,
      models,
      without: flags.without ?? [],
      ...(budget ? { budget } : {}),
      modelSettings: modelsAtHand(),
      ...(asker ? { ask: asker.ask } : {}),
      ...around,
    });
  try {
    await holdAndPrint({ context, ending, flags, store, hold, share });
  } finally {
    asker?.close();
    store.close();
  }
}

export type Around = Pick<RunOptions, 'store' | 'signal' | 'on'>;

/** Holds a debate, shows it as the flags ask while it runs, and sets the exit code by what its scenario expects. */
export async function holdAndPrint({
  context,
  ending,
  flags,
  store,
  hold,
  share,
}: {
  context: PrintContext;
  ending: () => PrintContext;
  flags: Pick<RunFlags, 'json' | 'quiet'>;
  store: LazyStore;
  hold: (around: Around) => Promise<DebateResult>;
  share?: Viewer['live']['share'] | undefined;
}): Promise<void> {
  const page = stdoutPage();
  const silent = flags.json === true || flags.quiet === true;
  const progress =
    process.stderr.isTTY === true && flags.json !== true ? (text: string) => process.stderr.write(text) : null;
  const live = livePrinter(context, { page, write: silent ? () => undefined : print, progress });
  const interruption = onInterrupt();
  try {
    const around = { store, signal: interruption.signal, on: live.notice };
    const result = await (share === undefined ? hold(around) : share(around, hold));
    live.stop();
    if (interruption.signal.aborted) throw interrupted(result.id);
    if (flags.json === true) printJson(result.document);
    else if (flags.quiet === true) print(memoPage(context, result.document, page));
    else print(live.rest() + debateEnd(ending(), result.document, page));
    for (const failure of result.failures) remark(failure);
    if (!result.ok) process.exitCode = 1;
  } catch (error) {
    live.stop();
    if (!interruption.signal.aborted || namesDebate(error)) throw error;
    throw interrupted(store.isOpen ? store.list()[0]?.id : undefined, error);
  } finally {
    interruption.stop();
  }
}

const namesDebate = (error: unknown) =>
  error instanceof PitwallError && error.code === 'INTERRUPTED' && typeof error.data['id'] === 'string';

function interrupted(id: string | undefined, cause?: unknown): PitwallError {
  const kept = id === undefined ? 'before anything was recorded' : `the record so far is kept: pitwall resume ${id}`;
  return new PitwallError('INTERRUPTED', `interrupted; ${kept}`, { cause, data: { id } });
}

/** The first interrupt lets the turn end and the record close; the second one leaves at once. */
function onInterrupt(): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const { exitCode } = new PitwallError('INTERRUPTED', 'interrupted');
  const handle = () => {
    if (controller.signal.aborted) process.exit(exitCode);
    controller.abort();
  };
  process.on('SIGINT', handle);
  return { signal: controller.signal, stop: () => process.off('SIGINT', handle) };
}

import { PitwallError } from '../../core/error.ts';
import { spendingOf } from '../../core/spending.ts';
import type { DebateResult, RunOptions } from '../../door.ts';
import type { LoadedScenario, Team } from '../../project/index.ts';
import type { PrintContext } from '../../report/context.ts';
import { optionName, printContext } from '../../report/context.ts';
import type { Viewer } from '../../view/server/index.ts';
import { memoPage } from '../print/debate.ts';
import { forecastPage } from '../print/forecast.ts';
import { namingOf, terminalAsker } from './ask-human.ts';
import { budgetFrom, modelsBySeat, wholeNumber } from './flags.ts';
import type { LazyStore } from './lazy-store.ts';
import { lazyStore } from './lazy-store.ts';
import { livePrinter } from './live.ts';
import { sayOutside } from './outside.ts';
import { runAgainAs } from './run-again.ts';
import { checkSeatedCards } from './seated-cards.ts';
import type { Shell } from './shell.ts';
import { agentTrust, sayAgents } from './trust.ts';

/** Milliseconds that a turn takes at least where somebody watches. */
const WATCHING_PACE_MS = 600;

export interface RunFlags {
  db?: string;
  seed?: string;
  cast?: string;
  card?: string[];
  team?: string;
  trust?: boolean;
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
  full?: boolean;
}

export interface RunSettings {
  seed: number;
  paceMs: number;
}

/** The numbers among the flags; throws USAGE for the first that is none. */
export function checkedSettings(shell: Shell, { seed, pace, json, quiet }: RunFlags, view = false): RunSettings {
  const watched = view || (shell.isWatched && json !== true && quiet !== true);
  return {
    seed: wholeNumber('--seed', seed) ?? 1,
    paceMs: wholeNumber('--pace', pace, 0) ?? (watched ? WATCHING_PACE_MS : 0),
  };
}

export interface RunRequest {
  scenario: LoadedScenario;
  /** What named the scenario on the command line. */
  typed?: string;
  team: Team;
  flags: RunFlags;
  settings: RunSettings;
  /** What is said in place of a debate that could only be empty, once it is known who is seated; null where it can be held. */
  instead?: (seated: { team: Team; models: Record<string, string> }) => (() => void) | null;
  /** Called once the database is open, before the first event. */
  begin?: () => void;
  /** Lets others watch: holds the debate with a store and notices of its own. */
  share?: Viewer['live']['share'];
}

/** Runs a scenario that has been loaded, prints it as the flags ask, and sets the exit code. */
export async function runLoaded(shell: Shell, request: RunRequest): Promise<void> {
  const { scenario, flags, settings, begin, share } = request;
  const budget = budgetFrom(flags.budget, (name) => request.team.find(name).card.id);
  const { floor, order } = scenario.scenario;
  const isNamed = floor === 'manual' && order === undefined && shell.isAnswered;
  const asker = flags.human === undefined && !isNamed ? null : terminalAsker(shell);
  const models = modelsBySeat(flags.model, (name) => request.team.find(name).card.id);
  if (flags.human !== undefined) models[request.team.find(flags.human).card.id] = 'human';
  const { forecastDebate, openStore, runDebate, withAgents } = await import('../../door.ts');
  const { modelsAtHand } = await import('./models-at-hand.ts');
  // An estimate needs nothing of what modules bring, and runs none.
  const team = flags.dryRun === true ? request.team : await withAgents(request.team, agentTrust(shell, flags));
  sayAgents(shell, team, flags.dryRun === true ? 'not run for an estimate' : 'run');
  checkSeatedCards(team, scenario.scenario.cast, flags.card);
  sayOutside(shell, scenario);
  const cards = scenario.scenario.cast.map((id) => team.find(id).card);
  const context = printContext(scenario.scenario, cards, { program: shell.programName() });
  const ending = () => ({
    ...context,
    runAgain: runAgainAs(scenario.scenario.id, { projectDir: shell.cwd, teamDir: flags.team }, request.typed),
  });
  if (flags.dryRun === true) {
    const ahead = {
      ...settings,
      scenario,
      team,
      models,
      without: flags.without ?? [],
      modelSettings: modelsAtHand(shell),
    };
    const forecast = await forecastDebate({ ...ahead, ...(budget ? { budget } : {}) });
    if (flags.json === true) shell.printJson(forecast);
    else shell.print(forecastPage(context, forecast, shell.page()));
    return;
  }
  const told = request.instead?.({ team, models }) ?? null;
  if (told !== null) {
    asker?.close();
    return told();
  }
  const file = shell.databaseFile(flags);
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
      modelSettings: modelsAtHand(shell),
      ...(asker ? { ask: asker.ask, ...namingOf(asker) } : {}),
      ...around,
    });
  try {
    await holdAndPrint(shell, { context, ending, flags, store, hold, share });
  } finally {
    asker?.close();
    store.close();
  }
}

export type Around = Pick<RunOptions, 'store' | 'signal' | 'on' | 'onWhatIf'>;

/** Holds a debate, shows it as the flags ask while it runs, and sets the exit code by what its scenario expects. */
export async function holdAndPrint(
  shell: Shell,
  {
    context,
    ending,
    flags,
    store,
    hold,
    share,
  }: {
    context: PrintContext;
    ending: () => PrintContext;
    flags: Pick<RunFlags, 'json' | 'quiet' | 'full'>;
    store: LazyStore;
    hold: (around: Around) => Promise<DebateResult>;
    share?: Viewer['live']['share'] | undefined;
  },
): Promise<void> {
  const page = shell.page();
  const { json = false, quiet = false, full } = flags;
  const live = livePrinter(context, {
    page,
    write: json || quiet ? null : (text) => shell.print(text),
    progress: json ? null : shell.passing,
    full,
    spent: () => spendingOf(store.taken),
    id: () => store.holding,
  });
  const interruption = onInterrupt(shell);
  try {
    const around = { store, signal: interruption.signal, on: live.notice };
    const holding = (given: Around) => hold({ ...given, onWhatIf: live.whatIfs });
    const result = await (share === undefined ? holding(around) : share(around, holding));
    const { id, document, ok, failures, flipped } = result;
    live.stop();
    if (interruption.signal.aborted) throw interrupted(shell, id);
    if (json) shell.printJson(document);
    else if (quiet) shell.print(memoPage(context, document, page));
    else shell.print(live.end(ending(), result));
    // The card says it itself.
    if (flipped !== null && (json || quiet || full)) {
      const [from, to] = [flipped.from, flipped.to].map((option) => optionName(context, option));
      shell.remark(context.labels.flipped(from ?? '', to ?? '', flipped.isPrinted));
    }
    for (const failure of failures) shell.remark(failure);
    if (!ok) shell.exitWith(1);
  } catch (error) {
    live.stop();
    if (interruption.signal.aborted) throw namesDebate(error) ? error : interrupted(shell, store.holding, error);
    throw resumable(shell, store, error);
  } finally {
    interruption.stop();
  }
}

const namesDebate = (error: unknown) =>
  error instanceof PitwallError && error.code === 'INTERRUPTED' && typeof error.data['id'] === 'string';

const keptAs = (shell: Shell, id: string) => `the record so far is kept: ${shell.programName()} resume ${id}`;

function interrupted(shell: Shell, id: string | undefined, cause?: unknown): PitwallError {
  const kept = id === undefined ? 'before anything was recorded' : keptAs(shell, id);
  return new PitwallError('INTERRUPTED', `interrupted; ${kept}`, { cause, data: { id } });
}

/** What ended a debate, with how to go on with it where it can go on. */
function resumable(shell: Shell, { holding: id, status }: LazyStore, error: unknown): unknown {
  if (!(error instanceof PitwallError) || error.code === 'STORE_FAILED' || id === undefined) return error;
  if (status(id) !== 'unfinished') return error;
  const data = { ...error.data, id };
  return new PitwallError(error.code, `${error.sentence}; ${keptAs(shell, id)}`, { cause: error, data });
}

/** The first request to stop lets the turn end and the record close; the second one leaves at once. */
function onInterrupt(shell: Shell): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const { exitCode } = new PitwallError('INTERRUPTED', 'interrupted');
  const stop = shell.onStop(() => {
    if (controller.signal.aborted) shell.leave(exitCode);
    controller.abort();
  });
  return { signal: controller.signal, stop };
}

import { PitwallError } from '../core/error.ts';
import type { TranscriptStore } from '../core/record.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';
import { isHuman, isLive, parseModelSpec } from '../models/spec.ts';
import type { LoadedScenario, Place, Team } from '../project/index.ts';
import { askedScenario, loadScenario, scenarioFrom } from '../project/index.ts';
import { printContext } from '../report/context.ts';
import { memoAsMarkdown } from '../report/markdown.ts';
import { parseScenario } from '../scenarios/parse.ts';
import type { GivenBack } from './bare-question.ts';
import { whatIsMissing } from './bare-question.ts';
import { bornIn } from './born-in.ts';
import { closeCancelled } from './cancel-debate.ts';
import type { Listening } from './listening.ts';
import { modelsOfCast, settingsOf } from './models.ts';
import { seatsFor } from './question-seats.ts';
import type { DebateResult } from './result.ts';
import { runDebate } from './run-debate.ts';

/** A scenario by its id, a script, or a question with the answers to choose among. */
export interface TeamQuestion {
  scenario?: string | undefined;
  /** The text of a scenario that is in no file; it names no data. */
  script?: string | undefined;
  question?: string | undefined;
  options?: readonly string[] | undefined;
  /** `a,b` or `+a,-b`. */
  cast?: string | undefined;
  facts?: Readonly<Record<string, unknown>> | undefined;
  rounds?: number | undefined;
  seed?: number | undefined;
}

export interface TeamDebateOptions extends Listening {
  place: Place;
  team: Team;
  store: TranscriptStore;
  asked: TeamQuestion;
  /** Model spec by member id, `*` for everybody else. */
  models?: Readonly<Record<string, string>>;
  program: string;
  /** How whoever asks could give a script back. */
  back?: GivenBack;
}

export interface TeamDebate extends DebateResult {
  /** In Markdown; null where no decision was reached. */
  memo: string | null;
  /** What a reader has to know of the debate beside its memo, a sentence each. */
  remarks: string[];
}

/** Between two turns, so that whoever watches or cancels is heard. */
const PACE_MS = 1;

/**
 * Holds a debate for somebody who waits for its memo. Where they stop waiting, its record is closed as cancelled, and INTERRUPTED is
 * thrown with its id. Throws USAGE for what is neither a scenario's id, a script nor a question with answers, and with what
 * is missing, and a `script` to fill in as its data, for a question where no language model is seated: nobody could choose.
 */
export async function holdTeamDebate({
  place,
  team,
  store,
  asked,
  models = {},
  program,
  back = 'argument',
  ...options
}: TeamDebateOptions): Promise<TeamDebate> {
  const loaded = loadedFrom(asked, team, place);
  const cards = loaded.scenario.cast.map((member) => team.find(member).card);
  if (asked.scenario === undefined && asked.script === undefined) {
    const lacking = lackingIn({ ...bare(asked), loaded, team, models, back, ...options });
    if (lacking !== null) throw new PitwallError('USAGE', lacking.said, { data: { script: lacking.text } });
  }
  let id: string | null = null;
  const watched = bornIn(store, (born) => {
    id = born;
  });
  const { signal } = options;
  let held: DebateResult;
  try {
    held = await runDebate({
      ...{ ...options, scenario: loaded, team, store: watched, paceMs: PACE_MS },
      ...{ seed: asked.seed ?? 1, models: { ...models } },
    });
  } catch (error) {
    if (id === null || signal?.aborted !== true || !(error instanceof PitwallError)) throw error;
    await closeCancelled({ store, id, recipes: team.recipes });
    throw new PitwallError('INTERRUPTED', `debate ${id} was cancelled; its record is kept`, {
      data: { id },
      cause: error,
    });
  }
  const { document } = held;
  const context = printContext(loaded.scenario, cards, { program });
  return {
    ...held,
    memo: document.outcome === null ? null : memoAsMarkdown(context, document, document.outcome),
    remarks: [`${program} show ${held.id} · ${program} verify ${held.id}`],
  };
}

/** What a question with nothing but answers lacks; null where a language model, a person or a module of the team can choose among them. */
export function lackingIn({
  loaded: { scenario },
  team,
  models,
  back,
  question,
  options,
  rounds,
  ...atHand
}: Pick<Listening, 'modelSettings'> & {
  loaded: LoadedScenario;
  team: Team;
  models: Readonly<Record<string, string>>;
  back: GivenBack;
  question: string;
  options: readonly string[];
  rounds: number;
}): ReturnType<typeof whatIsMissing> | null {
  const cards = scenario.cast.map((member) => team.find(member).card);
  const specs = modelsOfCast(scenario, (id) => team.find(id).card, models, settingsOf(atHand));
  const canChoose = scenario.cast
    .map((member) => parseModelSpec(specs[member] ?? PLAYBOOK))
    .some((spec) => isLive(spec) || isHuman(spec));
  return canChoose || team.recipes.size > 0 ? null : whatIsMissing({ question, options, rounds, cards, back });
}

const bare = ({ question = '', options = [], rounds = 1 }: TeamQuestion) => ({
  question: question.trim(),
  options: options.map((option) => option.trim()),
  rounds,
});

function loadedFrom(
  { scenario, script, question, options, cast, facts, rounds }: TeamQuestion,
  team: Team,
  place: Place,
): LoadedScenario {
  const given = { projectDir: place.projectDir, team, cast, rounds, ...(facts ? { facts } : {}) };
  if (scenario !== undefined) {
    // A path would lead a client to any file of the machine.
    if (!/^[a-z0-9][a-z0-9-]*$/.test(scenario))
      throw new PitwallError('USAGE', `expected the id of a scenario, got \`${scenario}\``);
    return loadScenario(scenario, given);
  }
  if (script !== undefined) {
    // What a client writes names no file of this machine.
    if (Object.keys(parseScenario(script, 'script.yaml').data).length > 0)
      throw new PitwallError('USAGE', 'expected a script without `data`: files are read beside a script in scenarios/');
    return scenarioFrom(script, 'script.yaml', given);
  }
  if (question === undefined || question.trim() === '')
    throw new PitwallError('USAGE', 'expected the id of a scenario, or a question with `options`');
  if (facts !== undefined && Object.keys(facts).length > 0)
    throw new PitwallError('USAGE', 'expected facts with a scenario: a question alone has none to change');
  const cards = team.members.map(({ card }) => card);
  const seats = seatsFor([question, ...(options ?? [])].join(' '), cards).map(({ id }) => id);
  return askedScenario({ team, question, options: options ?? [], seats, cast, rounds });
}

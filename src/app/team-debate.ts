import { PitwallError } from '../core/error.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { Place, Team } from '../project/index.ts';
import { askedScenario, loadScenario } from '../project/index.ts';
import { printContext } from '../report/context.ts';
import { memoAsMarkdown } from '../report/markdown.ts';
import { bornIn } from './born-in.ts';
import { closeCancelled } from './cancel-debate.ts';
import type { Listening } from './listening.ts';
import type { DebateResult } from './result.ts';
import { runDebate } from './run-debate.ts';

/** A scenario by its id, or a question with the answers to choose among. */
export interface TeamQuestion {
  scenario?: string | undefined;
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
 * thrown with its id. Throws USAGE for what is neither a scenario's id nor a question with answers.
 */
export async function holdTeamDebate({
  place,
  team,
  store,
  asked,
  models = {},
  program,
  ...options
}: TeamDebateOptions): Promise<TeamDebate> {
  const loaded = loadedFrom(asked, team, place);
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
  const cards = loaded.scenario.cast.map((member) => team.find(member).card);
  const context = printContext(loaded.scenario, cards, { program });
  const isDrafted = asked.scenario === undefined;
  return {
    ...held,
    memo: document.outcome === null ? null : memoAsMarkdown(context, document, document.outcome),
    remarks: [
      ...(isDrafted && Object.keys(models).length === 0 ? [UNUSED[loaded.scenario.language]] : []),
      `${program} show ${held.id} · ${program} verify ${held.id}`,
    ],
  };
}

const UNUSED = {
  ko: '쓰지 못한 것: 언어 모델이 없으면 시나리오에 적힌 사실과 식만 씁니다. 질문의 글은 쓰이지 않았으므로 이 결정에는 근거가 없습니다. 시나리오로 적거나 모델을 지정하세요.',
  en: 'Not used: without a language model the members use only the facts and formulas of a scenario. The words of the question were ignored, so this decision rests on nothing. Write a scenario, or name a model.',
} as const;

function loadedFrom({ scenario, question, options, cast, facts, rounds }: TeamQuestion, team: Team, place: Place) {
  if (scenario !== undefined) {
    // A path would lead a client to any file of the machine.
    if (!/^[a-z0-9][a-z0-9-]*$/.test(scenario))
      throw new PitwallError('USAGE', `expected the id of a scenario, got \`${scenario}\``);
    return loadScenario(scenario, { projectDir: place.projectDir, team, cast, rounds, ...(facts ? { facts } : {}) });
  }
  if (question === undefined || question.trim() === '')
    throw new PitwallError('USAGE', 'expected the id of a scenario, or a question with `options`');
  if (facts !== undefined && Object.keys(facts).length > 0)
    throw new PitwallError('USAGE', 'expected facts with a scenario: a question alone has none to change');
  return askedScenario({ team, question, options: options ?? [], cast, rounds });
}

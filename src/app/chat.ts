import type { Budget } from '../core/budget.ts';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import type { Language } from '../core/language.ts';
import type { Colleague, EarlierLine } from '../core/questionnaire.ts';
import type { Recipes } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import { holdDebate } from '../debate/debate.ts';
import { resumeRecord } from '../debate/replay-record.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';
import { specText } from '../models/settings.ts';
import { isLive, parseModelSpec } from '../models/spec.ts';
import { spans } from '../models/tracing.ts';
import type { Team } from '../project/index.ts';
import { mapValues } from '../project/members.ts';
import { linesOf } from '../report/document.ts';
import { ownedTopics } from '../routing/index.ts';
import { parseScenario } from '../scenarios/parse.ts';
import { withParticles } from '../wording/particles.ts';
import { buildRun } from './build-run.ts';
import { scriptsFor } from './chat-scripts.ts';
import type { DebateConfig } from './debate-config.ts';
import { effective, eventsIn, openingOf, seatOf } from './debate-config.ts';
import { holdNew } from './hold-new.ts';
import type { Listening } from './listening.ts';
import { listening, liveSeats } from './listening.ts';
import { boundedSpecs, checkModels, pricedBudget, settingsOf } from './models.ts';
import { modelsSeatedIn, recordingOf } from './recording.ts';

/** A chat with one member, on the record. */
export interface ChatOptions extends Listening {
  store: TranscriptStore;
  team: Team;
  member: string;
  /** Who speaks for the member; else the model that their card names, else the offline engine. */
  model?: string | undefined;
  language: Language;
  /** Of the whole chat; one that would exceed it is closed with `budget`. A person's time has no cap. */
  budget?: Budget | undefined;
  /** What was said before, on no record here. */
  before?: readonly EarlierLine[];
  line: NonNullable<Listening['line']>;
}

/** Holds a chat until its person ends it, and gives its id. Throws INTERRUPTED where they leave it to be gone on with. */
export async function holdChat(options: ChatOptions): Promise<string> {
  const config = configOf(options);
  await checkModels(
    config.seats.map(({ model }) => model),
    options,
  );
  return spans.debate(config.scenario.id, () => holdNew(options.store, config, options));
}

/** Goes on with a chat that was left; what its record holds is not asked again. Throws USAGE for another kind of record, CHECK_FAILED for one that has ended. */
export async function resumeChat({
  store,
  id,
  recipes,
  ...options
}: Omit<Listening, 'line'> &
  Pick<ChatOptions, 'store' | 'line'> & { id: string; recipes?: Recipes | undefined }): Promise<void> {
  const opened = openingOf(eventsIn(store, id), id);
  if (opened.asked?.kind !== 'chat')
    throw new PitwallError('USAGE', `expected a chat, ${id} is none`, { data: { id } });
  const { status } = store.summary(id);
  if (status === 'closed' || status === 'failed')
    throw new PitwallError('CHECK_FAILED', `expected a chat that can go on, ${id} is ${status}`, { data: { id } });
  const recording = recordingOf(store, id, recipes);
  await checkModels(modelsSeatedIn(recording.segments), options);
  const run = await buildRun(recording.segments, liveSeats(options));
  const record = resumeRecord(await store.reopen(id), recording);
  await spans.debate(run.setup.scenario.id, () => holdDebate({ ...run, record, ...listening(options) }));
}

/** Lines and answers of a chat so far. */
export const chatLines = (store: TranscriptStore, id: string) => linesOf(eventsIn(store, id));

function configOf({ team, member: name, model, language, budget, before = [], ...atHand }: ChatOptions): DebateConfig {
  const member = team.find(name);
  const { id, callsign, persona } = member.card;
  const settings = settingsOf(atHand);
  const named = specText(model ?? persona.model ?? PLAYBOOK, settings);
  const { [id]: spec = named } = boundedSpecs({ [id]: named }, budget);
  const priced = pricedBudget(budget, [spec], settings);
  const scenarioText = scriptOf(id, callsign ?? id, language);
  const isLanguageModel = isLive(parseModelSpec(spec));
  const scripts = isLanguageModel ? [] : scriptsFor(team, member.card);
  const desks = team.members
    .map(({ card }) => effective(card, team.recipes))
    .flatMap((card) => card.persona.desk.map((topic) => ({ member: card.id, topic })));
  return {
    scenario: { ...parseScenario(scenarioText, `chat-${id}.yaml`), cast: [id] },
    scenarioText,
    scenarioHash: hashText(scenarioText),
    seed: 1,
    seats: [seatOf(member, team.recipes, spec)],
    desks,
    data: {},
    overrides: {},
    ...(priced ? { budget: priced } : {}),
    shared: team.shared,
    recipes: team.recipes,
    asked: {
      kind: 'chat',
      questions: [],
      colleagues: colleaguesOf(team, id, isLanguageModel),
      ...(scripts.length === 0
        ? {}
        : {
            scenarios: scripts.map(({ scenario, text, data }) => ({
              id: scenario.id,
              hash: hashText(text),
              data: mapValues(data, ({ file, hash }) => ({ file, hash })),
            })),
          }),
      ...(before.length === 0 ? {} : { before: [...before] }),
    },
    scripts,
  };
}

/** The others, as far as a member has to know them to send somebody on. */
function colleaguesOf(team: Team, id: string, isLanguageModel: boolean): Colleague[] {
  return team.members.flatMap(({ card: own }) => {
    if (own.id === id) return [];
    const card = effective(own, team.recipes);
    const topics = [...ownedTopics(card)];
    const called = [card.names.ko, card.names.en].flatMap((name) => (name === undefined ? [] : namesIn(name)));
    return [
      {
        ...{ id: card.id, name: card.callsign ?? card.id, role: card.role, topics, tools: card.persona.tools },
        // Whoever has a language model reads names themselves.
        ...(isLanguageModel || called.length === 0 ? {} : { called }),
      },
    ];
  });
}

/** A full name and what one is called by: `Tomas Lindqvist`, `Tomas`; `한서우`, `서우`. */
function namesIn(name: string): string[] {
  const [first = ''] = name.split(/\s+/);
  const given = /^\p{Script=Hangul}{3}$/u.test(name) ? name.slice(1) : first;
  return [...new Set([name, given])];
}

/** A record rests on a script; a chat's holds nothing to decide, and nobody but a reader of the record sees it. */
function scriptOf(id: string, name: string, language: Language): string {
  const ko = language === 'ko';
  const title = ko ? withParticles(`${name}과/와의 대화`) : `Chat with ${name}`;
  const [yes, no] = ko ? ['답한다', '답하지 않는다'] : ['answers', 'does not answer'];
  return [
    `id: chat-${id}`,
    `title: ${JSON.stringify(title)}`,
    `language: ${language}`,
    `motion: ${JSON.stringify(title)}`,
    'options:',
    `  answers: ${JSON.stringify(yes)}`,
    `  silent: ${JSON.stringify(no)}`,
    'facts: {}',
    `cast: [${id}, person]`,
    'protocol: [opening blind, vote]',
    '',
  ].join('\n');
}

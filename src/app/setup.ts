import { recipeFor } from '../../agents/index.ts';
import { languageOf } from '../chat/reply.ts';
import { canonicalJson } from '../core/canonical.ts';
import type { PersonaCard } from '../core/card.ts';
import { rulesOf } from '../core/card-rules.ts';
import type { Desk } from '../core/consult.ts';
import { HardwareAnswer } from '../core/consult.ts';
import { PitwallError } from '../core/error.ts';
import { eventsOf } from '../core/events.ts';
import type { Language } from '../core/language.ts';
import { once } from '../core/once.ts';
import type { Routing } from '../core/routing.ts';
import type { Choosing, Seat } from '../core/seat.ts';
import type { Tool } from '../core/tool.ts';
import { COMMON_TOOLS } from '../core/tool.ts';
import { oneTurn } from '../debate/one-turn.ts';
import type { Ports } from '../debate/ports.ts';
import type { DebateSetup, ModeratorSetup, SeatSetup } from '../debate/setup.ts';
import { foldAboveFor } from '../models/context.ts';
import type { AskHuman } from '../models/human-seat.ts';
import { humanSeat } from '../models/human-seat.ts';
import { PLAYBOOK, playbookSeat } from '../models/playbook-seat.ts';
import { answersOf } from '../models/questions.ts';
import type { ModelSpec } from '../models/spec.ts';
import { isHuman, isLive, parseModelSpec } from '../models/spec.ts';
import { traced } from '../models/tracing.ts';
import type { Peek } from '../playbook/view.ts';
import { calculateWith, readFrom } from '../project/index.ts';
import { isOfField } from '../reasoning/field.ts';
import { deferredWork } from '../routing/index.ts';
import { mergeVoices } from '../voices/merge.ts';
import { answerHardware } from '../workbench/desk.ts';
import { runTool, toolIndex } from '../workbench/index.ts';
import { runTool as runOne } from '../workbench/run-tool.ts';
import { answerOffline } from './answer-offline.ts';
import { calculatedQuestions } from './calculated-questions.ts';
import { scenesOf } from './chat-scripts.ts';
import type { DebateConfig, SeatSource } from './debate-config.ts';
import { needsNames } from './debate-config.ts';
import { EVALUATE, evaluateTool } from './evaluate-tool.ts';
import { fileNames } from './file-names.ts';
import type { WritingFor } from './memo-writing.ts';
import { memoSetup } from './memo-writing.ts';
import type { ClientFor } from './models.ts';
import { worstOf } from './models.ts';

export async function buildSetup(
  config: DebateConfig,
  seatFor: (seat: SeatSource) => Promise<SeatSetup['seat']>,
  asking: Asking = {},
): Promise<DebateSetup> {
  const moderator = moderatorOf(config, asking.choosingFor);
  const memo = memoSetup(config, asking.writingFor);
  const { scenario, scenarioHash, seed, desks, data, overrides, budget, shared, asked } = config;
  const seats = await Promise.all(
    config.seats.map(async (source) => ({
      ...(budget ? { worst: worstOf(source.model, budget) } : {}),
      card: source.card,
      guidance: recipeFor(source.card.id, config.recipes).guidance,
      cardHash: source.cardHash,
      voice: mergeVoices(source.voice, shared.generic),
      voiceIs: source.voice === null ? ('generic' as const) : ('own' as const),
      voiceHash: source.voiceHash,
      model: source.model,
      foldAbove: foldAboveFor(source.model),
      live: isLive(parseModelSpec(source.model)) || isHuman(parseModelSpec(source.model)),
      seat: await seatFor(source),
    })),
  );
  return {
    scenario,
    scenarioHash,
    seed,
    seats,
    desks,
    routing: routingAmong(config.seats.map(({ card }) => card)),
    data: Object.fromEntries(Object.entries(data).map(([name, { file, hash }]) => [name, { file, hash }])),
    overrides,
    ...(budget ? { budget } : {}),
    ...(moderator === undefined ? {} : { moderator }),
    ...(config.moderator === undefined ? {} : { moderatorModel: config.moderator }),
    ...(memo === undefined ? {} : { memo }),
    ...(config.memo === undefined ? {} : { memoModel: config.memo }),
    terms: shared.terms,
    termsHash: shared.termsHash,
    genericVoiceHash: shared.genericHash,
    ...(asked ? { asked } : {}),
  };
}

/** How a model is asked that moderates; absent where no live call is made. */
export type ChoosingFor = (spec: ModelSpec) => Choosing;

/** How models are asked that sit in no seat. */
export interface Asking {
  choosingFor?: ChoosingFor;
  writingFor?: WritingFor;
}

/** Who has to be asked who speaks next; undefined where that follows from the record. */
function moderatorOf(
  { scenario, seats, moderator, budget }: DebateConfig,
  choosingFor?: ChoosingFor,
): ModeratorSetup | undefined {
  if (needsNames(scenario)) return { kind: 'person' };
  if (scenario.floor !== 'moderated') return undefined;
  const model = moderator ?? seats.find(({ card }) => card.id === scenario.moderator)?.model ?? PLAYBOOK;
  const spec = parseModelSpec(model);
  if (isHuman(spec)) return { kind: 'person' };
  if (!isLive(spec) || choosingFor === undefined) return undefined;
  const worst = budget && { worst: worstOf(model, budget) };
  return { kind: 'model', model, foldAbove: foldAboveFor(model), choosing: choosingFor(spec), ...worst };
}

/** What a text said by or to one of the cast is about, as that card sees it. */
function routingAmong(cards: readonly PersonaCard[]): Routing {
  return {
    deferred(id, text) {
      const member = cards.find((card) => card.id === id);
      return member ? deferredWork(text, { member, colleagues: cards.filter((card) => card !== member) }) : null;
    },
  };
}

/** Topics that a member's card defers, with the colleague whose desk is open for them. */
function topicsOf({ card }: SeatSource, { desks }: DebateConfig): Map<string, string> {
  return new Map(
    card.persona.defers.flatMap(({ on, topic }) => {
      const desk = desks.find(
        (candidate) =>
          candidate.topic === topic && candidate.member === on.toLowerCase() && candidate.member !== card.id,
      );
      return desk ? [[topic, desk.member] as const] : [];
    }),
  );
}

/**
 * Who sits for a member: a model through their agent, with which LangChain is loaded, a person, or the playbook in its plain loop, whose
 * turns equal the agent's.
 */
export async function seatOf(
  source: SeatSource,
  config: DebateConfig,
  clientFor: ClientFor,
  ask?: AskHuman,
): Promise<SeatSetup['seat']> {
  const spec = parseModelSpec(source.model);
  if (isHuman(spec)) return humanSeat(source.card.id, ask);
  if (!isLive(spec)) return plainSeat(source, config);
  const { memberAgent } = await import('../../agents/member.ts');
  return memberAgent({
    card: source.card,
    spec,
    clientFor,
    tools: toolsOf(source, config, { hasField: isOfField(config.scenario, Object.keys(config.data).length) }),
    topics: topicsOf(source, config),
    options: Object.keys(config.scenario.options),
    peek: peekFor(source, config),
  });
}

/** How models are asked that sit in no seat, which loads LangChain with the first question. */
export const askingWith = (clientFor: ClientFor): Asking => ({
  choosingFor(chain) {
    const spec = withoutPlaybook(chain);
    const choosing = once(async () => (await import('../models/moderator.ts')).modelModerator(spec, clientFor));
    return async (brief, io) => (await choosing())(brief, io);
  },
  writingFor(chain, reading) {
    const spec = withoutPlaybook(chain);
    const writing = once(async () => (await import('../models/memo-writer.ts')).modelMemo(spec, clientFor, reading));
    return async (messages, io) => (await writing())(messages, io);
  },
});

/** A chain of models up to the playbook, which speaks for a seat and for nobody else. */
function withoutPlaybook(spec: ModelSpec): ModelSpec {
  if (spec.fallback === null) return spec;
  return { ...spec, fallback: isLive(spec.fallback) ? withoutPlaybook(spec.fallback) : null };
}

/** The offline engine's answers to a person, where the record is a chat. */
function withOfflineChat(seat: Seat, source: SeatSource, config: DebateConfig): Seat {
  const { asked } = config;
  if (asked?.kind !== 'chat') return seat;
  const topics = topicsOf(source, config);
  const tools = new Set(toolsOf(source, config).map(({ name }) => name));
  const exampleIn = (language: Language) => calculatedQuestions(source.card, language)[0]?.probe.question ?? null;
  const example = { ko: exampleIn('ko'), en: exampleIn('en') };
  const scenes = scenesOf(config, openingOn);
  const chatting = { card: source.card, tools, topics, colleagues: asked.colleagues ?? [], example, scenes };
  return {
    ...seat,
    answer: async ({ messages, questions }, io) => [
      { letter: null, said: await answerOffline(chatting, messages, questions[0]?.text ?? '', io) },
    ],
  };
}

/** What a member would say first, by the engine that speaks for them in a debate without a language model. */
async function openingOn(config: DebateConfig, member: string): Promise<string> {
  const setup = await buildSetup(config, (seat) => plainSeat(seat, config));
  const events = await oneTurn({ setup, ports: portsOf(config), member, heard: [] });
  return eventsOf(events, 'turn.recorded')[0]?.utterance ?? '';
}

export async function plainSeat(source: SeatSource, config: DebateConfig): Promise<SeatSetup['seat']> {
  const topics = topicsOf(source, config);
  const tools = [
    ...toolsOf(source, config).map(({ name }) => name),
    ...[...topics.keys()].map((topic) => `consult_${topic}`),
  ];
  const seat = traced(playbookSeat(topics, tools, peekFor(source, config)), source.card.id);
  return withOfflineChat({ ...seat, answer: answersOf(seat, parseModelSpec(PLAYBOOK), null) }, source, config);
}

/** Calculators run beside the record; what they refuse is not known. */
function peekFor({ card }: SeatSource, { data, seats }: DebateConfig): Peek {
  const known = new Map<string, ReturnType<Peek>>();
  return ({ name, args }) => {
    const key = `${name} ${canonicalJson(args)}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const figures = refusable(() => runTool(name, withRules(name, args, card.id, seats), readFrom(data)).figures);
    known.set(key, figures);
    return figures;
  };
}

function refusable<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof PitwallError && error.exitCode === 2) return null;
    throw error;
  }
}

/** The question's own evaluation, the card's calculators, those that everybody has, and those that the question needs. */
function toolsOf(
  { card: { persona } }: SeatSource,
  config: DebateConfig,
  {
    hasField = true,
  }: { /** Whether the card's own calculators have to do with the question. */ hasField?: boolean } = {},
): Tool[] {
  const asked = Object.values(config.scenario.quantities).flatMap((quantity) => {
    if ('is' in quantity) return [];
    // A desk's calculators are its own; any other that the question needs is for whoever has it, and for all once it was said.
    return 'consult' in quantity && !persona.desk.includes(quantity.consult) ? [] : [quantity.tool];
  });
  const names = new Set([...(hasField ? persona.tools : []), ...asked, ...COMMON_TOOLS]);
  const own = [...names].flatMap((name) => toolIndex.get(name) ?? []);
  // In a chat there is nothing to decide, and so nothing to evaluate.
  if (config.asked?.kind === 'chat') return own;
  return [evaluateTool(config.scenario, calculateWith(config.data), fileNames(config)) as Tool, ...own];
}

/** The desk that ships, behind the contract that an agent in its place must keep. */
const stubDesk: Desk = async (question) => answerHardware(question);

export function portsOf(
  config: DebateConfig,
  desk: Desk = stubDesk,
  { line, nameSpeaker }: Pick<Ports, 'line' | 'nameSpeaker'> = {},
): Ports {
  const { data, seats, scenario } = config;
  const evaluate = evaluateTool(scenario, calculateWith(config.data), fileNames(config)) as Tool;
  const isChat = config.asked?.kind === 'chat';
  return {
    ...(line === undefined ? {} : { line }),
    ...(nameSpeaker === undefined ? {} : { nameSpeaker }),
    clock: () => performance.now(),
    consultsAreLive: desk !== stubDesk,
    calculate: ({ name, args }, speaker) =>
      name === EVALUATE
        ? runOne(evaluate, args, readFrom(data))
        : runTool(name, withRules(name, args, speaker, seats, scenario.language), readFrom(data)),
    async consult({ question, topic, calculation }) {
      if (topic !== 'hardware') throw new PitwallError('UNKNOWN_NAME', `no desk answers questions of \`${topic}\``);
      const { answer, figures, confidence, method, stub } = HardwareAnswer.parse(
        await desk({ text: question, topic, calculation }),
      );
      // In a chat one is answered in the language in which one asks.
      const language = isChat ? languageOf(question) : scenario.language;
      return { answer: answer[language], figures, confidence, method, stub };
    },
  };
}

/** Arguments with the speaker's own rules, where the tool reads them; the record has the card, so they are not recorded again. */
export function withRules(
  name: string,
  args: Record<string, unknown>,
  speaker: string,
  seats: DebateConfig['seats'],
  language?: Language,
): Record<string, unknown> {
  const card = seats.find((seat) => seat.card.id === speaker)?.card;
  if (card === undefined || toolIndex.get(name)?.readsCard !== true || 'rules' in args) return args;
  return { ...args, ...(language === undefined || 'language' in args ? {} : { language }), rules: rulesOf(card) };
}

import { memberAgent, recipeFor } from '../../agents/index.ts';
import type { PersonaCard } from '../core/card.ts';
import { rulesOf } from '../core/card-rules.ts';
import type { Desk } from '../core/consult.ts';
import { HardwareAnswer } from '../core/consult.ts';
import { PitwallError } from '../core/error.ts';
import type { Language } from '../core/language.ts';
import type { Routing } from '../core/routing.ts';
import { COMMON_TOOLS } from '../core/tool.ts';
import type { Ports } from '../debate/ports.ts';
import type { DebateSetup, SeatSetup } from '../debate/setup.ts';
import { foldAboveFor } from '../models/context.ts';
import type { AskHuman } from '../models/human-seat.ts';
import { humanSeat } from '../models/human-seat.ts';
import { PLAYBOOK, playbookSeat } from '../models/playbook-seat.ts';
import { answersOf } from '../models/questions.ts';
import { isHuman, isLive, parseModelSpec } from '../models/spec.ts';
import { readFrom } from '../project/index.ts';
import { deferredWork } from '../routing/index.ts';
import { mergeVoices } from '../voices/merge.ts';
import { answerHardware } from '../workbench/desk.ts';
import { runTool, toolIndex } from '../workbench/index.ts';
import type { DebateConfig, SeatSource } from './debate-config.ts';
import type { ClientFor } from './models.ts';
import { worstOf } from './models.ts';

export async function buildSetup(
  config: DebateConfig,
  seatFor: (seat: SeatSource) => Promise<SeatSetup['seat']>,
): Promise<DebateSetup> {
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
    wordings: shared.wordings,
    wordingsHash: shared.wordingsHash,
    genericVoiceHash: shared.genericHash,
    ...(asked ? { asked } : {}),
  };
}

/** What a text said by or to one of the cast is about, as his card sees it. */
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

export async function agentSeat(
  source: SeatSource,
  config: DebateConfig,
  clientFor: ClientFor,
  ask?: AskHuman,
): Promise<SeatSetup['seat']> {
  if (isHuman(parseModelSpec(source.model))) return humanSeat(source.card.id, ask);
  return memberAgent({
    card: source.card,
    spec: parseModelSpec(source.model),
    clientFor,
    tools: toolsOf(source, config),
    topics: topicsOf(source, config),
    options: Object.keys(config.scenario.options),
  });
}

export async function plainSeat(source: SeatSource, config: DebateConfig): Promise<SeatSetup['seat']> {
  const topics = topicsOf(source, config);
  const tools = [
    ...toolsOf(source, config).map(({ name }) => name),
    ...[...topics.keys()].map((topic) => `consult_${topic}`),
  ];
  const seat = playbookSeat(topics, tools);
  return { ...seat, answer: answersOf(seat, parseModelSpec(PLAYBOOK), null) };
}

/** The card's calculators, those that everybody has, and for whoever keeps a desk those that the scenario puts to it. */
function toolsOf({ card: { persona } }: SeatSource, { scenario }: DebateConfig) {
  const atDesk = scenario.considerations.flatMap(({ from }) =>
    'consult' in from && persona.desk.includes(from.consult) ? [from.tool] : [],
  );
  return [...new Set([...persona.tools, ...atDesk, ...COMMON_TOOLS])].flatMap((name) => toolIndex.get(name) ?? []);
}

/** The desk that ships, behind the contract that an agent in its place must keep. */
const stubDesk: Desk = async (question) => answerHardware(question);

export function portsOf({ data, seats, scenario: { language } }: DebateConfig, desk: Desk = stubDesk): Ports {
  return {
    clock: () => performance.now(),
    consultsAreLive: desk !== stubDesk,
    calculate: ({ name, args }, speaker) =>
      runTool(name, withRules(name, args, speaker, seats, language), readFrom(data)),
    async consult({ question, topic, calculation }) {
      if (topic !== 'hardware') throw new PitwallError('UNKNOWN_NAME', `no desk answers questions of \`${topic}\``);
      const { answer, figures, confidence, method, stub } = HardwareAnswer.parse(
        await desk({ text: question, topic, calculation }),
      );
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

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { memberAgent } from '../../agents/member.ts';
import { EVALUATE, evaluateTool } from '../../src/app/evaluate-tool.ts';
import { parseCard } from '../../src/cards/parse.ts';
import type { PersonaCard } from '../../src/core/card.ts';
import type { DebateDocument } from '../../src/core/document.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { Scenario } from '../../src/core/scenario.ts';
import type { Seat } from '../../src/core/seat.ts';
import type { Tool } from '../../src/core/tool.ts';
import type { Voice } from '../../src/core/voice.ts';
import type { Ports } from '../../src/debate/ports.ts';
import type { DebateSetup, SeatSetup } from '../../src/debate/setup.ts';
import { modelClients } from '../../src/models/clients.ts';
import { playbookSeat } from '../../src/models/playbook-seat.ts';
import { parseModelSpec } from '../../src/models/spec.ts';
import type { Peek } from '../../src/playbook/view.ts';
import { documentOf } from '../../src/report/document.ts';
import { mergeVoices } from '../../src/voices/merge.ts';
import { parseVoice } from '../../src/voices/parse.ts';
import { runTool } from '../../src/workbench/run-tool.ts';

export type ScenarioInput = z.input<typeof Scenario>;

/** A question about machines that no shipped scenario asks: each member knows one fact, and a price changes. */
export const FACTS_ONLY: ScenarioInput = {
  id: 'more-cards',
  title: '밀린 작업',
  language: 'ko',
  motion: '밀린 작업을 어떻게 줄일 것인가?',
  options: {
    rent: { label: '카드를 더 빌린다', short: '증설', set: { rented: 16 } },
    tune: { label: '코드를 줄인다', short: '최적화', set: { faster: '$gain', changed: '$noise' } },
    wait: { label: '이대로 둔다', short: '유지', set: {} },
  },
  facts: {
    backlog: { value: 36, unit: 'hours', label: '밀린 시간' },
    rentPrice: { value: 2.4, unit: 'USD/hour', label: '임대료', knownBy: ['sentinel'], assumed: 0.5 },
    waste: { value: 0.31, unit: 'share', label: '노는 비율', knownBy: ['blaze'], assumed: 0 },
    gain: { value: 1.4, unit: 'x', label: '빨라지는 폭', knownBy: ['pulse'], assumed: 1.1, range: [1, 2] },
    failed: { value: 3, unit: 'times', label: '실패한 실행', knownBy: ['cortex'] },
    deadline: { value: 12, unit: 'days', label: '남은 날' },
    rework: { value: 0.085, unit: 'share', label: '다시 돌린 몫', knownBy: ['flux'], assumed: 0 },
    noise: { value: 0.024, unit: 'nats', label: '평가 흔들림', knownBy: ['cortex'], assumed: 0 },
    rented: { value: 0, unit: 'cards', label: '빌리는 카드' },
    faster: { value: 1, unit: 'x', label: '속도' },
    changed: { value: 0, unit: 'nats', label: '바뀐 결과' },
  },
  quantities: {
    queue: { is: 'backlog * (1 + rework) / (faster * (1 + rented / 32))', unit: 'hours', label: '줄 서는 시간' },
    cost: { is: 'rented * rentPrice * 24 hours', unit: 'USD', label: '하루에 드는 돈' },
    idle: { is: 'waste / faster', unit: 'share', label: '노는 몫' },
  },
  criteria: [
    { less: 'queue', worth: 4, value: 'schedule' },
    { less: 'cost', worth: 300, value: 'cost' },
    { less: 'idle', worth: 0.05, value: 'efficiency' },
    { less: 'changed', worth: 0.02, value: 'validity' },
  ],
  judgements: [
    { against: 'wait', value: 'progress', because: '팀이 기다리기만 한다', by: ['pulse'] },
    { for: 'wait', value: 'simplicity', because: '바꾼 것이 없으면 의심할 것도 없다', by: ['sentinel'] },
  ],
  measurements: [
    { learns: 'gain', how: '한 시간짜리 프로파일', cost: { value: 40, unit: 'USD' }, days: 0.2, owner: 'blaze' },
  ],
  cast: ['pulse', 'cortex', 'flux', 'sentinel', 'blaze'],
  protocol: ['opening blind', 'rebuttal 2', 'vote', 'close'],
  events: [{ after: 'rebuttal 1', set: { rentPrice: 3.6 }, say: '임대료가 올랐습니다' }],
};

/** The same with a calculation of Pulse's and one that only Blaze's desk answers. */
export const WITH_TOOLS: ScenarioInput = {
  ...FACTS_ONLY,
  id: 'more-cards-computed',
  quantities: {
    ...FACTS_ONLY.quantities,
    bill: { tool: 'bill', args: { hours: '$backlog' }, figure: 'usd', unit: 'USD', label: '밀린 값' },
    spent: { is: 'bill * (2 - faster)', unit: 'USD', label: '밀려서 드는 돈' },
    wires: {
      consult: 'hardware',
      ask: '통신이 버티는가?',
      tool: 'bill',
      args: { hours: '$deadline' },
      figure: 'usd',
      unit: 'USD',
      label: '통신 값',
    },
    traffic: { is: 'wires * rented / 16', unit: 'USD', label: '통신에 드는 돈' },
  },
  criteria: [
    ...(FACTS_ONLY.criteria ?? []),
    { less: 'spent', worth: 10, value: 'evidence' },
    { less: 'traffic', worth: 10, value: 'progress' },
  ],
};

export function scenarioOf(input: ScenarioInput = FACTS_ONLY, change: Partial<ScenarioInput> = {}): Scenario {
  return Scenario.parse({ ...input, ...change });
}

const read = (path: string) => readFileSync(new URL(`../../personas/${path}`, import.meta.url), 'utf8');
const generic = parseVoice(read('voices/generic.yaml'), 'generic.yaml');
const parsed = new Map<string, { card: PersonaCard; voice: Voice; own: Voice }>();

/** Card, the neutral voice, and the member's own. */
export function memberOf(id: string): { card: PersonaCard; voice: Voice; own: Voice } {
  const known = parsed.get(id) ?? {
    card: parseCard(read(`${id}.md`), `${id}.md`),
    voice: mergeVoices(null, generic),
    own: mergeVoices(parseVoice(read(`voices/${id}.yaml`), `${id}.yaml`, { generic }), generic),
  };
  parsed.set(id, known);
  return known;
}

/** Card with other tools and desks than its own, so that a test decides who can compute what. */
export function cardOf(id: string, persona: Partial<PersonaCard['persona']> = {}): PersonaCard {
  const { card } = memberOf(id);
  return { ...card, persona: { ...card.persona, ...persona } };
}

/** Stands for the calculator where only its name and shape matter; what it gives comes from `PORTS`. */
export const BILL: Tool = {
  name: 'bill',
  description: 'Price of the hours.',
  args: z.strictObject({ hours: z.number() }),
  result: z.unknown(),
  run: () => null,
  figures: () => ({}),
  assumption: 'One price.',
};

export type SeatFor = (card: PersonaCard, scenario: Scenario) => Seat;

export const TOPICS = new Map([['hardware', 'blaze']]);
const topicsFor = (card: PersonaCard) => (card.persona.defers.length > 0 ? TOPICS : new Map<string, string>());

/** Beside the record: what the calculator would give. */
export const peek: Peek = ({ name, args }) => (name === 'bill' ? billOf(Number(args['hours'])) : null);

/** As at a real table: once a calculation was said, everybody may make it again. */
const toolsFor = (card: PersonaCard, { quantities }: Scenario): string[] => [
  ...new Set([...card.persona.tools, ...('bill' in quantities ? ['bill'] : [])]),
];

export const plainSeat: SeatFor = (card, scenario) => {
  const topics = topicsFor(card);
  return playbookSeat(
    topics,
    [EVALUATE, ...toolsFor(card, scenario), ...[...topics.keys()].map((topic) => `consult_${topic}`)],
    peek,
  );
};

export const agentSeat: SeatFor = (card, scenario) =>
  memberAgent({
    card,
    spec: parseModelSpec('playbook'),
    clientFor: modelClients(),
    tools: [evaluating(scenario), ...toolsFor(card, scenario).map(() => BILL)],
    topics: topicsFor(card),
    options: Object.keys(scenario.options),
    peek,
  });

export function setupOf({
  scenario = scenarioOf(),
  seed = 1,
  seatFor = plainSeat,
  live = false,
  voices = 'generic',
  desks = [{ member: 'blaze', topic: 'hardware' }],
}: Partial<Pick<DebateSetup, 'scenario' | 'seed' | 'desks'>> & {
  seatFor?: SeatFor;
  live?: boolean;
  voices?: 'own' | 'generic';
} = {}): DebateSetup {
  const seats = scenario.cast.map((id): SeatSetup => {
    const card = cardOf(id, { tools: id === 'pulse' || id === 'blaze' ? ['bill'] : [] });
    return {
      card,
      guidance: '',
      cardHash: '',
      voice: memberOf(id)[voices === 'own' ? 'own' : 'voice'],
      voiceIs: voices,
      voiceHash: null,
      model: 'playbook',
      live,
      seat: seatFor(card, scenario),
    };
  });
  return {
    scenario,
    scenarioHash: '',
    seed,
    seats,
    desks,
    data: {},
    overrides: {},
    terms: { ko: {}, en: {} },
    termsHash: '',
    genericVoiceHash: '',
  };
}

/** Two and a half dollars an hour. */
export const billOf = (hours: number) => ({ usd: { value: 2.5 * hours, unit: 'USD' } });

const readNothing = (file: string): string => {
  throw new RangeError(`expected no file to be read, got ${file}`);
};

/** The calculator of the question itself. */
const evaluating = (scenario: Scenario): Tool =>
  evaluateTool(scenario, (_, args) => ({ figures: billOf(Number(args['hours'])), headline: 'usd' }), {}) as Tool;
const ofQuestion = evaluating(scenarioOf(WITH_TOOLS));

export const PORTS: Ports = {
  consultsAreLive: false,
  clock: () => 0,
  calculate: ({ name, args }) => {
    if (name === EVALUATE) return runTool(ofQuestion, args, readNothing);
    const figures = billOf(Number(args['hours']));
    return { args, result: { name, usd: figures.usd.value }, figures };
  },
  consult: async ({ calculation }) => ({
    answer: '버팁니다.',
    figures: billOf(Number(calculation?.args['hours'])),
    confidence: 0.6,
    method: 'bound',
    stub: true,
  }),
};

export function documentFrom(scenario: Scenario, events: readonly TranscriptEvent[]): DebateDocument {
  return documentOf({
    summary: {
      id: 'd1',
      scenario: scenario.id,
      seed: 1,
      status: 'closed',
      decision: null,
      turns: 0,
      createdAt: '2026-01-01T00:00:00Z',
      parent: null,
    },
    scenario,
    events,
    outcome: null,
    usage: { modelCalls: 0, reported: [] },
  });
}

/** What a member is asked for at a turn of a rebuttal. */
export const briefOf = (turn: number) => ({
  task: 'rebut' as const,
  turn,
  round: 1,
  lastRound: false,
  blind: false,
  why: 'it is time',
  consulted: [],
  closing: null,
});

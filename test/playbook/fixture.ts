import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { memberAgent } from '../../agents/member.ts';
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
import { documentOf } from '../../src/report/document.ts';
import { mergeVoices } from '../../src/voices/merge.ts';
import { parseVoice } from '../../src/voices/parse.ts';

export type ScenarioInput = z.input<typeof Scenario>;

/** A question about machines that no shipped scenario asks: figures only, each reason behind one fact. */
export const FACTS_ONLY: ScenarioInput = {
  id: 'more-cards',
  title: '밀린 작업',
  language: 'ko',
  motion: '밀린 작업을 어떻게 줄일 것인가?',
  options: {
    rent: { label: '카드를 더 빌린다', short: '증설', urge: ['카드부터 (빌리자|빌려요|빌리시지요)'] },
    tune: { label: '코드를 줄인다', short: '최적화', urge: ['코드부터 (고치자|고쳐요|고치시지요)'] },
    wait: { label: '이대로 둔다', short: '유지', urge: ['그냥 (두자|둬요|두시지요)'] },
  },
  facts: {
    backlog: { value: 36, unit: 'hours', label: '밀린 시간' },
    rentPrice: { value: 2.4, unit: 'USD/hour', label: '임대료', knownBy: ['sentinel'] },
    waste: { value: 0.31, unit: 'share', label: '노는 비율', knownBy: ['blaze'] },
    gain: { value: 1.4, unit: 'x', label: '빨라지는 폭', knownBy: ['pulse'] },
    failed: { value: 3, unit: 'times', label: '실패한 실행', knownBy: ['cortex'] },
    deadline: { value: 12, unit: 'days', label: '남은 날' },
    rework: { value: 0.085, unit: 'share', label: '다시 돌린 몫', knownBy: ['flux'] },
    noise: { value: 0.024, unit: 'nats', label: '평가 흔들림', knownBy: ['cortex'] },
  },
  considerations: [
    {
      id: 'queue',
      for: 'rent',
      value: 'schedule',
      from: { fact: 'backlog', read: { neutral: 8, full: 40 } },
      raisedBy: ['pulse'],
      ask: ['지금 얼마나 (밀렸어?|밀렸어요?|밀렸습니까?)'],
    },
    { id: 'price', against: 'rent', value: 'cost', from: { fact: 'rentPrice', read: { neutral: 1, full: 4 } } },
    {
      id: 'idle',
      for: 'tune',
      value: 'efficiency',
      from: { fact: 'waste', read: { neutral: 0.1, full: 0.5 } },
      ask: ['카드가 얼마나 (놀아?|놀아요?|놉니까?)'],
    },
    { id: 'faster', for: 'tune', value: 'progress', from: { fact: 'gain', read: { neutral: 1, full: 2 } } },
    { id: 'fragile', against: 'faster', value: 'reliability', from: { fact: 'failed', read: { neutral: 0, full: 4 } } },
    {
      id: 'enough',
      for: 'wait',
      value: 'simplicity',
      from: { fact: 'deadline', read: { neutral: 5, full: 30, signed: true } },
      raisedBy: ['sentinel'],
    },
    { id: 'dirty', against: 'wait', value: 'data-quality', from: { fact: 'rework', read: { neutral: 0, full: 0.2 } } },
    { id: 'shaky', against: 'tune', value: 'validity', from: { fact: 'noise', read: { neutral: 0, full: 0.08 } } },
  ],
  cast: ['pulse', 'cortex', 'flux', 'sentinel', 'blaze'],
  protocol: ['opening blind', 'rebuttal 2', 'vote', 'close'],
  events: [{ after: 'rebuttal 1', set: { rentPrice: 3.6 }, say: '임대료가 올랐습니다' }],
};

/** The same with a calculation of Pulse's and one that only Blaze's desk answers. */
export const WITH_TOOLS: ScenarioInput = {
  ...FACTS_ONLY,
  id: 'more-cards-computed',
  considerations: [
    ...(FACTS_ONLY.considerations ?? []),
    {
      id: 'bill',
      against: 'rent',
      value: 'evidence',
      from: { tool: 'bill', args: { hours: '$backlog' }, read: { figure: 'usd', neutral: 0, full: 100 } },
      raisedBy: ['pulse'],
    },
    {
      id: 'wires',
      for: 'rent',
      value: 'progress',
      from: {
        consult: 'hardware',
        question: '통신이 버티는가?',
        tool: 'bill',
        args: { hours: '$deadline' },
        read: { figure: 'usd', neutral: 0, full: 100 },
      },
      raisedBy: ['pulse'],
      ask: ['통신은 (버텨?|버텨요?|버팁니까?)'],
    },
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

/** Stands for the calculator where only its name and shape matter; what it gives comes from `OUTSIDE`. */
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

export const plainSeat: SeatFor = (card) => {
  const topics = topicsFor(card);
  return playbookSeat(topics, [...card.persona.tools, ...[...topics.keys()].map((topic) => `consult_${topic}`)]);
};

export const agentSeat: SeatFor = (card, { options }) =>
  memberAgent({
    card,
    spec: parseModelSpec('playbook'),
    clientFor: modelClients(),
    tools: card.persona.tools.map(() => BILL),
    topics: topicsFor(card),
    options: Object.keys(options),
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
    wordings: { ko: {}, en: {} },
    wordingsHash: '',
    genericVoiceHash: '',
  };
}

/** Two and a half dollars an hour. */
export const billOf = (hours: number) => ({ usd: { value: 2.5 * hours, unit: 'USD' } });

export const PORTS: Ports = {
  consultsAreLive: false,
  clock: () => 0,
  calculate: ({ name, args }) => {
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

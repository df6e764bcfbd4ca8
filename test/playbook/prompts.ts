import type { HeardFact, HeardTurn, ScenarioBriefing, SeatBriefing, TurnBrief } from '../../src/core/briefing.ts';
import type { PromptMessage } from '../../src/core/effects.ts';
import type { Consideration, Fact } from '../../src/core/scenario.ts';
import { Scenario } from '../../src/core/scenario.ts';
import type { Claim } from '../../src/core/turn.ts';
import type { Grammar } from '../../src/core/voice.ts';
import { SYMBOLS } from '../../src/voices/symbols.ts';
import { claim } from '../reasoning/turns.ts';

/** Says each symbol with what is always there, and nothing of a person: `rebut.undercut: {say} {echo} ...`. */
export const BARE_VOICE: Grammar = Object.fromEntries(
  Object.entries(SYMBOLS).map(([symbol, { always }]) => [
    symbol,
    [`${symbol.replaceAll('.', ' ')}: ${always.map((slot) => `{${slot}}`).join(' ')}`],
  ]),
);

export const OPTIONS = ['go', 'stay', 'test'];

/** A reason that rests on one fact of its own name, `neutral` 0 and `full` 1. */
export function rests(id: string, rest: Partial<Consideration>): Consideration {
  const from = { fact: id, read: { neutral: 0, full: 1, signed: false } };
  return { id, value: 'progress', from, ask: [`${id}?`], say: [`${id} {figure}`], echo: [id], so: [], ...rest };
}

export interface Situation {
  seat?: Partial<SeatBriefing>;
  considerations: Consideration[];
  /** Facts that the seat knows at the start, by number. */
  facts?: Record<string, number>;
  /** Default: every reason whose fact the seat knows. */
  mine?: string[];
  able?: string[];
  askable?: Record<string, string>;
  desks?: ScenarioBriefing['desks'];
  experiment?: ScenarioBriefing['experiment'];
  /** Whether the openings in `heard` were given at once. */
  blind?: boolean;
  /** What was heard so far, in order. */
  heard?: (HeardTurn | HeardFact)[];
  brief?: Partial<TurnBrief>;
  seed?: number;
}

const factOf = (value: number): Fact => ({ value, unit: '' });
const SEATS = ['me', 'you', 'them'];

/** The typed messages of one seat's prompt, `me` among `you` and `them`. */
export function promptOf({
  seat = {},
  considerations,
  facts = {},
  mine = considerations.filter(({ from }) => 'fact' in from && from.fact in facts).map(({ id }) => id),
  able = mine,
  askable = {},
  desks = [],
  experiment,
  blind = false,
  heard = [],
  brief = {},
  seed = 1,
}: Situation): PromptMessage[] {
  const { options } = Scenario.parse({
    id: 'x',
    title: 'x',
    language: 'en',
    motion: 'x?',
    options: Object.fromEntries(OPTIONS.map((name) => [name, `option ${name}`])),
    cast: SEATS,
    protocol: ['vote'],
  });
  const turns = heard.filter((message) => message.kind === 'turn');
  const typed = [
    {
      kind: 'seat',
      id: 'me',
      names: { ko: '나', en: 'Me' },
      values: ['progress', 'cost', 'evidence', 'reliability'],
      readiness: 0.5,
      initiative: 0.5,
      relationships: [{ to: '*', address: { en: 'all' }, register: 'plain', trust: 1 }],
      defers: [],
      desk: [],
      principle: { ref: 'card:me:the-principle' },
      voice: { ko: {}, en: BARE_VOICE },
      voiceIs: 'own',
      wordings: { ko: {}, en: {} },
      ...seat,
    } satisfies SeatBriefing,
    {
      kind: 'scenario',
      id: 'x',
      seed,
      language: 'en',
      motion: 'x?',
      blind,
      audience: 'peers',
      options,
      considerations,
      experiment,
      facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, factOf(value)])),
      data: {},
      mine,
      able,
      askable,
      roster: SEATS.map((id) => ({ id, names: { ko: id, en: id }, desk: [], defers: [] })),
      desks,
    } satisfies ScenarioBriefing,
    ...heard,
    {
      kind: 'brief',
      task: 'rebut',
      turn: turns.length + 1,
      round: 1,
      blind: false,
      why: '',
      own: [],
      consulted: [],
      lastRound: false,
      closing: null,
      ...brief,
    } satisfies TurnBrief,
  ];
  return typed.map((message) => ({ role: 'user', content: '', typed: message }));
}

/** A reason as one says it who knows its fact. */
export function states({ id, for: inFavour, against }: Consideration, value: number, rest: Partial<Claim> = {}): Claim {
  const target = inFavour ?? against ?? null;
  return claim({
    text: id,
    reason: id,
    option: target !== null && OPTIONS.includes(target) ? target : null,
    side: inFavour === undefined ? 'against' : 'for',
    evidence: { kind: 'fact', ref: `fact:${id}` },
    figure: { name: id, value, unit: '' },
    ...rest,
  });
}

/** One turn as everybody heard it; facts that its claims cite are common knowledge from then on. */
export function turn(
  number: number,
  speaker: string,
  claims: Claim[] = [],
  change: Partial<HeardTurn['body']> = {},
): HeardTurn {
  const disclosed = claims.flatMap(({ evidence, figure }) =>
    evidence.kind === 'fact' && figure !== null ? [[figure.name, factOf(figure.value)] as const] : [],
  );
  return {
    kind: 'turn',
    body: {
      turn: number,
      round: 1,
      phase: 'rebuttal',
      speaker,
      utterance: `turn ${number}`,
      act: 'support',
      addressee: 'all',
      answers: null,
      question: null,
      claims: claims.map((one, index) => ({ ...one, claim: index + 1 })),
      stance: { option: null, confidence: 0, support: Object.fromEntries(OPTIONS.map((o) => [o, 1 / 3])), movedBy: [] },
      unused: [],
      ...change,
    },
    tools: [],
    consults: [],
    disclosed: Object.fromEntries(disclosed),
  };
}

/** The moderator's change of a fact. */
export function changed(name: string, from: number, to: number): HeardFact {
  return { kind: 'fact', set: { [name]: { from, to } }, say: `${name} is ${to}` };
}

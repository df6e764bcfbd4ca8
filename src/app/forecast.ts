import type { Budget } from '../core/budget.ts';
import { PromptMessage } from '../core/effects.ts';
import { eventsOf } from '../core/events.ts';
import type { DebateRecord } from '../core/record.ts';
import type { Choosing, Writing } from '../core/seat.ts';
import { holdDebate } from '../debate/debate.ts';
import { MODERATOR } from '../debate/floor.ts';
import { MEMO } from '../debate/write-memo.ts';
import { costOf, priceOf } from '../models/prices.ts';
import type { ModelSettings } from '../models/settings.ts';
import { isLive, parseModelSpec } from '../models/spec.ts';
import { estimateTokens } from '../prompt/tokens.ts';
import { buildRun } from './build-run.ts';
import type { DebateConfig } from './debate-config.ts';
import { plainSeat, portsOf } from './setup.ts';

/** Tokens of a structured turn where a spec names no limit: an utterance, its claims and its stance. */
const TYPICAL_REPLY_TOKENS = 600;
/** Of a memo with what its form takes. */
const MEMO_TOKENS = 1200;
/** Of a moderator's choice: a name and a sentence. */
const CHOICE_TOKENS = 60;

interface Asked {
  member: string;
  tokens: number;
  /** Tokens of a usual reply. */
  reply: number;
}

export interface SeatForecast {
  member: string;
  model: string;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** Null where the model has no known price; 0 for the playbook. */
  usd: number | null;
}

/** What a debate would take, by holding it with the playbook in every seat on the same prompts. */
export interface Forecast {
  turns: number;
  seats: SeatForecast[];
  /** Null when some seat's price is unknown. */
  usd: number | null;
  /** Whether the budget would stop it, where one is given. */
  stops: boolean;
}

/** Holds the debate with the playbook and counts what each seat would be asked; nothing is called and nothing is kept. */
export async function forecast(config: DebateConfig, settings: ModelSettings): Promise<Forecast> {
  const asked: Asked[] = [];
  const { budget: _budget, ...free } = config;
  const { moderator: by = MODERATOR } = config.scenario;
  // A member moderates by the model of their seat.
  const moderator = config.moderator ?? config.seats.find(({ card }) => card.id === by)?.model;
  const playbook = {
    ...free,
    ...(moderator === undefined ? {} : { moderator }),
    seats: config.seats.map((seat) => ({ ...seat, model: 'playbook' })),
  };
  const choosing: Choosing = async ({ messages, offered }) => {
    const tokens = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
    asked.push({ member: by, tokens, reply: CHOICE_TOKENS });
    return { speaker: offered[asked.length % offered.length] ?? '', why: '' };
  };
  const writing: Writing = async (messages) => {
    const tokens = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
    asked.push({ member: MEMO, tokens, reply: MEMO_TOKENS });
    return { lines: [], leftOut: [] };
  };
  const { setup, ports } = await buildRun([{ config: playbook, fork: null }], {
    seatFor: (seat, of) => plainSeat(seat, of),
    portsFor: (of) =>
      portsOf(of, undefined, { nameSpeaker: async ({ suggested }) => ({ speaker: suggested, why: null }) }),
    choosingFor: () => choosing,
    writingFor: () => writing,
  });
  const events = await holdDebate({ setup, ports, record: counting(asked) });
  const asking = [
    ...config.seats.map(({ card, model }) => ({ member: card.id, model })),
    ...(config.moderator === undefined ? [] : [{ member: MODERATOR, model: config.moderator }]),
    ...(config.memo === undefined ? [] : [{ member: MEMO, model: config.memo }]),
  ];
  const seats = asking.map(({ member, model }): SeatForecast => {
    const own = asked.filter((one) => one.member === member);
    const spec = parseModelSpec(model);
    const inputTokens = own.reduce((sum, { tokens }) => sum + tokens, 0);
    if (!isLive(spec)) return { member, model, calls: own.length, inputTokens: 0, outputTokens: 0, usd: 0 };
    const outputTokens = own.reduce((sum, { reply }) => sum + Math.min(spec.options.maxTokens ?? reply, reply), 0);
    const usd = costOf({ inputTokens, outputTokens }, priceOf(spec, settings));
    return { member, model, calls: own.length, inputTokens, outputTokens, usd };
  });
  const usd = seats.every((seat) => seat.usd !== null) ? seats.reduce((sum, seat) => sum + (seat.usd ?? 0), 0) : null;
  return {
    turns: eventsOf(events, 'turn.recorded').length,
    seats,
    usd,
    stops: exceeds(config.budget, seats, usd),
  };
}

function exceeds(budget: Budget | undefined, seats: readonly SeatForecast[], usd: number | null): boolean {
  const over = (caps: Budget['debate'], of: readonly SeatForecast[], money: number | null) =>
    caps !== undefined &&
    (of.reduce((sum, { calls }) => sum + calls, 0) > (caps.calls ?? Number.POSITIVE_INFINITY) ||
      of.reduce((sum, seat) => sum + seat.inputTokens + seat.outputTokens, 0) >
        (caps.tokens ?? Number.POSITIVE_INFINITY) ||
      (money ?? 0) > (caps.usd ?? Number.POSITIVE_INFINITY));
  return (
    over(budget?.debate, seats, usd) || seats.some((seat) => over(budget?.members?.[seat.member], [seat], seat.usd))
  );
}

function counting(asked: Asked[]): DebateRecord {
  return {
    id: 'forecast',
    append: async () => undefined,
    effect: async () => '',
    prompt: async () => undefined,
    end: async () => undefined,
    async recall({ call, kind, prompt }) {
      if (kind !== 'model' || prompt === undefined) return null;
      const contents = prompt().map((body) => PromptMessage.parse(JSON.parse(body)).content);
      const member = call.split('/')[2]?.split('.')[0] ?? '';
      const tokens = contents.reduce((sum, content) => sum + estimateTokens(content), 0);
      asked.push({ member, tokens, reply: TYPICAL_REPLY_TOKENS });
      return null;
    },
  };
}

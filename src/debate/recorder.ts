import type { Estimate } from '../core/budget.ts';
import { canonicalJson } from '../core/canonical.ts';
import type {
  CallAside,
  ConsultCall,
  ConsultOutcome,
  Effect,
  HumanReply,
  Measured,
  ModelReply,
  ModelRequest,
  PromptMessage,
  SeatIo,
  SeatNote,
  ToolCall,
  ToolOutcome,
} from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { EventBody } from '../core/events.ts';
import { hashValue } from '../core/hash.ts';
import type { FloorAnswer, FloorQuestion } from '../core/human.ts';
import { once } from '../core/once.ts';
import type { DebateRecord } from '../core/record.ts';
import type { Ports } from './ports.ts';
import type { LoggedPrompt, PromptLog } from './prompt-log.ts';
import { refusalOf, throwRefused } from './refusal.ts';
import type { TurnBudget } from './spending.ts';

/** What one turn left behind, for the events that rest on it. */
export interface Trail {
  tools: Omit<EventBody<'tool.called'>, 'turn' | 'speaker'>[];
  consults: Omit<EventBody<'consult.answered'>, 'turn' | 'from'>[];
  /** How the turn came about, with the reply that it is said of. */
  notes: { note: Exclude<SeatNote, { kind: 'passed' }>; effect: string }[];
  /** Whether the speaker had nothing to say. */
  passed: boolean;
  prompt: string;
  reply: string;
}

/** Why a member's model will not answer any more, and the hash of the effect that says so. */
export interface Failure {
  error: string;
  effect: string;
}

export interface TurnRecorder extends SeatIo {
  readonly trail: Trail;
  /** The failure that the record holds for the turn that begins with these messages; null when it holds none. */
  failure(messages: PromptMessage[]): Promise<Failure | null>;
  recordFailure(messages: PromptMessage[], error: string): Promise<Failure>;
  /** What the person of a chat writes next; null when they end it. */
  line(): Promise<{ text: string | null; effect: string }>;
  /** Whom a person gives the floor. Throws USAGE where nobody is there to say. */
  named(question: FloorQuestion): Promise<FloorAnswer & { effect: string }>;
  /** Throws BUDGET_SPENT when the record says that the time was over within the turn that begins with these messages. */
  refuseLate(messages: PromptMessage[]): Promise<void>;
  /** The same, and says so on the record, when the time is over now. */
  recordLate(messages: PromptMessage[]): Promise<void>;
}

/** A call of the playbook. */
export const FREE: Estimate = { tokens: 0, usd: 0 };

/** What decides one call, and how to make it. */
interface Call<T> extends Omit<Effect, 'request' | 'result'> {
  /** Hashed only where there is a record. */
  request: () => string;
  /** Hashed only when it is asked for. */
  prompt?: (() => LoggedPrompt) | null;
  produce: (aside: CallAside) => Promise<T>;
  /** What is kept beside the result, and what it takes of the budget; called for served results too. */
  measure?: (result: T, costUsd: number | null) => Partial<Measured>;
}

/**
 * The seat's `io` for one turn: gives back what the record holds of a call, or calls out, stores what came back, then returns
 * it. With no record it only calls out, which is what a what-if run wants. `place` is `phase/round/seat`.
 */
export function turnRecorder({
  record,
  ports,
  place,
  speaker,
  turn,
  live,
  signal: outer,
  late,
  seconds,
  prompts,
  onWords,
  onNote,
  onTool,
  consults = [],
  budget,
  worst,
}: {
  record: DebateRecord | null;
  ports: Ports;
  place: string;
  speaker: string;
  turn: number;
  /** Whether the model behind the seat is a live one. */
  live: boolean;
  signal: AbortSignal;
  /** Aborted when the debate's time is over. */
  late?: AbortSignal | undefined;
  /** How much time it has. */
  seconds?: number | undefined;
  prompts: PromptLog;
  onWords?: (utterance: string) => void;
  onNote?: (noted: Trail['notes'][number]) => void;
  onTool?: (call: ToolCall) => void;
  /** What a colleague answered before the turn. */
  consults?: Trail['consults'];
  budget?: TurnBudget | undefined;
  worst?: ((messages: readonly PromptMessage[]) => Estimate) | undefined;
}): TurnRecorder {
  const signal = late === undefined ? outer : AbortSignal.any([outer, late]);
  const trail: Trail = { tools: [], consults: [...consults], notes: [], passed: false, prompt: '', reply: '' };
  let modelCalls = 0;
  let asked = 0;
  /** Calls answered before the model call whose tools are running: numbers follow position, never arrival. */
  let numbered = 0;
  let inFlight = consults.length;

  async function perform<T>({ request, prompt, produce, measure, ...call }: Call<T>): Promise<[T, string]> {
    const aside: CallAside = { attempts: 1, costUsd: null };
    if (record === null) {
      const result = await produce(aside);
      measure?.(result, aside.costUsd);
      return [result, ''];
    }
    const requested = once(request);
    const recalled = await record.recall?.({
      ...call,
      request: requested(),
      ...(prompt ? { prompt: () => prompt().bodies() } : {}),
    });
    if (recalled) {
      prompt?.().isStored();
      throwRefused(recalled.result);
      measure?.(recalled.result as T, recalled.measured.costUsd ?? null);
      return [recalled.result as T, recalled.hash];
    }
    const startedAt = ports.clock();
    const keep = () => prompt?.().store(record);
    if (call.purity === 'pure') await keep();
    const producing = call.purity === 'pure' ? produce(aside) : whileAnswered(produce, aside, keep);
    const mayRefuse = call.kind === 'tool' || call.kind === 'consult';
    const produced = await (mayRefuse ? producing.catch(refusalOf) : producing);
    const latencyMs = ports.clock() - startedAt;
    // As it will read when it is served again: what is said of it must not depend on the order of its keys.
    const result = JSON.parse(canonicalJson(produced)) as T;
    const measured = { latencyMs, usage: null, ...spent(aside), ...measure?.(result, aside.costUsd) };
    const effect = await record.effect({ ...call, request: requested(), result }, measured);
    throwRefused(result);
    return [result, effect];
  }

  const spent = ({ attempts, costUsd }: CallAside) => ({ attempts, ...(costUsd === null ? {} : { costUsd }) });

  function numberOf(id: string): number {
    const index = /tool\[(\d+)\]/.exec(id)?.[1];
    inFlight += 1;
    return index === undefined ? numbered + inFlight : numbered + Number(index) + 1;
  }

  function failureOf(messages: PromptMessage[]): Omit<Effect, 'result'> {
    const prompt = prompts.of(speaker, messages).hash;
    return { call: `${place}/failure`, kind: 'failure', purity: 'live', request: hashValue({ prompt }) };
  }

  /** Under another budget it is another call. */
  function lateCall(messages: PromptMessage[]): Omit<Effect, 'result'> {
    const prompt = prompts.of(speaker, messages).hash;
    return { call: `${place}/late`, kind: 'failure', purity: 'live', request: hashValue({ prompt, seconds }) };
  }

  const isLate = () =>
    new PitwallError('BUDGET_SPENT', `the ${seconds} seconds of the debate were over while ${speaker} was being asked`);

  return {
    signal,
    trail,
    async model(request: ModelRequest, produce: (aside: CallAside) => Promise<ModelReply>): Promise<ModelReply> {
      signal.throwIfAborted();
      modelCalls += 1;
      numbered += inFlight;
      inFlight = 0;
      const { model, tools, parameters, messages } = request;
      budget?.reserve(worst?.(messages) ?? FREE);
      const prompt = record === null ? null : once(() => prompts.of(speaker, messages));
      const [reply, effect] = await perform({
        call: `${place}/model#${modelCalls}`,
        kind: 'model',
        purity: live ? 'live' : 'pure',
        request: () => hashValue({ prompt: prompt?.().hash, model, tools, parameters }),
        prompt,
        produce,
        measure: ({ usage }, costUsd) => {
          budget?.charge({ tokens: (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0), usd: costUsd ?? 0 });
          return { usage };
        },
      });
      trail.prompt = prompt?.().hash ?? '';
      trail.reply = effect;
      return reply;
    },
    async tool(call: ToolCall, id = ''): Promise<ToolOutcome> {
      const number = numberOf(id);
      onTool?.(call);
      const { name, args } = call;
      const [outcome, effect] = await perform({
        call: `${place}/model#${modelCalls}/${id}`,
        kind: 'tool',
        purity: 'pure',
        request: () => hashValue(call),
        produce: async () => {
          const { result, figures } = ports.calculate(call, speaker);
          return { name, args, ref: `tool:${turn}.${number}`, result, figures };
        },
      });
      const { result, figures } = outcome;
      trail.tools.push({ call: number, name, args, result, figures, effect });
      return outcome;
    },
    async consult(call: ConsultCall, id = ''): Promise<ConsultOutcome> {
      const number = numberOf(id);
      const [outcome, effect] = await perform({
        call: `${place}/model#${modelCalls}/${id}`,
        kind: 'consult',
        purity: ports.consultsAreLive ? 'live' : 'pure',
        request: () => hashValue(call),
        produce: async () => ({ ...call, ...(await ports.consult(call)), ref: `consult:${turn}.${number}` }),
      });
      const { ref: _ref, ...answered } = outcome;
      trail.consults.push({ call: number, ...answered, door: id === 'floor' ? 'machine' : 'turn', effect });
      // A fork may be served an answer that was given in another turn.
      return { ...outcome, ref: `consult:${turn}.${number}` };
    },
    async human(messages: PromptMessage[], produce: () => Promise<HumanReply>): Promise<HumanReply> {
      signal.throwIfAborted();
      asked += 1;
      const prompt = record === null ? null : once(() => prompts.of(speaker, messages));
      const [reply, effect] = await perform({
        call: `${place}/human#${asked}`,
        kind: 'human',
        purity: 'live',
        request: () => hashValue({ prompt: prompt?.().hash }),
        prompt,
        produce: (aside) => {
          const answer = produce();
          aside.sent?.();
          return answer;
        },
      });
      trail.prompt = prompt?.().hash ?? '';
      trail.reply = effect;
      return reply;
    },
    async line() {
      signal.throwIfAborted();
      const [{ text }, effect] = await perform({
        call: `${place}/line`,
        kind: 'human',
        purity: 'live',
        request: () => hashValue({ turn }),
        async produce(aside) {
          if (ports.line === undefined)
            throw new PitwallError('USAGE', 'expected a person to go on with the chat: `pitwall chat --resume ID`');
          const line = ports.line(signal);
          aside.sent?.();
          return { text: await line };
        },
      });
      return { text, effect };
    },
    async named(question) {
      signal.throwIfAborted();
      const [{ speaker, why }, effect] = await perform<FloorAnswer>({
        call: `${place}/named`,
        kind: 'human',
        purity: 'live',
        request: () => hashValue({ turn, offered: question.offered.map(({ id }) => id) }),
        produce(aside) {
          if (ports.nameSpeaker === undefined) throw nobodyNames();
          const answer = ports.nameSpeaker(question, signal);
          aside.sent?.();
          return answer;
        },
      });
      return { speaker, why, effect };
    },
    note(note) {
      if (note.kind === 'passed') {
        trail.passed = true;
        return;
      }
      const noted = { note, effect: trail.reply };
      trail.notes.push(noted);
      onNote?.(noted);
    },
    words: (utterance) => onWords?.(utterance),
    async failure(messages) {
      if (!record?.recall || !live) return null;
      const recalled = await record.recall(failureOf(messages));
      return recalled ? { ...(recalled.result as { error: string }), effect: recalled.hash } : null;
    },
    async refuseLate(messages) {
      if (!record?.recall || !live || seconds === undefined) return;
      if (await record.recall(lateCall(messages))) throw isLate();
    },
    async recordLate(messages) {
      if (!late?.aborted || outer.aborted) return;
      const measured = { latencyMs: 0, attempts: 1, usage: null };
      await record?.effect({ ...lateCall(messages), result: { error: isLate().message } }, measured);
      throw isLate();
    },
    async recordFailure(messages, error) {
      if (record === null) return { error, effect: '' };
      const measured = { latencyMs: 0, attempts: 1, usage: null };
      return { error, effect: await record.effect({ ...failureOf(messages), result: { error } }, measured) };
    },
  };
}

/** Where a person would have to name the speakers and there is none. */
export function nobodyNames(): PitwallError {
  const sentence =
    'expected a person or a list to say who speaks next, as the floor is `manual`: give `order` in the script or `--order a,b,c`, or run it on a terminal';
  return new PitwallError('USAGE', sentence);
}

/** What is produced, with the rest of the work done once the request is out, so that no answer is waited for twice. */
async function whileAnswered<T>(
  produce: (aside: CallAside) => Promise<T>,
  aside: CallAside,
  rest: () => Promise<void> | undefined,
): Promise<T> {
  let sent: () => void = () => undefined;
  const isSent = new Promise<void>((resolve) => {
    sent = resolve;
  });
  aside.sent = sent;
  const produced = produce(aside);
  await Promise.race([
    isSent,
    produced.then(
      () => undefined,
      () => undefined,
    ),
  ]);
  await rest();
  return produced;
}

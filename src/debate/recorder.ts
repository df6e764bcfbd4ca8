import { canonicalJson } from '../core/canonical.ts';
import type {
  ConsultCall,
  ConsultOutcome,
  Effect,
  Figure,
  HumanReply,
  ModelReply,
  ModelRequest,
  PromptMessage,
  SeatIo,
  ToolCall,
  ToolOutcome,
} from '../core/effects.ts';
import type { EventBody } from '../core/events.ts';
import { hashText, hashValue } from '../core/hash.ts';
import type { DebateRecord, PromptDelta } from '../core/record.ts';

/** What the outside can do for a seat; the composition root wires it. */
export interface Outside {
  /** `speaker` is the member whose turn it is: some calculators read the rules of his card. */
  calculate(call: ToolCall, speaker: string): { result: unknown; figures: Record<string, Figure> };
  consult(call: ConsultCall): Promise<Omit<ConsultOutcome, keyof ConsultCall | 'ref'>>;
  /** Whether another than the shipped desk answers, whose answers may cost or vary. */
  consultsAreLive: boolean;
  /** Milliseconds of a clock that only goes forward; never part of a body. */
  clock(): number;
}

/** What one turn left behind, for the events that rest on it. */
export interface Trail {
  tools: Omit<EventBody<'tool.called'>, 'turn' | 'speaker'>[];
  consults: Omit<EventBody<'consult.answered'>, 'turn' | 'from'>[];
  prompt: string;
  reply: string;
}

export interface TurnRecorder extends SeatIo {
  readonly trail: Trail;
}

/** Prompt hashes that a debate's record already holds. */
export type KnownPrompts = Set<string>;

/**
 * The seat's `io` for one turn: calls out, stores what came back, then returns it. With no record it only calls out,
 * which is what a what-if run wants. `place` is `phase/round/seat`.
 */
export function turnRecorder({
  record,
  outside,
  place,
  speaker,
  turn,
  live,
  signal,
  known,
}: {
  record: DebateRecord | null;
  outside: Outside;
  place: string;
  speaker: string;
  turn: number;
  /** Whether the model behind the seat is a live one. */
  live: boolean;
  signal: AbortSignal;
  known: KnownPrompts;
}): TurnRecorder {
  const trail: Trail = { tools: [], consults: [], prompt: '', reply: '' };
  let modelCalls = 0;
  /** Calls answered before the model call whose tools are running: numbers follow position, never arrival. */
  let numbered = 0;
  let inFlight = 0;

  async function store(
    effect: Omit<Effect, 'request'>,
    request: () => string,
    startedAt: number,
    usage: ModelReply['usage'],
  ): Promise<string> {
    if (record === null) return '';
    return record.effect(
      { ...effect, request: request() },
      { latencyMs: outside.clock() - startedAt, attempts: 1, usage },
    );
  }

  function numberOf(id: string): number {
    const index = /tool\[(\d+)\]/.exec(id)?.[1];
    inFlight += 1;
    return index === undefined ? numbered + inFlight : numbered + Number(index) + 1;
  }

  return {
    signal,
    trail,
    async model(request: ModelRequest, produce: () => Promise<ModelReply>): Promise<ModelReply> {
      signal.throwIfAborted();
      modelCalls += 1;
      numbered += inFlight;
      inFlight = 0;
      const startedAt = outside.clock();
      const prompt = record === null ? '' : await keepPrompt(record, request, known);
      const reply = await produce();
      trail.prompt = prompt;
      trail.reply = await store(
        { call: `${place}/model#${modelCalls}`, kind: 'model', purity: live ? 'live' : 'pure', result: reply },
        () => hashValue({ prompt, model: request.model, tools: request.tools }),
        startedAt,
        reply.usage,
      );
      return reply;
    },
    async tool(call: ToolCall, id = ''): Promise<ToolOutcome> {
      const number = numberOf(id);
      const startedAt = outside.clock();
      const { result, figures } = outside.calculate(call, speaker);
      const { args } = call;
      const outcome: ToolOutcome = { name: call.name, args, ref: `tool:${turn}.${number}`, result, figures };
      const effect = await store(
        { call: `${place}/model#${modelCalls}/${id}`, kind: 'tool', purity: 'pure', result: outcome },
        () => hashValue(call),
        startedAt,
        null,
      );
      trail.tools.push({ call: number, name: call.name, args, result, figures, effect });
      return outcome;
    },
    async consult(call: ConsultCall, id = ''): Promise<ConsultOutcome> {
      const number = numberOf(id);
      const startedAt = outside.clock();
      const answer = await outside.consult(call);
      const outcome: ConsultOutcome = { ...call, ...answer, ref: `consult:${turn}.${number}` };
      const effect = await store(
        {
          call: `${place}/model#${modelCalls}/${id}`,
          kind: 'consult',
          purity: outside.consultsAreLive ? 'live' : 'pure',
          result: outcome,
        },
        () => hashValue(call),
        startedAt,
        null,
      );
      const { to, topic, question, calculation } = call;
      trail.consults.push({
        call: number,
        to,
        topic,
        question,
        calculation,
        ...answer,
        door: id === 'floor' ? 'machine' : 'turn',
        effect,
      });
      return outcome;
    },
    async human(_messages: PromptMessage[], produce: () => Promise<HumanReply>): Promise<HumanReply> {
      return produce();
    },
    words: () => undefined,
  };
}

/** Stores a prompt as what it adds to one that is stored already, and returns its hash: a chain over message hashes. */
async function keepPrompt(record: DebateRecord, { messages }: ModelRequest, known: KnownPrompts): Promise<string> {
  const bodies = messages.map((message) => canonicalJson(message));
  const hashes = bodies.map(hashText);
  const chain: string[] = [];
  for (const hash of hashes) chain.push(hashText(`${chain.at(-1) ?? ''}${hash}`));
  // The prompt without its last message is a node of its own: the next prompt of this seat grows from there.
  for (const end of new Set([chain.length - 1, chain.length])) {
    const tip = chain[end - 1];
    if (tip === undefined || known.has(tip)) continue;
    const start = chain.slice(0, end).findLastIndex((hash) => known.has(hash)) + 1;
    const delta: PromptDelta = {
      hash: tip,
      parent: chain[start - 1] ?? null,
      appended: hashes.slice(start, end).map((hash, index) => ({ hash, body: bodies[start + index] as string })),
    };
    await record.prompt(delta);
    known.add(tip);
  }
  return chain.at(-1) ?? '';
}

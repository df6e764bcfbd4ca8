import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons';
import { createAgent, createMiddleware, ToolInvocationError, ToolMessage, tool } from 'langchain';
import { z } from 'zod';
import type { OwnResult, ScenarioBriefing, TypedMessage } from '../src/core/briefing.ts';
import type { PersonaCard } from '../src/core/card.ts';
import type { PromptMessage, SeatIo } from '../src/core/effects.ts';
import { ToolCall } from '../src/core/effects.ts';
import { PitwallError } from '../src/core/error.ts';
import { once } from '../src/core/once.ts';
import type { FactValue, Scenario } from '../src/core/scenario.ts';
import type { Seat } from '../src/core/seat.ts';
import type { Tool } from '../src/core/tool.ts';
import { turnSchemaFor } from '../src/core/turn.ts';
import { calculated } from '../src/models/calculated.ts';
import { converse } from '../src/models/chat.ts';
import type { ModelClient, ToolDefinition } from '../src/models/client.ts';
import type { IoSlot } from '../src/models/conversation.ts';
import { Conversation, RecordedChatModel } from '../src/models/conversation.ts';
import { dialectOf } from '../src/models/dialect.ts';
import { withAmounts } from '../src/models/evaluation-values.ts';
import { expectedOf } from '../src/models/expected.ts';
import type { Material } from '../src/models/material.ts';
import { materialOf } from '../src/models/material.ts';
import { definitionsOf, positionOf, toLangChain } from '../src/models/messages.ts';
import { modelReplier } from '../src/models/model-replier.ts';
import { callThrough, PLAYBOOK, resultMessage } from '../src/models/playbook-seat.ts';
import { answersOf } from '../src/models/questions.ts';
import { withSheet } from '../src/models/sheet.ts';
import type { ModelSpec } from '../src/models/spec.ts';
import { isLive } from '../src/models/spec.ts';
import { CALCULATOR, offeredTools, takenBy } from '../src/models/tool-list.ts';
import { spans } from '../src/models/tracing.ts';
import { settableInputs, turnFormFor } from '../src/models/turn-form.ts';
import type { Unheard } from '../src/models/unheard.ts';
import { unheardIn } from '../src/models/unheard.ts';
import { EVALUATE } from '../src/playbook/citing.ts';
import { CONSULT_PREFIX, hasSomethingToSay, TURN_REPLY } from '../src/playbook/reply.ts';
import type { Peek, View } from '../src/playbook/view.ts';
import { viewOf } from '../src/playbook/view.ts';
import { takenIn } from '../src/prompt/taken.ts';

/** More than the calls of tools and the repairs that a turn may take come to. */
const MOST_STEPS = 60;

/** A member as a LangChain agent, built once per seat: a card alone is enough. */
export function memberAgent({
  card,
  spec,
  clientFor,
  tools,
  topics,
  options,
  peek,
}: {
  card: PersonaCard;
  spec: ModelSpec;
  clientFor: (spec: ModelSpec) => ModelClient;
  tools: readonly Tool[];
  /** Deferred topic -> colleague whose desk answers it. */
  topics: ReadonlyMap<string, string>;
  options: readonly string[];
  /** Runs a calculator beside the record, to tell whether the playbook has something to say. */
  peek: Peek;
}): Seat {
  const slot: IoSlot = { now: null, turn: null, passed: false, lists: new Set() };
  const isPlaybook = spec.provider === PLAYBOOK;
  let running: SeatIo | null = null;
  /** The prompt of the turn, for what the member knows: an evaluation rests on it. Null for the playbook, which says it itself. */
  let prompt: readonly PromptMessage[] | null = null;
  const dialect = dialectOf(spec);
  const through = (name: string) => async (args: unknown, config: { toolCall?: { id?: string; args?: unknown } }) => {
    if (running === null) throw new RangeError('expected a turn to be running');
    // As the model gave them: what the schema fills in is the tool's business, and would read as another call.
    const given = z.record(z.string(), z.unknown()).parse(config.toolCall?.args ?? args);
    const {
      args: asked,
      refused,
      notedOf,
    } = name === EVALUATE && prompt !== null ? evaluationOf(given, prompt) : { args: given, refused: null };
    const io = running;
    const result =
      refused === null
        ? await spans.tool(name, () =>
            callThrough(io, { name, args: asked }, positionOf(config.toolCall?.id), topics, notedOf),
          )
        : resultMessage({ name, args: given }, null, refused);
    return [result.content, result];
  };
  const calculators = tools.map(({ name, description, args }) =>
    tool(through(name), { name, description, schema: args as z.ZodObject, responseFormat: 'content_and_artifact' }),
  );
  const consults = [...topics].map(([topic, colleague]) =>
    tool(through(`${CONSULT_PREFIX}${topic}`), {
      name: `${CONSULT_PREFIX}${topic}`,
      description: `Ask ${colleague}: questions of ${topic} are not yours to answer. Name a calculation and its arguments where one covers the question.`,
      schema: z.strictObject({ question: z.string(), calculation: ToolCall.nullable() }),
      responseFormat: 'content_and_artifact',
    }),
  );
  // Arguments that a schema refuses never reach the tool; the recorder refuses them in our words and on the record.
  const refusals = createMiddleware({
    name: 'refusals',
    async wrapToolCall(request, handler) {
      try {
        return await handler(request);
      } catch (error) {
        if (!ToolInvocationError.isInstance(error)) throw error;
        const { id = '', name } = request.toolCall;
        const [content, artifact] = await through(name)(request.toolCall.args, { toolCall: request.toolCall });
        return new ToolMessage({ content: String(content), artifact, tool_call_id: id, name, status: 'error' });
      }
    },
  });
  const callable = [...calculators, ...consults];
  let first: ReadonlySet<string> = new Set();
  let inputs: readonly string[] = [];
  const described = async (args: unknown) => {
    const { name } = z.object({ name: z.unknown() }).parse(args);
    return [takenBy(definitionsOf(callable), name), undefined];
  };
  const list = tool(described, {
    name: CALCULATOR,
    description: 'Says what a calculator takes.',
    schema: z.object({ name: z.string() }) as z.ZodObject,
    responseFormat: 'content_and_artifact',
  });
  const callableAll = [...callable, ...(isPlaybook ? [] : [list])];
  const offered = once(() => {
    const all = definitionsOf([...callableAll, turnDefinition(options)]);
    return isPlaybook ? all : offeredTools(all, { first, options, inputs });
  });
  const agent = createAgent({
    model: new RecordedChatModel({ slot, tools: offered }),
    name: card.id,
    middleware: [refusals],
    tools: callableAll,
  });
  const names = [...callable.map(({ name }) => name), ...(isPlaybook ? [] : [CALCULATOR])];
  const seat: Seat = {
    ...(isPlaybook ? { wants: ({ messages }) => hasSomethingToSay(messages, peek) } : {}),
    async speak({ messages: asked }, io) {
      const messages = isPlaybook ? asked : withSheet(asked, peek);
      running = io;
      prompt = isPlaybook ? null : messages;
      first = toolsOfQuestion(messages);
      inputs = settableInputs(questionIn(messages)?.options ?? {});
      const expected = { ...expectedOf(card.id, options, messages), tools: names };
      const materialIn = (heard: readonly PromptMessage[]) => materialOf(heard, peek);
      const conversation = new Conversation(io, { ...expected, materialIn }, dialect, clientFor, messages);
      slot.now = conversation;
      slot.lists = isPlaybook ? new Set() : listFacts(materialIn(messages));
      try {
        // The agent's state holds what the turn adds; its model puts the prompt before it, looks at the turn's signal before each
        // call, and listens to it during one.
        const state = await spans.turn(card.id, spec.text, () =>
          alone(() => agent.invoke({ messages: messages.slice(-1).map(toLangChain) }, { recursionLimit: MOST_STEPS })),
        );
        const { turn } = slot;
        if (turn === null) throw noTurn(card.id, 'prose');
        if (slot.passed) {
          io.note({ kind: 'passed' });
          return turn;
        }
        if (!isPlaybook)
          return await calculated(turn, { messages: conversation.with(state.messages.slice(1)), peek, io });
        const played = turnSchemaFor(options).safeParse(turn);
        if (played.success) return played.data;
        throw noTurn(card.id, z.prettifyError(played.error));
      } catch (error) {
        if (isNoTurn(error)) throw noTurn(card.id, error.message, error);
        throw error;
      } finally {
        running = null;
        slot.now = null;
        slot.turn = null;
        slot.passed = false;
      }
    },
  };
  const answer = answersOf(seat, spec, clientFor);
  return {
    ...seat,
    async answer(asked, io) {
      if (!isLive(spec) || asked.questions.some(({ subject }) => subject.kind !== 'chat')) return answer(asked, io);
      const replier = modelReplier(spec, clientFor, definitionsOf(callable), io.signal);
      return [{ letter: null, said: await converse(replier, asked.messages, topics, io) }];
    },
  };
}

/** Outside the run of LangChain's around it, if any: in a graph of the caller's, its checkpointer would store each prompt and its stream show them. */
const alone = <T>(work: () => Promise<T>): Promise<T> =>
  AsyncLocalStorageProviderSingleton.runWithConfig(undefined, work, true);

/** The question that a prompt holds; null where it holds none of ours. */
function questionIn(messages: readonly PromptMessage[]): ScenarioBriefing['model'] | null {
  const question = messages.find(({ typed }) => (typed as TypedMessage | undefined)?.kind === 'scenario');
  return ((question?.typed ?? {}) as Partial<ScenarioBriefing>).model ?? null;
}

/** Calculators by which quantities of the question follow. */
function toolsOfQuestion(messages: readonly PromptMessage[]): Set<string> {
  return new Set(
    Object.values(questionIn(messages)?.quantities ?? {}).flatMap((quantity) =>
      'tool' in quantity ? quantity.tool : [],
    ),
  );
}

interface Held {
  facts: Record<string, FactValue>;
  assumed: string[];
  /** Option -> input -> setting that counts for everybody. */
  amended: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Values that a prompt's member knows, has heard or assumes. */
function heldIn({ now: { knowledge } }: View): Held {
  const entries = [...knowledge.facts];
  return {
    facts: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
    assumed: entries.flatMap(([name, { how }]) => (how === 'assumed' ? [name] : [])),
    amended: Object.fromEntries([...knowledge.amended].map(([option, inputs]) => [option, Object.fromEntries(inputs)])),
  };
}

interface Evaluation extends Pick<Unheard, 'refused'> {
  args: Record<string, unknown>;
  /** Behind its result: at which settings and values it was computed, so that each of a list says whose it is. */
  notedOf?: (result: OwnResult) => string;
}

/** What an evaluation is given: values as numbers, and beside them all that the member holds; or why it is not computed. */
function evaluationOf(given: Record<string, unknown>, messages: readonly PromptMessage[]): Evaluation {
  const view = viewOf(messages);
  const { model } = view;
  const read = asSettings(withAmounts(given, model), model.scenario);
  const asked = isMapping(read['facts']) ? read['facts'] : {};
  const { refused, noted } = unheardIn(asked, view);
  return {
    args: { ...withoutGiven(read), ...withHeld(read, heldIn(view)), whole: true },
    refused: overruledIn(given, model.scenario) ?? refused,
    notedOf: (result) => `${takenIn(result, model, Object.keys(asked))}${noted === '' ? '' : `; ${noted}`}`,
  };
}

/** Which settings a call was given is told from the call. */
const withoutGiven = (args: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(args).filter(([name]) => name !== 'given'));

const askedIn = (options: unknown, scenario: Pick<Scenario, 'options'>): string[] =>
  Array.isArray(options) ? options.map(String) : Object.keys(scenario.options);

/** Of what is given as a fact what options set themselves and nobody may set otherwise, where it would count for some of those that are asked for and not for others; null where nothing is so. */
function overruledIn({ facts, options }: Record<string, unknown>, scenario: Pick<Scenario, 'options'>): string | null {
  if (!isMapping(facts)) return null;
  const asked = askedIn(options, scenario);
  for (const name of Object.keys(facts)) {
    const own = asked.filter((option) => Object.hasOwn(scenario.options[option]?.set ?? {}, name));
    const others = asked.filter((option) => !own.includes(option));
    const [first = ''] = own;
    if (own.length === 0 || others.length === 0) continue;
    if (asked.some((option) => Object.hasOwn(scenario.options[option]?.adjust ?? {}, name))) continue;
    return `${own.map((option) => `\`${option}\``).join(', ')} set \`${name}\` themselves: give it in \`amended\`, as \`{"${first}": {"${name}": 1}}\`, or leave them out of \`options\``;
  }
  return null;
}

/** What is given as a fact and is an input that options set counts for those options: as a fact it would miss each that sets it itself. */
function asSettings(given: Record<string, unknown>, scenario: Pick<Scenario, 'options'>): Record<string, unknown> {
  const { facts, amended, options } = given;
  if (!isMapping(facts) || (amended !== undefined && !isMapping(amended))) return given;
  const asked = askedIn(options, scenario);
  const setters = (name: string) => {
    const settable = asked.filter((option) => Object.hasOwn(scenario.options[option]?.adjust ?? {}, name));
    const all = asked.every((option) => Object.hasOwn(scenario.options[option]?.set ?? {}, name));
    return settable.length === 0 && all ? asked : settable;
  };
  const inputs = Object.entries(facts).filter(([name]) => setters(name).length > 0);
  if (inputs.length === 0) return given;
  const set: Record<string, unknown> = { ...amended };
  for (const [name, value] of inputs)
    for (const option of setters(name)) {
      const own = set[option];
      set[option] = { [name]: value, ...(isMapping(own) ? own : {}) };
    }
  const left = Object.fromEntries(Object.entries(facts).filter(([name]) => setters(name).length === 0));
  return { ...given, facts: left, amended: set };
}

/** An evaluation's facts and settings: what the member holds and what counts, and over it what the model wants to see changed. */
function withHeld(
  { facts, amended, options }: Record<string, unknown>,
  held: Held,
): { facts: Record<string, unknown>; assumed?: string[]; amended?: unknown; given?: string[] } {
  const given = isMapping(facts) ? byPath(facts, held.facts) : {};
  // What is tried at another value is not told to anybody as what it is.
  const tried = Object.keys(given).filter((name) => !isEqual(given[name], held.facts[name]));
  const assumed = [...new Set([...held.assumed, ...tried])];
  const set = settingsFor(amended, options, held);
  const own = Object.entries(isMapping(amended) ? amended : {}).flatMap(([option, inputs]) =>
    Object.keys(isMapping(inputs) ? inputs : {}).map((input) => `${option}/${input}`),
  );
  return {
    facts: {
      ...held.facts,
      ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, within(held.facts[name], value)])),
    },
    ...(assumed.length === 0 ? {} : { assumed }),
    ...(set === undefined ? {} : { amended: set }),
    ...(own.length === 0 ? {} : { given: own }),
  };
}

/** Parts of a mapping that are given by their path, as references name them: `mix.clover`. */
function byPath(given: Record<string, unknown>, held: Held['facts']): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const [head = '', part, ...deeper] = name.split('.');
    const own = whole[head] ?? {};
    if (part === undefined || deeper.length > 0 || !isMapping(held[head]) || !isMapping(own)) whole[name] = value;
    else whole[head] = { ...own, [part]: value };
  }
  return whole;
}

/** What is given of a mapping, over the rest of it that the member holds. */
const within = (held: FactValue | undefined, given: unknown): unknown =>
  isMapping(held) && isMapping(given) ? { ...held, ...given } : given;

/** Settings of the options that are asked for; what is no mapping is for the tool to refuse. */
function settingsFor(amended: unknown, options: unknown, held: Held): unknown {
  if (amended !== undefined && !isMapping(amended)) return amended;
  const asked = Object.entries(held.amended).filter(([option]) => !Array.isArray(options) || options.includes(option));
  const counting: Record<string, unknown> = Object.fromEntries(asked);
  const given = Object.entries(amended ?? {}).map(([option, inputs]) => {
    const before = counting[option];
    return [option, isMapping(inputs) && isMapping(before) ? { ...before, ...inputs } : inputs];
  });
  const all = { ...counting, ...Object.fromEntries(given) };
  return Object.keys(all).length === 0 ? undefined : all;
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isEqual = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The turn as one more tool, which comes last; an endpoint is told its form by `offeredTools`. */
function turnDefinition(options: readonly string[]): ToolDefinition {
  return {
    type: 'function',
    function: { name: TURN_REPLY, description: 'Your turn.', parameters: turnFormFor(options) },
  };
}

function noTurn(member: string, got: string, cause?: unknown): PitwallError {
  const sentence = `${member}: expected a turn from its model, got ${got.replace(/\s+/g, ' ').trim()}`;
  return new PitwallError('TURN_INVALID', sentence, { cause, data: { transient: false } });
}

/** What the agent throws when its model's replies do not come to a turn in time. */
function isNoTurn(error: unknown): error is Error {
  return error instanceof Error && error.name === 'GraphRecursionError';
}

/** Facts whose value is a list; none without a question. */
function listFacts(material: Material | null): ReadonlySet<string> {
  const facts = Object.entries(material?.view.model.scenario.facts ?? {});
  return new Set(facts.flatMap(([name, { value }]) => (Array.isArray(value) ? [name] : [])));
}

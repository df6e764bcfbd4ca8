import type { BaseMessage } from '@langchain/core/messages';
import { HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import type { CallAside, ModelReply } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import { TURN_REPLY } from '../playbook/reply.ts';
import type { ToolDefinition } from './client.ts';
import type { Dialect } from './dialect.ts';
import { adapted, dialectOf } from './dialect.ts';
import { endpointClient } from './endpoint-client.ts';
import { speaksChat } from './endpoint-profiles.ts';
import type { FaultReason } from './fault.ts';
import { faultData } from './fault.ts';
import { findingsOf } from './findings.ts';
import { replyToLangChain } from './messages.ts';
import { costOf, priceOf } from './prices.ts';
import type { Habit } from './reply-events.ts';
import type { Waiting } from './retry.ts';
import { REAL_WAITING } from './retry.ts';
import type { ModelSettings } from './settings.ts';
import { checkKeys, specText } from './settings.ts';
import { isLive, parseModelSpec } from './spec.ts';

/** What one spec turned out to do; a part that could not be tried is null. */
export interface ModelCheck {
  spec: string;
  reachable: boolean;
  /** Whether the reply came in pieces. */
  streams: boolean | null;
  tools: boolean | null;
  /** Whether what a tool returned came back in the reply; null where none was called. */
  usesResult: boolean | null;
  /** How a structured turn was got: its strategy, or null. */
  structured: Dialect['structured'] | null;
  usage: boolean | null;
  costUsd: number | null;
  /** What it does otherwise than most, and what comes of that, in sentences. */
  findings: string[];
  problem: string | null;
  /** Why the endpoint gave no reply; null where it gave one. */
  fault: { reason: FaultReason; status: number | null } | null;
}

const TOOL: ToolDefinition = {
  type: 'function',
  function: {
    name: 'add',
    description: 'Adds two numbers.',
    parameters: {
      type: 'object',
      properties: { a: { type: 'number' }, b: { type: 'number' } },
      required: ['a', 'b'],
      additionalProperties: false,
    },
  },
};

const TURN: ToolDefinition = {
  type: 'function',
  function: {
    name: TURN_REPLY,
    description: 'Says the sum in a sentence.',
    parameters: {
      type: 'object',
      properties: { utterance: { type: 'string' }, sum: { type: 'number' } },
      required: ['utterance', 'sum'],
      additionalProperties: false,
    },
  },
};

/** What nobody can guess, in the result of the tool. */
const RECEIPT = 'K7-4417';

/** Two tiny calls: one that wants a tool, one that wants a structured turn with what the tool returned. */
export async function checkModel(
  text: string,
  settings: ModelSettings,
  { signal = new AbortController().signal, waiting = REAL_WAITING }: { signal?: AbortSignal; waiting?: Waiting } = {},
): Promise<ModelCheck> {
  const spec = parseModelSpec(specText(text, settings));
  checkKeys([spec], settings);
  const none = {
    streams: null,
    tools: null,
    usesResult: null,
    structured: null,
    usage: null,
    costUsd: null,
    findings: [],
    problem: null,
    fault: null,
  };
  if (!isLive(spec)) return { ...none, spec: spec.text, reachable: true, structured: 'tool' };
  const client = endpointClient(spec, settings, { waiting });
  const dialect = dialectOf(spec);
  const habits = new Set<Habit>();
  let events = 0;
  let pieces = 0;
  const usages: ModelReply['usage'][] = [];
  const ask = async (
    prompt: string,
    tools: readonly ToolDefinition[],
    before: readonly BaseMessage[] = [],
  ): Promise<ModelReply> => {
    const aside: CallAside = { attempts: 0, costUsd: null };
    const { spec: _spec, ...manner } = dialect;
    const form =
      manner.structured === 'text' || manner.structured === 'json'
        ? `\nAnswer with one JSON object: {"utterance": string, "sum": number}`
        : '';
    const messages = [
      new SystemMessage('You do as you are told, briefly.'),
      ...before,
      new HumanMessage(prompt + form),
    ];
    const onPiece = () => {
      pieces += 1;
    };
    const onSeen = (seen: { events: number; habits: ReadonlySet<Habit> }) => {
      events = Math.max(events, seen.events);
      for (const habit of seen.habits) habits.add(habit);
    };
    try {
      const reply = await client.ask({ ...manner, messages, tools, signal, onWords: onPiece, onSeen, aside });
      usages.push(reply.usage);
      return reply;
    } catch (error) {
      if (!(error instanceof PitwallError) || error.code !== 'MODEL_FAILED') throw error;
      if (!adapted(dialect, { reason: String(error.data['reason']), sentence: error.message })) throw error;
      return ask(prompt, tools, before);
    }
  };
  try {
    const wantsSum = 'Call the tool add with a=2 and b=40.';
    const takesTools = dialect.structured === 'schema' || dialect.structured === 'tool';
    const called = takesTools ? await ask(wantsSum, [TOOL]) : null;
    const isCalled = called?.toolCalls.some(({ name }) => name === 'add') === true;
    // An endpoint that refused the tool went on without, and said something else.
    const stillTakesTools = dialect.structured === 'schema' || dialect.structured === 'tool';
    const said =
      called !== null && isCalled && stillTakesTools
        ? await ask(
            'Say in a sentence what the sum is, and the number of its receipt.',
            [TURN, TOOL],
            [new HumanMessage(wantsSum), ...resultOf(called)],
          )
        : await ask('Say in a sentence that two and forty make 42, with the sum.', [TURN]);
    const isOpen = speaksChat(spec.provider);
    const usage = usages.every((one) => one !== null);
    const reported = usages.flatMap((usage) => (usage === null ? [] : [usage]));
    const total = reported.reduce(
      (sum, { inputTokens, outputTokens }) => ({
        inputTokens: sum.inputTokens + inputTokens,
        outputTokens: sum.outputTokens + outputTokens,
      }),
      { inputTokens: 0, outputTokens: 0 },
    );
    return {
      spec: spec.text,
      reachable: true,
      // Of a reply that is a few words long, all may arrive at once.
      streams: isOpen ? events > 2 && !habits.has('whole') : pieces > 1,
      tools: called === null || !stillTakesTools ? null : isCalled,
      usesResult: isCalled && stillTakesTools ? JSON.stringify(said).includes(RECEIPT) : null,
      structured: hasUtterance(said) ? dialect.structured : null,
      usage,
      costUsd: reported.length === 0 ? null : costOf(total, priceOf(spec, settings)),
      findings: findingsOf({ habits: isOpen ? habits : null, asked: dialectOf(spec), answered: dialect, usage }),
      problem: hasUtterance(said)
        ? null
        : `expected an object with an utterance, got ${said.content.slice(0, 80) || said.finishReason}`,
      fault: null,
    };
  } catch (error) {
    if (!(error instanceof PitwallError) || error.code !== 'MODEL_FAILED') throw error;
    const { reason, status } = faultData(error);
    return {
      ...none,
      spec: spec.text,
      reachable: typeof status === 'number',
      problem: error.sentence,
      fault: { reason, status },
    };
  }
}

/** The call as the model made it, and what it came to. */
function resultOf(called: ModelReply): BaseMessage[] {
  const message = replyToLangChain({ ...called, toolCalls: called.toolCalls.slice(0, 1) }, 1);
  const id = message.tool_calls?.[0]?.id ?? '';
  return [message, new ToolMessage({ content: `sum=42 receipt=${RECEIPT}`, tool_call_id: id, name: 'add' })];
}

function hasUtterance({ toolCalls, content }: ModelReply): boolean {
  const turn = toolCalls.find(({ name }) => name === TURN_REPLY);
  return turn === undefined ? /"utterance"\s*:\s*"/.test(content) : typeof turn.args['utterance'] === 'string';
}

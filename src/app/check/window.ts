import type { BaseMessage } from '@langchain/core/messages';
import { HumanMessage } from '@langchain/core/messages';
import { PitwallError } from '../../core/error.ts';
import type { ToolDefinition } from '../../models/client.ts';
import type { Manner } from '../../models/dialect.ts';
import { toLangChain } from '../../models/messages.ts';
import { plainText } from '../../models/plain-text.ts';
import type { ModelSpec } from '../../models/spec.ts';
import { isLive } from '../../models/spec.ts';
import { estimateTokens } from '../../prompt/tokens.ts';
import type { Meter } from './meter.ts';
import type { LineOf } from './report.ts';
import { endpointSaid } from './said.ts';
import type { Table } from './table.ts';

/** Room for a turn with its claims. */
const REPLY_TOKENS = 1500;
/** A prompt of which less was counted was cut: estimates are not so far off. */
const CUT_SHARE = 0.6;
const CODE_WORD = 'PLUM-7316';

/** What goes with a request beside its messages; without tools the form of a turn stands in the messages. */
const besideText = (tools: readonly ToolDefinition[], { structured }: Manner): string =>
  structured === 'schema' || structured === 'tool' ? JSON.stringify(tools) : '';

/**
 * Gives the model the longest prompt of the debate, with all that would stand beside it, and asks for a word from its beginning. An
 * endpoint that cuts a prompt keeps its system message and its end, so the word stands in the first message behind it.
 */
export async function checkWindow({
  table,
  spec,
  tools,
  manner,
  added,
  meter,
  signal,
}: {
  table: Table;
  spec: ModelSpec;
  tools: readonly ToolDefinition[];
  manner: Manner;
  /** Tokens that a seat adds to its prompt. */
  added: number;
  meter: Meter;
  signal: AbortSignal;
}): Promise<LineOf<'context'>> {
  const beside = besideText(tools, manner);
  const [system, ...rest] = table.longest.brief.messages;
  if (system === undefined) throw new RangeError('expected a prompt to have messages');
  const messages: BaseMessage[] = [
    toLangChain(system),
    new HumanMessage(`The code word of this table is ${CODE_WORD}.`),
    ...rest.map(toLangChain),
    new HumanMessage(`For reference:\n${beside}\n${filler(system.content, added)}`),
    new HumanMessage(
      '[moderator] No turn now. Reply with the code word of this table, which was given first, and nothing else.',
    ),
  ];
  const sent = messages.reduce((sum, message) => sum + estimateTokens(message.text), 0);
  const from = meter.asks.length;
  const head = {
    check: 'context' as const,
    needed: roundUp(table.longest.tokens + added + estimateTokens(beside) + REPLY_TOKENS),
    turns: table.prompts.length,
    sent,
    window: isLive(spec) ? (spec.options.context ?? null) : null,
  };
  try {
    const reply = await meter.metered(spec).ask({
      ...manner,
      structured: 'text',
      messages,
      tools: [],
      signal,
      onWords: () => undefined,
      aside: { attempts: 0, costUsd: null },
    });
    const counted = reply.usage?.inputTokens ?? null;
    const isFound = reply.content.toUpperCase().includes(CODE_WORD);
    // Where only what a cache lacked is counted, a low count says nothing: the word does.
    const isCut = !isFound && counted !== null && counted < sent * CUT_SHARE;
    return {
      ...head,
      state: isFound ? (head.window !== null && head.window < head.needed ? 'note' : 'pass') : 'fail',
      counted,
      problem: isFound || isCut ? null : plainText(reply.content).replace(/\s+/g, ' ').trim().slice(0, 120),
      spent: meter.spentSince(from),
    };
  } catch (error) {
    if (!(error instanceof PitwallError) || signal.aborted) throw error;
    return {
      ...head,
      state: 'fail',
      counted: null,
      problem: endpointSaid(error.sentence),
      spent: meter.spentSince(from),
    };
  }
}

/** About so many tokens of a text. */
function filler(text: string, tokens: number): string {
  const all = estimateTokens(text);
  const times = Math.ceil(tokens / Math.max(1, all));
  const whole = text.repeat(times);
  return whole.slice(0, Math.ceil((whole.length * tokens) / Math.max(1, all * times)));
}

const roundUp = (tokens: number) => Math.ceil(tokens / 100) * 100;

import type { CallAside, ModelReply, PromptMessage, SeatIo } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import { plainText } from './plain-text.ts';
import { callThrough } from './playbook-seat.ts';
import { cutText } from './turn-limits.ts';

/** Replies of one answer; the last of them is offered no tool. */
const MOST_REPLIES = 6;
/** Calls of tools in one reply that are made. */
const MOST_CALLS = 8;

/** What is asked of whoever replies: the prompt with what calls came to, and the tools on offer. */
export interface ChatAsk {
  messages: readonly PromptMessage[];
  tools: readonly string[];
  aside: CallAside;
  /** The words of this reply so far. */
  onWords: (words: string) => void;
}

/** Whoever replies to a person: a language model, or the offline engine. */
export interface Replier {
  model: string;
  /** What else decides a reply, as it is now. */
  parameters(): Record<string, unknown>;
  /** Names of the tools that can be called now. */
  tools(): readonly string[];
  reply(ask: ChatAsk): Promise<ModelReply>;
  /** Whether to ask again, in another way, after a reply that says why there is none. */
  asksAgain(failure: NonNullable<ModelReply['failure']>): boolean;
}

/** The whole answer to a line: replies with the calls of tools between them, each on the record before it is used. */
export async function converse(
  replier: Replier,
  messages: readonly PromptMessage[],
  topics: ReadonlyMap<string, string>,
  io: SeatIo,
): Promise<string> {
  const prompt = [...messages];
  const said: string[] = [];
  for (let left = MOST_REPLIES; left > 0; ) {
    const tools = left === 1 ? [] : replier.tools();
    const request = {
      model: replier.model,
      messages: [...prompt],
      tools: [...tools],
      parameters: replier.parameters(),
    };
    const onWords = (words: string) => io.words([...said, plainText(words).trimStart()].join('\n\n'));
    const reply = await io.model(request, (aside) => replier.reply({ messages: prompt, tools, aside, onWords }));
    if (reply.failure !== undefined) {
      if (replier.asksAgain(reply.failure)) continue;
      throw new PitwallError('MODEL_FAILED', reply.failure.sentence, { data: { transient: false } });
    }
    left -= 1;
    const words = plainText(cutText(reply.content !== '' ? reply.content : (reply.refusal ?? ''))).trim();
    if (words !== '') said.push(words);
    const calls = tools.length === 0 ? [] : reply.toolCalls.slice(0, MOST_CALLS);
    if (calls.length === 0) break;
    const results = await Promise.all(calls.map((call, index) => callThrough(io, call, `tool[${index}]`, topics)));
    prompt.push({ role: 'assistant', content: reply.content, toolCalls: calls }, ...results);
  }
  return cutText(said.join('\n\n'));
}

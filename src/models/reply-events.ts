import { z } from 'zod';
import type { Usage } from '../core/effects.ts';
import type { PitwallError } from '../core/error.ts';
import { fault } from './fault.ts';
import type { GrowingReply } from './growing-reply.ts';
import { errorSentence, statusFault } from './http-fault.ts';
import { checkedUsage } from './usage.ts';

/** What an endpoint does in a way of its own, and is understood. */
export type Habit =
  | 'whole' // one JSON document where a stream was asked for
  | 'done' // `[DONE]`, as the specification has it
  | 'mislabelled' // a content type that is not what came
  | 'no-index'
  | 'same-index'
  | 'object-arguments'
  | 'reasoning';

/** Whose reply is read, and how what it says is made free of keys. */
export interface About {
  spec: string;
  clean: (text: string) => string;
  habits: Set<Habit>;
}

type Loose = Record<string, unknown>;

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Puts the events of one reply into it, of `/chat/completions` and of `/responses` alike, in whatever habits a server has. */
export class ReplyEvents {
  /** Ids of the calls so far, by position. */
  private readonly ids: string[] = [];
  private readonly positions = new Map<string, number>();
  /** No event that follows is of this reply. */
  isOver = false;

  constructor(
    private readonly reply: GrowingReply,
    private readonly about: About,
  ) {}

  /** Takes the next event and says whether it brought a token. Throws MODEL_FAILED for an error, or an event that is none. */
  add(event: Loose): boolean {
    const { type, object, error, response } = event;
    const failed = error ?? (type === 'response.failed' && isObject(response) ? response['error'] : undefined);
    if (failed || type === 'error' || type === 'response.failed' || object === 'error')
      throw this.failure(failed ?? event);
    if (typeof type === 'string' && type.startsWith('response.')) return this.addTyped(type, event);
    if (object === 'response') return this.addTyped('response.completed', { response: event });
    return this.addChunk(event);
  }

  /** An error that came with 200, or within a stream: as the status that it names, else as one that may pass. */
  private failure(error: unknown): PitwallError {
    const { sentence, isQuota, status } = errorSentence(error, this.about.clean);
    const said = `expected a reply of ${this.about.spec}, got an error: ${sentence}`;
    return statusFault(said, { status: status ?? 500, isQuota });
  }

  private count(usage: Loose): void {
    const counted = usageOf(usage);
    if (counted !== undefined) this.reply.usage = counted;
  }

  private addChunk({ choices, usage }: Loose): boolean {
    const { reply, about } = this;
    if (isObject(usage)) this.count(usage);
    const choice = Array.isArray(choices) ? choices.find((one) => isObject(one) && (one['index'] ?? 0) === 0) : null;
    if (!isObject(choice)) return false;
    const reason = textOf(choice['finish_reason']);
    if (reason !== '') reply.finishBy(reason);
    // Whoever does not stream sends a whole message.
    const delta = isObject(choice['delta']) ? choice['delta'] : choice['message'];
    if (!isObject(delta)) return reason !== '';
    const { content, refusal, tool_calls: calls, function_call: call, reasoning_content, reasoning } = delta;
    if (isObject(choice['message'])) about.habits.add('whole');
    const thought = textOf(reasoning_content) || textOf(reasoning);
    if (typeof reasoning_content === 'string' || typeof reasoning === 'string') about.habits.add('reasoning');
    const [text, refused] = [contentOf(content), textOf(refusal)];
    if (text !== '') reply.addText(text);
    if (refused !== '') reply.addRefusal(refused);
    const listed = (Array.isArray(calls) ? calls : []).filter(isObject);
    for (const [position, one] of listed.entries()) this.addCall(one, position);
    if (isObject(call)) this.addCall({ index: 0, function: call }, 0);
    return text !== '' || refused !== '' || thought !== '' || listed.length > 0 || isObject(call) || reason !== '';
  }

  private addCall(given: Loose, position: number): void {
    const made = isObject(given['function']) ? given['function'] : given;
    const id = textOf(given['id']);
    const name = textOf(made['name']);
    const at = this.positionOf(given['index'], id, name, position);
    if (at === this.ids.length) {
      this.ids.push(id);
      if (id !== '') this.positions.set(id, at);
    }
    const args = made['arguments'];
    if (isObject(args)) this.about.habits.add('object-arguments');
    this.reply.addCall(at, name, isObject(args) ? args : textOf(args));
  }

  /** Calls are told apart by `index`, by `id` where there is no index or it does not change, else they go on with the last one. */
  private positionOf(index: unknown, id: string, name: string, position: number): number {
    const next = this.ids.length;
    const known = id === '' ? undefined : this.positions.get(id);
    if (known !== undefined) return known;
    if (typeof index === 'number') {
      const before = this.ids[index];
      if (before === undefined) return next;
      if (id === '' || before === '' || name === '') return index;
      this.about.habits.add('same-index');
      return next;
    }
    this.about.habits.add('no-index');
    if (id !== '' || name !== '') return next;
    // Nothing says whose it is: the call at the same place of a list, or the last one.
    return position > 0 ? Math.min(position, next) : Math.max(0, next - 1);
  }

  private addTyped(type: string, event: Loose): boolean {
    const { reply } = this;
    switch (type) {
      case 'response.output_text.delta':
        reply.addText(this.read(Delta, type, event).delta);
        return true;
      case 'response.refusal.delta':
        reply.addRefusal(this.read(Delta, type, event).delta);
        return true;
      case 'response.output_item.added': {
        const { output_index: at, item } = this.read(ItemEvent, type, event);
        if (item.type === 'function_call') reply.addCall(at, item.name ?? '', '');
        return true;
      }
      case 'response.function_call_arguments.delta': {
        const { output_index: at, delta } = this.read(CallDelta, type, event);
        reply.addCall(at, '', delta);
        return true;
      }
      case 'response.output_item.done': {
        const { output_index: at, item } = this.read(ItemEvent, type, event);
        this.addWhole(at, item);
        return true;
      }
      case 'response.completed':
      case 'response.incomplete': {
        const { response } = this.read(LastEvent, type, event);
        for (const [at, item] of (response.output ?? []).entries()) this.addWhole(at, item);
        if (response.usage) this.count(response.usage);
        reply.finishBy(
          type === 'response.completed' && response.status !== 'incomplete'
            ? 'completed'
            : (response.incomplete_details?.reason ?? 'incomplete'),
        );
        this.isOver = true;
        return true;
      }
      default:
        return type.endsWith('.delta');
    }
  }

  /** An item as it is when it is done, which says again what its deltas said, or says it alone. */
  private addWhole(at: number, { type, name = '', arguments: args = '', content = [] }: z.infer<typeof Item>): void {
    const { reply } = this;
    if (type === 'function_call' && !reply.hasArguments(at)) reply.addCall(at, name, args);
    if (type !== 'message' || reply.hasText) return;
    for (const part of content) {
      reply.addText(part.text ?? '');
      reply.addRefusal(part.refusal ?? '');
    }
  }

  private read<T>(schema: z.ZodType<T>, type: string, event: Loose): T {
    const parsed = schema.safeParse(event);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') || 'it';
    throw fault(
      `expected an event \`${type}\` of ${this.about.spec} in the form of \`/responses\`, got one that is not, at \`${where}\``,
      { reason: 'garbled' },
    );
  }
}

const Delta = z.looseObject({ delta: z.string() });
const CallDelta = z.looseObject({ output_index: z.int().min(0).default(0), delta: z.string() });
const Part = z.looseObject({ text: z.string().optional(), refusal: z.string().optional() });
const Item = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  arguments: z.string().optional(),
  content: z.array(Part).optional(),
});
const ItemEvent = z.looseObject({ output_index: z.int().min(0).default(0), item: Item });
const LastEvent = z.looseObject({
  response: z.looseObject({
    status: z.string().optional(),
    incomplete_details: z.looseObject({ reason: z.string().optional() }).nullish(),
    output: z.array(Item).nullish(),
    usage: z.looseObject({}).nullish(),
  }),
});

/** Text, or the text of its parts; null is none. */
function contentOf(content: unknown): string {
  if (!Array.isArray(content)) return textOf(content);
  return content.map((part) => (isObject(part) ? textOf(part['text']) : textOf(part))).join('');
}

/** Usage as either protocol counts it: undefined where it says nothing of tokens, null where what it says is no count. */
function usageOf(usage: Loose): Usage | null | undefined {
  const inputTokens = usage['prompt_tokens'] ?? usage['input_tokens'];
  const outputTokens = usage['completion_tokens'] ?? usage['output_tokens'];
  if (inputTokens == null && outputTokens == null) return undefined;
  const within = (names: readonly string[], name: string) => names.map((one) => usage[one]).find(isObject)?.[name];
  return checkedUsage({
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    cachedTokens: within(['prompt_tokens_details', 'input_tokens_details'], 'cached_tokens'),
    reasoningTokens: within(['completion_tokens_details', 'output_tokens_details'], 'reasoning_tokens'),
  });
}

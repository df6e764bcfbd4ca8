/** An event of `/chat/completions`, as far as it is read here; servers send it in many habits. */
export interface ChatEvent {
  id?: unknown;
  model?: unknown;
  choices?: unknown;
  usage?: unknown;
}

/** What an endpoint does in a way of its own, and is understood. */
export type Habit =
  | 'whole' // one JSON document where a stream was asked for
  | 'done' // `[DONE]`, as the specification has it
  | 'mislabelled' // a content type that is not what came
  | 'no-index'
  | 'same-index'
  | 'object-arguments'
  | 'reasoning';

interface Call {
  id: string;
  name: string;
  args: string;
}

type Loose = Record<string, unknown>;

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/**
 * The deltas of a reply, brought to one form and joined: what came at once goes on as one event. Calls are told apart by `index`, by
 * `id` where there is no index or the index does not change, else they go on with the last one.
 */
export class Deltas {
  /** Ids of the calls so far, by position. */
  private readonly calls: string[] = [];
  private readonly positions = new Map<string, number>();
  private pending: { content: string; calls: Map<number, Call>; usage: unknown } = fresh();
  /** What it does otherwise than most. */
  readonly habits = new Set<Habit>();
  /** As the server names it; null until it does. */
  finish: string | null = null;
  refusal = '';

  add({ choices, usage }: ChatEvent): void {
    if (isObject(usage)) this.pending.usage = usage;
    const choice = Array.isArray(choices) ? choices.find((one) => isObject(one) && (one['index'] ?? 0) === 0) : null;
    if (!isObject(choice)) return;
    const reason = choice['finish_reason'];
    if (typeof reason === 'string' && reason !== '') this.finish = reason;
    // Whoever does not stream sends a whole message.
    const delta = isObject(choice['delta']) ? choice['delta'] : choice['message'];
    if (!isObject(delta)) return;
    const { content, refusal, tool_calls: calls, function_call: call } = delta;
    if (isObject(choice['message'])) this.habits.add('whole');
    if (typeof delta['reasoning_content'] === 'string' || typeof delta['reasoning'] === 'string')
      this.habits.add('reasoning');
    this.pending.content += contentOf(content);
    this.refusal += textOf(refusal);
    for (const [position, one] of (Array.isArray(calls) ? calls : []).entries())
      if (isObject(one)) this.addCall(one, position);
    if (isObject(call)) this.addCall({ index: 0, function: call }, 0);
  }

  /** What came since the last time, as one event in the form of the specification; null when nothing did. */
  take(): string | null {
    const { content, calls, usage } = this.pending;
    if (content === '' && calls.size === 0 && usage === null) return null;
    this.pending = fresh();
    const called = [...calls].map(([index, { id, name, args }]) => ({
      index,
      ...(name === '' ? {} : { id, type: 'function', function: { name, arguments: args } }),
      ...(name === '' ? { function: { arguments: args } } : {}),
    }));
    const delta = { role: 'assistant', content, ...(called.length > 0 ? { tool_calls: called } : {}) };
    return JSON.stringify({
      id: 'chunk',
      object: 'chat.completion.chunk',
      created: 0,
      model: '',
      choices: [{ index: 0, delta, finish_reason: null }],
      ...(usage === null ? {} : { usage }),
    });
  }

  private addCall(given: Loose, position: number): void {
    const made = isObject(given['function']) ? given['function'] : given;
    const id = textOf(given['id']);
    const name = textOf(made['name']);
    const at = this.positionOf(given['index'], id, name, position);
    const isNew = at === this.calls.length;
    if (isNew) {
      this.calls.push(id);
      if (id !== '') this.positions.set(id, at);
    }
    const call = this.pending.calls.get(at) ?? { id: id === '' ? `call_${at}` : id, name: '', args: '' };
    if (isNew) call.name = name;
    if (isObject(made['arguments'])) this.habits.add('object-arguments');
    call.args += argumentsOf(made['arguments']);
    this.pending.calls.set(at, call);
  }

  private positionOf(index: unknown, id: string, name: string, position: number): number {
    const next = this.calls.length;
    const known = id === '' ? undefined : this.positions.get(id);
    if (known !== undefined) return known;
    if (typeof index === 'number') {
      const before = this.calls[index];
      if (before === undefined) return next;
      if (id === '' || before === '' || name === '') return index;
      this.habits.add('same-index');
      return next;
    }
    this.habits.add('no-index');
    if (id !== '' || name !== '') return next;
    // Nothing says whose it is: the call at the same place of a list, or the last one.
    return position > 0 ? Math.min(position, next) : Math.max(0, next - 1);
  }
}

function fresh(): { content: string; calls: Map<number, Call>; usage: unknown } {
  return { content: '', calls: new Map(), usage: null };
}

/** Text, or the text of its parts; null is none. */
function contentOf(content: unknown): string {
  if (!Array.isArray(content)) return textOf(content);
  return content.map((part) => (isObject(part) ? textOf(part['text']) : textOf(part))).join('');
}

/** As they stand on the wire; an object is what its JSON would be. */
function argumentsOf(value: unknown): string {
  if (isObject(value)) return JSON.stringify(value);
  return textOf(value);
}

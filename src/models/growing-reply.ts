import type { ModelReply, Usage } from '../core/effects.ts';
import { TURN_REPLY } from '../playbook/reply.ts';
import { GrowingText } from './growing-text.ts';
import { checkedObject, objectFrom } from './json-object.ts';
import { Spoken } from './thought.ts';
import { cutText } from './turn-limits.ts';

/** Characters of the name of a tool, or of a reason to finish: more than any protocol allows. */
const MOST_NAME = 128;
/** Characters of plain words behind which no more is shown before all has come. */
const MOST_SHOWN = 8000;
/** Calls in one reply; a turn may make fewer. */
const MOST_CALLS = 64;

/** What providers call the ways to finish, as the record has them. */
const FINISHES: Readonly<Record<string, string>> = {
  stop: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  done: 'stop',
  completed: 'stop',
  complete: 'stop',
  tool_calls: 'tool_calls',
  tool_call: 'tool_calls',
  tool_use: 'tool_calls',
  function_call: 'tool_calls',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  model_length: 'length',
  content_filter: 'content_filter',
  safety: 'content_filter',
  recitation: 'content_filter',
  refusal: 'refusal',
};

interface Call {
  name: string;
  /** As they stand on the wire, or the object that they are. */
  args: string | Record<string, unknown>;
}

/** A reply of ours that is still growing, whichever protocol its pieces come by. */
export class GrowingReply {
  private readonly spoken = new Spoken();
  private refusal = '';
  /** As the provider names it; null until it does. */
  private finish: string | null = null;
  /** Undefined where none was reported; null where something was that is no count. */
  usage: Usage | null | undefined;
  private readonly calls = new Map<number, Call>();
  /** Where the utterance is looked for: the turn's arguments, or words that begin as JSON does. */
  private utterance: { of: number | 'content'; text: GrowingText } | null = null;
  private hasBegun = false;
  /** Characters of plain words that were shown. */
  private told = 0;

  /** `isPlain`: its words are what is said. */
  constructor(private readonly isPlain = false) {}

  get hasText(): boolean {
    return this.spoken.hasBegun || this.refusal !== '';
  }

  /** Whether it was said how it ended. */
  get isFinished(): boolean {
    return this.finish !== null;
  }

  /** Whether a call has any arguments yet. */
  hasArguments(at: number): boolean {
    return (this.calls.get(at)?.args ?? '') !== '';
  }

  addText(piece: string): void {
    this.spoken.add(piece);
    if (!this.hasBegun && piece.trim() !== '') {
      this.hasBegun = true;
      if (piece.trimStart().startsWith('{')) this.utterance ??= { of: 'content', text: new GrowingText('utterance') };
    }
    if (this.utterance?.of === 'content') this.utterance.text.add(piece);
  }

  addRefusal(piece: string): void {
    this.refusal += piece;
  }

  /** Goes on with the call of a number, or begins it; its first name stays. */
  addCall(at: number, name: string, piece: string | Record<string, unknown>): void {
    if (this.calls.size >= MOST_CALLS && !this.calls.has(at)) return;
    const call = this.calls.get(at) ?? { name: '', args: '' };
    this.calls.set(at, call);
    if (call.name === '') call.name = cutText(name, MOST_NAME);
    if (typeof piece !== 'string' || typeof call.args !== 'string') {
      call.args = piece;
      return;
    }
    call.args += piece;
    if (call.name === TURN_REPLY && this.utterance?.of !== at && typeof this.utterance?.of !== 'number')
      this.utterance = { of: at, text: new GrowingText('utterance') };
    if (this.utterance?.of === at) this.utterance.text.add(piece);
  }

  finishBy(reason: string): void {
    this.finish = cutText(reason, MOST_NAME);
  }

  endedBy(reason: string): ModelReply {
    return this.toReply(cutText(reason, MOST_NAME));
  }

  /** The utterance when it has grown, else null. */
  grown(): string | null {
    if (this.isPlain) {
      if (this.told > MOST_SHOWN) return null;
      const { soFar } = this.spoken;
      if (soFar.length === this.told) return null;
      this.told = soFar.length;
      return soFar;
    }
    return this.utterance?.text.grown() ?? null;
  }

  /** Null when it never said that it was finished. */
  reply(): ModelReply | null {
    return this.finish === null ? null : this.toReply(this.finish);
  }

  private toReply(finish: string): ModelReply {
    const toolCalls: ModelReply['toolCalls'] = [];
    const invalidCalls: NonNullable<ModelReply['invalidCalls']> = [];
    for (const [, { name, args }] of [...this.calls].sort(([a], [b]) => a - b)) {
      const parsed = typeof args === 'string' ? objectFrom(args) : checkedObject(args);
      if ('object' in parsed) toolCalls.push({ name, args: parsed.object });
      else invalidCalls.push({ name, arguments: typeof args === 'string' ? args : parsed.wrong });
    }
    return {
      content: this.spoken.whole,
      toolCalls,
      finishReason: FINISHES[finish.toLowerCase()] ?? finish,
      usage: this.usage ?? null,
      ...(this.refusal === '' ? {} : { refusal: cutText(this.refusal) }),
      ...(invalidCalls.length === 0 ? {} : { invalidCalls }),
    };
  }
}

import { fault } from './fault.ts';
import { errorSentence } from './http-fault.ts';
import type { WireFacts } from './wire.ts';

/** An event of either protocol, as far as it is read here. */
interface WireEvent {
  type?: string;
  error?: unknown;
  choices?: { finish_reason?: string | null; delta?: { refusal?: string | null }; message?: Message }[];
  response?: { incomplete_details?: { reason?: string } | null; error?: unknown };
  delta?: unknown;
  message?: unknown;
  [field: string]: unknown;
}

interface Message {
  role?: string;
  content?: string | null;
  refusal?: string | null;
  tool_calls?: object[];
}

/** Reads a stream of server-sent events as it passes, and refuses what the protocol does not allow. */
export class SseReader {
  private begun: string[] = [];
  private data: string[] = [];

  constructor(
    private readonly facts: WireFacts,
    private readonly about: { spec: string; clean: (text: string) => string },
  ) {}

  /** Takes the next piece and returns what may be passed on: whole lines that were looked at. */
  read(text: string): string {
    // A line may be megabytes long and come in many pieces: it is looked at once, when it ends.
    if (!/[\r\n]/.test(text)) {
      this.begun.push(text);
      return '';
    }
    const whole = `${this.begun.join('')}${text}`;
    const lines = whole.split(/\r\n|\n|\r/);
    const rest = lines.pop() ?? '';
    this.begun = [rest];
    for (const line of lines) this.take(line);
    return whole.slice(0, whole.length - rest.length);
  }

  /** The end of the stream. Throws when the answer did not say that it was finished. */
  end(): string {
    const line = this.begun.join('');
    if (line !== '') this.take(line);
    if (this.data.length > 0) this.take('');
    if (this.facts.finish === null)
      throw fault(`expected ${this.about.spec} to finish its reply, the stream ended without a finish reason`, {
        reason: 'cut',
      });
    return line;
  }

  /** One JSON document where a stream was asked for, as the stream that it stands for. */
  readWhole(text: string): string {
    const document = this.parsed(text);
    const [choice] = document.choices ?? [];
    const message = choice?.message;
    if (message === undefined) {
      this.inspect(document);
      throw fault(`expected a reply of ${this.about.spec}, got JSON without one`, {
        reason: 'garbled',
        transient: false,
      });
    }
    const { tool_calls: calls, ...rest } = message;
    const delta = { ...rest, ...(calls ? { tool_calls: calls.map((call, index) => ({ index, ...call })) } : {}) };
    const chunk = {
      ...document,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, ...choice, message: undefined, delta }],
    };
    this.inspect(chunk as unknown as WireEvent);
    this.end();
    return `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`;
  }

  private take(line: string): void {
    if (line === '') {
      const data = this.data.join('\n');
      this.data = [];
      if (data !== '' && data.trim() !== '[DONE]') this.inspect(this.parsed(data));
    } else if (line.startsWith('data:')) {
      this.data.push(line.slice(5).replace(/^ /, ''));
    }
  }

  private parsed(data: string): WireEvent {
    try {
      const value: unknown = JSON.parse(data);
      if (typeof value === 'object' && value !== null) return value as WireEvent;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    throw fault(`expected JSON in each event of ${this.about.spec}, got something else`, { reason: 'garbled' });
  }

  private inspect(event: WireEvent): void {
    const { facts } = this;
    const failed = event.error ?? (event.type === 'response.failed' ? event.response?.error : undefined);
    if (failed || event.type === 'error') {
      const { sentence, isQuota } = errorSentence(failed ?? event, this.about.clean);
      throw fault(`expected a reply of ${this.about.spec}, got an error: ${sentence}`, {
        reason: isQuota ? 'quota' : 'broken',
        retry: !isQuota,
      });
    }
    const [choice] = event.choices ?? [];
    if (choice?.finish_reason) facts.finish = choice.finish_reason;
    if (typeof choice?.delta?.refusal === 'string') facts.refusal += choice.delta.refusal;
    if (event.type === 'response.refusal.delta' && typeof event.delta === 'string') facts.refusal += event.delta;
    if (event.type === 'response.completed') facts.finish = 'completed';
    if (event.type === 'response.incomplete') facts.finish = event.response?.incomplete_details?.reason ?? 'incomplete';
  }
}

import type { ChatEvent } from './deltas.ts';
import { Deltas } from './deltas.ts';
import { fault } from './fault.ts';
import { errorSentence, statusFault } from './http-fault.ts';
import type { WireFacts } from './wire-facts.ts';

/** An event of either protocol, as far as it is read here. */
interface WireEvent extends ChatEvent {
  type?: string;
  object?: unknown;
  error?: unknown;
  response?: { incomplete_details?: { reason?: string } | null; error?: unknown };
  delta?: unknown;
}

/**
 * Reads a stream of server-sent events as it comes, refuses what the protocol does not allow, and writes it again in the one form
 * that the specification has: what servers do otherwise ends here.
 */
export class SseReader {
  private begun: string[] = [];
  private data: string[] = [];
  private typed: string[] = [];
  private readonly deltas = new Deltas();

  constructor(
    private readonly facts: WireFacts,
    private readonly about: { spec: string; clean: (text: string) => string },
  ) {}

  /** Takes the next piece and returns what is passed on of it. */
  read(text: string): string {
    // A line may be megabytes long and come in many pieces: it is looked at once, when it ends.
    if (!/[\r\n]/.test(text)) {
      this.begun.push(text);
      return '';
    }
    const lines = `${this.begun.join('')}${text}`.split(/\r\n|\n|\r/);
    this.begun = [lines.pop() ?? ''];
    for (const line of lines) this.take(line);
    return this.passed();
  }

  /** The end of the stream. Throws when the answer did not say that it was finished. */
  end(): string {
    const line = this.begun.join('');
    if (line !== '') this.take(line);
    this.take('');
    if (this.facts.finish === null)
      throw fault(`expected ${this.about.spec} to finish its reply, the stream ended without a finish reason`, {
        reason: 'cut',
      });
    return `${this.passed()}data: [DONE]\n\n`;
  }

  /** One JSON document where a stream was asked for, as the stream that it stands for. */
  readWhole(text: string): string {
    this.facts.habits.add('whole');
    const document = this.parsed(text);
    this.inspect(document);
    if (!Array.isArray(document.choices) || document.choices.length === 0)
      throw fault(`expected a reply of ${this.about.spec}, got JSON without one`, {
        reason: 'garbled',
        transient: false,
      });
    return this.end();
  }

  private take(line: string): void {
    if (line !== '') {
      if (line.startsWith('data:')) this.data.push(line.slice(5).replace(/^ /, ''));
      return;
    }
    const data = this.data.join('\n');
    this.data = [];
    if (data.trim() === '[DONE]') this.facts.habits.add('done');
    else if (data.trim() !== '') this.inspect(this.parsed(data));
  }

  private passed(): string {
    const chunk = this.deltas.take();
    const events = [...this.typed, ...(chunk === null ? [] : [chunk])].map((event) => `data: ${event}\n\n`);
    this.typed = [];
    return events.join('');
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
    const { facts, deltas } = this;
    const failed = event.error ?? (event.type === 'response.failed' ? event.response?.error : undefined);
    if (failed || event.type === 'error' || event.object === 'error') throw this.failure(failed ?? event);
    facts.events += 1;
    if (typeof event.type === 'string' && event.type.startsWith('response.')) {
      this.typed.push(JSON.stringify(event));
      if (event.type === 'response.refusal.delta' && typeof event.delta === 'string') facts.refusal += event.delta;
      if (event.type === 'response.completed') facts.finish = 'completed';
      if (event.type === 'response.incomplete')
        facts.finish = event.response?.incomplete_details?.reason ?? 'incomplete';
      return;
    }
    deltas.add(event);
    facts.finish = deltas.finish;
    facts.refusal = deltas.refusal;
    for (const habit of deltas.habits) facts.habits.add(habit);
  }

  /** An error that came with 200, or within a stream: as the status that it names, else as one that may pass. */
  private failure(error: unknown): Error {
    const { sentence, isQuota, status } = errorSentence(error, this.about.clean);
    const said = `expected a reply of ${this.about.spec}, got an error: ${sentence}`;
    return statusFault(said, { status: status ?? 500, isQuota });
  }
}

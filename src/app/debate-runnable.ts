import type { RunnableConfig } from '@langchain/core/runnables';
import { ensureConfig, Runnable } from '@langchain/core/runnables';
import { IterableReadableStream } from '@langchain/core/utils/stream';
import type { DebateDocument } from '../core/document.ts';
import type { Notice } from '../core/notice.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { ScenarioOptions } from '../project/index.ts';
import { loadScenario } from '../project/index.ts';
import { openStore } from '../store/index.ts';
import type { DebateResult } from './result.ts';
import type { RunOptions } from './run-debate.ts';
import { runDebate } from './run-debate.ts';

/** One debate to hold: its scenario by name or path, and what is changed in it. */
export interface DebateInput extends Omit<ScenarioOptions, 'projectDir' | 'team'> {
  scenario: string;
  seed?: number;
}

type DocumentTurn = DebateDocument['turns'][number];

/** Some of a debate: in a stream each turn as it is recorded, and last, without a turn, what it came to. */
export interface DebateChunk {
  readonly turns: DocumentTurn[];
  /** What `runDebate` gives, once the debate has closed. */
  readonly result: DebateResult | null;
  /** Joins chunks as LangChain joins those of a model, so that a step behind the debate in a chain is given the whole. */
  concat(next: DebateChunk): DebateChunk;
}

/** A whole debate. */
export type HeldDebate = DebateChunk & { readonly result: DebateResult };

/** A plain object to whoever serialises or compares it, as tracers and checkpointers do. */
function chunk<R extends DebateResult | null>(turns: DocumentTurn[], result: R): DebateChunk & { readonly result: R } {
  const concat = (next: DebateChunk) => chunk([...turns, ...next.turns], next.result ?? result);
  return Object.defineProperty({ turns, result } as DebateChunk & { readonly result: R }, 'concat', { value: concat });
}

export interface DebateRunnableOptions extends Omit<RunOptions, 'scenario' | 'store' | 'seed' | 'signal' | 'on'> {
  /** Where the debates are kept; in no file without one. */
  store?: TranscriptStore;
}

/** A debate as a LangChain runnable: `invoke`, `stream` of turns, `batch`, `pipe`. A signal stops it at what is on the record. */
export function debateRunnable(options: DebateRunnableOptions): DebateRunnable {
  return new DebateRunnable(options);
}

export class DebateRunnable extends Runnable<DebateInput, DebateChunk> {
  static override lc_name(): string {
    return 'Debate';
  }
  lc_namespace = ['pitwall'];

  constructor(private readonly options: DebateRunnableOptions) {
    super();
  }

  override async invoke(input: DebateInput, options?: Partial<RunnableConfig>): Promise<HeldDebate> {
    const { signal, config } = apart(options);
    return this._callWithConfig((given: DebateInput) => this.hold(given, signal), input, config) as Promise<HeldDebate>;
  }

  override async stream(
    input: DebateInput,
    options?: Partial<RunnableConfig>,
  ): Promise<IterableReadableStream<DebateChunk>> {
    return IterableReadableStream.fromAsyncGenerator(this._streamIterator(input, options));
  }

  override async *_streamIterator(input: DebateInput, options?: Partial<RunnableConfig>): AsyncGenerator<DebateChunk> {
    const { signal, config } = apart(options);
    async function* only() {
      yield input;
    }
    const chunks = async function* (this: DebateRunnable, inputs: AsyncGenerator<DebateInput>) {
      for await (const given of inputs) yield* this.chunksOf(given, signal);
    };
    yield* this._transformStreamWithConfig(only(), chunks, config);
  }

  /** Who stops listening stops the debate. */
  private chunksOf(input: DebateInput, signal: AbortSignal | undefined): ReadableStream<DebateChunk> {
    const left = new AbortController();
    const until = signal === undefined ? left.signal : AbortSignal.any([left.signal, signal]);
    let held: Promise<unknown> = Promise.resolve();
    return new ReadableStream({
      start: (controller) => {
        const running = this.hold(input, until, (turn) => {
          if (!left.signal.aborted) controller.enqueue(chunk([turn], null));
        });
        held = running.then(
          ({ result }) => {
            if (left.signal.aborted) return;
            controller.enqueue(chunk([], result));
            controller.close();
          },
          (error: unknown) => {
            if (!left.signal.aborted) controller.error(error);
          },
        );
      },
      async cancel() {
        left.abort();
        await held;
      },
    });
  }

  private async hold(
    { scenario: name, seed = 1, ...changes }: DebateInput,
    signal: AbortSignal | undefined,
    onTurn?: (turn: DocumentTurn) => void,
  ): Promise<HeldDebate> {
    const { team } = this.options;
    const scenario = loadScenario(name, { projectDir: team.projectDir, team, ...changes });
    const store = this.options.store ?? openStore(':memory:');
    try {
      const watched = { ...(signal ? { signal } : {}), ...(onTurn ? { on: turnsIn(onTurn) } : {}) };
      const result = await runDebate({ ...this.options, scenario, store, seed, ...watched });
      return chunk(result.document.turns, result);
    } finally {
      if (this.options.store === undefined) store.close();
    }
  }
}

/** The signal, a timeout's included, is the debate's own: LangChain would give up on it before its record is ended. */
function apart(options: Partial<RunnableConfig> | undefined) {
  const { signal, timeout: _timeout, ...config } = ensureConfig(options);
  return { signal, config };
}

/** Turns as a document has them, from the notices of a running debate. */
function turnsIn(onTurn: (turn: DocumentTurn) => void): (notice: Notice) => void {
  let why = '';
  return (notice) => {
    if (notice.kind !== 'event') return;
    const { type, body } = notice.event;
    if (type === 'floor.granted') why = body.why;
    if (type !== 'turn.recorded') return;
    const { prompt: _prompt, effect: _effect, ...turn } = body;
    onTurn({ ...turn, why });
  };
}

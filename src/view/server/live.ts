import { hashOfEffect } from '../../core/effect-hash.ts';
import { PitwallError } from '../../core/error.ts';
import type { TranscriptEvent } from '../../core/events.ts';
import type { Notice } from '../../core/notice.ts';
import type { DebateRecord, NewDebate, StoredEvent, TranscriptStore } from '../../core/record.ts';
import type { LiveNotice } from '../api.ts';
import type { Costly } from './costs.ts';

/** What is said to whoever watches; `ahead` is put into words where the debate's names are known. */
type Passing = LiveNotice | Extract<Notice, { kind: 'ahead' }>;
type Listener = (notice: Passing | { kind: 'recorded' } | { kind: 'over' }) => void;

/** An event with its place in the record. */
export type Placed = Pick<StoredEvent, 'seq' | 'event'>;

interface Live {
  listeners: Set<Listener>;
  /** What has been recorded here, so that nobody reads the record again for each event. */
  events: Placed[];
  effects: Costly[];
  /** What was last said to be going on, for who comes in the middle. */
  now: Passing[];
  abort: AbortController;
  over: Promise<void>;
  end: () => void;
}

/** What holding a debate takes from whoever shares it. */
export interface Around {
  store: TranscriptStore;
  signal: AbortSignal;
  on: (notice: Notice) => void;
}

interface Sharing {
  store: TranscriptStore;
  signal?: AbortSignal;
  on?: (notice: Notice) => void;
  /** Hears the id once the record exists. */
  born?: (id: string) => void;
}

/** Debates that run in this process, and who watches them. */
export class LiveDebates {
  private readonly running = new Map<string, Live>();
  private readonly troubles = new Map<string, PitwallError>();

  /** Events behind number `after` of a debate that runs here; null for another. */
  recordedAfter(id: string, after: number): readonly Placed[] | null {
    return this.running.get(id)?.events.slice(after) ?? null;
  }

  /** How far a debate is that runs here, by its last event; null for another. */
  statusOf(id: string): 'running' | 'closed' | 'failed' | null {
    const live = this.running.get(id);
    if (live === undefined) return null;
    const last = live.events.at(-1)?.event.type;
    return last === 'debate.closed' ? 'closed' : last === 'debate.failed' ? 'failed' : 'running';
  }

  /** Effects of a debate that runs here; null for another. */
  effectsOf(id: string): readonly Costly[] | null {
    return this.running.get(id)?.effects ?? null;
  }

  /** What ended the last attempt at a debate here, where something did; its record may not say it. */
  troubleOf(id: string): PitwallError | null {
    return this.troubles.get(id) ?? null;
  }

  stop(id: string): boolean {
    const live = this.running.get(id);
    live?.abort.abort();
    return live !== undefined;
  }

  async stopAll(): Promise<void> {
    const all = [...this.running.values()];
    for (const { abort } of all) abort.abort();
    await Promise.all(all.map(({ over }) => over));
  }

  watch(id: string, listener: Listener): () => void {
    const live = this.running.get(id);
    if (live === undefined) return () => undefined;
    live.listeners.add(listener);
    for (const notice of live.now) listener(notice);
    return () => live.listeners.delete(listener);
  }

  /**
   * Holds a debate that can be watched here. `hold` gets the store, which says when the record exists, and where to send notices.
   */
  async share<T>({ store, signal, on, born }: Sharing, hold: (around: Around) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    signal?.addEventListener('abort', () => abort.abort());
    let live: Live | undefined;
    let id = '';
    const opened = (record: DebateRecord, events: Placed[], effects: Costly[]): DebateRecord => {
      id = record.id;
      this.troubles.delete(id);
      const here = this.open(id, abort, events, effects);
      live = here;
      born?.(id);
      const heardOf = (more: readonly TranscriptEvent[]) => {
        here.events.push(...placed(more, here.events.length));
        for (const listener of here.listeners) listener({ kind: 'recorded' });
      };
      return {
        ...record,
        async append(more) {
          await record.append(more);
          heardOf(more);
        },
        async effect(effect, measured, waiting) {
          const hash = await record.effect(effect, measured, waiting);
          for (const { effect: before, measured: took } of waiting?.effects ?? [])
            here.effects.push({ call: before.call, kind: before.kind, hash: hashOfEffect(before), measured: took });
          here.effects.push({ call: effect.call, kind: effect.kind, hash, measured });
          if (waiting !== undefined && waiting.events.length > 0) heardOf(waiting.events);
          return hash;
        },
      };
    };
    const own = {
      create: async (debate: NewDebate) => {
        const record = await store.create(debate);
        return opened(record, placed(debate.opening ?? [], 0), store.effects(record.id));
      },
      reopen: async (name: string) => opened(await store.reopen(name), store.events(name), store.effects(name)),
    };
    const watched = new Proxy(store, {
      get: (target, name) => Reflect.get(Object.hasOwn(own, name) ? own : target, name),
    });
    const heard = (notice: Notice) => {
      on?.(notice);
      if (live !== undefined) tell(live, notice);
    };
    try {
      return await hold({ store: watched, signal: abort.signal, on: heard });
    } catch (error) {
      if (live !== undefined && error instanceof PitwallError) this.troubles.set(id, error);
      throw error;
    } finally {
      this.close(id);
    }
  }

  /** The same in the background: `id` comes as soon as there is one, and rejects when the debate ends before. */
  begin(
    store: TranscriptStore,
    hold: (around: Around) => Promise<unknown>,
  ): { id: Promise<string>; over: Promise<unknown> } {
    let over: Promise<unknown> = Promise.resolve();
    const id = new Promise<string>((resolve, reject) => {
      over = this.share({ store, born: resolve }, hold);
      over.then(() => reject(new PitwallError('CHECK_FAILED', 'expected a debate that goes on, it has ended')), reject);
    });
    return { id, over };
  }

  private open(id: string, abort: AbortController, events: Placed[], effects: Costly[]): Live {
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const live: Live = { listeners: new Set(), events, effects, now: [], abort, over, end };
    this.running.set(id, live);
    return live;
  }

  private close(id: string): void {
    const live = this.running.get(id);
    this.running.delete(id);
    live?.end();
    for (const listener of live?.listeners ?? []) listener({ kind: 'over' });
  }
}

const placed = (events: readonly TranscriptEvent[], before: number): Placed[] =>
  events.map((event, index) => ({ seq: before + index + 1, event }));

/** Passes a notice on; what is recorded is read from the record and not from here. */
function tell(live: Live, notice: Notice): void {
  const said: Passing[] = [];
  if (notice.kind === 'event') {
    if (notice.event.type === 'turn.recorded') live.now = live.now.filter(({ kind }) => kind === 'state');
  } else if (notice.kind === 'calling') {
    said.push({ kind: 'calling', speaker: notice.speaker, tool: notice.tool });
  } else {
    said.push(notice);
  }
  for (const one of said) {
    live.now = one.kind === 'ahead' ? [...live.now, one] : withoutEarlier(live.now, one);
    for (const listener of live.listeners) listener(one);
  }
  if (notice.kind === 'event') for (const listener of live.listeners) listener({ kind: 'recorded' });
}

/** A list with a notice at its end, in the place of the last one of its kind, of the same speaker. */
export function withoutEarlier<T extends { kind: string }>(list: readonly T[], notice: T): T[] {
  const about = (one: T) => `${one.kind} ${'speaker' in one ? String(one.speaker) : ''}`;
  return [...list.filter((before) => about(before) !== about(notice)), notice];
}

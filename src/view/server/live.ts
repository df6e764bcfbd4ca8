import type { Notice } from '../../core/notice.ts';
import type { TranscriptStore } from '../../core/record.ts';
import type { LiveNotice } from '../api.ts';

type Listener = (notice: LiveNotice | { kind: 'recorded' } | { kind: 'over' }) => void;

interface Live {
  listeners: Set<Listener>;
  /** What was last said to be going on, for who comes in the middle. */
  now: LiveNotice[];
  abort: AbortController;
  over: Promise<void>;
  end: () => void;
}

/** Debates that run in this process, and who watches them. */
export class LiveDebates {
  private readonly running = new Map<string, Live>();

  has(id: string): boolean {
    return this.running.has(id);
  }

  /** Resolves when the debate and its what-ifs are done; at once for one that does not run here. */
  settled(id: string): Promise<void> {
    return this.running.get(id)?.over ?? Promise.resolve();
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
   * Holds a debate here. `hold` gets a store that says when the record exists, and where to send its notices; the promise is
   * of the id, and rejects when the debate ends before it has one.
   */
  begin(
    store: TranscriptStore,
    hold: (around: { store: TranscriptStore; signal: AbortSignal; on: (notice: Notice) => void }) => Promise<unknown>,
    abort: AbortController = new AbortController(),
  ): { id: Promise<string>; over: Promise<void> } {
    let live: Live | undefined;
    let id = '';
    let named: (id: string) => void = () => undefined;
    let refused: (error: unknown) => void = () => undefined;
    const born = new Promise<string>((resolve, reject) => {
      named = resolve;
      refused = reject;
    });
    const announce = async (debate: Parameters<TranscriptStore['create']>[0]) => {
      const record = await store.create(debate);
      id = record.id;
      live = this.open(id, abort);
      named(id);
      return record;
    };
    const watched = new Proxy(store, {
      get: (target, name) => (name === 'create' ? announce : Reflect.get(target, name, target)),
    });
    const over = hold({
      store: watched,
      signal: abort.signal,
      on: (notice) => live !== undefined && tell(live, notice),
    }).then(
      () => this.close(id),
      (error) => {
        refused(error);
        this.close(id);
        throw error;
      },
    );
    return { id: born, over };
  }

  private open(id: string, abort: AbortController): Live {
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const live: Live = { listeners: new Set(), now: [], abort, over, end };
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

/** Passes a notice on; what is recorded is read from the record and not from here. */
function tell(live: Live, notice: Notice): void {
  const said: LiveNotice[] = [];
  if (notice.kind === 'event') {
    const state = STATES[notice.event.type];
    if (state !== undefined) said.push({ kind: 'state', state });
    if (notice.event.type === 'turn.recorded') live.now = [];
  } else if (notice.kind === 'calling') {
    said.push({ kind: 'calling', speaker: notice.speaker, tool: notice.tool });
  } else {
    said.push(notice);
    if (notice.kind === 'thinking') said.push({ kind: 'state', state: thinkingState(notice.phase) });
  }
  for (const one of said) {
    live.now = [...live.now.filter(({ kind }) => kind !== one.kind), one];
    for (const listener of live.listeners) listener(one);
  }
  if (notice.kind === 'event') for (const listener of live.listeners) listener({ kind: 'recorded' });
}

/** State of the debate's machine in which an event is made. */
const STATES: Partial<Record<string, string>> = {
  'debate.opened': 'opening',
  'phase.opened': 'phase',
  'floor.granted': 'floor',
  'turn.recorded': 'recording',
  'fact.changed': 'recording',
  'debate.closed': 'closed',
  'debate.failed': 'failed',
};

const thinkingState = (phase: string): string =>
  phase === 'vote' ? 'voting' : phase === 'opening' ? 'gathering' : 'speaking';

import type { Effect, Measured } from '../../core/effects.ts';
import type { DebateRecord, TranscriptStore } from '../../core/record.ts';

/** A store that is opened by its first use, so that a run which never begins leaves no file. */
export interface LazyStore extends TranscriptStore {
  readonly isOpen: boolean;
  /** The debate that was begun or gone on with through it. */
  readonly holding: string | undefined;
  /** What came from outside for that debate, as far as it is recorded. */
  readonly taken: readonly Taken[];
}

type Taken = Pick<Effect, 'call' | 'kind' | 'purity'> & { measured: Measured };

export function lazyStore(location: string, open: () => TranscriptStore): LazyStore {
  let opened: TranscriptStore | undefined;
  let holding: string | undefined;
  let taken: Taken[] = [];
  const store = (): TranscriptStore => {
    opened ??= open();
    return opened;
  };
  const held = (record: DebateRecord): DebateRecord => {
    holding = record.id;
    taken = store().effects(record.id);
    return {
      ...record,
      async effect(effect, measured, waiting) {
        const hash = await record.effect(effect, measured, waiting);
        for (const before of waiting?.effects ?? []) taken.push({ ...before.effect, measured: before.measured });
        taken.push({ ...effect, measured });
        return hash;
      },
    };
  };
  return {
    location,
    get isOpen() {
      return opened !== undefined;
    },
    get holding() {
      return holding;
    },
    get taken() {
      return taken;
    },
    create: async (debate) => held(await store().create(debate)),
    reopen: async (id) => held(await store().reopen(id)),
    resolve: (name) => store().resolve(name),
    list: (which) => store().list(which),
    summary: (id) => store().summary(id),
    status: (id) => store().status(id),
    events: (id) => store().events(id),
    effects: (id) => store().effects(id),
    text: (hash) => store().text(hash),
    promptMessages: (hash) => store().promptMessages(hash),
    exported: (id, options) => store().exported(id, options),
    adopt: async (file, shown) => store().adopt(file, shown),
    projection: (id, kind) => store().projection(id, kind),
    keepProjection: (id, kind, body) => store().keepProjection(id, kind, body),
    notes: (id) => store().notes(id),
    keepNote: (id, note) => store().keepNote(id, note),
    close: () => opened?.close(),
  };
}

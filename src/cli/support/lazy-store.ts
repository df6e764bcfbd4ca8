import type { TranscriptStore } from '../../core/record.ts';

/** A store that is opened by its first use, so that a run which never begins leaves no file. */
export interface LazyStore extends TranscriptStore {
  readonly isOpen: boolean;
  /** The debate that was begun or gone on with through it. */
  readonly holding: string | undefined;
}

export function lazyStore(location: string, open: () => TranscriptStore): LazyStore {
  let opened: TranscriptStore | undefined;
  let holding: string | undefined;
  const store = (): TranscriptStore => {
    opened ??= open();
    return opened;
  };
  return {
    location,
    get isOpen() {
      return opened !== undefined;
    },
    get holding() {
      return holding;
    },
    async create(debate) {
      const record = await store().create(debate);
      holding = record.id;
      return record;
    },
    async reopen(id) {
      const record = await store().reopen(id);
      holding = id;
      return record;
    },
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

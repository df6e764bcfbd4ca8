import type { TranscriptStore } from '../core/record.ts';

/** A store that is opened by its first use, so that a run which never begins leaves no file. */
export interface LazyStore extends TranscriptStore {
  readonly isOpen: boolean;
}

export function lazyStore(location: string, open: () => TranscriptStore): LazyStore {
  let opened: TranscriptStore | undefined;
  const store = (): TranscriptStore => {
    opened ??= open();
    return opened;
  };
  return {
    location,
    get isOpen() {
      return opened !== undefined;
    },
    create: async (debate) => store().create(debate),
    reopen: async (id) => store().reopen(id),
    resolve: (name) => store().resolve(name),
    list: (which) => store().list(which),
    summary: (id) => store().summary(id),
    status: (id) => store().status(id),
    events: (id) => store().events(id),
    effects: (id) => store().effects(id),
    text: (hash) => store().text(hash),
    promptMessages: (hash) => store().promptMessages(hash),
    exported: (id, options) => store().exported(id, options),
    adopt: async (file) => store().adopt(file),
    projection: (id, kind) => store().projection(id, kind),
    keepProjection: (id, kind, body) => store().keepProjection(id, kind, body),
    close: () => opened?.close(),
  };
}

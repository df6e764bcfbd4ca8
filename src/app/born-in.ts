import type { TranscriptStore } from '../core/record.ts';

/** The store, with somebody told the id of each debate that is begun in it. */
export function bornIn(store: TranscriptStore, born: (id: string) => void): TranscriptStore {
  const create: TranscriptStore['create'] = async (debate) => {
    const record = await store.create(debate);
    born(record.id);
    return record;
  };
  return new Proxy(store, { get: (target, name) => (name === 'create' ? create : Reflect.get(target, name)) });
}

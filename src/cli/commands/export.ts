import { canonicalJson } from '../../core/canonical.ts';
import { canonicalLines } from '../../core/export.ts';
import { print } from '../place.ts';
import { withDebate } from '../stored.ts';

/** `pitwall export`: one event a line; the canonical form holds only what two equal debates share. */
export async function exportDebate(name: string, flags: { db?: string; canonical?: boolean }): Promise<void> {
  await withDebate(name, flags, ({ store, id }) => {
    const stored = store.events(id);
    if (flags.canonical === true) return print(canonicalLines(stored.map(({ event }) => event)));
    print(
      stored.map(({ seq, at, hash, event }) => `${canonicalJson({ debate: id, seq, at, hash, ...event })}\n`).join(''),
    );
  });
}

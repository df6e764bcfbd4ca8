import { canonicalJson } from '../../core/canonical.ts';
import { print } from '../place.ts';
import { withDebate } from '../stored.ts';

/** `pitwall export`: one event a line; the canonical form holds only what two equal debates share. */
export async function exportDebate(name: string, flags: { db?: string; canonical?: boolean }): Promise<void> {
  await withDebate(name, flags, ({ store, id }) => {
    const lines = store
      .events(id)
      .map(({ seq, at, hash, event }) =>
        canonicalJson(flags.canonical === true ? event : { debate: id, seq, at, hash, ...event }),
      );
    print(lines.map((line) => `${line}\n`).join(''));
  });
}

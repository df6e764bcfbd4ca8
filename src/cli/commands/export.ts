import { canonicalJson } from '../../core/canonical.ts';
import { strictest } from '../../core/classification.ts';
import { canonicalLines } from '../../core/export.ts';
import { debateScenario } from '../../pitwall.ts';
import { print } from '../place.ts';
import { withDebate } from '../stored.ts';

/**
 * `pitwall export`: one event a line, each with the strictest classification of the cast's cards; the canonical form holds only
 * what two equal debates share.
 */
export async function exportDebate(name: string, flags: { db?: string; canonical?: boolean }): Promise<void> {
  await withDebate(name, flags, ({ store, id }) => {
    const stored = store.events(id);
    if (flags.canonical === true) return print(canonicalLines(stored.map(({ event }) => event)));
    const { cards } = debateScenario({ store, id });
    const strict = strictest(cards.map(({ document }) => document.classification));
    const mark = strict === undefined ? {} : { classification: strict };
    print(
      stored
        .map(({ seq, at, hash, event }) => `${canonicalJson({ debate: id, seq, at, hash, ...mark, ...event })}\n`)
        .join(''),
    );
  });
}

import { strictest } from '../../core/classification.ts';
import { PitwallError } from '../../core/error.ts';
import type { TranscriptStore } from '../../pitwall.ts';
import { debateScenario } from '../../pitwall.ts';
import { canonicalLines } from '../../report/canonical-export.ts';
import type { Shell } from '../support/shell.ts';
import { withDebate } from '../support/stored.ts';

/** How much of what is damaged is said one by one. */
const SHOWN = 5;

export interface ExportFlags {
  db?: string;
  canonical?: boolean;
  salvage?: boolean;
}

/**
 * `pitwall export`: the whole record, under the strictest classification of the cast's cards; the canonical form holds only
 * what two equal debates share.
 */
export async function exportDebate(shell: Shell, name: string, { canonical, ...flags }: ExportFlags): Promise<void> {
  const { salvage } = flags;
  if (canonical === true && salvage === true)
    throw new PitwallError('USAGE', 'expected `--canonical` or `--salvage`, got both');
  await withDebate(shell, name, flags, ({ store, id }) => {
    if (canonical === true) return shell.printRecord(canonicalLines(store.events(id).map(({ event }) => event)));
    const { lines, damage } = store.exported(id, { salvage: salvage === true, classification: markOf(store, id) });
    for (const line of lines) shell.printRecord(line);
    for (const loss of damage.slice(0, SHOWN)) shell.remark(`left out ${loss}`);
    if (damage.length > SHOWN)
      shell.remark(`left out ${damage.length - SHOWN} more; pitwall db check --json lists them`);
  });
}

/** Undefined also where the record is too damaged to hold its cards. */
function markOf(store: TranscriptStore, id: string): string | undefined {
  try {
    const { cards } = debateScenario({ store, id });
    return strictest(cards.map(({ document }) => document.classification));
  } catch (error) {
    if (error instanceof PitwallError) return undefined;
    throw error;
  }
}

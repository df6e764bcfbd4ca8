import { strictest } from '../core/classification.ts';
import type { DebateDocument } from '../core/document.ts';
import { documentOf } from '../core/document-of.ts';
import { outcomeOf } from '../core/memo.ts';
import type { TranscriptStore } from '../core/record.ts';
import { spendingOf } from '../core/spending.ts';
import type { Ingredients } from './ingredients.ts';
import { memberOf } from './ingredients.ts';
import { recordingOf } from './recording.ts';
import { whatIfs } from './what-ifs.ts';

/** What a debate of the record came to, under the settings with which it ended; what-ifs come from the cache or are run. */
export async function documentFrom(store: TranscriptStore, id: string): Promise<DebateDocument> {
  const { events, stretches } = recordingOf(store, id);
  const last = (stretches.at(-1) ?? stretches[0]).ingredients;
  const everybody = stretches.flatMap(({ ingredients }) => ingredients.seats);
  const members = last.seats.map(({ card }) => memberOf(card));
  const outcome = outcomeOf({ id, events, scenario: last.scenario, members });
  const models = store.effects(id).filter(({ kind }) => kind === 'model');
  // A fork's other worlds would have to fork as well.
  const imagined =
    outcome === null || stretches.length > 1 ? { flips: [], seeds: null } : await whatIfs(store, id, last, outcome);
  return documentOf({
    summary: store.summary(id),
    scenario: last.scenario,
    events,
    classification: strictest(everybody.map(({ card }) => card.document.classification)) ?? null,
    outcome: outcome && { ...outcome, ...imagined },
    usage: {
      modelCalls: models.length,
      reported: models.map(({ measured }) => measured.usage),
      spent: spendingOf(models),
    },
  });
}

/** Cards of everybody who sat in some stretch of a debate, those who sit there last first. */
export function seatedIn(stretches: readonly { ingredients: Ingredients }[]): Ingredients['seats'] {
  const seats = new Map<string, Ingredients['seats'][number]>();
  for (const { ingredients } of [...stretches].reverse())
    for (const seat of ingredients.seats) if (!seats.has(seat.card.id)) seats.set(seat.card.id, seat);
  return [...seats.values()];
}

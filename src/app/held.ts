import type { PersonaCard } from '../core/card.ts';
import { strictest } from '../core/classification.ts';
import type { DebateDocument } from '../core/document.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { Scenario } from '../core/scenario.ts';
import { spendingOf } from '../core/spending.ts';
import { documentOf } from '../report/document.ts';
import { outcomeOf } from '../report/outcome.ts';
import type { Ingredients } from './ingredients.ts';
import { memberOf } from './ingredients.ts';
import { recordingOf } from './recording.ts';
import type { Progress } from './what-ifs.ts';
import { knownWhatIfs, runWhatIfs } from './what-ifs.ts';

/** A debate with the store that holds it. */
export interface Held {
  store: TranscriptStore;
  id: string;
}

/**
 * A debate as `--json` prints it, read from its record, under the settings with which it ended; what-ifs come from the
 * cache or are run.
 */
export async function debateDocument(held: Held, on?: Progress): Promise<DebateDocument> {
  const { document } = await documentFrom(held, { run: true, on });
  return document;
}

/** The same at once: what-ifs that nobody has run yet are left out. */
export function debateDocumentSoFar(held: Held): Promise<{ document: DebateDocument; lacksWhatIfs: boolean }> {
  return documentFrom(held, { run: false });
}

async function documentFrom(
  { store, id }: Held,
  { run, on }: { run: boolean; on?: Progress | undefined },
): Promise<{ document: DebateDocument; lacksWhatIfs: boolean }> {
  const { events, stretches } = recordingOf(store, id);
  const last = (stretches.at(-1) ?? stretches[0]).ingredients;
  const everybody = stretches.flatMap(({ ingredients }) => ingredients.seats);
  const members = last.seats.map(({ card }) => memberOf(card));
  const outcome = outcomeOf({ id, events, scenario: last.scenario, members });
  const models = store.effects(id).filter(({ kind }) => kind === 'model');
  // A fork's other worlds would have to fork as well.
  const none = { flips: [], seeds: null };
  const known = outcome === null || stretches.length > 1 ? none : knownWhatIfs(store, id, last);
  const imagined = known ?? (run && outcome !== null ? await runWhatIfs(store, id, last, outcome, on) : null);
  const document = documentOf({
    summary: store.summary(id),
    scenario: last.scenario,
    events,
    classification: strictest(everybody.map(({ card }) => card.document.classification)) ?? null,
    outcome: outcome && { ...outcome, ...(imagined ?? none) },
    usage: {
      modelCalls: models.length,
      reported: models.map(({ measured }) => measured.usage),
      spent: spendingOf(models),
    },
  });
  return { document, lacksWhatIfs: imagined === null };
}

/** Scenario and cards of a debate as its record has them, whatever became of the files. */
export function debateScenario({ store, id }: Held): {
  scenario: Scenario;
  cards: PersonaCard[];
} {
  const { stretches } = recordingOf(store, id);
  const { scenario } = (stretches.at(-1) ?? stretches[0]).ingredients;
  return { scenario, cards: seatedIn(stretches).map(({ card }) => card) };
}

/** Cards of everybody who sat in some stretch of a debate, those who sit there last first. */
export function seatedIn(stretches: readonly { ingredients: Ingredients }[]): Ingredients['seats'] {
  const seats = new Map<string, Ingredients['seats'][number]>();
  for (const { ingredients } of [...stretches].reverse())
    for (const seat of ingredients.seats) if (!seats.has(seat.card.id)) seats.set(seat.card.id, seat);
  return [...seats.values()];
}

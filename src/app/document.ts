import type { PersonaCard } from '../core/card.ts';
import { strictest } from '../core/classification.ts';
import type { DebateDocument } from '../core/document.ts';
import type { Recipes } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { Scenario } from '../core/scenario.ts';
import { spendingOf } from '../core/spending.ts';
import { documentOf } from '../report/document.ts';
import { outcomeOf } from '../report/outcome.ts';
import type { DebateConfig } from './debate-config.ts';
import { memberOf } from './debate-config.ts';
import { recordingOf } from './recording.ts';
import type { Progress } from './what-ifs.ts';
import { knownWhatIfs, runWhatIfs } from './what-ifs.ts';

/** A debate with the store that holds it, and what its project brings for its members. */
export interface Recorded {
  store: TranscriptStore;
  id: string;
  recipes?: Recipes | undefined;
}

/**
 * A debate as `--json` prints it, read from its record, under the settings with which it ended; what-ifs come from the
 * cache or are run.
 */
export async function debateDocument(recorded: Recorded, on?: Progress): Promise<DebateDocument> {
  const { document } = await documentFrom(recorded, { run: true, on });
  return document;
}

/** The same at once: what-ifs that nobody has run yet are left out. */
export function debateDocumentSoFar(recorded: Recorded): Promise<{ document: DebateDocument; lacksWhatIfs: boolean }> {
  return documentFrom(recorded, { run: false });
}

async function documentFrom(
  { store, id, recipes }: Recorded,
  { run, on }: { run: boolean; on?: Progress | undefined },
): Promise<{ document: DebateDocument; lacksWhatIfs: boolean }> {
  const { events, segments } = recordingOf(store, id, recipes);
  const last = (segments.at(-1) ?? segments[0]).config;
  const everybody = segments.flatMap(({ config }) => config.seats);
  const members = last.seats.map(({ card }) => memberOf(card));
  const outcome = outcomeOf({ id, events, scenario: last.scenario, members });
  const models = store.effects(id).filter(({ kind }) => kind === 'model');
  // A fork's other worlds would have to fork as well.
  const none = { flips: [], seeds: null };
  const known = outcome === null || segments.length > 1 ? none : knownWhatIfs(store, id, last);
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
export function debateScenario({ store, id, recipes }: Recorded): {
  scenario: Scenario;
  cards: PersonaCard[];
} {
  const { segments } = recordingOf(store, id, recipes);
  const { scenario } = (segments.at(-1) ?? segments[0]).config;
  return { scenario, cards: seatedIn(segments).map(({ card }) => card) };
}

/** Cards of everybody who sat in some segment of a debate, those who sit there last first. */
export function seatedIn(segments: readonly { config: DebateConfig }[]): DebateConfig['seats'] {
  const seats = new Map<string, DebateConfig['seats'][number]>();
  for (const { config } of [...segments].reverse())
    for (const seat of config.seats) if (!seats.has(seat.card.id)) seats.set(seat.card.id, seat);
  return [...seats.values()];
}

import type { PersonaCard } from '../core/card.ts';
import { strictest } from '../core/classification.ts';
import type { DebateDocument } from '../core/document.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { Outcome } from '../core/outcome.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { Scenario } from '../core/scenario.ts';
import { spendingOf } from '../core/spending.ts';
import { documentOf } from '../report/document.ts';
import { outcomeOf } from '../report/outcome.ts';
import type { Ingredients } from './ingredients.ts';
import { recordingOf } from './recording.ts';
import { heardIn } from '../reasoning/heard.ts';
import { calculateWith, fileNames } from './table.ts';

/** A debate with the store that holds it. */
export interface Held {
  store: TranscriptStore;
  id: string;
}

/** A debate as `--json` prints it, read from its record, under the settings with which it ended. */
export function debateDocument({ store, id }: Held): DebateDocument {
  const { events, stretches } = recordingOf(store, id);
  const last = (stretches.at(-1) ?? stretches[0]).ingredients;
  const everybody = stretches.flatMap(({ ingredients }) => ingredients.seats);
  const models = store.effects(id).filter(({ kind }) => kind === 'model');
  return documentOf({
    summary: store.summary(id),
    scenario: last.scenario,
    events,
    classification: strictest(everybody.map(({ card }) => card.document.classification)) ?? null,
    outcome: outcomeFrom(id, events, last),
    usage: {
      modelCalls: models.length,
      reported: models.map(({ measured }) => measured.usage),
      spent: spendingOf(models),
    },
  });
}

/** The outcome of events held under these settings. */
export function outcomeFrom(id: string, events: readonly TranscriptEvent[], ingredients: Ingredients): Outcome | null {
  return outcomeOf({
    id,
    events,
    heard: heardIn(events, ingredients.scenario.facts),
    scenario: ingredients.scenario,
    members: ingredients.seats.map(({ card }) => ({ id: card.id, values: card.persona.values })),
    data: fileNames(ingredients),
    calculate: calculateWith(ingredients),
  });
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

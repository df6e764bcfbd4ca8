import type { PersonaCard } from '../core/card.ts';
import { strictest } from '../core/classification.ts';
import type { DebateDocument } from '../core/document.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Recipes } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { Scenario } from '../core/scenario.ts';
import { spendingOf } from '../core/spending.ts';
import { calculateWith } from '../project/index.ts';
import { heardIn } from '../reasoning/heard.ts';
import { documentOf } from '../report/document.ts';
import type { OutcomeInput, WhatIfs } from '../report/outcome.ts';
import { outcomeOf } from '../report/outcome.ts';
import type { DebateConfig } from './debate-config.ts';
import { fileNames } from './file-names.ts';
import { recordingOf } from './recording.ts';

/** A debate with the store that holds it, and what its project brings for its members. */
export interface Recorded {
  store: TranscriptStore;
  id: string;
  recipes?: Recipes | undefined;
}

/** A debate as `--json` prints it, read from its record, under the settings with which it ended. */
export function debateDocument({ store, id, recipes }: Recorded, onWhatIf?: WhatIfs): DebateDocument {
  const { events, segments } = recordingOf(store, id, recipes);
  const last = (segments.at(-1) ?? segments[0]).config;
  const everybody = segments.flatMap(({ config }) => config.seats);
  const models = store.effects(id).filter(({ kind }) => kind === 'model');
  return documentOf({
    summary: store.summary(id),
    scenario: last.scenario,
    events,
    classification: strictest(everybody.map(({ card }) => card.document.classification)) ?? null,
    outcome: outcomeFrom(id, events, last, onWhatIf),
    usage: {
      modelCalls: models.length,
      reported: models.map(({ measured }) => measured.usage),
      spent: spendingOf(models),
    },
  });
}

/** The outcome of events held under these settings. */
export function outcomeFrom(
  id: string,
  events: readonly TranscriptEvent[],
  config: DebateConfig,
  onWhatIf?: WhatIfs,
): Outcome | null {
  return outcomeOf({ ...outcomeInput(id, events, config), onWhatIf });
}

/** What the end of events held under these settings is worked out from. */
export function outcomeInput(id: string, events: readonly TranscriptEvent[], config: DebateConfig): OutcomeInput {
  return {
    id,
    events,
    heard: heardIn(events, config.scenario.facts),
    scenario: config.scenario,
    members: config.seats.map(({ card }) => ({ id: card.id, values: card.persona.values })),
    data: fileNames(config),
    calculate: calculateWith(config.data),
  };
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

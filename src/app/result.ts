import type { DebateDocument } from '../core/document.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { Scenario } from '../core/scenario.ts';
import { expectationFailures } from '../reasoning/expectations.ts';
import type { WhatIfs } from '../report/outcome.ts';
import { eventsIn } from './debate-config.ts';
import type { Recorded } from './document.ts';
import { debateDocument, debateScenario } from './document.ts';
import type { ForkedFacts, PredictedFlip } from './predicted.ts';
import { predictedFlip } from './predicted.ts';
import { recordingOf } from './recording.ts';

/** What a debate came to, once it has been held. */
export interface DebateResult {
  id: string;
  document: DebateDocument;
  events: TranscriptEvent[];
  /** Whether the scenario's expectations held. */
  ok: boolean;
  failures: string[];
  /** The decision is another one because of the facts that the command line changed, as the model predicts; null otherwise. */
  flipped: PredictedFlip | null;
}

/** `held`: the scenario, where it need not be read from the record. */
export function resultOf(
  recorded: Recorded,
  { held, onWhatIf }: { held?: Scenario; onWhatIf?: WhatIfs | undefined } = {},
): DebateResult {
  const document = debateDocument(recorded, onWhatIf);
  const scenario = held ?? debateScenario(recorded).scenario;
  const { store, id } = recorded;
  const events = eventsIn(store, id);
  const flipped = flippedIn(recorded, document);
  const failures = expectationFailures(scenario, document, { isFlipped: flipped !== null });
  return { id, document, events, ok: failures.length === 0, failures, flipped };
}

/** Whether a changed fact turned the decision of a stored debate as the model predicts; null where none did. */
export function flippedIn({ store, id, recipes }: Recorded, document: DebateDocument): PredictedFlip | null {
  const { events, segments } = recordingOf(store, id, recipes);
  const forked = Object.assign({}, ...segments.map(({ fork }) => fork?.facts ?? {})) as ForkedFacts;
  return predictedFlip((segments.at(-1) ?? segments[0]).config, events, document, forked);
}

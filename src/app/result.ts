import type { DebateDocument } from '../core/document.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { Scenario } from '../core/scenario.ts';
import { expectationFailures } from '../reasoning/expectations.ts';
import { debateDocument, debateScenario } from './held.ts';
import { eventsIn } from './ingredients.ts';
import type { PredictedFlip } from './predicted.ts';
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
export function resultOf(store: TranscriptStore, id: string, held?: Scenario): DebateResult {
  const document = debateDocument({ store, id });
  const scenario = held ?? debateScenario({ store, id }).scenario;
  const events = eventsIn(store, id);
  const { stretches } = recordingOf(store, id);
  const flipped = predictedFlip((stretches.at(-1) ?? stretches[0]).ingredients, events, document);
  const failures = expectationFailures(scenario, document, { isFlipped: flipped !== null });
  return { id, document, events, ok: failures.length === 0, failures, flipped };
}

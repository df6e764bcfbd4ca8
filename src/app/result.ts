import type { DebateDocument } from '../core/document.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { Scenario } from '../core/scenario.ts';
import { expectationFailures } from '../reasoning/expectations.ts';
import { debateDocument, debateScenario } from './held.ts';
import { eventsIn } from './ingredients.ts';

/** What a debate came to, once it has been held. */
export interface DebateResult {
  id: string;
  document: DebateDocument;
  events: TranscriptEvent[];
  /** Whether the scenario's expectations held. */
  ok: boolean;
  failures: string[];
}

/** `held`: the scenario, where it need not be read from the record. */
export function resultOf(store: TranscriptStore, id: string, held?: Scenario): DebateResult {
  const document = debateDocument({ store, id });
  const scenario = held ?? debateScenario({ store, id }).scenario;
  const failures = expectationFailures(scenario, document);
  return { id, document, events: eventsIn(store, id), ok: failures.length === 0, failures };
}

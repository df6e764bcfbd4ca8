import type { DebateDocument } from '../core/document.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { Scenario } from '../core/scenario.ts';
import { expectationFailures } from '../reasoning/expectations.ts';
import { eventsIn } from './debate-config.ts';
import type { Recorded } from './document.ts';
import { debateDocument, debateScenario } from './document.ts';

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
export function resultOf(recorded: Recorded, held?: Scenario): DebateResult {
  const document = debateDocument(recorded);
  const scenario = held ?? debateScenario(recorded).scenario;
  const failures = expectationFailures(scenario, document);
  const { store, id } = recorded;
  return { id, document, events: eventsIn(store, id), ok: failures.length === 0, failures };
}

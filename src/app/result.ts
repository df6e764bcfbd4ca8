import type { DebateDocument } from '../core/document.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { Scenario } from '../core/scenario.ts';
import { expectationFailures } from '../reasoning/expectations.ts';
import { debateDocument, debateDocumentSoFar, debateScenario } from './held.ts';
import { eventsIn } from './ingredients.ts';
import type { Listening } from './listening.ts';

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
export async function resultOf(
  store: TranscriptStore,
  id: string,
  { on, signal, whatIfs = true }: Pick<Listening, 'on' | 'signal' | 'whatIfs'>,
  held?: Scenario,
): Promise<DebateResult> {
  const soFar = await debateDocumentSoFar({ store, id });
  let { document } = soFar;
  if (whatIfs && soFar.lacksWhatIfs) {
    on?.({ kind: 'decided', document });
    document = await debateDocument({ store, id }, (at, of) => {
      signal?.throwIfAborted();
      on?.({ kind: 'projecting', at, of });
    });
  }
  const scenario = held ?? debateScenario({ store, id }).scenario;
  const failures = expectationFailures(scenario, document);
  return { id, document, events: eventsIn(store, id), ok: failures.length === 0, failures };
}

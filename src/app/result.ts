import type { DebateDocument } from '../core/document.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { Scenario } from '../core/scenario.ts';
import { expectationFailures } from '../reasoning/expectations.ts';
import { eventsIn } from './debate-config.ts';
import type { Recorded } from './document.ts';
import { debateDocument, debateDocumentSoFar, debateScenario } from './document.ts';
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
  recorded: Recorded,
  { on, signal, whatIfs = true }: Pick<Listening, 'on' | 'signal' | 'whatIfs'>,
  held?: Scenario,
): Promise<DebateResult> {
  const soFar = await debateDocumentSoFar(recorded);
  let { document } = soFar;
  if (whatIfs && soFar.lacksWhatIfs) {
    on?.({ kind: 'decided', document });
    document = await debateDocument(recorded, (at, of) => {
      signal?.throwIfAborted();
      on?.({ kind: 'projecting', at, of });
    });
  }
  const scenario = held ?? debateScenario(recorded).scenario;
  const failures = expectationFailures(scenario, document);
  const { store, id } = recorded;
  return { id, document, events: eventsIn(store, id), ok: failures.length === 0, failures };
}

import { isDeepStrictEqual } from 'node:util';
import type { DebateDocument } from '../core/document.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { calculateWith } from '../project/index.ts';
import { heardIn } from '../reasoning/heard.ts';
import { compileModel } from '../reasoning/model.ts';
import { pooledWorld, unasked } from '../reasoning/pooling.ts';
import { decisionOf } from '../reasoning/solve.ts';
import type { DebateConfig } from './debate-config.ts';
import { fileNames } from './file-names.ts';
import { scriptOf } from './parsed.ts';

/** Facts by name as the command line changed them in a fork. */
export type ForkedFacts = Readonly<Record<string, unknown>>;

/** A decision that is another one because of the facts that the command line changed. */
export interface PredictedFlip {
  /** What the figures come to as the scenario has them. */
  from: string;
  to: string | null;
}

/**
 * Whether facts changed on the command line turned the decision, and the model says so: without the changes the figures come to another
 * option, to what the scenario expects where it expects something, and with them to what was decided. Null otherwise.
 */
export function predictedFlip(
  { scenario, scenarioText, scenarioHash, overrides, seats, ...rest }: DebateConfig,
  events: readonly TranscriptEvent[],
  { outcome }: Pick<DebateDocument, 'outcome'>,
  forked: ForkedFacts = {},
): PredictedFlip | null {
  const expected = scenario.expect?.decision ?? [];
  if (Object.keys({ ...overrides, ...forked }).length === 0 || outcome === null) return null;
  if (outcome.byFigures !== outcome.decision) return null;
  if (outcome.decision !== null && expected.includes(outcome.decision)) return null;
  const model = compileModel({ ...scenario, facts: scriptOf(scenarioText, scenarioHash, scenario.id).facts });
  const heard = heardIn(events, scenario.facts);
  const world = pooledWorld(
    model,
    heard.flatMap((said) => (said.kind === 'fact' ? [{ ...said, set: withoutForked(said.set, forked) }] : [])),
    {
      seats: scenario.cast,
      data: fileNames(rest),
      calculate: calculateWith(rest.data),
      closed: unasked(scenario, heard),
    },
  );
  const members = seats.map(({ card }) => ({ id: card.id, values: card.persona.values }));
  const from = decisionOf(model, world, { members, rule: scenario.decision });
  const isExpected = expected.length === 0 || (from !== null && expected.includes(from));
  return from !== null && from !== outcome.decision && isExpected ? { from, to: outcome.decision } : null;
}

/** What an event of the scenario changed: all that was not changed by the fork. */
function withoutForked<T extends { to: unknown }>(set: Readonly<Record<string, T>>, forked: ForkedFacts) {
  return Object.fromEntries(Object.entries(set).filter(([name, { to }]) => !isDeepStrictEqual(forked[name], to)));
}

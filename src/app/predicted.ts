import { isDeepStrictEqual } from 'node:util';
import type { DebateDocument } from '../core/document.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { calculateWith } from '../project/index.ts';
import { heardIn } from '../reasoning/heard.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { compileModel } from '../reasoning/model.ts';
import { pooledWorld, unasked } from '../reasoning/pooling.ts';
import type { Table } from '../reasoning/solve.ts';
import { decisionOf, movableFacts, pastTie, undone } from '../reasoning/solve.ts';
import { flipsOf } from '../reasoning/thresholds.ts';
import type { World } from '../reasoning/worlds.ts';
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
  /** Whether what is printed of that side of the one changed fact names this option; false outside its range, where nothing is printed. */
  isPrinted: boolean;
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
  const table = { members, rule: scenario.decision };
  const from = decisionOf(model, world, table);
  const isExpected = expected.length === 0 || (from !== null && expected.includes(from));
  if (from === null || from === outcome.decision || !isExpected) return null;
  const given = { ...overrides, ...forked };
  return { from, to: outcome.decision, isPrinted: isPrinted(model, world, table, given, outcome.decision) };
}

/** Whether the nearest value past which the table turns, toward the one changed fact as it was given, is before it and leads to this option. */
function isPrinted(
  model: DecisionModel,
  world: World,
  table: Table,
  given: Readonly<Record<string, unknown>>,
  decision: string | null,
): boolean {
  const [[path, value] = ['', null], ...more] = Object.entries(given);
  if (more.length > 0 || typeof value !== 'number') return false;
  const movable = movableFacts(model, world).find((one) => one.path === path);
  if (movable === undefined) return false;
  const [low, high] = movable.range;
  const isAbove = value > movable.now;
  if (movable.fact.range !== undefined && (value < low || value > high)) return false;
  const found = flipsOf(model, world, table, { only: path }).find(({ beyond }) => (beyond === 'above') === isAbove);
  if (found === undefined) return false;
  const flip = pastTie(model, undone(model, world, table), table, found);
  return flip.to === decision && (isAbove ? value >= flip.at : value <= flip.at);
}

/** What an event of the scenario changed: all that was not changed by the fork. */
function withoutForked<T extends { to: unknown }>(set: Readonly<Record<string, T>>, forked: ForkedFacts) {
  return Object.fromEntries(Object.entries(set).filter(([name, { to }]) => !isDeepStrictEqual(forked[name], to)));
}

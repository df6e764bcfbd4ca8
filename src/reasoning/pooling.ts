import type { Heard } from '../core/briefing.ts';
import type { EventBody } from '../core/events.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import { keepsEvery } from './amend.ts';
import { amendments, settledAnew } from './amendments.ts';
import { AT_ONCE } from './caution.ts';
import type { OptionValues } from './evaluate.ts';
import { valuesOf, worldWith } from './evaluate.ts';
import { knowledgeAfter, startingFacts, valuesIn } from './knowledge.ts';
import type { DecisionModel } from './model.ts';
import { namesOfCriterion, rootsOf } from './model.ts';
import { ProposalFold, settingsIn } from './proposals.ts';
import { bestOf, leadOver } from './weighing.ts';
import type { Calculate, World } from './worlds.ts';

/** Who sits at the table, and how calculators are run there. */
export interface Pool {
  seats: readonly string[];
  data: Readonly<Record<string, string>>;
  calculate: Calculate;
  /** Quantities that nobody has asked a desk for. */
  closed: ReadonlySet<string>;
}

/** What the table knows once everybody has put what they know on it. */
export function pooledWorld(
  model: DecisionModel,
  heard: readonly Heard[],
  { seats, data, calculate, closed }: Pool,
): World {
  const { facts } = model.scenario;
  const known = Object.fromEntries(
    Object.entries(facts).flatMap(([name, { value, knownBy }]) =>
      knownBy === undefined || knownBy.some((member) => seats.includes(member)) ? [[name, value] as const] : [],
    ),
  );
  const knowledge = knowledgeAfter(startingFacts(facts, known), heard);
  return { facts: valuesIn(knowledge.facts), amended: knowledge.amended, calculate, data, closed };
}

/**
 * What only some know, nobody has said, and the vote would rest on. Null where there is nothing.
 *
 * @param settles whether options are set as they keep their limits, too: members who propose settings themselves agree on them or do not
 */
export function unshared(
  model: DecisionModel,
  heard: readonly Heard[],
  pool: Pool,
  { settles }: { settles: boolean },
): (Omit<EventBody<'facts.shared'>, 'say'> & { isAnew: boolean }) | null {
  const said = new Set(
    heard.flatMap((one) =>
      one.kind === 'turn' ? Object.keys(one.disclosed) : one.kind === 'fact' ? Object.keys(one.set) : [],
    ),
  );
  const used = new Set(
    model.options.flatMap((option) =>
      model.criteria.flatMap((criterion) => [...rootsOf(model, namesOfCriterion(criterion), option)]),
    ),
  );
  const facts: Record<string, { value: FactValue; by: string[] }> = {};
  for (const [name, { value, knownBy }] of Object.entries(model.scenario.facts)) {
    const by = knownBy?.filter((member) => pool.seats.includes(member)) ?? [];
    if (by.length > 0 && by.length < pool.seats.length && !said.has(name) && used.has(name))
      facts[name] = { value, by };
  }
  const { amended, isAnew } = settles ? settledBy(model, heard, pool) : { amended: {}, isAnew: false };
  return Object.keys(facts).length + Object.keys(amended).length === 0 ? null : { facts, amended, isAnew };
}

/**
 * Settings of options for which somebody has argued for one: what was proposed, and where that no longer keeps every limit what serves best
 * by all that is known. What nobody has spoken of is voted on as it was written. `isAnew`: one is set as nobody has proposed it.
 */
function settledBy(
  model: DecisionModel,
  heard: readonly Heard[],
  pool: Pool,
): { amended: Record<string, Record<string, number>>; isAnew: boolean } {
  const world = pooledWorld(model, heard, pool);
  const anew = settledAnew(model, world);
  const isSettledAnew = (option: string) => anew.some((one) => one.option === option);
  const fold = new ProposalFold();
  for (const said of heard) fold.hear(said);
  const argued = new Map(
    fold.proposals.flatMap(({ option, set, isDropped }) => (isDropped ? [] : [[option, set] as const])),
  );
  const isArgued = (option: string) => fold.proposals.some((one) => one.option === option);
  const found = [...amendments(model, world).filter(({ option }) => !isSettledAnew(option)), ...anew].filter(
    ({ option }) => isArgued(option),
  );
  const amended: Record<string, Record<string, number>> = {};
  for (const { option, input, to } of found) amended[option] = { ...amended[option], [input]: to };
  // What was put last and nobody had the floor to take up: since the news, as what went before it is about other figures.
  const news = heard.findLastIndex(({ kind }) => kind === 'fact');
  const since = new Set(heard.slice(news + 1).flatMap((one) => (one.kind === 'turn' ? [one.body.turn] : [])));
  const lastOf = (option: string) => fold.proposals.findLast((one) => one.option === option && !one.isDropped);
  const isSince = (option: string) =>
    [lastOf(option)?.turn, lastOf(option)?.seconded].some((turn) => since.has(turn ?? 0));
  const isOpen = (option: string) => lastOf(option)?.seconded === null && since.has(lastOf(option)?.turn ?? 0);
  let isAnew = false;
  for (const [option, set] of argued) {
    const values = valuesOf(model, worldWith(world, settingsIn({ option, set })), option);
    const best = news < 0 || isSince(option) ? null : overtaking(model, world, option, values);
    if (best !== null) {
      amended[option] = best;
      isAnew = true;
      continue;
    }
    const keeps = keepsEvery(model, values);
    if (!(option in amended || isOpen(option)) || !keeps) continue;
    const isAgreed = Object.entries(set).every(([input, to]) => world.amended.get(option)?.get(input) === to);
    if (isAgreed) delete amended[option];
    else amended[option] = { ...set };
  }
  return { amended, isAnew };
}

/**
 * How an option would be set after news, where goals trade one for one and it would come out better so than as it was argued for before by more than
 * anybody gives for safety: else it is voted on as it would have been right for other figures. Null where it would not.
 */
function overtaking(
  model: DecisionModel,
  world: World,
  option: string,
  values: OptionValues,
): Record<string, number> | null {
  if (model.scenario.weights !== 'equal') return null;
  const best = bestOf(model, world, option);
  if (best === null || leadOver(model, best.values, values) < AT_ONCE) return null;
  return Object.fromEntries(best.set.map(({ input, to }) => [input, to]));
}

/** Quantities of a desk that nobody has asked; with none asked they are closed to all. */
export function unasked({ quantities }: Pick<Scenario, 'quantities'>, heard: readonly Heard[]): Set<string> {
  const asked = new Set(
    heard.flatMap((one) =>
      one.kind === 'turn' ? one.consults.flatMap(({ calculation }) => calculation?.name ?? []) : [],
    ),
  );
  return new Set(
    Object.entries(quantities).flatMap(([name, quantity]) =>
      'consult' in quantity && !asked.has(quantity.tool) ? [name] : [],
    ),
  );
}

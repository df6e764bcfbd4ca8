import type { Heard } from '../core/briefing.ts';
import type { EventBody } from '../core/events.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import { keepsEvery } from './amend.ts';
import { amendments, settledAnew } from './amendments.ts';
import { valuesOf, worldWith } from './evaluate.ts';
import { knowledgeAfter, startingFacts, valuesIn } from './knowledge.ts';
import type { DecisionModel } from './model.ts';
import { namesOfCriterion, rootsOf } from './model.ts';
import { ProposalFold, settingsIn } from './proposals.ts';
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
): Omit<EventBody<'facts.shared'>, 'say'> | null {
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
  const amended = settles ? settledBy(model, heard, pool) : {};
  return Object.keys(facts).length + Object.keys(amended).length === 0 ? null : { facts, amended };
}

/**
 * Settings of options for which somebody has argued for one: what was proposed, and where that no longer keeps every limit what serves best
 * by all that is known. What nobody has spoken of is voted on as it was written.
 */
function settledBy(model: DecisionModel, heard: readonly Heard[], pool: Pool): Record<string, Record<string, number>> {
  const world = pooledWorld(model, heard, pool);
  const anew = settledAnew(model, world);
  const isAnew = (option: string) => anew.some((one) => one.option === option);
  const fold = new ProposalFold();
  for (const said of heard) fold.hear(said);
  const argued = new Map(
    fold.proposals.flatMap(({ option, set, isDropped }) => (isDropped ? [] : [[option, set] as const])),
  );
  const isArgued = (option: string) => fold.proposals.some((one) => one.option === option);
  const found = [...amendments(model, world).filter(({ option }) => !isAnew(option)), ...anew].filter(({ option }) =>
    isArgued(option),
  );
  const amended: Record<string, Record<string, number>> = {};
  for (const { option, input, to } of found) amended[option] = { ...amended[option], [input]: to };
  // What was put last and nobody had the floor to take up: since the news, as what went before it is about other figures.
  const news = heard.findLastIndex(({ kind }) => kind === 'fact');
  const since = new Set(heard.slice(news + 1).flatMap((one) => (one.kind === 'turn' ? [one.body.turn] : [])));
  const isOpen = (option: string) => {
    const last = fold.proposals.findLast((one) => one.option === option && !one.isDropped);
    return last !== undefined && last.seconded === null && since.has(last.turn);
  };
  for (const [option, set] of argued) {
    const keeps = keepsEvery(model, valuesOf(model, worldWith(world, settingsIn({ option, set })), option));
    if (!(option in amended || isOpen(option)) || !keeps) continue;
    const isAgreed = Object.entries(set).every(([input, to]) => world.amended.get(option)?.get(input) === to);
    if (isAgreed) delete amended[option];
    else amended[option] = { ...set };
  }
  return amended;
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

import type { Figure } from '../core/effects.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import { knownTo, startingFacts, valuesIn } from './knowledge.ts';

/** Runs a calculator; pure in its arguments and the data files. Throws as the calculator does. */
export type Calculate = (
  tool: string,
  args: Record<string, unknown>,
) => { figures: Record<string, Figure>; headline: string | undefined };

/** What is taken to be so: by a member, by the whole table, or in a what-if. */
export interface World {
  /** What is known or assumed; a name that is missing is not known. */
  facts: ReadonlyMap<string, FactValue>;
  /** Option -> input -> value in the input's unit, where an option was amended. */
  amended: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Quantities that nobody here can compute. */
  closed?: ReadonlySet<string>;
  calculate: Calculate;
  /** Data name -> file name, as tools take it. */
  data: Readonly<Record<string, string>>;
}

/** All that a world takes to be so, as a list that goes into a key. */
export const contentsOf = ({ facts, amended, closed }: World): readonly unknown[] => [
  [...facts],
  [...amended].map(([option, inputs]) => [option, [...inputs]]),
  [...(closed ?? [])],
];

/** Everything that the scenario knows, whoever knows it. `data` is the name -> file as calculators take it. */
export function worldOf(scenario: Scenario, calculate: Calculate, closed?: ReadonlySet<string>): World {
  const facts = Object.entries(scenario.facts).map(([name, { value }]): [string, FactValue] => [name, value]);
  return worldWithFacts(new Map(facts), scenario, calculate, closed);
}

/** What a member takes to be so before anybody has spoken: what they know, and for the rest what they assume. */
export function worldFor(
  scenario: Scenario,
  member: string,
  calculate: Calculate,
  closed?: ReadonlySet<string>,
): World {
  return worldWithFacts(valuesIn(startingFactsOf(scenario, member)), scenario, calculate, closed);
}

function worldWithFacts(
  facts: ReadonlyMap<string, FactValue>,
  { data }: Scenario,
  calculate: Calculate,
  closed: ReadonlySet<string> | undefined,
): World {
  return { facts, amended: new Map(), calculate, data, ...(closed === undefined ? {} : { closed }) };
}

/** How a member knows a fact before anybody has spoken. */
export function knowledgeOf(scenario: Scenario, member: string, name: string): 'known' | 'assumed' | 'unknown' {
  return startingFactsOf(scenario, member).get(name)?.how ?? 'unknown';
}

const startingFactsOf = ({ facts }: Scenario, member: string) => startingFacts(facts, knownTo(facts, member));

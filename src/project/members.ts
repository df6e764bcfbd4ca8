import { PitwallError } from '../core/error.ts';
import type { Scenario } from '../core/scenario.ts';
import { sentenceOf } from '../scenarios/finding.ts';
import { placeIn } from '../scenarios/parse.ts';
import type { Team } from './team.ts';

/** Throws UNKNOWN_NAME, with its place in the script, for the first member that the team does not have. */
export function checkMembers({ cast, facts, considerations }: Scenario, team: Team, text: string, shown: string): void {
  const named: [string, (string | number)[]][] = [
    ...cast.map((name, index): [string, (string | number)[]] => [name, ['cast', index]]),
    ...Object.entries(facts).flatMap(([fact, { knownBy = [] }]) =>
      knownBy.map((name, index): [string, (string | number)[]] => [name, ['facts', fact, 'knownBy', index]]),
    ),
    ...considerations.flatMap(({ raisedBy = [] }, at) =>
      raisedBy.map((name, index): [string, (string | number)[]] => [name, ['considerations', at, 'raisedBy', index]]),
    ),
  ];
  for (const [name, path] of named) {
    try {
      team.find(name);
    } catch (error) {
      if (!(error instanceof PitwallError)) throw error;
      throw new PitwallError('UNKNOWN_NAME', sentenceOf(error), {
        place: placeIn(text, shown, path),
        data: error.data,
        cause: error,
      });
    }
  }
}

/** Members by their ids wherever the script names them; an owner of an action may also be someone else. */
export function withIds(scenario: Scenario, team: Team): Scenario {
  const id = (name: string) => team.find(name).card.id;
  const ids = (names: readonly string[]) => [...new Set(names.map(id))];
  const idOrName = (name: string) => {
    try {
      return id(name);
    } catch (error) {
      if (error instanceof PitwallError) return name;
      throw error;
    }
  };
  return {
    ...scenario,
    cast: ids(scenario.cast),
    facts: mapValues(scenario.facts, (fact) =>
      fact.knownBy === undefined ? fact : { ...fact, knownBy: ids(fact.knownBy) },
    ),
    considerations: scenario.considerations.map((consideration) =>
      consideration.raisedBy === undefined
        ? consideration
        : { ...consideration, raisedBy: ids(consideration.raisedBy) },
    ),
    options: mapValues(scenario.options, (option) => ({
      ...option,
      actions: option.actions.map((action) => ({ ...action, owner: idOrName(action.owner) })),
    })),
    expect: scenario.expect && {
      ...scenario.expect,
      consulted: scenario.expect.consulted.map(idOrName),
      dissent: scenario.expect.dissent.map(idOrName),
    },
  };
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

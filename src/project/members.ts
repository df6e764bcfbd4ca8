import type { PersonaCard } from '../core/card.ts';
import { PitwallError } from '../core/error.ts';
import type { Scenario } from '../core/scenario.ts';
import { placeIn } from '../scenarios/parse.ts';
import type { Team } from './team.ts';
import { answersTo } from './team.ts';

/** Throws UNKNOWN_NAME, with its place in the script, for the first member that the team does not have. */
export function checkMembers(
  { cast, facts, judgements, moderator, order = [] }: Scenario,
  team: Team,
  text: string,
  shown: string,
): void {
  const named: [string, (string | number)[]][] = [
    ...cast.map((name, index): [string, (string | number)[]] => [name, ['cast', index]]),
    ...Object.entries(facts).flatMap(([fact, { knownBy = [] }]) =>
      knownBy.map((name, index): [string, (string | number)[]] => [name, ['facts', fact, 'knownBy', index]]),
    ),
    ...judgements.flatMap(({ by = [] }, at) =>
      by.map((name, index): [string, (string | number)[]] => [name, ['judgements', at, 'by', index]]),
    ),
    ...(moderator === undefined ? [] : [[moderator, ['moderator']] as [string, (string | number)[]]]),
    ...order.map((name, index): [string, (string | number)[]] => [name, ['order', index]]),
  ];
  for (const [name, path] of named) {
    try {
      team.find(name);
    } catch (error) {
      if (!(error instanceof PitwallError)) throw error;
      throw new PitwallError('UNKNOWN_NAME', error.sentence, {
        place: placeIn(text, shown, path),
        data: error.data,
        cause: error,
      });
    }
  }
}

/** Throws USAGE where who moderates does not sit at the table, or nobody of those who are to speak does. */
export function checkSeated({ cast, floor, moderator, order }: Scenario, text?: string, shown = ''): void {
  const refuse = (path: string, sentence: string) => {
    throw new PitwallError('USAGE', sentence, text === undefined ? {} : { place: placeIn(text, shown, [path]) });
  };
  if (floor === 'moderated' && moderator !== undefined && !cast.includes(moderator))
    refuse('moderator', `expected a moderator of the cast (${cast.join(', ')}), found \`${moderator}\``);
  if (floor === 'manual' && order !== undefined && !order.some((member) => cast.includes(member)))
    refuse('order', `expected somebody of the cast (${cast.join(', ')}) in \`order\`, found ${order.join(', ')}`);
}

/** The scenario with members' ids wherever it names them; a name that `idOf` does not know stays as it is. */
export function withIds(scenario: Scenario, idOf: (name: string) => string | undefined): Scenario {
  const id = (name: string) => idOf(name) ?? name;
  const ids = (names: readonly string[]) => [...new Set(names.map(id))];
  return {
    ...scenario,
    cast: ids(scenario.cast),
    ...(scenario.moderator === undefined ? {} : { moderator: id(scenario.moderator) }),
    ...(scenario.order === undefined ? {} : { order: scenario.order.map(id) }),
    facts: mapValues(scenario.facts, (fact) =>
      fact.knownBy === undefined ? fact : { ...fact, knownBy: ids(fact.knownBy) },
    ),
    judgements: scenario.judgements.map((judgement) =>
      judgement.by === undefined ? judgement : { ...judgement, by: ids(judgement.by) },
    ),
    measurements: scenario.measurements.map((measurement) =>
      measurement.owner === undefined ? measurement : { ...measurement, owner: id(measurement.owner) },
    ),
    options: mapValues(scenario.options, (option) => ({
      ...option,
      actions: option.actions.map((action) => ({ ...action, owner: id(action.owner) })),
    })),
    expect: scenario.expect && {
      ...scenario.expect,
      consulted: ids(scenario.expect.consulted),
      dissent: ids(scenario.expect.dissent),
    },
  };
}

/** The id of the one among `cards` who answers to a name. */
export function idAmong(cards: readonly PersonaCard[]): (name: string) => string | undefined {
  return (name) => cards.find((card) => answersTo(card, name))?.id;
}

export function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

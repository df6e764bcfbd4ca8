import { parseCard } from '../cards/parse.ts';
import type { DebateChanges } from '../core/changes.ts';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import { nearest } from '../core/nearest.ts';
import { FactValue } from '../core/scenario.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';
import type { Team } from '../project/index.ts';
import { checkSeated, idAmong, withIds } from '../project/index.ts';
import { withCast } from '../scenarios/cast.ts';
import { withFacts } from '../scenarios/change.ts';
import { toolIndex } from '../workbench/index.ts';
import type { DebateConfig, SeatSource } from './debate-config.ts';
import { effective, memoOf, moderates, seatOf } from './debate-config.ts';

/**
 * The settings of a debate with cards, cast, data and models changed; whoever joins comes from the team. Throws USAGE,
 * UNKNOWN_NAME or CARD_INVALID for a change that does not fit the debate.
 */
export function withChanges(
  config: DebateConfig,
  { cards = {}, data = {}, cast, models = {}, budget }: DebateChanges,
  team: Team | undefined,
): DebateConfig {
  let seats = cast === undefined ? config.seats : castFrom(config, cast, models, team);
  for (const [name, { text, file }] of Object.entries(cards))
    seats = seats.map(recarded(config, seats, { name, text, file }));
  const idOf = nameIn(seats);
  const specs = Object.fromEntries(
    Object.entries(models).map(([name, spec]) => [
      name === '*' || name === 'moderator' || name === 'memo' ? name : idOf(name),
      spec,
    ]),
  );
  const moderator = moderates(config.scenario) ? (specs['moderator'] ?? specs['*'] ?? config.moderator) : undefined;
  seats = seats.map((seat) => ({ ...seat, model: specs[seat.card.id] ?? specs['*'] ?? seat.model }));
  const desks = cast === undefined && Object.keys(cards).length === 0 ? config.desks : desksOf(config, seats);
  const scenario = withIds(
    { ...config.scenario, cast: seats.map(({ card }) => card.id) },
    idAmong(seats.map(({ card }) => card)),
  );
  checkSeated(scenario);
  const memo = specs['memo'] ?? specs['*'] ?? config.memo;
  const { moderator: _moderator, memo: _memo, ...kept } = config;
  return {
    ...kept,
    ...(moderator === undefined || moderator === PLAYBOOK ? {} : { moderator }),
    ...memoOf(memo),
    scenario,
    seats,
    desks,
    data: withFiles(config.data, data),
    ...(team ? { recipes: new Map([...team.recipes, ...config.recipes]) } : {}),
    ...(budget ? { budget } : {}),
  };
}

/** The same with facts changed from the beginning, as a run under `--fact` would have them. */
export function withOtherFacts(config: DebateConfig, facts: Readonly<Record<string, unknown>> = {}): DebateConfig {
  const overrides = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, FactValue.parse(value)]));
  return {
    ...config,
    scenario: withFacts(config.scenario, facts, toolIndex),
    overrides: { ...config.overrides, ...overrides },
  };
}

/** What was changed, as the command line spells it. */
export function changeNames({
  cards = {},
  facts = {},
  data = {},
  cast,
  models = {},
  budget,
  say,
  scenario,
}: DebateChanges): string[] {
  return [
    ...Object.keys(cards).map((name) => `card ${name.toLowerCase()}`),
    ...Object.keys(facts).map((name) => `fact ${name}`),
    ...Object.keys(data).map((name) => `data ${name}`),
    ...(cast === undefined ? [] : [`cast ${cast}`]),
    ...Object.keys(models).map((name) => `model ${name.toLowerCase()}`),
    ...(scenario === undefined ? [] : ['scenario']),
    ...(budget === undefined ? [] : ['budget']),
    ...(say === undefined ? [] : ['say']),
  ];
}

function castFrom(
  config: DebateConfig,
  spec: string,
  models: Record<string, string>,
  team: Team | undefined,
): SeatSource[] {
  const known = nameIn(config.seats, false);
  const idOf = (name: string) => known(name) ?? team?.lookup(name)?.card.id ?? name.toLowerCase();
  const { cast } = withCast(config.scenario, spec, idOf);
  return cast.map((name) => {
    const id = idOf(name);
    const seated = config.seats.find(({ card }) => card.id === id);
    if (seated) return seated;
    if (team === undefined)
      throw new PitwallError('UNKNOWN_NAME', `expected a team in which to find \`${name}\`, got none`);
    return seatOf(team.find(name), team.recipes, models[id] ?? models['*'] ?? config.seats[0]?.model ?? 'playbook');
  });
}

function recarded(
  { recipes }: DebateConfig,
  seats: readonly SeatSource[],
  { name, text, file }: { name: string; text: string; file: string },
) {
  const id = nameIn(seats)(name);
  const card = effective(parseCard(text, file), recipes);
  if (card.id !== id) {
    throw new PitwallError('USAGE', `expected a card of \`${id}\`, \`${file}\` is one of \`${card.id}\``, {
      data: { member: id, file },
    });
  }
  return (seat: SeatSource): SeatSource =>
    seat.card.id === id ? { ...seat, card, cardText: text, cardHash: hashText(text) } : seat;
}

/** The id of a seat by any of its names; throws UNKNOWN_NAME unless told that it may be missing. */
function nameIn(seats: readonly SeatSource[]): (name: string) => string;
function nameIn(seats: readonly SeatSource[], must: false): (name: string) => string | undefined;
function nameIn(seats: readonly SeatSource[], must = true) {
  const cards = seats.map(({ card }) => card);
  return (name: string): string | undefined => {
    const id = idAmong(cards)(name);
    if (id !== undefined || !must) return id;
    const seated = cards.map((card) => card.id);
    throw new PitwallError('UNKNOWN_NAME', `\`${name}\` does not sit in this debate${nearest(name, seated)}`, {
      data: { seated },
    });
  };
}

/** Desks as they were, as far as the cards of those who sit there still have them, and those that newcomers bring. */
function desksOf({ desks, seats: before }: DebateConfig, seats: readonly SeatSource[]): DebateConfig['desks'] {
  const kept = desks.filter(({ member, topic }) => {
    const seat = seats.find(({ card }) => card.id === member);
    return seat === undefined || seat.card.persona.desk.includes(topic);
  });
  const closed = (id: string) =>
    before.some(({ card }) => card.id === id) && desks.every(({ member }) => member !== id);
  const brought = seats
    .filter(({ card }) => !closed(card.id))
    .flatMap(({ card }) => card.persona.desk.map((topic) => ({ member: card.id, topic })))
    .filter((desk) => kept.every(({ member, topic }) => member !== desk.member || topic !== desk.topic));
  return [...kept, ...brought];
}

/** A file keeps the name under which tools read it, so that only its content counts. */
function withFiles(files: DebateConfig['data'], changed: NonNullable<DebateChanges['data']>): DebateConfig['data'] {
  const wrong = Object.keys(changed).find((name) => !Object.hasOwn(files, name));
  if (wrong !== undefined)
    throw new PitwallError('UNKNOWN_NAME', `no data file is called \`${wrong}\`${nearest(wrong, Object.keys(files))}`);
  return Object.fromEntries(
    Object.entries(files).map(([name, recorded]) => {
      const given = changed[name];
      return [name, given ? { file: recorded.file, text: given.text, hash: hashText(given.text) } : recorded];
    }),
  );
}

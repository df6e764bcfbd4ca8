import type { EventBody, TranscriptEvent } from '../core/events.ts';
import type { StoredEvent, TranscriptStore } from '../core/record.ts';
import type { FactValue } from '../core/scenario.ts';
import type { Fork } from '../debate/debate-run.ts';
import type { Outside } from '../debate/recorder.ts';
import type { SeatSetup, Table } from '../debate/table.ts';
import type { Recorded } from '../debate/tape.ts';
import type { Ingredients, SeatSource } from './ingredients.ts';
import { fromFork, fromOpening, openingOf } from './ingredients.ts';
import { layTable } from './table.ts';

/** One stretch of a debate under the same settings; the first begins with the opening, each other with a fork. */
export interface Stretch {
  ingredients: Ingredients;
  fork: { body: EventBody<'debate.forked'>; facts: Record<string, FactValue>; say: string | null } | null;
}

/** A debate as its record has it, ready to be executed again. */
export interface Recording extends Recorded {
  key: string;
  chain: StoredEvent[];
  stretches: [Stretch, ...Stretch[]];
}

export function recordingOf(store: TranscriptStore, id: string, script?: { text: string; file: string }): Recording {
  const chain = store.events(id);
  const events = chain.map(({ event }) => event);
  const opened = openingOf(events, id);
  const forks = events.flatMap((event, index): Stretch[] => {
    if (event.type !== 'debate.forked') return [];
    const ingredients = fromFork(store, opened, event.body, script);
    return [{ ingredients, fork: { body: event.body, ...saidWith(events.slice(index + 1)) } }];
  });
  const first: Stretch = { ingredients: fromOpening(store, opened, script), fork: null };
  return { id, key: store.summary(id).key, chain, events, effects: store.effects(id), stretches: [first, ...forks] };
}

/** What a fork changed of the facts and what the moderator said: the events that stand right behind it. */
function saidWith(after: readonly TranscriptEvent[]): { facts: Record<string, FactValue>; say: string | null } {
  let facts: Record<string, FactValue> = {};
  for (const event of after) {
    if (event.type === 'member.left') continue;
    if (event.type === 'fact.changed') {
      facts = Object.fromEntries(Object.entries(event.body.set).map(([name, { to }]) => [name, to]));
      continue;
    }
    return { facts, say: event.type === 'moderator.spoke' ? event.body.text : null };
  }
  return { facts, say: null };
}

/** Specs of those who speak from here on. */
export const modelsSeatedIn = (stretches: Recording['stretches']): string[] =>
  (stretches.at(-1) ?? stretches[0]).ingredients.seats.map(({ model }) => model);

/** The tables of a debate's stretches, with what each calculates. */
export async function laidFrom(
  stretches: readonly [Stretch, ...Stretch[]],
  {
    seatFor,
    outsideFor,
  }: {
    seatFor: (seat: SeatSource, ingredients: Ingredients) => Promise<SeatSetup['seat']>;
    outsideFor: (ingredients: Ingredients) => Outside;
  },
): Promise<{ table: Table; outside: Outside; forks: Fork[] }> {
  const laid = await Promise.all(
    stretches.map(async ({ ingredients }) => ({
      table: await layTable(ingredients, (seat) => seatFor(seat, ingredients)),
      outside: outsideFor(ingredients),
    })),
  );
  const [first, ...later] = laid;
  if (first === undefined) throw new RangeError('expected a debate to have a first stretch');
  const forks = later.flatMap(({ table, outside }, index) => {
    const fork = stretches[index + 1]?.fork;
    return fork ? [{ ...fork, table, outside }] : [];
  });
  return { ...first, forks };
}

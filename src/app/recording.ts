import type { TranscriptEvent } from '../core/events.ts';
import type { Recipes } from '../core/recipe.ts';
import { NO_RECIPES } from '../core/recipe.ts';
import type { StoredEvent, TranscriptStore } from '../core/record.ts';
import type { FactValue } from '../core/scenario.ts';
import type { Fork } from '../debate/debate-run.ts';
import type { Recorded } from '../debate/replay-record.ts';
import type { DebateConfig } from './debate-config.ts';
import { fromFork, fromOpening, openingOf, specsIn } from './debate-config.ts';

/** One segment of a debate under the same settings; the first begins with the opening, each other with a fork. */
export interface Segment {
  config: DebateConfig;
  fork: Omit<Fork, 'setup' | 'ports'> | null;
}

/** A debate as its record has it, ready to be executed again. */
export interface Recording extends Recorded {
  key: string;
  chain: StoredEvent[];
  segments: [Segment, ...Segment[]];
}

/** `recipes`: what a project or a team brings for its members; a record holds their cards alone. */
export function recordingOf(
  store: TranscriptStore,
  id: string,
  recipes: Recipes = NO_RECIPES,
  script?: { text: string; file: string },
): Recording {
  const chain = store.events(id);
  const events = chain.map(({ event }) => event);
  const opened = openingOf(events, id);
  const forks = events.flatMap((event, index): Segment[] => {
    if (event.type !== 'debate.forked') return [];
    const config = fromFork(store, opened, event.body, recipes, script);
    return [{ config, fork: { body: event.body, after: index, ...saidWith(events.slice(index + 1)) } }];
  });
  const first: Segment = { config: fromOpening(store, opened, recipes, script), fork: null };
  return { id, key: store.summary(id).key, chain, events, effects: store.effects(id), segments: [first, ...forks] };
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
export const modelsSeatedIn = (segments: Recording['segments']): string[] =>
  specsIn((segments.at(-1) ?? segments[0]).config);

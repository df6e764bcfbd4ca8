import type { TranscriptEvent } from '../core/events.ts';
import { fillFacts } from '../wording/fill.ts';
import type { DebateContext, Place } from './context.ts';
import { changedFacts, factChanges } from './facts.ts';

/** What the scenario's script says happens after this round, one after the other. */
export function scriptedEvents(
  { setup: { scenario }, facts: before }: Pick<DebateContext, 'setup' | 'facts'>,
  { phase, round }: Place,
): TranscriptEvent[] {
  let facts = before;
  return scenario.events.flatMap(({ after, set, say }): TranscriptEvent[] => {
    if (after.phase !== phase.kind || after.round !== round) return [];
    const changes = factChanges(facts, set);
    facts = changedFacts(facts, changes);
    const said = fillFacts(say, facts, scenario.language);
    return [{ type: 'fact.changed', body: { phase: phase.kind, round, set: changes, say: said } }];
  });
}

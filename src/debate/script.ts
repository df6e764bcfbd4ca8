import type { TranscriptEvent } from '../core/events.ts';
import { fillWording } from '../wording/content.ts';
import { withParticles } from '../wording/particles.ts';
import type { DebateContext, Place } from './context.ts';
import { changedFacts, factChanges } from './facts.ts';

/** What the scenario's script says happens after this round, one after the other. */
export function scriptedEvents(
  { setup: { scenario }, facts: before }: Pick<DebateContext, 'setup' | 'facts'>,
  { phase, round }: Place,
): TranscriptEvent[] {
  let facts = before;
  return scenario.events.flatMap(({ after, set, say, run, learnt }): TranscriptEvent[] => {
    if (after.phase !== phase.kind || after.round !== round) return [];
    const changes = factChanges(facts, set);
    const told = Object.fromEntries(
      Object.entries(changes).map(([name, { to }]) => [name, { ...facts[name], value: to }]),
    );
    const said = fillWording(say, null, { facts: { ...facts, ...told }, scenario }).text;
    const failed = run === 'failed' ? { failed: { learnt: learnt ?? [] } } : {};
    facts = changedFacts(facts, changes);
    return [
      {
        type: 'fact.changed',
        body: { phase: phase.kind, round, set: changes, say: withParticles(said), ...failed },
      },
    ];
  });
}

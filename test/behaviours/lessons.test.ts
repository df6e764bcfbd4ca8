import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { script, trial } from '../measures/debates.ts';
import { heldFrom, SEEDS } from '../measures/held.ts';
import { orphanNumbers } from '../playbook/numbers.ts';

type Event = ReturnType<typeof script>['scenario']['events'][number];

/** A shipped debate with a run that fails after a round. */
function withFailure(event: Partial<Event> & Pick<Event, 'set'>, name = 'tokens-for-7b') {
  const loaded = script(name);
  const failed: Event = { after: { phase: 'rebuttal', round: 1 }, say: 'the run has died', run: 'failed', ...event };
  loaded.scenario = { ...loaded.scenario, events: [failed] };
  return loaded;
}

async function nextTurn(loaded: ReturnType<typeof script>, seed: number) {
  const debate = heldFrom(loaded, seed, await trial(loaded, seed));
  const [changed] = eventsOf(debate.trial.events, 'fact.changed');
  const at = debate.trial.events.findIndex(({ type }) => type === 'fact.changed');
  const later = eventsOf(debate.trial.events.slice(at), 'turn.recorded');
  return { debate, changed, next: later.find(({ speaker }) => speaker === 'pulse') };
}

describe('a run that failed', () => {
  it('is on the record with what it taught, and Pulse says it in the words of the script', async () => {
    const loaded = withFailure({ set: {}, learnt: ['at that rate the small model dies within an hour'] });
    for (const seed of SEEDS) {
      const { changed, next } = await nextTurn(loaded, seed);
      expect(changed?.failed?.learnt).toHaveLength(1);
      expect(next?.utterance.toLowerCase(), `seed ${seed}`).toContain('dies within an hour');
    }
  });

  it('teaches what now follows from the facts that it set, where the script says nothing more', async () => {
    const loaded = withFailure({ set: { 'cluster.mfu': 0.36 } });
    for (const seed of SEEDS.slice(0, 10)) {
      const { debate, next } = await nextTurn(loaded, seed);
      expect(next?.utterance, `seed ${seed}`).toMatch(/run|failed/i);
      expect(next?.utterance, `seed ${seed}`).toMatch(/\d/);
      expect(orphanNumbers(debate.document, debate.scenario)).toEqual([]);
    }
  });

  it('teaches Pulse before he votes, when it fails after the last round', async () => {
    const loaded = withFailure({ set: {}, learnt: ['that rate kills it'], after: { phase: 'rebuttal', round: 2 } });
    const { next } = await nextTurn(loaded, 1);
    expect(next?.phase).toBe('vote');
    expect(next?.utterance.toLowerCase()).toContain('that rate kills it');
  });

  it('is no lesson when it did not fail', async () => {
    const loaded = withFailure({ set: {}, run: undefined, learnt: ['that rate kills it'] });
    const { debate, changed } = await nextTurn(loaded, 1);
    expect(changed?.failed).toBeUndefined();
    expect(debate.turns.map(({ utterance }) => utterance).join(' ')).not.toContain('kills it');
  });
});

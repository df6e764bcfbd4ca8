import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { script, trial } from '../measures/debates.ts';

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);

async function ballots(name: string, facts: Record<string, unknown>) {
  const loaded = script(name, { facts });
  const trials = await Promise.all(SEEDS.map((seed) => trial(loaded, seed)));
  const votes = trials.map(({ events }) =>
    eventsOf(events, 'turn.recorded')
      .filter(({ phase }) => phase === 'vote')
      .map(({ stance }) => stance.option),
  );
  return { votes: votes.flat(), decisions: trials.map(({ outcome }) => outcome?.decision) };
}

describe('an option that a tool shows impossible', () => {
  it.each([
    ['the own card, where the run needs more memory than it has', 'qlora-32b', { sequence: 4096 }, ['local']],
    ['three trillion tokens, which outlast the reservation', 'tokens-for-7b', {}, ['longest']],
    ['one trillion as well, on half of the cards', 'tokens-for-7b', { 'cluster.count': 32 }, ['long', 'longest']],
    ['less traffic, which cannot reach the target', 'step-time', {}, ['network']],
  ])('gets no vote in any seed: %s', async (_, name, facts, impossible) => {
    const { votes } = await ballots(name, facts);
    expect(votes.length).toBeGreaterThanOrEqual(4 * SEEDS.length);
    expect(votes.filter((option) => impossible.includes(option ?? ''))).toEqual([]);
  });
});

describe('one fact decides', () => {
  it.each([
    ['qlora-32b', { sequence: 4096 }, 'rent'],
    ['tokens-for-7b', { 'cluster.count': 32 }, 'optimal'],
    ['step-time', { linkGBs: 10 }, 'network'],
  ])('%s otherwise with %j', async (name, facts, decision) => {
    const { decisions } = await ballots(name, facts);
    expect(decisions.filter((one) => one === decision).length).toBeGreaterThanOrEqual(18);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import { scriptOf, trial } from '../measures/debates.ts';
import { numbersIn } from './numbers.ts';

type Recorded = EventBody<'turn.recorded'>;

const questionOf = (name: string) => readFileSync(new URL(`../fixtures/trades/${name}.yaml`, import.meta.url), 'utf8');
const SEEDS = [1, 2, 3];

async function held(text: string, seed: number) {
  const loaded = scriptOf(text);
  const { events, outcome } = await trial(loaded, seed);
  return { events, outcome, scenario: loaded.scenario, turns: eventsOf(events, 'turn.recorded') };
}

const reasonsOf = ({ claims }: Recorded) => claims.flatMap(({ reason }) => reason ?? []);

describe('news', () => {
  it.each(SEEDS)(
    'is priced on what was held, at its best setting, before somebody leaves it: seed %i',
    async (seed) => {
      const { turns, events } = await held(questionOf('blood-samples'), seed);
      const news = events.findIndex(({ type }) => type === 'fact.changed');
      const after = eventsOf(events.slice(news), 'turn.recorded');
      const [first] = after.filter(({ stance, speaker, turn }) => {
        const before = turns.findLast((other) => other.speaker === speaker && other.turn < turn);
        return before !== undefined && before.stance.option !== stance.option;
      });
      expect(first?.proposes).toMatchObject({ option: 'B' });
      expect(first && reasonsOf(first).some((reason) => reason.includes('~sum:'))).toBe(true);
    },
  );
});

describe('members who move by the same fact', () => {
  it.each(['blood-samples', 'continued-training', 'tone-of-answers'])(
    'do not tell it in the same words or with the same reason twice: %s',
    async (name) => {
      const { turns } = await held(questionOf(name), 1);
      const moved = turns.filter(({ turn, speaker, stance }) => {
        const before = turns.findLast((other) => other.speaker === speaker && other.turn < turn);
        return before !== undefined && before.stance.option !== stance.option;
      });
      expect(moved.length).toBeGreaterThan(3);
      const told = moved.flatMap(reasonsOf).filter((reason) => /~(?:sum|over|after):/.test(reason));
      // Who moves by a setting that somebody has argued for tells that setting, and no sum.
      expect(told.length).toBeGreaterThan(0);
      const sums = new Map<string, number>();
      for (const { utterance } of moved) {
        const key = numbersIn(utterance).join(' ');
        if (key.split(' ').length > 2) sums.set(key, (sums.get(key) ?? 0) + 1);
      }
      expect([...sums.values()].filter((times) => times > 1)).toEqual([]);
    },
  );
});

describe('a measurement', () => {
  it.each(SEEDS)(
    'is not proposed where its result comes too late, and is refused by the calendar: seed %i',
    async (seed) => {
      const { turns } = await held(questionOf('continued-training'), seed);
      const reasons = turns.flatMap(reasonsOf);
      expect(reasons).not.toContain('measure:midError');
      expect(reasons).toContain('after:midError~late');
    },
  );

  it('is proposed where there are days enough', async () => {
    const { turns } = await held(
      questionOf('continued-training').replace('deadline: { value: 10일', 'deadline: { value: 12일'),
      1,
    );
    const reasons = turns.flatMap(reasonsOf);
    expect(reasons).not.toContain('after:midError~late');
  });

  it.each(SEEDS)('has one bar, that of the figures, whoever names it: seed %i', async (seed) => {
    const { turns, outcome } = await held(questionOf('tone-of-answers'), seed);
    const said = turns.flatMap(({ claims }) =>
      claims.flatMap(({ numbers }) =>
        numbers.filter(({ refs }) => refs.some((ref) => ref === 'rule:measurement-0.threshold')),
      ),
    );
    const measured = outcome?.figures?.measured.find(({ learns }) => learns === 'tone4');
    const bars = measured?.bars.flatMap(({ edge, at }) => [edge, at]) ?? [];
    expect(said.length).toBeGreaterThan(0);
    for (const { value } of said.slice(-1)) expect(bars.some((bar) => Math.abs(bar - value) < 0.01 * value)).toBe(true);
  });
});

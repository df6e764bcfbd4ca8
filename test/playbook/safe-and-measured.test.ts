import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import { scriptOf, trial } from '../measures/debates.ts';

type Recorded = EventBody<'turn.recorded'>;

const questionOf = (name: string) => readFileSync(new URL(`../fixtures/trades/${name}.yaml`, import.meta.url), 'utf8');
const SEEDS = [1, 2, 3];
const WITH_QUESTIONS = ['continued-training', 'claim-papers'];

async function held(name: string, seed: number) {
  const { events, outcome } = await trial(scriptOf(questionOf(name)), seed);
  return { turns: eventsOf(events, 'turn.recorded'), outcome };
}

const claimsFor = (turns: readonly Recorded[], reason: string) =>
  turns.flatMap(({ claims }) => claims.filter((claim) => claim.reason === reason));

describe('a setting that costs next to nothing', () => {
  it.each(SEEDS)(
    'is taken for what it is safe from, and no less safe a one comes to the vote: seed %i',
    async (seed) => {
      const { turns, outcome } = await held('hot-bearing', seed);
      const taken = turns.find(({ proposes }) => proposes?.option === 'patch' && proposes.set['load'] === 75);
      expect(taken?.utterance).toMatch(/next to nothing/);
      expect(outcome?.decision).toBe('patch');
      expect(outcome?.settings.find(({ option }) => option === 'patch')?.at).toBeLessThanOrEqual(75);
    },
  );
});

describe('a measurement beside the setting that is safe without it', () => {
  it('is worth what it saves over that setting, in the figures and at the table', async () => {
    const debates = await Promise.all(SEEDS.map((seed) => held('hot-bearing', seed)));
    const outcome = debates[0]?.outcome;
    const insured = outcome?.figures?.measured[0]?.gain?.insured;
    // By hand: at 65 % the limit is kept up to 0.8 % a day, for €42.2k more than at 75 %; a step is €50k.
    expect(insured?.set).toEqual([expect.objectContaining({ input: 'load', to: 65 })]);
    expect((insured?.costs ?? 0) * 50).toBeCloseTo(42.2, 1);
    expect((insured?.steps ?? 0) * 50).toBeGreaterThan(14);
    const told = debates.flatMap(({ turns }) => claimsFor(turns, 'worth:hazard').map(({ text }) => text));
    expect(told.length).toBeGreaterThan(0);
    for (const text of told) {
      expect(text).toMatch(/65%/);
      expect(text).not.toMatch(/only €/);
    }
  });
});

describe('a bar at which a result turns the choice', () => {
  it.each(['hot-bearing', 'winter-farm'])(
    'is the same in the closing turn and in the memo, to the digit: %s',
    async (name) => {
      for (const seed of SEEDS) {
        const { turns, outcome } = await held(name, seed);
        const [measured] = outcome?.figures?.measured ?? [];
        const edges = measured?.bands.flatMap(({ from }) => from?.at ?? []) ?? [];
        const said = turns
          .filter(({ phase }) => phase === 'close')
          .flatMap(({ claims }) => claims.flatMap(({ numbers }) => numbers))
          .filter(({ refs }) => refs.some((ref) => /^rule:measurement-\d+\.threshold$/.test(ref)));
        expect(said.length).toBeGreaterThan(0);
        for (const { value } of said)
          expect(Math.min(...edges.map((edge) => Math.abs(edge - value) / edge))).toBeLessThan(1e-9);
      }
    },
  );
});

describe('a question put to a member', () => {
  it.each(WITH_QUESTIONS)('has its answer before the vote: %s', async (name) => {
    const debates = await Promise.all(SEEDS.map((seed) => held(name, seed)));
    const asked = debates.flatMap(({ turns }) =>
      turns.flatMap(({ question, addressee, turn, phase }) =>
        question === null || addressee === 'all' || phase !== 'rebuttal'
          ? []
          : [turns.some((one) => one.speaker === addressee && one.answers?.turn === turn && one.act === 'answer')],
      ),
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((isAnswered) => isAnswered)).toBe(true);
  });
});

describe('settings that were argued for before news', () => {
  it.each(SEEDS)(
    'do not keep the table from what is best after it, where nobody set the option again: seed %i',
    async (seed) => {
      const { outcome } = await held('used-car-offers', seed);
      // By its author's sheet: after the news asking prices, every 14 days with 2.1 % off, are ahead of all by 1.9 steps.
      expect([outcome?.decision, outcome?.figures?.ahead]).toEqual(['asks', 'asks']);
    },
  );
});

describe('a fact that somebody doubts, past which what was decided misses a limit as it is set', () => {
  it.each(SEEDS)(
    'is told at the table with the setting that it takes there, and in the memo: seed %i',
    async (seed) => {
      const { turns, outcome } = await held('press-die', seed);
      expect(outcome?.decision).toBe('coat');
      const reset = outcome?.figures?.resets.find(({ fact, beyond }) => fact === 'wear' && beyond === 'above');
      expect(reset?.at).toBeCloseTo(0.305, 3);
      expect(reset?.set.map(({ to }) => to)).toEqual([1_000_000]);
      const told = turns.filter(({ claims }) => claims.some(({ reason }) => reason === 'coat/wear~bound'));
      // 6 µm and half of 0.36 for each 10,000 of 850,000 are 21.3 of the 22 µm.
      expect(told.map(({ utterance }) => utterance.replace(/\s+/g, ' ')).join(' ')).toMatch(
        /0\.304 µm을 넘으면 연마 간격 100만 타로|0\.36 µm까지 가도 연마 간격을 85만 타로/,
      );
    },
  );
});

describe('several facts past which one other setting keeps the limits', () => {
  it.each([6])('are told by several who vote, the setting by one of them: seed %i', async (seed) => {
    const { turns } = await held('corncrake', seed);
    const votes = turns.filter(({ phase }) => phase === 'vote').map(({ utterance }) => utterance.replace(/\s+/g, ' '));
    expect(votes.filter((said) => said.includes('or a limit breaks'))).toHaveLength(1);
    expect(votes.filter((said) => said.includes('a limit breaks too once')).length).toBeGreaterThan(0);
  });
});

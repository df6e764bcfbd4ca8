import { describe, expect, it } from 'vitest';
import type { Held } from '../../src/sweep/analysis.ts';
import { analyse } from '../../src/sweep/analysis.ts';
import { blocksOf } from '../../src/sweep/blocks.ts';
import type { Arm } from '../../src/sweep/cells.ts';

let ids = 0;

/** A debate of three votes, of which `votes` say how many went to which option. */
function held(
  at: Partial<Held['at']>,
  decision: string,
  { arm = { kind: 'debate' }, against = 0, first }: { arm?: Arm; against?: number; first?: string } = {},
): Held {
  ids += 1;
  const other = decision === 'a' ? 'b' : 'a';
  return {
    at: {
      scenario: 's',
      facts: 'as-written',
      cast: 'as-written',
      card: 'as-written',
      model: 'default',
      protocol: 'as-written',
      floor: 'as-written',
      visibility: 'as-written',
      stop: 'as-written',
      seed: '1',
      ...at,
    },
    arm,
    row: {
      id: `d${ids}`,
      decision,
      margin: 1,
      stop: 'rounds',
      turns: 4,
      votes: [0, 1, 2].map((index) => ({
        member: `m${index}`,
        option: index < against ? other : decision,
        confidence: 0.5,
      })),
      ...(first === undefined ? {} : { before: { decision: first } }),
      moved: [],
      support: { [decision]: 0.8, [other]: 0.2 },
      calls: 2,
      tokens: 0,
      usd: 0,
    },
  };
}

const SEEDS = ['1', '2', '3', '4', '5', '6'];
const about = (truth: string | null) =>
  new Map([['s', { options: { a: 'renting', b: 'waiting' }, rule: 'plurality' as const, truth }]]);
const analysed = (all: Held[], truth: string | null = null) =>
  analyse({ name: 's', title: 'S', planned: all.length, held: all, scenarios: about(truth) });
const short = (all: Held[], truth: string | null = null) =>
  blocksOf(analysed(all, truth), 'en').flatMap((block) => (block.kind === 'list' ? block.items : []));

describe('what changes a decision', () => {
  const all = SEEDS.flatMap((seed, index) => [
    held({ seed }, 'a'),
    held({ seed, cast: '-pulse' }, index < 3 ? 'b' : 'a', { against: 1 }),
    held({ seed, cast: '-blaze' }, 'a'),
  ]);

  it('is told from pairs that share everything else, with an interval over seeds', () => {
    const { effects } = analysed(all);
    const [pulse, blaze] = effects;
    expect([pulse?.level, pulse?.pairs, pulse?.changed?.value]).toEqual(['-pulse', 6, 0.5]);
    expect(pulse?.changed?.clusters).toBe(6);
    expect(pulse?.changed?.low).toBeGreaterThan(0);
    expect(pulse?.changed?.high).toBeLessThan(1);
    expect(pulse?.to).toEqual([{ scenario: 's', from: 'a', to: 'b', count: 3 }]);
    expect(blaze?.changed?.value).toBe(0);
  });

  it('never has the interval of certainty: none of six may still be one in three', () => {
    const blaze = analysed(all).effects.find(({ level }) => level === '-blaze');
    expect(blaze?.changed?.low).toBe(0);
    expect(blaze?.changed?.high).toBeCloseTo(0.39, 2);
  });

  it('is said of the members that change it, and of nobody else', () => {
    expect(short(all)[0]).toMatch(/^The decision changes without pulse in 50\s%.*renting → waiting, 3 times\.$/);
    const none = SEEDS.flatMap((seed) => [held({ seed }, 'a'), held({ seed, cast: '-pulse' }, 'a')]);
    expect(short(none)[0]).toMatch(/^No member changes the decision by staying away, in 6 pairs/);
  });

  it('is held against the first level and no other: where that is missing, nothing is', () => {
    const some = [...all, held({ seed: '9', cast: '-pulse' }, 'a'), held({ seed: '9', cast: '-blaze' }, 'b')];
    expect(analysed(some).effects.map(({ pairs }) => pairs)).toEqual([6, 6]);
  });

  it('is told with its pairs, of which there may be one', () => {
    const one = [held({}, 'a'), held({ cast: '-pulse' }, 'b')];
    expect(short(one)[0]).toContain('of 1 pair:');
  });

  it('is held against what the seed alone changes', () => {
    const odd = SEEDS.map((seed) => held({ seed }, seed === '1' ? 'b' : 'a'));
    expect(analysed(odd).noise?.value).toBeCloseTo(1 / 6);
  });
});

describe('a debate beside its controls', () => {
  const all = SEEDS.flatMap((seed, index) => [
    held({ seed }, 'a', { first: index === 0 ? 'b' : 'a' }),
    held({ seed }, index < 4 ? 'b' : 'a', { arm: { kind: 'vote' } }),
    held({ seed }, 'a', { arm: { kind: 'solo', member: 'pulse' } }),
    held({ seed }, 'b', { arm: { kind: 'solo', member: 'blaze' } }),
    held({ seed }, 'b', { arm: { kind: 'repeat', sample: 1 } }),
    held({ seed }, 'a', { arm: { kind: 'repeat', sample: 2 } }),
    held({ seed }, 'a', { arm: { kind: 'repeat', sample: 3 } }),
  ]);
  const { comparisons, best, scenarios } = analysed(all, 'a');
  const of = (arm: string) => comparisons.find((one) => one.arm === arm);

  it('is right more often by so much, and won and lost so many cases', () => {
    expect(of('debate')?.right?.value).toBe(1);
    expect([of('vote')?.right?.value, of('vote')?.won, of('vote')?.lost]).toEqual([2 / 6, 4, 0]);
    expect(of('vote')?.gain?.value).toBeCloseTo(4 / 6);
    expect(of('vote')?.gain?.low).toBeGreaterThan(0);
  });

  it('names the best member alone, and takes what most samples of one model say', () => {
    expect(best).toBe('pulse');
    expect(of('solo')?.right?.value).toBe(0.5);
    expect([of('repeat')?.cases, of('repeat')?.right?.value]).toEqual([6, 1]);
  });

  it('turned its own first vote in one of six', () => {
    expect(scenarios[0]?.turned?.value).toBeCloseTo(1 / 6);
  });

  it('is told beside a control by the cases that both have', () => {
    const some = [
      ...SEEDS.map((seed) => held({ seed }, 'a')),
      held({ seed: '1', facts: 'dear' }, 'b'),
      ...SEEDS.map((seed) => held({ seed }, 'a', { arm: { kind: 'solo', member: 'pulse' } })),
    ];
    const { comparisons } = analysed(some, 'a');
    expect(comparisons.find(({ arm }) => arm === 'solo')?.both).toEqual({ debate: 1, other: 1 });
    expect(short(some, 'a').find((line) => line.includes('average'))).toMatch(/right in 100.% against 100.%/);
  });

  it('is said to beat one, and of the other that they cannot be told apart', () => {
    const said = short(all, 'a');
    expect(said.some((line) => line.startsWith('Debating beats the blind vote: right in 100'))).toBe(true);
    expect(said.some((line) => line.startsWith('Debating and pulse alone cannot be told apart'))).toBe(true);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { valuesOf, worldWith } from '../../src/reasoning/evaluate.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { aheadBySteps, bestOf, leadOver } from '../../src/reasoning/weighing.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';
import { withFacts } from '../../src/scenarios/change.ts';
import { scriptOf, trial, voted } from './debates.ts';

/**
 * By authors who had not seen the engine: what each sheet comes to by hand, where goals trade one for one, and an open setting at its best.
 * In these three a difference below one worth counts nothing.
 */
const SHEETS = [
  { name: 'continued-training', decision: 'A', option: 'A', at: 1.7e11 },
  { name: 'tone-of-answers', decision: 'B', option: 'B', at: 35 },
  { name: 'blood-samples', decision: 'C', option: 'B', at: 24 },
];

const NO_TOOLS = () => ({ figures: {}, headline: undefined });

const textOf = (name: string) => readFileSync(new URL(`../fixtures/trades/${name}.yaml`, import.meta.url), 'utf8');

/** By two more, whose sheets add up all differences: option -> its best setting and its score there, before the news and after it. */
const SUMS = [
  {
    name: 'voice-data',
    before: { A: [250, 2.8], B: [770, 2.57], D: [150, 3.35] },
    after: { A: [200, 0.28], B: [770, 2.57], D: [150, 0.88] },
  },
  {
    name: 'search-index',
    before: { A: [null, -1.89], B: [448, 0.39], C: [180, -5.34], D: [1, -0.85] },
    after: { A: [null, -4.6], B: [512, -2.79], D: [2, -2.16] },
  },
  {
    name: 'claim-papers',
    before: { 나: [5700, -16.93], 라: [32, -14.52] },
    after: { 나: [5700, -16.93], 라: [31, -18.29] },
  },
  {
    name: 'lost-writes',
    before: { C: [100, -7.73], D: [null, -9.78] },
    after: { C: [65, -13.52], D: [null, -11.07] },
  },
] as const;

describe('goals that trade one for one', () => {
  it.each(SUMS)(
    'lead by what the sheet of $name adds up to, each option at its best setting',
    ({ name, before, after }) => {
      const { scenario } = scriptOf(textOf(name));
      const [{ set: news } = { set: {} }] = scenario.events;
      for (const [sheet, facts] of [
        [before, {}],
        [after, news],
      ] as const) {
        const there = withFacts(scenario, facts);
        const [model, world] = [compileModel(there), worldOf(there, NO_TOOLS)];
        const ranked = Object.entries(sheet).sort(([, [, a]], [, [, b]]) => b - a);
        expect(aheadBySteps(model, world)).toBe(ranked[0]?.[0]);
        const best = new Map(model.options.map((option) => [option, bestOf(model, world, option)]));
        expect([...best].flatMap(([option, found]) => (found === null ? [] : [option]))).toEqual(Object.keys(sheet));
        for (const [option, [at, score]] of ranked) {
          const rival = Math.max(...ranked.flatMap(([other, [, its]]) => (other === option ? [] : [its])));
          const found = best.get(option);
          const [set] = found?.set ?? [];
          const [input] = Object.keys(scenario.options[option]?.adjust ?? {});
          expect([option, input === undefined ? null : (set?.to ?? found?.values.amount(input)?.value)]).toEqual([
            option,
            at,
          ]);
          expect(found?.lead).toBeGreaterThan(score - rival - 0.02);
          expect(found?.lead).toBeLessThan(score - rival + 0.02);
        }
      }
    },
  );

  const settled = async (sheet: (typeof SHEETS)[number]) =>
    (await trial(scriptOf(textOf(sheet.name)), 1)).outcome?.settings.find(({ option }) => option === sheet.option)?.at;

  it.each(SHEETS)('come to what the author of $name worked out', async (sheet) => {
    const { outcome } = await trial(scriptOf(textOf(sheet.name)), 1);
    const { decision } = sheet;
    expect([outcome?.decision, outcome?.byFigures, outcome?.figures?.ahead]).toEqual([decision, decision, decision]);
  });

  it.each(SHEETS)(
    'come to the setting that the author of $name found, or to one that a sum of all differences puts less than a twentieth of a step behind it',
    async (sheet) => {
      const at = await settled(sheet);
      const { scenario } = scriptOf(textOf(sheet.name));
      const [{ set: news } = { set: {} }] = scenario.events;
      const there = withFacts(scenario, news);
      const [model, world] = [compileModel(there), worldOf(there, NO_TOOLS)];
      const [input = ''] = Object.keys(scenario.options[sheet.option]?.adjust ?? {});
      const valuesAt = (to: number) =>
        valuesOf(model, worldWith(world, [{ option: sheet.option, input, to }]), sheet.option);
      expect(at).toBeTypeOf('number');
      expect(leadOver(model, valuesAt(sheet.at), valuesAt(at ?? 0))).toBeLessThan(0.05);
    },
  );

  it('decide two of the three otherwise than the order of values on the cards', async () => {
    const byCards = await Promise.all(
      SHEETS.map(async ({ name, decision }) => {
        const bare = scriptOf(textOf(name).replace('weights: equal\n', ''));
        return (await voted(bare, 1)).decision === decision;
      }),
    );
    expect(byCards.filter((isSame) => !isSame).length).toBeGreaterThanOrEqual(2);
  });
});

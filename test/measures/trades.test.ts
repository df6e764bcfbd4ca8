import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scriptOf, trial, voted } from './debates.ts';

/** By authors who had not seen the engine: what each sheet comes to by hand, where goals trade one for one, and an open setting at its best. */
const SHEETS = [
  { name: 'continued-training', decision: 'A', option: 'A', at: 1.7e11 },
  { name: 'tone-of-answers', decision: 'B', option: 'B', at: 35 },
  { name: 'blood-samples', decision: 'C', option: 'B', at: 24 },
];

const textOf = (name: string) => readFileSync(new URL(`../fixtures/trades/${name}.yaml`, import.meta.url), 'utf8');

describe('goals that trade one for one', () => {
  it.each(SHEETS)('come to what the author of $name worked out, at the setting that they found', async (sheet) => {
    const { outcome } = await trial(scriptOf(textOf(sheet.name)), 1);
    const { decision } = sheet;
    expect([outcome?.decision, outcome?.byFigures, outcome?.figures?.ahead]).toEqual([decision, decision, decision]);
    const set = outcome?.settings.find(({ option }) => option === sheet.option);
    expect(set?.at).toBe(sheet.at);
  });

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

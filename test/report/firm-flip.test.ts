import { describe, expect, it } from 'vitest';
import { printContext } from '../../src/report/context.ts';
import { LABELS } from '../../src/report/labels.ts';
import { memoSections } from '../../src/report/memo.ts';
import { documentFrom, scriptOf, team, trial } from '../measures/debates.ts';

/** Renting costs 3,600 of the 6,000 that buying does; in doubt is only what is the same for both. */
const FIRM = `id: firm
title: Rent or buy
language: en
motion: Do we rent the cards or buy them?
options:
  rent: { label: rent them, short: renting, set: { total: rentUsd * months } }
  buy: { label: buy them, short: buying, set: { total: $buyUsd } }
facts:
  rentUsd: { value: 300, unit: USD/month, label: the rent }
  months: { value: 12, unit: months, label: the time we need them }
  buyUsd: { value: 6000, unit: USD, label: the price of the cards }
  power: { value: 700, unit: USD, label: the power bill, range: [500, 900] }
quantities:
  cost: { is: total + power, unit: USD, label: the cost }
criteria:
  - { less: cost, worth: 100 USD, value: cost }
weights: equal
cast: [pulse, forge, sentinel]
protocol: [opening blind, rebuttal 1, vote, close]
`;

async function flipsOf(text: string): Promise<string[]> {
  const held = scriptOf(text);
  const done = await trial(held, 1);
  if (done.outcome === null) throw new Error('the debate is closed');
  const context = printContext(
    held.scenario,
    team.members.map(({ card }) => card),
  );
  const sections = memoSections(context, documentFrom(done, held.scenario, 1), done.outcome);
  return (sections.find(({ key }) => key === 'flips')?.lines ?? []).map(({ text: said }) => said);
}

describe('a memo of a question in which what is in doubt turns nothing', () => {
  it('tells what turns it that nobody doubts, however far that is', async () => {
    const flips = await flipsOf(FIRM);
    // 12 months at 500 are 6,000.
    expect(flips.join('\n')).toMatch(/the rent at \$500 a month \(now \$300\): /);
    expect(flips).not.toContain(LABELS.en.memo.noFlips);
  });

  it('says that nothing does only where nothing does', async () => {
    const alone = FIRM.replace('value: 6000', 'value: 600000');
    expect(await flipsOf(alone)).toEqual([LABELS.en.memo.noFlips]);
  });
});

import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { Figures } from '../../src/core/outcome.ts';
import { keepsEvery } from '../../src/reasoning/amend.ts';
import { begunAfter } from '../../src/reasoning/begun-after.ts';
import type { OptionValues } from '../../src/reasoning/evaluate.ts';
import { valuesOf, withFact, worldWith } from '../../src/reasoning/evaluate.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { choicesOf } from '../../src/reasoning/settable.ts';
import type { Setting } from '../../src/reasoning/weighing.ts';
import { leadOver } from '../../src/reasoning/weighing.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';
import { printContext } from '../../src/report/context.ts';
import { memoAsMarkdown } from '../../src/report/markdown.ts';
import { documentFrom, scriptOf, trial } from '../measures/debates.ts';

/** A borehole has to bring water before the dry weeks; a test of the ground comes first, and takes days from it. */
const question = (language: 'en' | 'ko') => `id: borehole-${language}
title: Water before the dry weeks
language: ${language}
motion: How does the nursery get water before the dry weeks?
background: The dry weeks begin in {fact:until}, and the beds want 90 m3 a day.
weights: equal
options:
  bore: { label: drill a borehole, short: borehole, set: { flow: pumps * yield, ready: $drill, price: 9000 USD + pumps * 4000 USD }, adjust: { pumps: 1..6 by 1 } }
  tanks: { label: set up tanks, short: tanks, set: { flow: 95 m3/day, ready: 35 days, price: 42000 USD } }
facts:
  yield: { value: 36 m3/day, range: 14..50, label: the yield of a pump, source: a well two farms off, doubt: the ground differs within a mile }
  drill: { value: 45 days, range: 38..70, knownBy: sentinel, assumed: 30, label: the time for the borehole, source: the driller's book, doubt: it hangs on the weather }
  until: { value: 60 days, label: the time until the dry weeks }
  pumps: { value: 3, label: the pumps }
  flow: { value: 0 m3/day, label: the water a day }
  ready: { value: 0 days, label: the time until there is water }
  price: { value: 0 USD, label: the price }
quantities:
  water: { is: flow, unit: m3/day, label: the water }
  start: { is: ready, unit: days, label: the start }
  cost: { is: price, unit: USD, label: the cost }
criteria:
  - { need: water >= 90 m3/day, value: reliability }
  - { need: start <= until, value: schedule }
  - { need: cost <= 45000 USD, value: cost }
  - { less: cost, worth: 5000 USD, value: cost }
  - { less: start, worth: 20 days, value: schedule }
measurements:
  - { learns: yield, how: a test bore beside the beds, cost: 300 USD, days: 12 days, error: 2, owner: flux }
cast: [forge, flux, sentinel, axiom]
`;

const DAYS = 12;

async function held(language: 'en' | 'ko') {
  const loaded = scriptOf(question(language));
  const debate = await trial(loaded, 1);
  const { outcome, events } = debate;
  if (outcome?.figures == null || outcome.decision === null) throw new Error('it is decided by figures');
  const document = documentFrom(debate, loaded.scenario, 1);
  const memo = memoAsMarkdown(printContext(loaded.scenario, []), document, outcome);
  const turns = eventsOf(events, 'turn.recorded').map(({ utterance }) => utterance.replace(/\s+/g, ' '));
  return { scenario: loaded.scenario, outcome, figures: outcome.figures, decision: outcome.decision, memo, turns };
}

/** Every setting of an option, tried one by one. */
function settingsOf(scenario: Awaited<ReturnType<typeof held>>['scenario'], option: string): Setting[][] {
  return Object.entries(scenario.options[option]?.adjust ?? {}).reduce<Setting[][]>(
    (all, [input, adjust]) =>
      all.flatMap((set) => (choicesOf(adjust) ?? []).map((to) => [...set, { option, input, to }])),
    [[]],
  );
}

describe('a measurement that comes before what was decided', () => {
  it('takes its days off what is told of every limit that is a day, and off no other', async () => {
    const { scenario, figures, decision, outcome } = await held('en');
    expect([decision, figures.waited]).toEqual(['bore', { learns: 'yield', days: DAYS, isFelt: true }]);
    const model = compileModel(scenario);
    const start = worldOf(scenario, () => {
      throw new Error('no calculator is asked');
    });
    const pumps = outcome.amended.find(({ option, input }) => option === 'bore' && input === 'pumps')?.to ?? 3;
    const world = worldWith(start, [{ option: 'bore', input: 'pumps', to: pumps }]);
    const later = begunAfter(model, DAYS);
    // By hand: what is ready has the days of the measurement on top.
    const keeps = (values: OptionValues) =>
      keepsEvery(model, values) && (values.of('start') ?? 0) + DAYS * 86_400 <= (values.of('until') ?? 0) + 1e-6;
    let told = 0;
    const leadAt = (fact: string, value: number): number => {
      const there = withFact(world, fact, value);
      const all = model.options.flatMap((option) =>
        [[], ...settingsOf(scenario, option)].map((set) => valuesOf(model, worldWith(there, set), option)),
      );
      for (const values of all)
        expect(keepsEvery(later, valuesOf(later, values.world, values.option))).toBe(keeps(values));
      const open = all.filter(keeps);
      const own = open.filter(({ option }) => option === decision);
      const rivals = open.filter(({ option }) => option !== decision);
      if (own.length === 0) return Number.NEGATIVE_INFINITY;
      return Math.max(...own.map((one) => Math.min(...rivals.map((rival) => leadOver(model, one, rival)))));
    };
    for (const { fact, tried } of figures.flips) {
      told += 1;
      expect(leadAt(fact, tried.holds), `${fact} ${tried.holds}`).toBeGreaterThan(-1e-6);
      expect(leadAt(fact, tried.flips), `${fact} ${tried.flips}`).toBeLessThan(1e-6);
    }
    expect(told).toBeGreaterThan(1);
    expect(figures.flips.find(({ fact }) => fact === 'drill')?.tried.holds).toBe(60 - DAYS);
    expect(figures.corners.find(({ quantity }) => quantity === 'start')).toMatchObject({
      now: 60 - 45 - DAYS,
      holds: 48,
    });
  });

  it('has one setting for each result, which keeps the limits with the result off by the error', async () => {
    const { scenario, figures } = await held('en');
    const [measured] = figures.measured;
    if (measured === undefined) throw new Error('one measurement is offered');
    const model = begunAfter(compileModel(scenario), DAYS);
    const world = worldOf(scenario, () => {
      throw new Error('no calculator is asked');
    });
    const [low, high] = measured.range;
    let parts = 0;
    let from = low;
    const keeps = (
      value: number,
      option: string,
      set: Figures['measured'][number]['bands'][number]['parts'][number]['set'],
    ) => {
      const there = withFact(world, 'yield', Math.min(high, Math.max(low, value)));
      const settings = set.map(({ input, to }) => ({ option, input, to }));
      return keepsEvery(model, valuesOf(model, worldWith(there, settings), option));
    };
    for (const { option, parts: own, to: end } of measured.bands) {
      expect(own.at(-1)?.to).toBeNull();
      for (const { to, set } of own) {
        const until = to?.at ?? end?.at ?? high;
        expect(until).toBeGreaterThan(from);
        parts += 1;
        for (const share of [0.01, 0.25, 0.5, 0.75, 0.99])
          for (const off of [-2, 0, 2])
            expect(keeps(from + share * (until - from) + off, option ?? '', set), `${option} ${from} ${until}`).toBe(
              true,
            );
        from = until;
      }
    }
    expect(from).toBe(high);
    expect([measured.isSure, parts > measured.bands.length]).toEqual([true, true]);
  });

  it.each([
    ['en', /counting the 12 days of measuring/i, /the time for the borehole at more than 48 days/, /by day 25/],
    ['ko', /재는 12일까지 치면/, /the time for the borehole 48일 초과/, /25일째까지/],
  ] as const)(
    'says so in the memo, with the day by which the other option has to begin: %s',
    async (language, counted, bar, day) => {
      const { memo } = await held(language);
      expect(memo).toMatch(counted);
      expect(memo).toMatch(bar);
      expect(memo).toMatch(day);
      expect(memo).not.toMatch(/more than 60 days|60일 초과/);
    },
  );

  it('is counted by whoever tells a bar at the table once it was asked for', async () => {
    const { turns } = await held('en');
    const asked = turns.findIndex((said) => said.includes('test bore'));
    const later = turns.slice(asked + 1).join(' ');
    expect(asked).toBeGreaterThanOrEqual(0);
    expect(later).toMatch(/48 days/);
    expect(later).not.toMatch(/60\.1 days/);
  });
});

import { describe, expect, it } from 'vitest';
import { deadlinesIn, deadlinesOf, meetsAfter } from '../../src/reasoning/calendar.ts';
import { valuesOf } from '../../src/reasoning/evaluate.ts';
import { compileModel, needsOf } from '../../src/reasoning/model.ts';
import { movableAt } from '../../src/reasoning/solve.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';

const question = (need: string, { unit = 'hours', days = 0.25, value = 'schedule' } = {}) =>
  compileModel(
    parseScenario(
      `id: recount
language: en
motion: How do we count again?
cast: [pulse, blaze]
facts:
  left: { value: 87, unit: ${unit}, label: the time until the bills }
  check: { value: 36, unit: ${unit}, label: checking }
  load: { value: 60, unit: jobs/hour, label: the load }
  served: { value: 80, unit: jobs/hour, label: what is served }
  count: { value: 0, unit: ${unit}, label: counting }
  error: { value: 0.9, unit: '%', range: 0.2..1.6, label: the error }
options:
  all: { label: count all, set: { count: 47 ${unit} } }
  some: { label: count some, set: { count: 30 ${unit} } }
quantities:
  ready: { is: count + check, unit: ${unit}, label: the time until it is counted }
  spare: { is: left - ready, unit: ${unit}, label: the time to spare }
  parts: { is: left - count - check, unit: ${unit}, label: what is left }
  both: { is: left + count, unit: ${unit}, label: both }
  wait: { is: 1 / (served - load), unit: hours/job, label: the wait for a job }
criteria:
  - { need: ${need}, value: ${value} }
  - { less: wait, worth: 1 hour/job, value: cost }
measurements:
  - { learns: error, how: count forty again, days: ${days} }
`,
      'recount.yaml',
    ),
  );
const world = (model: ReturnType<typeof question>) =>
  worldOf(model.scenario, () => ({ figures: {}, headline: undefined }));

describe('a deadline', () => {
  it.each(['ready <= left', 'spare >= 0 hours', 'parts >= 0 hours'])(
    'is what is there and what an option takes of it, however the limit says so: %s',
    (need) => {
      const model = question(need);
      const [one] = deadlinesOf(model, valuesOf(model, world(model), 'all'), 0.25);
      expect(one?.takes).toBeCloseTo(89);
      expect(one?.limit).toBeCloseTo(87);
      const [limit] = needsOf(model);
      const meets = (option: string, days: number) =>
        limit === undefined ? null : meetsAfter(valuesOf(model, world(model), option), limit, days);
      expect([meets('all', 0), meets('all', 0.25), meets('some', 0.25)]).toEqual([true, false, true]);
    },
  );

  it.each([
    ['of hours, where measuring takes days', question('spare >= 0 hours', { days: 3 })],
    ['that is no matter of schedule', question('spare >= 0 hours', { value: 'reliability' })],
    ['on a sum that options set', question('both >= 0 hours')],
  ])('is none %s', (_, model) => {
    expect(deadlinesIn(model).size).toBe(0);
  });

  it('is one of days whatever measuring takes', () => {
    expect(deadlinesIn(question('spare >= 0 days', { unit: 'days', days: 3 })).size).toBe(1);
  });
});

describe('what a fact without a range is tried at', () => {
  it('ends before what a formula divides by changes its sign, and nowhere else', () => {
    const model = question('spare >= 0 hours');
    const [low, high] = movableAt(model, world(model), 'load')?.range ?? [];
    expect(low).toBe(15);
    expect(high).toBeGreaterThan(79.9);
    expect(high).toBeLessThan(80);
    expect(movableAt(model, world(model), 'check')?.range).toEqual([9, 144]);
  });
});

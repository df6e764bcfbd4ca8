import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { OptionValues } from '../../src/reasoning/evaluate.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { decisionOf } from '../../src/reasoning/solve.ts';
import { worldFor, worldOf } from '../../src/reasoning/worlds.ts';
import type { Loaded } from './load.ts';
import { HINDSIGHT, loaded, remarksOn, SHIPPED } from './load.ts';

function decided({ scenario, cards, calculate }: Loaded): string | null {
  const members = cards.map(({ id, persona }) => ({ id, values: persona.values }));
  return decisionOf(compileModel(scenario), worldOf(scenario, calculate), { members, rule: scenario.decision });
}

describe.each([...SHIPPED, ...HINDSIGHT])('scenarios/%s.yaml', (id) => {
  const script = loaded(id);

  it('gives lint nothing to warn of', () => {
    expect(remarksOn(script).filter(({ level }) => level === 'warning')).toEqual([]);
  });

  it('has a value for each quantity under each option once everything is known', () => {
    const model = compileModel(script.scenario);
    const world = worldOf(script.scenario, script.calculate);
    const unknown = model.options.flatMap((option) => {
      const values = new OptionValues(model, world, option);
      return [...model.quantities.keys()]
        .filter((name) => values.of(name) === null)
        .map((name) => `${option}: ${name}`);
    });
    expect(unknown).toEqual([]);
  });

  it('fits on a page', () => {
    expect(script.text.trimEnd().split('\n').length).toBeLessThanOrEqual(id.startsWith('hindsight/') ? 45 : 90);
  });
});

describe.each(SHIPPED)('scenarios/%s.yaml', (id) => {
  const script = loaded(id);

  it('decides as it expects once everybody knows everything', () => {
    expect(script.scenario.expect?.decision).toEqual([decided(script)]);
  });

  it('looks otherwise to somebody who does not know: some figure differs between two members', () => {
    const { scenario, calculate } = script;
    const model = compileModel(scenario);
    const tables = scenario.cast.map((member) => {
      const world = worldFor(scenario, member, calculate);
      return JSON.stringify(
        model.options.map((option) => {
          const values = new OptionValues(model, world, option);
          return [...model.quantities.keys()].map((name) => values.of(name));
        }),
      );
    });
    expect(new Set(tables).size).toBeGreaterThan(1);
  });
});

describe('one fact decides', () => {
  it.each([
    ['loss-drop-3000', { cleanCheckpoints: 0 }, 'keep'],
    ['lost-checkpoint', { coldGap: 0.01 }, 'weights'],
    ['lost-checkpoint', { replicas: 1 }, 'rebuild'],
    ['nan-for-a-junior', { zeroRateNan: 0, promptLength: 1800 }, 'clip'],
    ['qlora-32b', { customerShare: 0, approvalDays: '12 hours' }, 'rent'],
    ['rlhf-or-data', { cleanWeeks: '6 weeks' }, 'dpo'],
    ['spike-at-12k', { rewindSteps: 1600 }, 'continue'],
    ['step-time', { linkFlaps: 200, retransmits: 0.15 }, 'network'],
    ['build-or-buy', { buildMonths: '3 months' }, 'build'],
  ])('%s otherwise with %j', (id, facts, decision) => {
    expect(decided(loaded(id, facts))).toBe(decision);
  });

  it.each([
    ['the own card, where the run needs more memory than it has', 'qlora-32b', { sequence: 4096 }, 'local'],
    ['three trillion tokens, which outlast the reservation', 'tokens-for-7b', {}, 'longest'],
    ['one trillion as well, on half of the cards', 'tokens-for-7b', { 'cluster.count': 16 }, 'bigger'],
  ])('no member can choose %s', (_, id, facts, option) => {
    const { scenario, cards, calculate } = loaded(id, facts);
    const model = compileModel(scenario);
    const world = worldOf(scenario, calculate);
    for (const { id: member, persona } of cards)
      expect(
        decisionOf(model, world, { members: [{ id: member, values: persona.values }], rule: 'plurality' }),
      ).not.toBe(option);
  });
});

describe('hindsight', () => {
  const answers = parse(loadedAnswers()) as Record<string, { answer: string }>;

  it('comes out as it did in at least nine of ten cases', () => {
    const right = HINDSIGHT.filter((id) => decided(loaded(id)) === answers[id.replace('hindsight/', '')]?.answer);
    expect(right.length / HINDSIGHT.length).toBeGreaterThanOrEqual(0.9);
  });
});

function loadedAnswers(): string {
  return readFileSync(new URL('../../scenarios/hindsight/answers.yaml', import.meta.url), 'utf8');
}

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { keepsEvery, missedBy } from '../../src/reasoning/amend.ts';
import type { AsSet } from '../../src/reasoning/as-decided.ts';
import { asDecided, turnsAsSet } from '../../src/reasoning/as-decided.ts';
import type { OptionValues } from '../../src/reasoning/evaluate.ts';
import { valuesOf, withFact, worldWith } from '../../src/reasoning/evaluate.ts';
import type { DecisionModel } from '../../src/reasoning/model.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { choicesOf } from '../../src/reasoning/settable.ts';
import type { Setting } from '../../src/reasoning/weighing.ts';
import { leadOver, WORTH_CHANGING } from '../../src/reasoning/weighing.ts';
import type { World } from '../../src/reasoning/worlds.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { toolIndex } from '../../src/workbench/index.ts';

const FOLDER = fileURLToPath(new URL('../fixtures/trades/', import.meta.url));
/** Where every setting is named, each can be tried. */
const QUESTIONS = readdirSync(FOLDER).filter((file) =>
  Object.values(questionIn(file).model.scenario.options).every(({ adjust }) =>
    Object.values(adjust).every((one) => choicesOf(one) !== null),
  ),
);
/** Settings of an option that are looked at. */
const MOST = 40;
const CLOSE = 1e-6;
const BEHIND = Number.NEGATIVE_INFINITY;

interface Question {
  model: DecisionModel;
  world: World;
}

function questionIn(file: string): Question {
  const scenario = parseScenario(readFileSync(FOLDER + file, 'utf8'), file, { tools: toolIndex });
  const model = compileModel(scenario);
  const world = worldOf(scenario, () => {
    throw new Error('no calculator is asked');
  });
  return { model, world };
}

/** All settings of an option, one of each choice of each input. */
function settingsOf({ scenario }: DecisionModel, option: string): Setting[][] {
  const inputs = Object.entries(scenario.options[option]?.adjust ?? {});
  return inputs.reduce<Setting[][]>(
    (all, [input, adjust]) =>
      all.flatMap((set) => (choicesOf(adjust) ?? []).map((to) => [...set, { option, input, to }])),
    [[]],
  );
}

/** Every rival at every setting that keeps the limits. */
const rivalsOf = ({ model, world }: Question, option: string): OptionValues[] =>
  model.options
    .filter((other) => other !== option)
    .flatMap((other) => settingsOf(model, other).map((set) => valuesOf(model, worldWith(world, set), other)))
    .filter((rival) => keepsEvery(rival.model, rival));

/** By how much what is set is ahead of every rival; null where it misses a limit itself. */
function leadAsSet(question: Question, option: string): number | null {
  const { model, world } = question;
  const values = valuesOf(model, world, option);
  if (missedBy(model, values).length > 0) return null;
  return Math.min(...rivalsOf(question, option).map((rival) => leadOver(model, values, rival)));
}

/** The same of the setting of it that is ahead by most; null where it keeps its limits at none. */
function leadAtBest(question: Question, option: string): number | null {
  const { model, world } = question;
  const rivals = rivalsOf(question, option);
  const leads = settingsOf(model, option)
    .map((set) => valuesOf(model, worldWith(world, set), option))
    .filter((values) => keepsEvery(model, values))
    .map((values) => Math.min(...rivals.map((rival) => leadOver(model, values, rival))));
  return leads.length === 0 ? null : Math.max(...leads);
}

/** An option of a question at some of the settings at which it is ahead. */
function plansIn({ model, world }: Question): { world: World; asSet: AsSet }[] {
  return model.options.flatMap((option) => {
    const all = settingsOf(model, option);
    const some = all.filter((_, index) => all.length > 1 && index % Math.ceil(all.length / MOST) === 0);
    return some.flatMap((set) => {
      const there = worldWith(world, set);
      const values = valuesOf(model, there, option);
      const asSet = asDecided(model, there, { option, set: [], values, missed: missedBy(model, values) });
      return asSet === null ? [] : [{ world: there, asSet }];
    });
  });
}

describe('what turns a decision as it is set, on questions that others wrote', () => {
  const known = QUESTIONS.map((file) => ({ file, ...questionIn(file) }));
  const plans = known.flatMap((question) => plansIn(question).map((plan) => ({ ...question, ...plan })));

  it('has plans to look at, some of which another setting would beat today', () => {
    expect(plans.length).toBeGreaterThan(5);
    expect(plans.some(({ asSet }) => asSet.isHeld)).toBe(true);
    expect(plans.some(({ asSet }) => !asSet.isHeld)).toBe(true);
  });

  it('is set anew past the first value at which trying every setting of every rival finds one that is better by what counts, or it misses a limit', () => {
    let told = 0;
    for (const { model, world, asSet } of plans) {
      const { option } = asSet.plan;
      for (const { fact, beyond, tried } of turnsAsSet(model, world, null, asSet).resets) {
        const at = (value: number) => leadAsSet({ model, world: withFact(world, fact, value) }, option);
        told += 1;
        const before = at(tried.holds) ?? BEHIND;
        expect(before, `${option} ${fact} ${beyond} ${tried.holds}`).toBeGreaterThan(-WORTH_CHANGING - CLOSE);
        // Where a rival is ahead of it as it is set, another setting is not, and gains too little to be changed to.
        if (before < -CLOSE)
          expect(leadAtBest({ model, world: withFact(world, fact, tried.holds) }, option)).toBeGreaterThan(-CLOSE);
        expect(at(tried.flips) ?? BEHIND, `${option} ${fact} ${beyond} ${tried.flips}`).toBeLessThan(CLOSE);
      }
    }
    expect(told).toBeGreaterThan(10);
  });

  it('is given up only where no setting of it is ahead of every setting of every rival', () => {
    let told = 0;
    let kept = 0;
    for (const { model, world, asSet } of plans) {
      const { option } = asSet.plan;
      const { flips, resets } = turnsAsSet(model, world, null, asSet);
      for (const { fact, beyond, tried } of flips) {
        const [before, past] = [tried.holds, tried.flips].map((value) => ({
          model,
          world: withFact(world, fact, value),
        }));
        if (before === undefined || past === undefined) continue;
        const name = `${option} ${fact} ${beyond} ${tried.flips}`;
        told += 1;
        expect(leadAtBest(before, option) ?? BEHIND, name).toBeGreaterThan(-CLOSE);
        expect(leadAtBest(past, option) ?? BEHIND, name).toBeLessThan(CLOSE);
        // Where nothing was said of another setting before, the one that it has is as good but for what nobody changes it for.
        const isReset = resets.some((one) => one.fact === fact && one.beyond === beyond);
        const asItIs = leadAsSet(before, option) ?? BEHIND;
        if (!isReset) expect(asItIs, name).toBeGreaterThan(-WORTH_CHANGING - CLOSE);
        if (!isReset && asItIs < -CLOSE) kept += 1;
      }
    }
    expect(told).toBeGreaterThan(50);
    expect(kept).toBeGreaterThan(0);
  });

  it('is set anew only where it misses a limit as it is set, or is better otherwise by what counts', () => {
    let told = 0;
    for (const { model, world, asSet } of plans) {
      const { option } = asSet.plan;
      for (const { fact, tried, set, missed } of turnsAsSet(model, world, null, asSet).resets) {
        const there = withFact(world, fact, tried.flips);
        const values = valuesOf(model, there, option);
        const anew = valuesOf(model, worldWith(there, set), option);
        told += 1;
        expect(keepsEvery(model, anew)).toBe(true);
        expect(missed !== null).toBe(missedBy(model, values).length > 0);
        if (missed === null) expect(leadOver(model, anew, values)).toBeGreaterThanOrEqual(0.05);
      }
    }
    expect(told).toBeGreaterThan(0);
  });
});

import { withFact, worldWith } from './evaluate.ts';
import { judgeOf } from './judge.ts';
import type { DecisionModel } from './model.ts';
import { bearsOn, hasCalculators, needsOf } from './model.ts';
import { comesWhole, movableFacts } from './solve.ts';
import type { Setting } from './weighing.ts';
import type { World } from './worlds.ts';

const DRAWS = 256;

/**
 * In how much of what uncertain facts may be an option keeps every limit as it is set, 0 to 1: each value of their ranges as likely as any other, and none of them
 * because of another. Null where no limit rests on a fact with a range, or calculators would have to be asked.
 */
export function heldShare(
  model: DecisionModel,
  world: World,
  option: string,
  set: readonly Setting[] = [],
): number | null {
  const facts = hasCalculators(model) ? [] : uncertainIn(model, world);
  if (facts.length === 0) return null;
  const here = worldWith(world, set);
  let kept = 0;
  for (let draw = 1; draw <= DRAWS; draw += 1) {
    const there = facts.reduce((drawn, { path, fact, now, range: [low, high] }, index) => {
      const value = low + (high - low) * spread(draw, BASES[index % BASES.length] ?? 2);
      return withFact(drawn, path, comesWhole(fact, now) ? Math.round(value) : value);
    }, here);
    if (judgeOf(model, there, option).keepsAfter([], 0)) kept += 1;
  }
  return kept / DRAWS;
}

/** Facts with a range of their own that bear on a limit of some option. */
const uncertainIn = (model: DecisionModel, world: World) =>
  movableFacts(model, world).filter(
    ({ path, fact }) =>
      fact.range !== undefined &&
      model.options.some((option) => needsOf(model).some((need) => bearsOn(model, path, need, option))),
  );

/** Of each fact another one, so that they are drawn apart from each other: Halton 1960. */
const BASES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

/** The digits of a number in a base, mirrored at the point: values that fill 0 to 1 evenly. */
function spread(draw: number, base: number): number {
  let [left, share, sum] = [draw, 1 / base, 0];
  while (left > 0) {
    sum += share * (left % base);
    left = Math.floor(left / base);
    share /= base;
  }
  return sum;
}

import type { Flip } from '../core/outcome.ts';
import { distanceOf } from '../core/outcome.ts';
import { headOf } from '../core/scenario.ts';
import { withFact } from './evaluate.ts';
import type { DecisionModel } from './model.ts';
import { namesOfCriterion, restsOn } from './model.ts';
import type { Movable } from './solve.ts';
import { flipToward, movableFacts, sidesOf } from './solve.ts';
import type { Held } from './weighing.ts';
import { aheadBySteps, fieldOf } from './weighing.ts';
import type { World } from './worlds.ts';

/** How far a figure with a source that nobody doubts is tried, as a share of it: a quote, a contract, a count. */
const SOURCED = 0.25;
/** Points at which it is tried on either side. */
const FEW = 8;

/**
 * For each figure the nearest value on either side past which another option is ahead by steps, with every option at its best setting and
 * against every limit: of those that people argue about, and of those with a source. An option that is `held` stays as the world has it set.
 */
export function thresholdsOf(
  model: DecisionModel,
  world: World,
  { held, onTried }: { held?: Held; onTried?: () => void } = {},
): Flip[] {
  const now = aheadBySteps(model, world, undefined, held);
  const field = fieldOf(model, world, undefined, held);
  return triedFacts(model, world)
    .flatMap(({ isSourced, ...movable }) => {
      const before = { field, fact: movable.path };
      const ahead = (value: number) => aheadBySteps(model, withFact(world, movable.path, value), before, held);
      return sidesOf(movable).flatMap((end) => {
        const flip = flipToward({ ...movable, end, decision: now }, ahead, isSourced ? FEW : undefined);
        onTried?.();
        return flip ?? [];
      });
    })
    .sort((a, b) => distanceOf(a) - distanceOf(b));
}

type Tried = Movable & { isSourced: boolean };

function triedFacts(model: DecisionModel, world: World): Tried[] {
  const argued = movableFacts(model, world);
  const known = new Set(argued.map(({ path }) => headOf(path)));
  const sourced = Object.entries(model.scenario.facts).flatMap(([path, fact]): Tried[] => {
    const now = world.facts.get(path);
    if (fact.source === undefined || known.has(path) || typeof now !== 'number' || now === 0) return [];
    const isUsed = model.options.some((option) =>
      model.criteria.some((criterion) => restsOn(model, namesOfCriterion(criterion), option).has(path)),
    );
    const range: [number, number] = [now * (1 - SOURCED), now * (1 + SOURCED)];
    return isUsed ? [{ path, fact, now, range: now > 0 ? range : [range[1], range[0]], isSourced: true }] : [];
  });
  return [...argued.map((one) => ({ ...one, isSourced: false })), ...sourced];
}

import type { View } from '../playbook/view.ts';
import { amountOf } from '../prompt/index.ts';
import { missedBy } from '../reasoning/amend.ts';
import { valuesOf, withFact } from '../reasoning/evaluate.ts';
import { feedsCalculator } from '../reasoning/model.ts';
import { flipToward, movableFacts, sidesOf } from '../reasoning/solve.ts';
import { aheadBySteps, fieldOf } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';

/** Points at which a fact is tried on either side. */
const TRIED = 8;
/** The nearest are what a decision may turn on. */
const MOST = 4;
/** Where the question names no range, nobody argues about more than half as much again. */
const FAR = 0.5;

const known = new WeakMap<World, string[]>();

/**
 * Where figures that are uncertain would put another option ahead, each alone, the nearest first, as far as this member knows: options that
 * were set stay so. What would need a calculator at each value is left out.
 */
export function turningLines(view: View): string[] {
  const { world } = view.now;
  const lines = known.get(world) ?? linesOf(view);
  known.set(world, lines);
  return lines;
}

function linesOf({ model, now, question }: View): string[] {
  const { world } = now;
  const held = new Set(world.amended.keys());
  const first = aheadBySteps(model, world, undefined, held);
  if (first === null) return [];
  const field = fieldOf(model, world, undefined, held);
  const said = (fact: string, value: number) => amountOf(model, fact, value, question.language);
  return movableFacts(model, world)
    .filter(
      ({ path }) =>
        Object.hasOwn(model.scenario.facts, path) &&
        model.options.every((option) => !feedsCalculator(model, path, option)),
    )
    .flatMap((movable) => {
      const ahead = (value: number) =>
        aheadBySteps(model, withFact(world, movable.path, value), { field, fact: movable.path }, held);
      return sidesOf(movable).flatMap((end) => {
        const flip = flipToward({ ...movable, end, decision: first }, ahead, TRIED);
        if (flip === null) return [];
        const there = valuesOf(model, withFact(world, movable.path, flip.tried.flips), first);
        const [need] = missedBy(model, there);
        const why = [
          ...(need === undefined ? [] : [`${first} misses the limit on ${need.id}`]),
          ...(flip.to === null ? (need === undefined ? ['level'] : []) : [`${flip.to} leads in place of ${first}`]),
        ].join(', ');
        const side = flip.beyond === 'above' ? 'or more' : 'or less';
        const line = `- fact:${movable.path} ${said(movable.path, movable.now)}; at ${said(movable.path, flip.at)} ${side}: ${why}`;
        const far = Math.abs(flip.at / movable.now - 1);
        return movable.fact.range === undefined && far > FAR ? [] : [{ line, far }];
      });
    })
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST)
    .map(({ line }) => line);
}

import { headOf } from '../core/scenario.ts';
import { valuesOf, withFact, worldWith } from './evaluate.ts';
import type { Expression } from './formula.ts';
import { namesIn, partsOf } from './formula.ts';
import type { DecisionModel } from './model.ts';
import { followsFrom } from './model.ts';
import type { Setting } from './place.ts';
import type { World } from './worlds.ts';

const known = new WeakMap<DecisionModel, readonly Expression[]>();

/** What formulas divide by, as far as it is computed. */
function divisorsOf(model: DecisionModel): readonly Expression[] {
  const found = known.get(model);
  if (found !== undefined) return found;
  const formulas = [
    ...[...model.quantities.values()].flatMap((one) => (one.kind === 'formula' ? [one.expression] : [])),
    ...model.criteria.flatMap((one) => (one.kind === 'need' ? [one.left, one.right] : [])),
  ];
  const divisors = formulas
    .flatMap(partsOf)
    .flatMap((part) => (part.kind === 'binary' && part.operator === '/' ? [part.right] : []))
    .filter((divisor) => namesIn(divisor).length > 0);
  known.set(model, divisors);
  return divisors;
}

/** Whether under an option, set so, something that a formula divides by has another sign in one world than in another. */
export function isPastPole(
  model: DecisionModel,
  { now, there }: { now: World; there: World },
  option: string,
  set: readonly Setting[],
): boolean {
  const [before, after] = [now, there].map((world) => valuesOf(model, worldWith(world, set), option));
  return divisorsOf(model).some((divisor) => {
    const [was, is] = [before?.ofExpression(divisor) ?? null, after?.ofExpression(divisor) ?? null];
    return was !== null && is !== null && was !== 0 && Math.sign(was) !== Math.sign(is);
  });
}

const LOOKS = 8;
const HALVINGS = 30;

/**
 * The farthest value of a fact toward an end up to which nothing that a formula divides by changes its sign: past such a pole what comes out
 * (a queue that is shorter than none) says nothing of what would be.
 */
export function beforePole(model: DecisionModel, world: World, path: string, now: number, end: number): number {
  const head = headOf(path);
  const looked = model.options.flatMap((option) => {
    const follow = followsFrom(model, head, option);
    return divisorsOf(model)
      .filter((divisor) => namesIn(divisor).some((name) => headOf(name) === head || follow.has(headOf(name))))
      .map((divisor) => {
        const signAt = (value: number) =>
          Math.sign(valuesOf(model, withFact(world, path, value), option).ofExpression(divisor) ?? 0);
        return { signAt, sign: signAt(now) };
      });
  });
  const open = looked.filter(({ sign }) => sign !== 0);
  if (open.length === 0) return end;
  const isSame = (value: number) => open.every(({ signAt, sign }) => signAt(value) === sign);
  const looks = Array.from({ length: LOOKS }, (_, index) => now + ((end - now) * (index + 1)) / LOOKS);
  const first = looks.findIndex((value) => !isSame(value));
  if (first < 0) return end;
  let [holds, fails] = [looks[first - 1] ?? now, looks[first] ?? end];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (holds + fails) / 2;
    if (isSame(middle)) holds = middle;
    else fails = middle;
  }
  return holds;
}

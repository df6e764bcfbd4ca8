import type { CompiledNeed } from '../reasoning/model.ts';
import type { Point, Talk } from './talk.ts';

/** Of what a limit asks. */
const NOTHING = 0.005;

/** The limit that an option comes nearest to and has something left of, with how much. */
export function nearestLimit(talk: Talk, option: string): Point | null {
  const { view } = talk;
  const values = talk.values(option);
  const needs = view.model.criteria.flatMap((one) =>
    one.kind === 'need' && values.meets(one) === true && values.margin(one) !== null ? [one] : [],
  );
  const room = (need: CompiledNeed) =>
    Math.abs(values.margin(need) ?? 0) / (Math.abs(values.ofExpression(need.right) ?? 0) / need.unit.factor || 1);
  // That nothing is left is no reason for anything.
  const [nearest] = needs.filter((need) => room(need) > NOTHING).sort((a, b) => room(a) - room(b));
  return nearest === undefined ? null : talk.limit(option, nearest);
}

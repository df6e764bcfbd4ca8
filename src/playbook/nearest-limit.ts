import type { CompiledNeed } from '../reasoning/model.ts';
import type { Point, Talk } from './talk.ts';

/** The limit that an option comes nearest to, with what is left of it. */
export function nearestLimit(talk: Talk, option: string): Point | null {
  const { view } = talk;
  const values = talk.values(option);
  const needs = view.model.criteria.flatMap((one) =>
    one.kind === 'need' && values.meets(one) === true && values.margin(one) !== null ? [one] : [],
  );
  const room = (need: CompiledNeed) =>
    Math.abs(values.margin(need) ?? 0) / (Math.abs(values.ofExpression(need.right) ?? 0) / need.unit.factor || 1);
  const [nearest] = needs.sort((a, b) => room(a) - room(b));
  return nearest === undefined ? null : talk.limit(option, nearest);
}

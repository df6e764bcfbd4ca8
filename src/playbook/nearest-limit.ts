import type { CompiledNeed } from '../reasoning/model.ts';
import { limitThen } from './begun.ts';
import type { Point, Talk } from './talk.ts';

/** Of what a limit asks: with less left there is nothing to be glad of, with more nobody has thought of it. */
const NOTHING = 0.005;
const TIGHT = 0.25;
/** With less left it is hardly anything, and whoever votes has to know it. */
export const HARDLY = 0.03;

/** The limit that an option keeps narrowly, with what is left of it; null where none is near. `isHardly`: where hardly anything is. */
export function nearestLimit(talk: Talk, option: string): (Point & { isHardly: boolean }) | null {
  const { view } = talk;
  const values = talk.values(option);
  const needs = view.model.criteria.flatMap((one) =>
    one.kind === 'need' && values.meets(one) === true && values.margin(one) !== null ? [one] : [],
  );
  const room = (need: CompiledNeed) =>
    Math.abs(values.margin(need) ?? 0) / (Math.abs(values.ofExpression(need.right) ?? 0) / need.unit.factor || 1);
  const [nearest] = needs
    .filter((need) => room(need) > NOTHING && room(need) <= TIGHT)
    .sort((a, b) => room(a) - room(b));
  const point = nearest === undefined ? null : limitThen(talk, option, nearest);
  return nearest === undefined || point === null ? null : { ...point, isHardly: room(nearest) <= HARDLY };
}

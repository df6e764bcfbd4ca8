import { bearingOn } from './bearing.ts';
import type { OptionValues } from './evaluate.ts';
import { valuesOf } from './evaluate.ts';
import type { DecisionModel } from './model.ts';
import { criterionOf, goalsOf, namesOfCriterion, needsOf } from './model.ts';
import { judgedOf } from './places.ts';
import { figuresOn, leadOn } from './steps.ts';
import type { World } from './worlds.ts';

/** Figures of an option as a whole. No quantity is called so: names have no point in them. */
const IN_ALL = 'ahead.inAll';
const MISSES = 'misses.';

/**
 * What an option comes to where it stands as the world has it: by how much it misses each limit that it misses, in that limit's unit; where
 * it keeps them all and goals trade one for one, its lead over the best of the others that keep theirs, in steps, each of them at the setting
 * that serves it best against this one.
 */
export function judgedIn(
  model: DecisionModel,
  world: World,
  option: string,
): Record<string, { value: number; unit: string }> {
  const values = valuesOf(model, world, option);
  const missed = needsOf(model).flatMap((need): [string, { value: number; unit: string }][] => {
    const margin = values.meets(need) === false ? values.margin(need) : null;
    return margin === null ? [] : [[`${MISSES}${need.id}`, { value: Math.abs(margin), unit: need.unit.text }]];
  });
  if (missed.length > 0 || model.scenario.weights !== 'equal' || !isWhole(model, values))
    return Object.fromEntries(missed);
  const goals = goalsOf(model);
  const own = figuresOn(goals, values);
  const leads = model.options.flatMap((other) => {
    const places = other === option ? [] : judgedOf(model, world, other).open;
    const [first] = places;
    if (first === undefined || !isWhole(model, first.values)) return [];
    return places.map(({ figures }) => leadOn(goals, own, figures));
  });
  return leads.length === 0 ? {} : { [IN_ALL]: { value: Math.min(...leads), unit: 'steps' } };
}

/** Whether all that an option is judged by is known of it, and it keeps every limit. */
const isWhole = (model: DecisionModel, values: OptionValues) =>
  needsOf(model).every((need) => values.meets(need) === true) &&
  goalsOf(model).every(({ quantity }) => values.of(quantity) !== null);

export const isOfWhole = (figure: string): boolean => limitOfWhole(figure) !== undefined;

/** Of which limit a figure of the whole is a miss, null where it is the lead in all; undefined for any other figure. */
export function limitOfWhole(figure: string): string | null | undefined {
  const [name = ''] = figure.split('@');
  return name === IN_ALL ? null : name.startsWith(MISSES) ? name.slice(MISSES.length) : undefined;
}

/** What an option can come to as a whole, by name. */
export const namesOfWhole = (model: DecisionModel): string[] => [
  ...needsOf(model).map(({ id }) => `${MISSES}${id}`),
  ...(model.scenario.weights === 'equal' ? [IN_ALL] : []),
];

/** Facts and inputs that an evaluation's figure can turn on. */
export function bearingOnFigure(model: DecisionModel, name: string, option: string): ReadonlySet<string> {
  // A lead turns on what bears on the others, too.
  const options = name === IN_ALL ? model.options : [option];
  return new Set(options.flatMap((one) => [...bearingOn(model, namesOfFigure(model, name), one)]));
}

/** Names of the question behind the name of an evaluation's figure. */
export function namesOfFigure(model: DecisionModel, name: string): readonly string[] {
  if (name === IN_ALL) return model.criteria.flatMap(namesOfCriterion);
  const need = name.startsWith(MISSES) ? criterionOf(model, name.slice(MISSES.length)) : undefined;
  return need === undefined ? [name] : namesOfCriterion(need);
}

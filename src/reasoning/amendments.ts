import type { Amendment } from './amend.ts';
import { keepsEvery, LITTLE, missedBy, roughAmendmentsOf, servesBy } from './amend.ts';
import { asWritten, valuesOf, worldWith } from './evaluate.ts';
import type { DecisionModel } from './model.ts';
import { goalsOf, hasCalculators } from './model.ts';
import { bestBy } from './place.ts';
import { fieldOf } from './places.ts';
import { figuresOn } from './steps.ts';
import type { World } from './worlds.ts';

/**
 * For each option the setting that serves the goals best among those that keep every limit: where the option misses a limit as it stands,
 * or gains at least one step by it. A step is what a goal's difference must be to count; all goals count alike. One input is set, or more
 * where that keeps limits that no one of them does, or serves better still; each of them stands in the list.
 */
export function amendments(model: DecisionModel, world: World): Amendment[] {
  return model.options.flatMap((option) => amendmentsOf(model, world, option));
}

const kept = new WeakMap<World, { model: DecisionModel; options: Map<string, readonly Amendment[]> }>();

/** The same for one option. Where goals trade one for one, of several inputs it is the best that is found by trying many at once. */
export function amendmentsOf(model: DecisionModel, world: World, option: string): readonly Amendment[] {
  const inputs = Object.keys(model.scenario.options[option]?.adjust ?? {});
  const rough = roughAmendmentsOf(model, world, option);
  if (inputs.length < 2 || model.scenario.weights !== 'equal' || hasCalculators(model)) return rough;
  let found = kept.get(world);
  if (found?.model !== model) {
    found = { model, options: new Map() };
    kept.set(world, found);
  }
  const known = found.options.get(option) ?? refined(model, world, option, rough);
  found.options.set(option, known);
  return known;
}

function refined(
  model: DecisionModel,
  world: World,
  option: string,
  rough: readonly Amendment[],
): readonly Amendment[] {
  const serves = servesBy(model, world, option);
  const places = fieldOf(model, world).get(option);
  const best = bestBy(places, ({ figures }) => serves(figures));
  if (best === undefined || best.set.length === 0) return rough;
  const here = valuesOf(model, world, option);
  const set = valuesOf(model, worldWith(world, rough), option);
  const isKept = keepsEvery(model, set);
  if (isKept && serves(best.figures) - serves(figuresOn(goalsOf(model), set)) < LITTLE) return rough;
  const repairs = missedBy(model, here).map(({ id }) => id);
  return best.set.map(({ input, to }) => ({ option, input, from: here.amount(input)?.value ?? to, to, repairs }));
}

/**
 * The settings that serve best once more facts are known, for options that were set otherwise before: solved from where each option stands by
 * itself, so that of equals not the nearest to what was agreed on earlier is found. None where that is what counts already.
 */
export function settledAnew(model: DecisionModel, world: World): Pick<Amendment, 'option' | 'input' | 'to'>[] {
  return [...world.amended].flatMap(([option, inputs]) => {
    const bare = asWritten(world, option);
    const found = amendmentsOf(model, bare, option);
    const written = valuesOf(model, bare, option);
    const set = [...new Set([...inputs.keys(), ...found.map(({ input }) => input)])].flatMap((input) => {
      const to = found.find((one) => one.input === input)?.to ?? written.amount(input)?.value;
      return to === undefined ? [] : [{ option, input, to }];
    });
    const isOther = set.some(({ input, to }) => inputs.get(input) !== to);
    return isOther && keepsEvery(model, valuesOf(model, worldWith(bare, set), option)) ? set : [];
  });
}

/** The world with every such setting made. */
export const atBestSettings = (model: DecisionModel, world: World): World => worldWith(world, amendments(model, world));

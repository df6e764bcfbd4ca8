import type { Outcome } from '../core/outcome.ts';
import type { Amendment } from '../reasoning/amend.ts';
import { unsavedBy } from '../reasoning/amend.ts';
import { valuesOf } from '../reasoning/evaluate.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { namesOfCriterion } from '../reasoning/model.ts';
import { endsOf } from '../reasoning/settable.ts';
import type { World } from '../reasoning/worlds.ts';
import { labelIn } from './label-in.ts';

/** How options stand that may be set otherwise; `offered`: for each option the setting that would serve it best, where there is one. */
export function optionSettings(
  model: DecisionModel,
  world: World,
  offered: readonly Amendment[],
): Pick<Outcome, 'settings' | 'unsaved'> {
  return {
    settings: settingsIn(model, world),
    unsaved: unsavedIn(model, world, offered),
  };
}

function settingsIn(model: DecisionModel, world: World): Outcome['settings'] {
  return model.options.flatMap((option) => {
    const values = valuesOf(model, world, option);
    return Object.entries(model.scenario.options[option]?.adjust ?? {}).flatMap(([input, adjust]) => {
      const amount = values.amount(input);
      if (amount === null) return [];
      const [low, high] = endsOf(adjust);
      return [
        {
          option,
          label: labelIn(model, input),
          unit: amount.unit.text,
          at: amount.value,
          bounds: [low, high] as [number, number],
        },
      ];
    });
  });
}

function unsavedIn(model: DecisionModel, world: World, offered: readonly Amendment[]): Outcome['unsaved'] {
  const others = model.options.filter((option) => offered.every((one) => one.option !== option));
  return others.flatMap((option) =>
    unsavedBy(model, world, option).map(({ input, bounds, kept }) => ({
      option,
      label: labelIn(model, input),
      unit: valuesOf(model, world, option).unitOf(input).text,
      bounds: [bounds[0], bounds[1]] as [number, number],
      kept: kept.map(({ need, within }) => ({
        label: labelIn(model, namesOfCriterion(need)[0] ?? need.id),
        within: within === null ? null : ([within[0], within[1]] as [number, number]),
      })),
    })),
  );
}

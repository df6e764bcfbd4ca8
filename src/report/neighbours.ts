import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, worldWith } from '../reasoning/evaluate.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { namesOfCriterion } from '../reasoning/model.ts';
import { settableOf } from '../reasoning/settable.ts';
import type { World } from '../reasoning/worlds.ts';
import { printAmount } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { labelIn } from './label-in.ts';
import { settingText } from './set-at.ts';

/** Settings on either side of what was decided. */
const BESIDE = 2;
/** Of the way between the ends of what has no settings of its own. */
const PART = 1 / 8;

/**
 * What the decision comes to at the settings next to its own, each input alone and all else as it was decided: who writes of a stage or of a
 * way out says its figures and has no calculator for them.
 */
export function neighbourLines(context: PrintContext, model: DecisionModel, world: World, decision: string): string[] {
  const here = valuesOf(model, world, decision);
  return Object.entries(model.scenario.options[decision]?.adjust ?? {}).flatMap(([input, adjust]) => {
    const now = here.amount(input);
    if (now === null) return [];
    const { ends, all } = settableOf(now, adjust);
    return besideIn(now.value, ends, all).map((to) => {
      const set = settingText(context, { label: labelIn(model, input), unit: now.unit.text, to });
      return `${set}: ${cellsOf(context, model, valuesOf(model, worldWith(world, [{ option: decision, input, to }]), decision))}`;
    });
  });
}

/** Up to two settings on either side of a value, in rising order. */
function besideIn(now: number, [low, high]: readonly [number, number], all: readonly number[] | null): number[] {
  const step = (high - low) * PART;
  const settings = all ?? [-2, -1, 1, 2].map((count) => Number((now + count * step).toPrecision(3)));
  const within = settings.filter((one) => one >= low && one <= high);
  return [...within.filter((one) => one < now).slice(-BESIDE), ...within.filter((one) => one > now).slice(0, BESIDE)];
}

/** Each quantity that a criterion is of, a limit that is missed marked. */
function cellsOf(context: PrintContext, model: DecisionModel, values: OptionValues): string {
  const names = [...new Set(model.criteria.flatMap((criterion) => namesOfCriterion(criterion).slice(0, 1)))];
  return names
    .flatMap((name) => {
      const amount = values.amount(name);
      if (amount === null) return [];
      const isMissed = model.criteria.some(
        (criterion) =>
          criterion.kind === 'need' && namesOfCriterion(criterion)[0] === name && values.meets(criterion) === false,
      );
      const said = `${labelIn(model, name)} ${printAmount(amount.value, amount.unit.text, context.language).text}`;
      return [isMissed ? `${said} ✗` : said];
    })
    .join(', ');
}

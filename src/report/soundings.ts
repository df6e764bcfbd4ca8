import { missedBy } from '../reasoning/amend.ts';
import type { Corner } from '../reasoning/corner.ts';
import { cornerAgainst, tellingCorners } from '../reasoning/corner.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, worldWith } from '../reasoning/evaluate.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { namesOfCriterion } from '../reasoning/model.ts';
import type { Setting } from '../reasoning/weighing.ts';
import { bestOf, leadOver } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';
import { printAmount, printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { labelIn } from './label-in.ts';
import { settingText } from './set-at.ts';

/** What differs by less than this, in steps, nobody asks about. */
const WORTH_ASKING = 0.1;

/**
 * What a reader would ask of what was decided: what a better setting would come to, quantity by quantity, and whether its limits hold where the facts that
 * nobody is sure of are bad at once.
 */
export function soundings(context: PrintContext, model: DecisionModel, world: World, decision: string): string[] {
  const here = valuesOf(model, world, decision);
  if (missedBy(model, here).length > 0) return [];
  return [
    ...betterLine(context, model, world, decision, here),
    ...tellingCorners(model, world, decision).map((corner) => cornerLine(context, model, world, here, corner)),
  ];
}

function betterLine(
  context: PrintContext,
  model: DecisionModel,
  world: World,
  decision: string,
  here: OptionValues,
): string[] {
  if (model.scenario.weights !== 'equal') return [];
  const best = bestOf(model, world, decision);
  if (best === null || best.set.length === 0 || leadOver(model, best.values, here) < WORTH_ASKING) return [];
  const between = differences(context, model, best.values, here);
  const against = cornerAgainst(model, world, decision, best.set);
  return between === ''
    ? []
    : [
        context.labels.memo.betterSetting(
          settingsText(context, model, here, best.set),
          between,
          against === null ? null : cornerLine(context, model, world, here, { ...against, saved: [] }),
        ),
      ];
}

function cornerLine(
  context: PrintContext,
  model: DecisionModel,
  world: World,
  here: OptionValues,
  { facts, need, left, saved }: Corner,
): string {
  const { memo } = context.labels;
  const { scenario } = model;
  const where = facts.map(({ path, at }) =>
    settingText(context, {
      label: labelIn(model, path),
      unit: scenario.facts[path.split('.')[0] ?? '']?.unit ?? '',
      to: at,
    }),
  );
  const limit = labelIn(model, namesOfCriterion(need)[0] ?? need.id);
  const much = printAmount(Math.abs(left), need.unit.text, context.language).text;
  if (left >= 0) return memo.cornerKept(where, limit, much);
  if (saved === null) return memo.cornerMissed(where, limit, much, null, '');
  const between = differences(context, model, valuesOf(model, worldWith(world, saved), here.option), here);
  return memo.cornerMissed(where, limit, much, settingsText(context, model, here, saved), between);
}

const settingsText = (context: PrintContext, model: DecisionModel, here: OptionValues, set: readonly Setting[]) =>
  set
    .map(({ input, to }) => settingText(context, { label: labelIn(model, input), unit: here.unitOf(input).text, to }))
    .join(', ');

/** `the cost $632k ($973k as decided)` for each quantity that a criterion is of and that differs. */
function differences(context: PrintContext, model: DecisionModel, there: OptionValues, here: OptionValues): string {
  const names = [...new Set(model.criteria.flatMap((criterion) => namesOfCriterion(criterion).slice(0, 1)))];
  return names
    .flatMap((name) => {
      const [one, other] = [there.amount(name), here.amount(name)];
      if (one === null || other === null) return [];
      const [a, b] = printTogether([one.value, other.value], one.unit.text, context.language);
      if (a === undefined || b === undefined || a.text === b.text) return [];
      return [context.labels.memo.inPlaceOf(labelIn(model, name), a.text, b.text)];
    })
    .join(', ');
}

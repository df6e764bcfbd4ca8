import type { View } from '../playbook/view.ts';
import { amountOf, settingsAt } from '../prompt/index.ts';
import { keepsEvery } from '../reasoning/amend.ts';
import type { Corner } from '../reasoning/corner.ts';
import { worstPair } from '../reasoning/corner.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, worldWith } from '../reasoning/evaluate.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { namesOfCriterion } from '../reasoning/model.ts';
import type { Setting } from '../reasoning/weighing.ts';
import { aheadBySteps, bestOf } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';

export const digits = (value: number) => String(Number(value.toPrecision(Math.abs(value) < 1 ? 2 : 4)));
export const inUnit = (unit: string) => (unit === '' ? '' : ` ${unit}`);

/** What counts and differs, each as it would be and as it is; `only` of these names. */
export function between(
  model: DecisionModel,
  there: OptionValues,
  here: OptionValues,
  only: ReadonlySet<string> | null = null,
): string {
  const names = [...new Set(model.criteria.flatMap((criterion) => namesOfCriterion(criterion).slice(0, 1)))];
  return names
    .flatMap((name) => {
      if (only?.has(name) === false) return [];
      const [one, other] = [there.amount(name), here.amount(name)];
      if (one === null || other === null || digits(one.value) === digits(other.value)) return [];
      return [`${name} ${digits(one.value)} in place of ${digits(other.value)}${inUnit(one.unit.text)}`];
    })
    .join(', ');
}

/** `fact:A at 3 and fact:B at 20 at once` */
function whereOf({ model, question }: View, facts: Corner['facts']): string {
  const each = facts.map(({ path, at }) => `fact:${path} at ${amountOf(model, path, at, question.language)}`);
  return `${each.join(' and ')}${facts.length > 1 ? ' at once' : ''}`;
}

export const missesAt = (view: View, { facts, need, left }: Corner): string =>
  `it misses the limit on ${need.id} by ${digits(Math.abs(left))}${inUnit(need.unit.text)} with ${whereOf(view, facts)}`;

/** An option as it is set in a world. */
interface AsSet {
  world: World;
  option: string;
}

/** What becomes of a limit of an option where facts are bad at once, and which setting would keep it at what price today. */
export function cornerLine(view: View, { world, option }: AsSet, { facts, left, need, saved }: Corner): string {
  const { model, question } = view;
  const where = whereOf(view, facts);
  const much = `${digits(Math.abs(left))}${inUnit(need.unit.text)}`;
  if (left >= 0) return `- even with ${where} it keeps the limit on ${need.id}, with ${much} left`;
  if (saved === null || saved.length === 0)
    return `- with ${where} it misses the limit on ${need.id} by ${much}${saved === null ? ' as it is set, and no setting keeps every limit' : ''}`;
  const set = settingsAt(model, saved, question.language);
  const price = between(model, valuesOf(model, worldWith(world, saved), option), valuesOf(model, world, option));
  return `- with ${where} it misses the limit on ${need.id} by ${much}; ${set} would keep it${price === '' ? '' : `, for which today ${price}`}`;
}

/** Two uncertain facts that are bad at once, for one option. */
interface Pair {
  heading: string;
  lines: string[];
  settings: readonly Setting[];
}

const known = new WeakMap<World, Map<string | null, Pair>>();
const NOTHING: Pair = { heading: '', lines: [], settings: [] };

/** Where two uncertain facts together break a limit of what leads: what most stand for, else what is ahead on the member's sheet; as it is set, or where it misses a limit so, at its best. */
export function pairOf(view: View, stands: string | null): Pair {
  const { world } = view.now;
  const pairs = known.get(world) ?? new Map<string | null, Pair>();
  known.set(world, pairs);
  const pair = pairs.get(stands) ?? newPair(view, stands);
  pairs.set(stands, pair);
  return pair;
}

function newPair(view: View, stands: string | null): Pair {
  const { model, now, question } = view;
  const option = stands ?? aheadBySteps(model, now.world);
  if (option === null) return NOTHING;
  const isKept = keepsEvery(model, valuesOf(model, now.world, option));
  const set = isKept ? [] : (bestOf(model, now.world, option)?.set ?? null);
  if (set === null) return NOTHING;
  const world = worldWith(now.world, set);
  const corner = worstPair(model, world, option);
  if (corner === null) return NOTHING;
  const said = settingsAt(model, set, question.language);
  return {
    heading: `Two uncertain facts bad at once, for ${option}${said === '' ? ' as it is set' : ` with ${said}`}:`,
    lines: [cornerLine(view, { world, option }, corner)],
    settings: corner.saved ?? [],
  };
}

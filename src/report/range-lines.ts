import { missedBy } from '../reasoning/amend.ts';
import { valuesOf, withFact } from '../reasoning/evaluate.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { feedsCalculator } from '../reasoning/model.ts';
import { movableFacts } from '../reasoning/solve.ts';
import { bestOf, leadOver, WORTH_CHANGING } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';
import { printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { optionName } from './context.ts';
import { labelIn } from './label-in.ts';

/** Values of a range that are tried, its ends among them. */
const POINTS = 8;
/** Halvings of the piece in which a tie begins or ends. */
const HALVINGS = 8;

/** How a decision stands at one value of a fact: its lead over the strongest other, in steps; null where it misses a limit, or there is no other. */
interface At {
  value: number;
  lead: number | null;
  rival: string | null;
}

/**
 * What the ranges of facts leave of a decision that the figures are for, as it is set: over all of which it stays, and between which values of which it
 * is level with another option at its best. Of a fact that a calculator is fed, and of `barred`, nothing is said.
 */
export function rangeLines(
  context: PrintContext,
  model: DecisionModel,
  world: World,
  decision: string,
  barred: string | null = null,
): string[] {
  if (model.scenario.weights !== 'equal') return [];
  const { memo } = context.labels;
  const now = standingAt(model, world, decision, 0);
  if (now.lead === null || now.lead < 0) return [];
  return movableFacts(model, world).flatMap(({ path, range: [low, high], now: value }) => {
    const fact = model.scenario.facts[path];
    if (
      path === barred ||
      fact?.range === undefined ||
      model.options.some((option) => feedsCalculator(model, path, option))
    )
      return [];
    const at = (tried: number) => ({ ...standingAt(model, withFact(world, path, tried), decision, tried) });
    const values = [...new Set([...points(low, high), value])].sort((a, b) => a - b);
    const tried = values.map(at);
    const said = (...ends: number[]) =>
      printTogether(ends, fact.unit ?? '', context.language).map(({ text }) => text) as [string, string];
    const label = labelIn(model, path);
    if (tried.every(({ lead }) => lead !== null && lead >= WORTH_CHANGING))
      return [memo.staysOver(label, ...said(low, high), optionName(context, decision))];
    const level = levelIn(tried, at);
    if (level === null) return [];
    const isAll = level.from === low && level.to === high;
    // Set otherwise it would be ahead there all the same: that is told as what it is set to.
    return level.rival === null ||
      isAll ||
      isAheadReset(model, withFact(world, path, (level.from + level.to) / 2), decision)
      ? []
      : [
          memo.levelBetween(
            label,
            ...said(level.from, level.to),
            optionName(context, decision),
            optionName(context, level.rival),
          ),
        ];
  });
}

/** Whether a decision that may be set otherwise is ahead of every other at its best setting, by what is worth a change. */
function isAheadReset(model: DecisionModel, world: World, decision: string): boolean {
  const best = bestOf(model, world, decision);
  return best !== null && best.set.length > 0 && best.lead >= WORTH_CHANGING;
}

const points = (low: number, high: number): number[] =>
  Array.from({ length: POINTS + 1 }, (_, index) => low + ((high - low) * index) / POINTS);

function standingAt(model: DecisionModel, world: World, decision: string, value: number): At {
  const here = valuesOf(model, world, decision);
  if (missedBy(model, here).length > 0) return { value, lead: null, rival: null };
  const leads = model.options.flatMap((option) => {
    const best = option === decision ? null : bestOf(model, world, option);
    return best === null ? [] : [{ option, lead: leadOver(model, here, best.values) }];
  });
  const [nearest] = leads.sort((a, b) => a.lead - b.lead);
  return { value, lead: nearest?.lead ?? null, rival: nearest?.option ?? null };
}

/** Whether the two are less apart than is worth a word; not where the decision misses a limit. */
const isLevel = ({ lead }: At): boolean => lead !== null && Math.abs(lead) < WORTH_CHANGING;

/**
 * Between which values the two are level: around that at which the one passes the other, or where it passes it nowhere, where the lead comes
 * to nothing that is worth a word. Null where it never does.
 */
function levelIn(
  tried: readonly At[],
  at: (value: number) => At,
): { from: number; to: number; rival: string | null } | null {
  const next = tried.findIndex((one, index) => {
    const before = tried[index - 1];
    return before?.lead != null && one.lead !== null && Math.sign(before.lead) !== Math.sign(one.lead);
  });
  const level = levelAt(tried, next, at);
  if (level === null) return null;
  const end = (outward: readonly At[]): number => {
    const index = outward.findIndex((one) => !isLevel(one));
    const beyond = outward[index];
    const last = index < 0 ? outward.at(-1) : outward[index - 1];
    return beyond === undefined ? (last ?? level).value : between(last ?? level, beyond, at, isLevel).value;
  };
  const [from, to] = [
    end(tried.filter(({ value }) => value < level.value).reverse()),
    end(tried.filter(({ value }) => value > level.value)),
  ];
  const passed = [tried[next - 1], tried[next]].find((one) => one?.lead != null && one.lead < 0);
  return from >= to ? null : { from, to, rival: (passed ?? level).rival };
}

/** A value at which the two are level: beside that at which the one passes the other, else any. */
function levelAt(tried: readonly At[], next: number, at: (value: number) => At): At | null {
  const [before, after] = [tried[next - 1], tried[next]];
  if (before?.lead == null || after?.lead == null) return tried.find(isLevel) ?? null;
  const sign = Math.sign(before.lead);
  const level =
    [before, after].find(isLevel) ?? between(before, after, at, ({ lead }) => Math.sign(lead ?? 0) === sign);
  return isLevel(level) ? level : null;
}

/** The last value of the first kind on the way from one value to another. */
function between(from: At, to: At, at: (value: number) => At, isFirst: (one: At) => boolean): At {
  let [here, there] = [from, to];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = at((here.value + there.value) / 2);
    if (isFirst(middle)) here = middle;
    else there = middle;
  }
  return here;
}

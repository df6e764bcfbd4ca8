import { keepsEvery, missedShare } from './amend.ts';
import { valuesOf, withFact, worldWith } from './evaluate.ts';
import type { CompiledNeed, DecisionModel } from './model.ts';
import { feedsCalculator, needsOf } from './model.ts';
import { movableFacts } from './solve.ts';
import type { Setting } from './weighing.ts';
import { bestOf } from './weighing.ts';
import type { World } from './worlds.ts';

/** A limit of an option, with the ends of ranges that are worst for it. */
export interface Corner {
  need: CompiledNeed;
  /** Facts at the end of their range that is worse for it, the one that takes most first; each in its unit. */
  facts: readonly { path: string; at: number }[];
  /** What is left there, in the unit of the limit; below 0 it is missed. */
  left: number;
  /** Where it is missed: settings of the option that keep every limit there; null where none does. */
  saved: readonly Setting[] | null;
}

/** So many facts are bad at once: what three people have each in their own range. */
const TOGETHER = 3;

/**
 * For the limits of an option as it is set: whether they hold where the facts that bear on them most lie at the bad ends of their ranges at once. Of a limit that
 * is missed the fewest facts that do it together; of one that is kept all three. A fact that misses it alone stands alone. What would need a calculator is left out.
 */
const cornersOf = (model: DecisionModel, world: World, option: string): Corner[] =>
  placesOf(model, world, option, { most: TOGETHER, isWhole: false }).map((place) => withSaved(model, option, place));

/** Where several facts are bad at once. */
type Bad = Omit<Corner, 'saved'> & { there: World };

/** `isWhole`: of a limit that is missed by fewer facts, too, all of them. */
function placesOf(
  model: DecisionModel,
  world: World,
  option: string,
  { most, isWhole }: { most: number; isWhole: boolean },
): Bad[] {
  const here = valuesOf(model, world, option);
  const ranged = movableFacts(model, world).filter(
    ({ path, fact }) => fact.range !== undefined && !feedsCalculator(model, path, option),
  );
  return needsOf(model).flatMap((need): Bad[] => {
    const now = here.margin(need);
    if (now === null || here.meets(need) !== true) return [];
    const marginIn = (there: World) => valuesOf(model, there, option).margin(need);
    const worst = ranged
      .flatMap(({ path, range }) =>
        range.flatMap((at) => {
          const left = marginIn(withFact(world, path, at));
          return left === null || left >= now ? [] : [{ path, at, left }];
        }),
      )
      .sort((a, b) => a.left - b.left);
    const each = worst.filter(({ path }, index) => worst.findIndex((one) => one.path === path) === index);
    if (each.length === 0) return [];
    let there = world;
    const facts: { path: string; at: number }[] = [];
    let left = now;
    for (const { path, at } of each.slice(0, most)) {
      there = withFact(there, path, at);
      facts.push({ path, at });
      left = marginIn(there) ?? left;
      if (!isWhole && valuesOf(model, there, option).meets(need) === false) break;
    }
    return [{ need, facts, left, there }];
  });
}

function withSaved(model: DecisionModel, option: string, { there, ...bad }: Bad): Corner {
  const isMissed = valuesOf(model, there, option).meets(bad.need) === false;
  return { ...bad, saved: isMissed ? savedIn(model, there, option) : null };
}

/** Two facts that are bad at once. */
const PAIR = 2;

/**
 * Where two uncertain facts at the bad ends of their ranges together miss a limit that an option keeps today, though one of them may miss it alone: of several limits
 * the one that is missed by the most of what it asks. Null where every limit holds.
 */
export function worstPair(model: DecisionModel, world: World, option: string): Corner | null {
  const here = valuesOf(model, world, option);
  const share = ({ need, left }: Bad) => missedShare(need, left, here.ofExpression(need.right) ?? 0);
  const [worst] = placesOf(model, world, option, { most: PAIR, isWhole: true })
    .filter(({ need, facts, there }) => facts.length === PAIR && valuesOf(model, there, option).meets(need) === false)
    .sort((a, b) => share(b) - share(a));
  return worst === undefined ? null : withSaved(model, option, worst);
}

/** Corners that are missed and told. */
const MOST_MISSED = 2;

/** Those that are worth telling: the limits that are missed by the fewest facts, else the one of which the least is left. */
export function tellingCorners(model: DecisionModel, world: World, option: string): Corner[] {
  const all = cornersOf(model, world, option);
  const missed = all.filter(({ left }) => left < 0).sort((a, b) => a.facts.length - b.facts.length);
  if (missed.length > 0) return missed.slice(0, MOST_MISSED);
  const here = valuesOf(model, world, option);
  const share = ({ need, left }: Corner) => left / (Math.abs(here.margin(need) ?? 0) || 1);
  return all
    .filter(({ facts }) => facts.length > 1)
    .sort((a, b) => share(a) - share(b))
    .slice(0, 1);
}

/** The first corner that another setting of an option misses and today's does not: what speaks against a setting that is better by today's figures. */
export function cornerAgainst(
  model: DecisionModel,
  world: World,
  option: string,
  set: readonly Setting[],
): Corner | null {
  const today = cornersOf(model, world, option);
  const isKept = ({ need }: Corner) => today.some((one) => one.need === need && one.left >= 0);
  return tellingCorners(model, worldWith(world, set), option).find((one) => one.left < 0 && isKept(one)) ?? null;
}

function savedIn(model: DecisionModel, there: World, option: string): readonly Setting[] | null {
  const best = bestOf(model, there, option);
  return best === null || !keepsEvery(model, best.values) ? null : best.set;
}

import { onceEach } from '../core/once.ts';
import type { Flip } from '../core/outcome.ts';
import { distanceOf } from '../core/outcome.ts';
import { headOf } from '../core/scenario.ts';
import { missedBy } from './amend.ts';
import { valuesOf, withFact, worldWith } from './evaluate.ts';
import type { CompiledNeed, DecisionModel } from './model.ts';
import { namesOfCriterion, restsOn } from './model.ts';
import { fieldOf } from './places.ts';
import { isPastPole } from './poles.ts';
import type { Movable, Table } from './solve.ts';
import { decisionOf, flipToward, movableAt, movableFacts, sidesOf, undone } from './solve.ts';
import type { Setting, Weighed } from './weighing.ts';
import { aheadBySteps, aheadIn, bestAgainstAll, inShort, leadOver, WORTH_CHANGING } from './weighing.ts';
import type { World } from './worlds.ts';

/** Points at which a figure that nobody doubts is tried on either side: a quote, a contract, a count. */
const FEW = 4;

/** A value past which the same option stays ahead, but not as it is set. */
export interface Reset extends Flip {
  /** How it is set best right past it. */
  set: readonly Setting[];
  /** The limit that it misses there as it is set; null where another setting is merely better by what counts. */
  missed: CompiledNeed | null;
}

/** What one figure turns, on either side of what it is. */
export interface Turns {
  flips: Flip[];
  resets: Reset[];
}

/** Of which option it is told how far it stays as it is set. */
type Plan = Pick<Weighed, 'option' | 'set'>;

interface Turning {
  plan?: Plan | null;
  facts?: readonly Tried[];
  points?: number;
  onTried?: () => void;
}

/**
 * For each figure the nearest value on either side past which another option is ahead by steps, every option at its best setting and against
 * every limit; and before that the one past which the plan misses a limit as it is set, or trails its own best setting by what counts. The
 * one rule of all bars: of those that are told in a debate, and of those of its outcome.
 */
export function turnsOf(
  model: DecisionModel,
  world: World,
  { plan = null, facts, points, onTried }: Turning = {},
): Turns {
  const now = aheadBySteps(model, world);
  const told = (facts ?? triedFacts(model, world)).map((tried) => {
    const turns = turnsOn(model, world, tried, { now, plan, points });
    onTried?.();
    return turns;
  });
  const nearFirst = <T extends Flip>(list: readonly T[]) => [...list].sort((a, b) => distanceOf(a) - distanceOf(b));
  return {
    flips: nearFirst(told.flatMap(({ flips }) => flips)),
    resets: nearFirst(told.flatMap(({ resets }) => resets)),
  };
}

/** No option is called so. */
const RESET = ' reset';

function turnsOn(
  model: DecisionModel,
  world: World,
  { isFirm, ...movable }: Tried,
  { now, plan, points }: { now: string | null; plan: Plan | null; points: number | undefined },
): Turns {
  const worlds = onceEach((value: number) => withFact(world, movable.path, value));
  const fields = onceEach((value: number) => fieldOf(model, worlds(value)));
  const ahead = onceEach((value: number) => aheadIn(model, fields(value)));
  const isSettable =
    plan !== null && plan.option === now && Object.keys(model.scenario.options[plan.option]?.adjust ?? {}).length > 0;
  const asSet = (value: number, { option, set }: Plan) => valuesOf(model, worldWith(worlds(value), set), option);
  const isBest = onceEach((value: number): boolean => {
    if (plan === null) return true;
    const values = asSet(value, plan);
    if (missedBy(model, values).length > 0) return false;
    const best = bestAgainstAll(model, fields(value), plan.option);
    return best === null || leadOver(model, best.place.values, values) < WORTH_CHANGING;
  });
  const turned = (value: number) => {
    const option = ahead(value);
    return option === now && !isBest(value) ? RESET : option;
  };
  const tries = isFirm ? FEW : points;
  const turns: Turns = { flips: [], resets: [] };
  for (const end of sidesOf(movable)) {
    const toward = { ...movable, end, decision: now };
    const flip = flipToward(toward, ahead, tries);
    const winner = flip?.to == null ? null : bestAgainstAll(model, fields(flip.tried.flips), flip.to);
    const isNowhere =
      flip !== null &&
      winner !== null &&
      isPastPole(model, { now: world, there: worlds(flip.tried.flips) }, winner.place.option, winner.place.set);
    // Past a pole the formula says nothing of what would be.
    if (flip !== null && !isNowhere) turns.flips.push(flip);
    // Where another setting would be better today already, that is what is told of it.
    const reset = plan !== null && isSettable && isBest(movable.now) ? flipToward(toward, turned, tries) : null;
    if (plan === null || reset === null || reset.to !== RESET) continue;
    const past = reset.tried.flips;
    const [missed = null] = missedBy(model, asSet(past, plan));
    const best = bestAgainstAll(model, fields(past), plan.option);
    const set = best === null ? [] : inShort(model, worlds(past), best.place, null).set;
    turns.resets.push({ ...reset, to: plan.option, set, missed });
  }
  return turns;
}

/** A figure that is tried, and whether nobody doubts it. */
export type Tried = Movable & { isFirm: boolean };

/** Those that people argue about; then all others on which a criterion rests and no option sets. */
export function triedFacts(model: DecisionModel, world: World): Tried[] {
  const argued = movableFacts(model, world);
  const known = new Set(argued.map(({ path }) => headOf(path)));
  const firm = Object.keys(model.scenario.facts).flatMap((path): Tried[] => {
    // What options set is theirs to choose, and nothing that could come out otherwise.
    if (known.has(path) || model.inputs.has(path) || world.facts.get(path) === 0) return [];
    const isUsed = model.options.some((option) =>
      model.criteria.some((criterion) => restsOn(model, namesOfCriterion(criterion), option).has(path)),
    );
    const movable = isUsed ? movableAt(model, world, path) : null;
    return movable === null ? [] : [{ ...movable, isFirm: true }];
  });
  return [...argued.map((one) => ({ ...one, isFirm: false })), ...firm];
}

/** Places up to a bar of the figures, or where they have none up to the end, at which is looked whether the table decides otherwise before it. */
const BEFORE = 8;
const BEFORE_SHARED = 2;

/**
 * For each number people argue about, the nearest value on either side past which the table decides otherwise: the figures' own bar where it turns
 * there. Printed values are tried as they are printed: `holds` still decides as now, `flips` does not. Tells of each side of a fact that it has tried.
 */
export function flipsOf(
  model: DecisionModel,
  world: World,
  table: Table,
  {
    figures,
    only,
    facts = movableFacts(model, world),
    onTried,
  }: { figures?: readonly Flip[]; only?: string; facts?: readonly Movable[]; onTried?: () => void } = {},
): Flip[] {
  const movables = facts.filter(({ path }) => only === undefined || path === only);
  const known = figures ?? turnsOf(model, world, { facts: movables.map((one) => ({ ...one, isFirm: false })) }).flips;
  const now = decisionOf(model, world, table);
  const start = undone(model, world, table);
  return movables
    .flatMap((movable) =>
      sidesOf(movable).flatMap((end) => {
        const { path, now: value } = movable;
        const decided = onceEach((at: number) => decisionOf(model, withFact(start, path, at), table));
        const own = known.find(({ fact, beyond }) => fact === path && (beyond === 'above') === end > value);
        // Where goals trade one for one the figures are everybody's.
        const isShared = model.scenario.weights === 'equal';
        const looks = isShared ? BEFORE_SHARED : BEFORE;
        const isNone = isShared && own === undefined && [(value + end) / 2, end].every((at) => decided(at) === now);
        if (isNone) {
          onTried?.();
          return [];
        }
        const isSame =
          own !== undefined &&
          own.to !== now &&
          decided(own.tried.holds) === now &&
          decided(own.tried.flips) === own.to &&
          Array.from({ length: looks }, (_, index) => value + ((own.tried.holds - value) * (index + 1)) / looks).every(
            (at) => decided(at) === now,
          );
        const flip = isSame && own !== undefined ? own : flipToward({ ...movable, end, decision: now }, decided);
        onTried?.();
        return flip ?? [];
      }),
    )
    .sort((a, b) => distanceOf(a) - distanceOf(b));
}

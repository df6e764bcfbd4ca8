import { Kept } from '../core/kept.ts';
import { onceEach } from '../core/once.ts';
import type { Figures } from '../core/outcome.ts';
import type { Measurement } from '../core/scenario.ts';
import { keepsEvery } from './amend.ts';
import type { Band } from './bands.ts';
import { bandsOf, Samples, withoutNeedless } from './bands.ts';
import type { Safe } from './caution.ts';
import { safeSetting } from './caution.ts';
import { valuesOf, withFact, worldWith } from './evaluate.ts';
import type { DecisionModel } from './model.ts';
import { hasCalculators } from './model.ts';
import type { Plans } from './plans.ts';
import { NO_PLAN, plansOf, resultsOf } from './plans.ts';
import { lossBeside, lossOfKeeping, weighedAgainst } from './weighing.ts';
import type { World } from './worlds.ts';
import { contentsOf } from './worlds.ts';

/** `insured.set` names its option. */
export type Gain = Omit<NonNullable<Figures['measured'][number]['gain']>, 'insured'> & {
  insured: (Pick<Safe, 'set' | 'costs'> & { steps: number }) | null;
};

/** What a measurement of a fact would tell. */
export interface Knowing {
  plans: Plans;
  /** The range as bands of results, each of which is worth a change of plan. */
  bands: Band[];
  /** The same of exact results. */
  exact: Band[];
  /** Null where no result changes anything. */
  gain: Gain | null;
}

interface Asked {
  path: string;
  range: readonly [number, number];
  decision: string | null;
}

/** So many answers are kept of a model: the memo asks what was asked at the table. */
const MOST_KEPT = 32;
const kept = new WeakMap<DecisionModel, Kept<Knowing>>();

/** What is done at each result of a measurement in place of the decision, every option at its best setting there, and what knowing it is worth. */
export function knowing(
  model: DecisionModel,
  world: World,
  { days = 0, error = 0 }: Pick<Measurement, 'days' | 'error'>,
  asked: Asked,
): Knowing {
  // Figures of calculators may be those of a record.
  if (hasCalculators(model)) return known(model, world, { days, error }, asked);
  const answers = kept.get(model) ?? new Kept<Knowing>(MOST_KEPT);
  kept.set(model, answers);
  const key = JSON.stringify([...contentsOf(world), days, error, asked]);
  return answers.of(key, () => known(model, world, { days, error }, asked));
}

function known(
  model: DecisionModel,
  world: World,
  { days, error }: { days: number; error: number },
  { path, range, decision }: Asked,
): Knowing {
  const measuring = { path, range, days, decision };
  const samples = new Samples(range, error);
  const partOf = (plans: Plans, all: readonly Band[]) =>
    withoutNeedless(all, decision, (option, band) => plans.serves(option, band));
  const results = resultsOf(model, world, measuring, MOST_EXACT);
  const sure = plansOf(model, world, { ...measuring, error: 0 }, results);
  const all = bandsOf(range, (result) => sure.at(result), { samples });
  const exact = partOf(sure, all);
  const plans = error === 0 ? sure : plansOf(model, world, { ...measuring, error }, results);
  // Where the true value has to be clear of a border, what is done changes an error before it.
  const borders = all.slice(1).flatMap(({ from }) => [from - error, from + error, from]);
  const bands =
    error === 0
      ? exact
      : partOf(
          plans,
          bandsOf(range, (result) => plans.at(result), { samples, borders }),
        );
  // What comes to nothing once the error is kept clear is no gain either.
  const turning = exact.map((band) => {
    const middle = (band.from + band.to) / 2;
    const done = bands.find(({ from, to }) => middle >= from && middle <= to)?.outcome;
    return done !== undefined && done === decision ? { ...band, outcome: done } : band;
  });
  // Of all that was looked at nothing stays.
  return {
    plans: plansOf(model, world, { ...measuring, error }),
    bands,
    exact,
    gain: gainOf(model, world, { path, range, bands: turning, decision }),
  };
}

/** Exact results that are come back to, where the true value may be an error off. */
const MOST_EXACT = 128;

/** Stretches into which a band of results is cut at first, and how often one is halved where what is lost bends or jumps in it. */
const CUTS = 3;
const HALVINGS = 6;
/** Of a step: what is lost in the middle of a stretch may be off its ends' mean by so much. */
const BEND = 0.05;
/** Of a band: how far inside it its ends are looked at, since at the very edge another band begins. */
const EDGE = 1e-6;

interface Lost {
  steps: number;
  /** Whether the decision misses a limit. */
  misses: number;
  /** Steps that are lost by the setting that is sure over the whole range. */
  insured: number;
}

/** What an exact result is worth over keeping to the decision, the range being all that is known of the fact. */
function gainOf(
  model: DecisionModel,
  world: World,
  {
    path,
    range: [low, high],
    bands,
    decision,
  }: { path: string; decision: string | null; range: readonly [number, number]; bands: readonly Band[] },
): Gain | null {
  const isTurned = bands.some(({ outcome }) => outcome !== NO_PLAN.split) && bands.length > 1;
  if (decision === null || high <= low || !isTurned) return null;
  const gain: Gain = { chance: 0, misses: 0, steps: 0, worst: 0, insured: null };
  const sure = insuring(model, world, { path, range: [low, high], decision });
  const at = onceEach((value: number): Lost => {
    const there = withFact(world, path, value);
    const lost = lossOfKeeping(model, there, decision);
    if (lost !== null) gain.worst = Math.max(gain.worst, lost);
    const insured = sure === null ? 0 : lossBeside(model, there, valuesOf(model, worldWith(there, sure.set), decision));
    return { steps: lost ?? 0, misses: Number(lost === null), insured };
  });
  let insured = 0;
  for (const { from, to, outcome } of bands) {
    if (to <= from) continue;
    if (outcome !== decision && outcome !== NO_PLAN.limits && outcome !== NO_PLAN.split)
      gain.chance += (to - from) / (high - low);
    const inside = (share: number) => from + (to - from) * Math.min(1 - EDGE, Math.max(EDGE, share));
    const cuts = Array.from({ length: CUTS + 1 }, (_, cut) =>
      cut === 0 && from === low ? low : cut === CUTS && to === high ? high : inside(cut / CUTS),
    );
    for (const [index, end] of cuts.slice(1).entries()) {
      const mean = meanOf(at, cuts[index] ?? from, end, HALVINGS);
      const share = (to - from) / CUTS / (high - low);
      gain.steps += share * mean.steps;
      gain.misses += share * mean.misses;
      insured += share * mean.insured;
    }
  }
  return sure === null ? gain : { ...gain, insured: { set: sure.set, costs: sure.costs, steps: insured } };
}

/** Where the decision misses a limit at an end of the range as it is set: a setting of it that is sure without a result, both there and today; null where none is needed, or none is. */
function insuring(
  model: DecisionModel,
  world: World,
  { path, range, decision }: { path: string; range: readonly [number, number]; decision: string },
): Safe | null {
  const kept = weighedAgainst(model, world, decision).get(decision);
  if (kept === undefined || kept.missed.length > 0) return null;
  const here = worldWith(world, kept.set);
  const found = range.flatMap((at) => safeSetting(model, here, decision, { path, at }) ?? []);
  const keeps = ({ set }: Safe) =>
    range.every((at) => keepsEvery(model, valuesOf(model, worldWith(withFact(here, path, at), set), decision)));
  return found.find((safe) => safe.set.length > 0 && keeps(safe)) ?? null;
}

/** The mean over a stretch, which is halved where it is no straight line. */
function meanOf(at: (value: number) => Lost, from: number, to: number, halvings: number): Lost {
  const middle = (from + to) / 2;
  const [low, here, high] = [at(from), at(middle), at(to)];
  const straight = meanLost(low, high);
  const isStraight =
    low.misses === high.misses &&
    here.misses === low.misses &&
    Math.abs(here.steps - straight.steps) <= BEND &&
    Math.abs(here.insured - straight.insured) <= BEND;
  if (isStraight || halvings === 0) return straight;
  return meanLost(meanOf(at, from, middle, halvings - 1), meanOf(at, middle, to, halvings - 1));
}

function meanLost(first: Lost, second: Lost): Lost {
  const mean = (of: (lost: Lost) => number) => (of(first) + of(second)) / 2;
  return { steps: mean((one) => one.steps), misses: mean((one) => one.misses), insured: mean((one) => one.insured) };
}

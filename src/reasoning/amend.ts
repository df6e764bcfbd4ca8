import type { Amount, World } from './evaluate.ts';
import { OptionValues } from './evaluate.ts';
import type { CompiledNeed, DecisionModel } from './model.ts';
import { physicalPart } from './units.ts';

/** Another setting of an option, within what the scenario allows. */
export interface Amendment {
  option: string;
  input: string;
  /** In the input's unit. */
  from: number;
  to: number;
  /** Limits that it misses as it stands and keeps so. */
  repairs: string[];
}

const STEPS = 24;

/**
 * The smallest change that makes each option keep the limits that it misses. Only one input of an option is changed; none where it
 * keeps them all as it is, or nothing within the bounds helps.
 */
export function amendments(model: DecisionModel, world: World): Amendment[] {
  const found: Amendment[] = [];
  for (const option of model.options) {
    const best = amendmentOf(model, world, option);
    if (best !== null) found.push(best);
  }
  return found;
}

export function worldWith(world: World, changes: readonly Pick<Amendment, 'option' | 'input' | 'to'>[]): World {
  if (changes.length === 0) return world;
  const amended = new Map([...world.amended].map(([option, inputs]) => [option, new Map(inputs)]));
  for (const { option, input, to } of changes) {
    const inputs = amended.get(option) ?? new Map<string, number>();
    amended.set(option, inputs.set(input, to));
  }
  return { ...world, amended };
}

function amendmentOf(model: DecisionModel, world: World, option: string): Amendment | null {
  const adjust = model.scenario.options[option]?.adjust ?? {};
  const values = new OptionValues(model, world, option);
  const missed = missedBy(model, values);
  if (missed.length === 0) return null;
  for (const [input, [low, high]] of Object.entries(adjust)) {
    const now = values.amount(input);
    if (now === null) continue;
    const from = now.value;
    const tried = (to: number) => worldWith(world, [{ option, input, to }]);
    const keeps = (at: number) => missedBy(model, new OptionValues(model, tried(at), option)).length === 0;
    const to = nearestKeeping(from, [low, high], keeps, isWhole(now, [low, high]));
    if (to !== null) return { option, input, from, to, repairs: missed.map(({ id }) => id) };
  }
  return null;
}

function missedBy(model: DecisionModel, values: OptionValues): CompiledNeed[] {
  return model.criteria.filter(
    (criterion): criterion is CompiledNeed => criterion.kind === 'need' && values.meets(criterion) === false,
  );
}

/** The setting nearest to today's that keeps every limit, found by steps and then by halving; rounded to the safe side. */
function nearestKeeping(
  from: number,
  [low, high]: readonly [number, number],
  keeps: (at: number) => boolean,
  whole: boolean,
): number | null {
  const sides = [low, high].map((end) => {
    let before = from;
    for (let step = 1; step <= STEPS; step += 1) {
      const at = from + ((end - from) * step) / STEPS;
      if (keeps(at)) return rounded(closeIn(before, at, keeps), end, keeps, whole);
      before = at;
    }
    return null;
  });
  const [near] = sides.filter((side) => side !== null).sort((a, b) => Math.abs(a - from) - Math.abs(b - from));
  return near ?? null;
}

function closeIn(fails: number, keeps: number, check: (at: number) => boolean): number {
  let [bad, good] = [fails, keeps];
  for (let step = 0; step < 40; step += 1) {
    const middle = (bad + good) / 2;
    if (check(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** The shortest number between the threshold and the end that still keeps the limits. */
function rounded(at: number, end: number, keeps: (at: number) => boolean, whole: boolean): number | null {
  if (whole) {
    const next = end >= at ? Math.ceil(at - 1e-9) : Math.floor(at + 1e-9);
    if (Math.abs(next) < 1000) return keeps(next) ? next : null;
  }
  for (let digits = 1; digits <= 6; digits += 1) {
    const unit = 10 ** (Math.floor(Math.log10(Math.abs(at) || 1)) - digits + 1);
    const towards = end >= at ? Math.ceil(at / unit - 1e-9) * unit : Math.floor(at / unit + 1e-9) * unit;
    const candidate = Number(towards.toPrecision(12));
    if (
      (end >= at ? candidate <= end : candidate >= end) &&
      keeps(candidate) &&
      Math.abs(candidate - at) <= 0.1 * Math.abs(at)
    )
      return candidate;
  }
  return at;
}

const CALENDAR = /^(days?|weeks?|months?|years?|일|주|개월|년)$/;

/** Workers, cards and days come whole: what is set and bounded by whole numbers and counted, planned by the calendar, or has no unit. */
function isWhole({ value, unit }: Amount, [low, high]: readonly [number, number]): boolean {
  const isCounted =
    unit.text === ''
      ? high > 1
      : Object.keys(unit.dimensions).length > 0 && Object.keys(physicalPart(unit.dimensions)).length === 0;
  return [value, low, high].every(Number.isInteger) && (isCounted || CALENDAR.test(unit.text));
}

/** How far an amended input may go on in the same direction while the option keeps its limits; its own value where no further. */
export function farthestKeeping(model: DecisionModel, world: World, { option, input, from, to }: Amendment): number {
  const bounds = model.scenario.options[option]?.adjust?.[input];
  const amount = new OptionValues(model, world, option).amount(input);
  if (bounds === undefined || amount === null) return to;
  const end = to >= from ? bounds[1] : bounds[0];
  const keeps = (at: number) =>
    missedBy(model, new OptionValues(model, worldWith(world, [{ option, input, to: at }]), option)).length === 0;
  if (isWhole(amount, bounds)) {
    const step = Math.sign(end - to);
    let last = to;
    for (let at = to + step; step !== 0 && (end - at) * step >= 0 && Math.abs(at - to) <= MOST_WHOLE; at += step) {
      if (!keeps(at)) break;
      last = at;
    }
    return last;
  }
  if (keeps(end)) return end;
  return Number(closeIn(end, to, keeps).toPrecision(3));
}

/** Whole settings that are tried one by one. */
const MOST_WHOLE = 60;

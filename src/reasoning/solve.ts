import type { Flip } from '../core/outcome.ts';
import type { DecisionRule, Fact, FactValue, Scenario } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import type { Value } from '../core/values.ts';
import { atBestSettings } from './amendments.ts';
import { decide } from './decision.ts';
import { lastPlace, NEAR_ENOUGH } from './digits.ts';
import { withFact, worldWith } from './evaluate.ts';
import type { DecisionModel } from './model.ts';
import { namesOfCriterion, restsOn } from './model.ts';
import { fieldOf } from './places.ts';
import { beforePole } from './poles.ts';
import { factAt } from './references.ts';
import { isMeasured } from './said-figures.ts';
import { choiceOf, faringUnder } from './support.ts';
import { unitOf } from './units.ts';
import { bestAgainstAll } from './weighing.ts';
import type { World } from './worlds.ts';

/** Who votes, and by which rule. */
export interface Table {
  /** Member -> order of values. */
  members: readonly { id: string; values: readonly Value[] }[];
  rule: DecisionRule;
}

export interface Ballot {
  member: string;
  option: string | null;
  confidence: number;
}

/** How everybody at the table votes once all of them know the same. */
export function ballotsOf(model: DecisionModel, world: World, { members }: Pick<Table, 'members'>): Ballot[] {
  const settled = settledFor(model, world);
  const faring = faringUnder(model, settled);
  return members.map(({ id, values }) => {
    const { best, confidence } = choiceOf(model, faring, values);
    return { member: id, option: best, confidence };
  });
}

/** Every option where it serves best: where goals trade one for one against all that the others may answer, else by itself. */
function settledFor(model: DecisionModel, world: World): World {
  if (model.scenario.weights !== 'equal') return atBestSettings(model, world);
  const field = fieldOf(model, world);
  const found = model.options.flatMap((option) => bestAgainstAll(model, field, option)?.place.set ?? []);
  return worldWith(world, found);
}

/** What the table decides under a world that all of them share. */
export function decisionOf(model: DecisionModel, world: World, table: Table): string | null {
  return decide(table.rule, ballotsOf(model, world, table)).decision;
}

/** A fact that a flip may be looked for in, with the bounds within which it may lie. */
export interface Movable {
  path: string;
  fact: Fact;
  now: number;
  range: readonly [number, number];
}

/** Without a range of its own a fact is tried from a quarter to four times its value. */
const SPREAD = 4;
/** Words of a unit that are measured and not counted, though the library of units does not know them. */
const MEASURES =
  /^(?:points?|scores?|nats?|hectares?|ha|acres?|lit(?:re|er)s?|[mk]?l|tonnes?|tons?|t|gallons?|barrels?|miles?|feet|foot|ft|inch(?:es)?|degrees?|pp[mb]|k?cal(?:ories)?|점|점수|포인트|헥타르|평|리터|톤|킬로|미터|도|칼로리)$/i;
/** Of more than these nobody minds a fraction, and a threshold of few digits reads better. */
const MOST_WHOLE = 1e6;

/**
 * Numbers on which some criterion rests. Where the scenario names a range for any of them, or says what somebody assumes instead,
 * only those are what people argue about; else every one is.
 */
export function movableFacts(model: DecisionModel, world: World): Movable[] {
  const { facts } = model.scenario;
  const used = new Set(
    model.options.flatMap((option) =>
      model.criteria.flatMap((criterion) => [...restsOn(model, namesOfCriterion(criterion), option)]),
    ),
  );
  const paths = [...used].flatMap((path) => {
    const whole = worldValue(world, path);
    if (typeof whole === 'number') return [path];
    if (whole === undefined || typeof whole !== 'object' || Array.isArray(whole)) return [];
    return Object.entries(whole).flatMap(([member, inner]) => (typeof inner === 'number' ? [`${path}.${member}`] : []));
  });
  const argued = (path: string) => {
    const fact = facts[headOf(path)];
    return (
      fact?.range !== undefined ||
      fact?.assumed !== undefined ||
      fact?.knownBy !== undefined ||
      fact?.doubt !== undefined
    );
  };
  const chosen = paths.some(argued) ? paths.filter((path) => argued(path) || isSetLater(model.scenario, path)) : paths;
  return [...new Set(chosen)].flatMap((path) => movableAt(model, world, path) ?? []);
}

/** One of them, whether or not anybody argues about it; null where it is no number. */
export function movableAt(model: DecisionModel, world: World, path: string): Movable | null {
  const fact = model.scenario.facts[headOf(path)];
  const now = worldValue(world, path);
  if (fact === undefined || typeof now !== 'number') return null;
  if (fact.range !== undefined) return { path, fact, now, range: fact.range };
  const [low, high] = spread(now, fact.unit);
  const until = (end: number) => beforePole(model, world, path, now, end);
  return { path, fact, now, range: [until(low), until(high)] };
}

/** Whether some event of the debate sets a fact: what it had at the start is then no more. */
export function isSetLater({ events }: Pick<Scenario, 'events'>, path: string): boolean {
  return events.some(({ set }) => Object.keys(set).some((name) => headOf(name) === headOf(path)));
}

function worldValue(world: World, path: string): FactValue | undefined {
  const [head = '', member] = path.split('.');
  const whole = world.facts.get(head);
  if (whole === undefined || member === undefined) return whole;
  return factAt({ [head]: { value: whole } }, path);
}

function spread(now: number, unit: string | undefined): readonly [number, number] {
  if (now === 0) return [-1, 1];
  const isShare = (unit === undefined || /^(share|fraction|ratio)/.test(unit)) && now > 0 && now < 1;
  const [low, high] = [now / SPREAD, now * SPREAD].sort((a, b) => a - b) as [number, number];
  if (isShare) return [low, Math.min(1, high)];
  return unit === '%' && now > 0 && now <= 100 ? [low, Math.min(100, high)] : [low, high];
}

const GRID = 16;
/** Of a value: nearer to a threshold nothing is told by the digits that are printed, unless it lies on a number of few digits. */
const FINE = 1e-6;

/** Where what-ifs start: a debate under another fact sets an option otherwise only where it must, unless this decision rests on what was proposed. */
export function undone(model: DecisionModel, world: World, table: Table): World {
  const asWritten = { ...world, amended: new Map() };
  return decisionOf(model, asWritten, table) === decisionOf(model, world, table) ? asWritten : world;
}

/** The ends of its range that lie on either side of a fact. */
export function sidesOf({ now, range: [low, high] }: Movable): number[] {
  return [...(low < now ? [low] : []), ...(high > now ? [high] : [])];
}

/** The nearest value toward an end of a fact's range past which something else is decided. */
export function flipToward(
  { path, fact, now, end, decision }: Omit<Movable, 'range'> & { end: number; decision: string | null },
  decides: (value: number) => string | null,
  points = GRID,
): Flip | null {
  const known = new Map<number, string | null>();
  // Whole values, and those that are printed, are come back to.
  const decided = (value: number): string | null => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const found = decides(value);
    known.set(value, found);
    return found;
  };
  const isWhole = comesWhole(fact, now);
  const tried = Array.from({ length: points }, (_, index) => between(now, end, (index + 1) / points, isWhole));
  const first = tried.findIndex((value) => decided(value) !== decision);
  if (first < 0) return null;
  let holds = tried[first - 1] ?? now;
  let flips = tried[first] as number;
  for (let step = 0; step < 48; step += 1) {
    const middle: number = isWhole ? Math.round((holds + flips) / 2) : (holds + flips) / 2;
    if (middle === holds || middle === flips || Math.abs(flips - holds) <= FINE * Math.abs(middle)) break;
    if (decided(middle) === decision) holds = middle;
    else flips = middle;
  }
  // A threshold that is a short number itself is met exactly.
  const short = isWhole ? null : shortBetween(holds, flips);
  if (short !== null && decided(short) === decision) holds = short;
  else if (short !== null) flips = short;
  const printed = isWhole
    ? { holds, flips, at: flips }
    : printable({ now, holds, flips }, (value) => decided(value) === decision);
  const member = path.split('.').slice(1).join('.');
  return {
    fact: path,
    label: [fact.label ?? headOf(path), member].filter(Boolean).join(' '),
    unit: fact.unit ?? '',
    now,
    at: printed.at,
    beyond: end > now ? 'above' : 'below',
    to: decided(printed.flips),
    tried: { holds: printed.holds, flips: printed.flips },
  };
}

/** Where two options come out equal at the very value that is printed, the next one beyond it says how the table decides there. */
export function pastTie(model: DecisionModel, world: World, table: Table, flip: Flip): Flip {
  if (flip.to !== null) return flip;
  const { holds, flips } = flip.tried;
  const next = Number((flips + (flips - holds)).toPrecision(12));
  const to = decisionOf(model, withFact(world, flip.fact, next), table);
  return to === null ? flip : { ...flip, to, at: next, tried: { holds, flips: next } };
}

/** Steps, nights and people; and counts without a unit, as three workers. */
export function comesWhole({ unit = '', range }: Fact, now: number): boolean {
  if (![now, ...(range ?? [])].every(Number.isInteger)) return false;
  if (unit === '') return Math.abs(now) > 1;
  const { factor, dimensions } = unitOf(unit);
  const powers = Object.values(dimensions);
  const isCount = factor === 1 && powers.length === 1 && powers[0] === 1;
  const isSmall = [now, ...(range ?? [])].every((one) => Math.abs(one) <= MOST_WHOLE);
  return isCount && !isMeasured(dimensions) && isSmall && !MEASURES.test(unit);
}

/** By equal factors where both have one sign, by equal steps elsewhere. */
function between(from: number, to: number, share: number, isWhole: boolean): number {
  const at = from * to > 0 ? from * (to / from) ** share : from + (to - from) * share;
  return isWhole ? Math.round(at) : at;
}

/** The number of four digits at most that lies between two neighbours; null where none does. */
function shortBetween(one: number, other: number): number | null {
  const middle = (one + other) / 2;
  if (middle === 0) return null;
  const short = clean(Number(middle.toPrecision(4)));
  return short > Math.min(one, other) && short < Math.max(one, other) ? short : null;
}

/** Fewer digits than these are printed of what they tell exactly. */
const DIGITS = 3;
const EXACT = 1e-4;

/** Two neighbours of few digits on either side of the threshold, and the one to print. */
function printable(
  { now, holds, flips }: { now: number; holds: number; flips: number },
  decides: (value: number) => boolean,
): { holds: number; flips: number; at: number } {
  const down = flips < holds;
  for (let digits = 2; digits <= 12; digits += 1) {
    const unit = lastPlace(flips, digits);
    const near = digits < DIGITS ? EXACT : NEAR_ENOUGH;
    const outer = clean((down ? Math.floor(flips / unit) : Math.ceil(flips / unit)) * unit);
    const inner = clean(outer + (down ? unit : -unit));
    const isBetween = down ? inner <= now : inner >= now;
    const isNear = Math.abs(outer - flips) <= near * Math.abs(flips) || digits > 4;
    if (isBetween && isNear && !decides(outer) && decides(inner)) return { holds: inner, flips: outer, at: outer };
  }
  return { holds, flips, at: flips };
}

const clean = (value: number) => Number(value.toPrecision(12));

/** What learning a fact would be worth: how likely its range is to change the decision, and where. */
export interface Informative {
  path: string;
  /** Of the range, by equal steps or factors: the share on which the table decides otherwise. */
  chance: number;
  /** Neighbouring stretches of the range, with what would be decided there. */
  stretches: { from: number; to: number; decision: string | null }[];
}

const SAMPLES = 48;

/** The value of information (Howard 1966) of a fact, as a chance that its true value changes the decision. */
export function informationOf(
  model: DecisionModel,
  world: World,
  table: Table,
  { path, range }: Pick<Movable, 'path' | 'range'>,
): Informative {
  const now = decisionOf(model, world, table);
  const [low, high] = range;
  const at = (index: number) =>
    low > 0 && high / low > 8 ? low * (high / low) ** (index / SAMPLES) : low + ((high - low) * index) / SAMPLES;
  const decided = Array.from({ length: SAMPLES + 1 }, (_, index) =>
    decisionOf(model, withFact(world, path, at(index)), table),
  );
  const stretches: Informative['stretches'] = [];
  for (const [index, decision] of decided.entries()) {
    const last = stretches.at(-1);
    if (last !== undefined && last.decision === decision) last.to = at(index);
    else stretches.push({ from: at(index), to: at(index), decision });
  }
  return { path, chance: decided.filter((decision) => decision !== now).length / decided.length, stretches };
}

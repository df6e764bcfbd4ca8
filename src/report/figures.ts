import type { Heard } from '../core/briefing.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { Bar, CameUp, Figures, SetAt } from '../core/outcome.ts';
import { headOf } from '../core/scenario.ts';
import { closeIn, missedBy } from '../reasoning/amend.ts';
import { lastPlace } from '../reasoning/digits.ts';
import { valuesOf, withFact, worldWith } from '../reasoning/evaluate.ts';
import type { CompiledNeed, DecisionModel } from '../reasoning/model.ts';
import { namesOfCriterion } from '../reasoning/model.ts';
import { movableFacts } from '../reasoning/solve.ts';
import type { GoalSteps } from '../reasoning/steps.ts';
import { stepOf } from '../reasoning/steps.ts';
import { thresholdsOf } from '../reasoning/thresholds.ts';
import type { Held, Setting, Weighed } from '../reasoning/weighing.ts';
import { aheadBySteps, bestOf, fieldOf, inSteps, leadOver, weighedAgainst } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';
import { labelIn } from './label-in.ts';
import { offered } from './offered.ts';
import { proposedIn } from './undertaken.ts';

interface Weighing {
  figures: Figures;
  /** Settings at which the options stand there. */
  set: readonly Setting[];
}

/** What the figures come to in the end; null where nothing is computed. */
export function figuresOf(
  model: DecisionModel,
  world: World,
  {
    decision,
    agreed,
  }: { decision: string | null /** Options with a setting that the table agreed on. */; agreed: ReadonlySet<string> },
  events: readonly TranscriptEvent[],
): Weighing | null {
  if (model.criteria.length === 0) return null;
  const ahead = aheadBySteps(model, world);
  const against = decision ?? ahead;
  const best = weighedAgainst(model, world, against);
  const weighed = asAgreed(model, world, best, { agreed, against });
  const base = against === null ? undefined : weighed.get(against);
  const held = heldAs(model, world, { ahead, decision, agreed });
  const flips = thresholdsOf(model, world, { held });
  const argued = new Set(movableFacts(model, world).map(({ path }) => path));
  return {
    set: [...weighed.values()].flatMap(({ set }) => set),
    figures: {
      ahead,
      against,
      options: [...weighed.values()].map((one) => standingOf(model, world, { one, best: best.get(one.option), base })),
      better: betterThan(model, world, best, against),
      flips: flips.map((flip) => ({
        ...flip,
        label: labelIn(model, flip.fact),
        none: flip.to !== null ? null : noneAhead(model, withFact(world, flip.fact, flip.tried.flips)),
        argued: argued.has(flip.fact),
        near: setUpTo(model, withFact(world, flip.fact, flip.tried.holds), ahead),
      })),
      measured: measuredIn(model, world, { ahead, decision: against, held }, events, flips),
    },
  };
}

/**
 * Where the table agreed on a setting of what it decided, thresholds are of that setting: what another one would bear is no bar of this
 * decision. Only where it is ahead so too; else they are of what would be ahead.
 */
function heldAs(
  model: DecisionModel,
  world: World,
  { ahead, decision, agreed }: { ahead: string | null; decision: string | null; agreed: ReadonlySet<string> },
): Held {
  if (decision === null || decision !== ahead || !agreed.has(decision)) return NOBODY;
  const held = new Set([decision]);
  return aheadBySteps(model, world, undefined, held) === decision ? held : NOBODY;
}

const NOBODY: Held = new Set();

/** A rival at the setting that the table agreed on for it, where there is one: that is the option that was argued about. */
function asAgreed(
  model: DecisionModel,
  world: World,
  best: ReadonlyMap<string, Weighed>,
  { agreed, against }: { agreed: ReadonlySet<string>; against: string | null },
): ReadonlyMap<string, Weighed> {
  return new Map(
    [...best].map(([option, one]) => {
      if (option === against || one.set.length === 0 || !agreed.has(option)) return [option, one];
      const values = valuesOf(model, world, option);
      return [option, { option, set: [], values, missed: missedBy(model, values) }];
    }),
  );
}

interface Compared {
  one: Weighed;
  /** The same at the setting that serves it best. */
  best: Weighed | undefined;
  base: Weighed | undefined;
}

function standingOf(model: DecisionModel, world: World, { one, best, base }: Compared): Figures['options'][number] {
  const { option, set, missed } = one;
  const goalsAt = ({ values }: Weighed) =>
    base === undefined || base.option === option ? [] : inSteps(model, values, base.values);
  const leadAt = (goals: readonly GoalSteps[]) =>
    goals.length === 0 ? null : goals.reduce((sum, { steps }) => sum + steps, 0);
  const goals = goalsAt(one);
  return {
    option,
    set: set.map((setting) => setAt(model, world, setting)),
    missed: missed.map(limitedBy),
    goals: byQuantity(goals),
    lead: leadAt(goals),
    best:
      best === undefined || best === one
        ? null
        : {
            set: best.set.map((setting) => setAt(model, world, setting)),
            missed: best.missed.map(limitedBy),
            lead: leadAt(goalsAt(best)),
          },
  };
}

/** One quantity may be a goal twice, with another step each time. */
function byQuantity(goals: readonly GoalSteps[]): Figures['options'][number]['goals'] {
  const found = new Map<string, { quantity: string; difference: number; counts: number }>();
  for (const { goal, difference, steps } of goals) {
    const one = found.get(goal.quantity) ?? { quantity: goal.quantity, difference: 0, counts: 0 };
    found.set(goal.quantity, { ...one, difference: one.difference + difference, counts: one.counts + steps });
  }
  return [...found.values()];
}

const limitedBy = (need: CompiledNeed): string => namesOfCriterion(need)[0] ?? need.id;

function setAt(model: DecisionModel, world: World, { option, input, to }: Setting): SetAt {
  return { input, label: labelIn(model, input), unit: valuesOf(model, world, option).unitOf(input).text, to };
}

/** Gains of less than this are not worth a word. */
const WORTH_SAYING = 0.1;

function betterThan(
  model: DecisionModel,
  world: World,
  weighed: ReadonlyMap<string, Weighed>,
  decision: string | null,
): Figures['better'] {
  const here = decision === null ? undefined : weighed.get(decision);
  const best = decision === null ? null : bestOf(model, world, decision);
  if (here === undefined || best === null || here.set.length > 0 || best.set.length === 0) return null;
  const rivals = [...weighed.values()].filter(({ option, missed }) => option !== decision && missed.length === 0);
  if (rivals.length === 0) return null;
  const lead = Math.min(...rivals.map(({ values }) => leadOver(model, here.values, values)));
  const by = best.lead - lead;
  return by < WORTH_SAYING ? null : { set: best.set.map((one) => setAt(model, world, one)), by };
}

/** What an option has to be set to where it misses a limit as it stands. */
function setUpTo(model: DecisionModel, world: World, option: string | null): SetAt[] {
  if (option === null || missedBy(model, valuesOf(model, world, option)).length === 0) return [];
  return (bestOf(model, world, option)?.set ?? []).map((one) => setAt(model, world, one));
}

/** How far on the way from today's value an option keeps its limits as it is set; null where it does all the way. */
function keptAsSet(
  model: DecisionModel,
  world: World,
  path: string,
  now: number,
  { option, value }: { option: string | null; value: number },
): number | null {
  const keeps = (at: number) =>
    option === null || missedBy(model, valuesOf(model, withFact(world, path, at), option)).length === 0;
  if (keeps(value) || !keeps(now)) return null;
  return rounded(closeIn(value, now, keeps, HALVINGS), value > now ? 'down' : 'up');
}

/** Why none is ahead: no option keeps its limits, or the first two are level. */
function noneAhead(model: DecisionModel, world: World): 'limits' | 'split' {
  return [...weighedAgainst(model, world, null).values()].some(({ missed }) => missed.length === 0)
    ? 'split'
    : 'limits';
}

const SAMPLES = 48;
const HALVINGS = 34;
/** A stretch of less than this share of the range is none. */
const NARROW = 0.02;

function measuredIn(
  model: DecisionModel,
  world: World,
  { ahead, decision, held }: { ahead: string | null; decision: string | null; held: Held },
  events: readonly TranscriptEvent[],
  flips: readonly { fact: string; at: number; tried: { holds: number } }[],
): Figures['measured'] {
  const movable = movableFacts(model, world);
  const field = fieldOf(model, world, undefined, held);
  return model.scenario.measurements.flatMap((measurement) => {
    const fact = movable.find(({ path }) => path === measurement.learns);
    if (fact === undefined) return [];
    const { path, now, range } = fact;
    const before = { field, fact: path };
    const decided = (value: number) => aheadBySteps(model, withFact(world, path, value), before, held);
    const error = measurement.error ?? null;
    const own = flips.filter((flip) => flip.fact === path);
    const bars = bordersOf(range, decided).map(({ low, high, below, above }) => {
      const near = own.find(
        ({ at }) => at >= Math.min(low, now) && at <= Math.max(high, now) && between(at, low, high),
      );
      // The value that is printed on either side of a border that a flip has found already.
      const [last, first] =
        near === undefined
          ? [rounded(low, 'down'), rounded(high, 'up')]
          : near.at > near.tried.holds
            ? [near.tried.holds, near.at]
            : [near.at, near.tried.holds];
      return barOf(model, world, { path, now, error, below, above, last, first, ahead, decision });
    });
    return [
      {
        ...offered(model, measurement, fact),
        range: [range[0], range[1]] as [number, number],
        bars,
        gain: gainOf(model, world, { path, range, bars, decision }),
        proposed: proposedIn(events, measurement),
      },
    ];
  });
}

/** Places in a stretch of a range at which what is lost there is looked at. */
const LOOKS = 4;

/** What an exact result is worth over keeping to the decision, the range being all that is known of the fact. */
function gainOf(
  model: DecisionModel,
  world: World,
  {
    path,
    range: [low, high],
    bars,
    decision,
  }: Pick<Border, 'path' | 'decision'> & { range: readonly [number, number]; bars: readonly Bar[] },
): Figures['measured'][number]['gain'] {
  const edges = [low, ...bars.map(({ edge }) => edge), high];
  const ahead = [bars[0]?.below ?? null, ...bars.map(({ above }) => above)];
  if (decision === null || high <= low || bars.every(({ none }) => none === 'split')) return null;
  const gain = { chance: 0, misses: 0, steps: 0, worst: 0 };
  for (const [index, option] of ahead.entries()) {
    const [from = low, to = high] = [edges[index], edges[index + 1]];
    if (option === decision || to <= from) continue;
    const share = (to - from) / (high - low);
    const looks = Array.from({ length: LOOKS }, (_, look) => from + ((look + 0.5) / LOOKS) * (to - from));
    if (option !== null) gain.chance += share;
    const ends = [...(from === low ? [low] : []), ...(to === high ? [high] : [])];
    for (const value of [...looks, ...ends]) {
      const weighed = weighedAgainst(model, withFact(world, path, value), decision);
      const base = weighed.get(decision);
      const isLook = looks.includes(value);
      if (base === undefined || base.missed.length > 0) {
        if (isLook) gain.misses += share / LOOKS;
        continue;
      }
      const rivals = [...weighed.values()].filter((one) => one.option !== decision && one.missed.length === 0);
      const lost = Math.max(0, ...rivals.map(({ values }) => leadOver(model, values, base.values)));
      if (isLook) gain.steps += (share / LOOKS) * lost;
      gain.worst = Math.max(gain.worst, lost);
    }
  }
  return gain;
}

const between = (at: number, low: number, high: number) => {
  const slack = 0.02 * Math.abs(at);
  return at >= low - slack && at <= high + slack;
};

/** Neighbouring values on either side of each place at which another option comes to be ahead. */
function bordersOf(
  [low, high]: readonly [number, number],
  decided: (value: number) => string | null,
): { low: number; high: number; below: string | null; above: string | null }[] {
  const at = (index: number) => low + ((high - low) * index) / SAMPLES;
  const found = Array.from({ length: SAMPLES + 1 }, (_, index) => decided(at(index)));
  const borders = found.slice(1).flatMap((decision, index) => {
    if (decision === found[index]) return [];
    let [below, above] = [at(index), at(index + 1)];
    for (let step = 0; step < HALVINGS; step += 1) {
      const middle = (below + above) / 2;
      if (decided(middle) === found[index]) below = middle;
      else above = middle;
    }
    return [{ low: below, high: above, below: found[index] ?? null, above: decision }];
  });
  // Where two are level on next to nothing, that is one border.
  return borders.filter(({ high: to }, index) => {
    const next = borders[index + 1];
    if (next === undefined || next.low - to > NARROW * (high - low)) return true;
    Object.assign(next, { low: borders[index]?.low ?? next.low, below: borders[index]?.below ?? null });
    return false;
  });
}

const DIGITS = 3;

function rounded(value: number, toward: 'down' | 'up'): number {
  const unit = lastPlace(value, DIGITS);
  return Number(((toward === 'down' ? Math.floor : Math.ceil)(value / unit) * unit).toPrecision(12));
}

interface Border {
  path: string;
  now: number;
  error: number | null;
  below: string | null;
  above: string | null;
  /** Printed values on either side. */
  last: number;
  first: number;
  ahead: string | null;
  decision: string | null;
}

/**
 * The result of a measurement that decides at a border. Who would miss a limit past it has to be sure, and so has whoever takes the
 * decision's place, where a result that is off would cost them a limit. Else one near it costs next to nothing either way, and nothing is
 * kept clear.
 */
function barOf(
  model: DecisionModel,
  world: World,
  { path, now, error, below, above, last, first, ahead, decision }: Border,
): Bar {
  const misses = (option: string | null, value: number) =>
    option === null ||
    (weighedAgainst(model, withFact(world, path, value), option).get(option)?.missed.length ?? 0) > 0;
  const missesAbove = below !== null && misses(below, first);
  const missesBelow = !missesAbove && above !== null && misses(above, last);
  const own = !missesAbove && (missesBelow || below === (decision ?? ahead)) ? 'above' : 'below';
  const edge = own === 'below' ? last : first;
  const side = now <= last ? ('above' as const) : ('below' as const);
  const beyond = side === 'above' ? { option: above, value: first } : { option: below, value: last };
  const best = beyond.option === null ? null : bestOf(model, withFact(world, path, beyond.value), beyond.option);
  const mayMiss = (value: number) =>
    best !== null &&
    missedBy(model, valuesOf(model, worldWith(withFact(world, path, value), best.set), best.option)).length > 0;
  const isAtRisk = missesAbove || missesBelow || [-1, 1].some((sign) => mayMiss(beyond.value + sign * (error ?? 0)));
  const off = isAtRisk ? (error ?? 0) : 0;
  const near = side === 'above' ? { option: below, value: last } : { option: above, value: first };
  const empty = below === null ? last : above === null ? first : null;
  return {
    edge,
    at: Number((own === 'below' ? edge - off : edge + off).toPrecision(12)),
    below,
    above,
    own,
    none: empty === null ? null : noneAhead(model, withFact(world, path, empty)),
    near: setUpTo(model, withFact(world, path, near.value), near.option),
    asSet: keptAsSet(model, world, path, now, near),
    beyond: {
      side,
      set: (best?.set ?? []).map((one) => setAt(model, world, one)),
      values: model.criteria.flatMap((criterion) => {
        const amount = criterion.kind === 'need' ? null : (best?.values.amount(criterion.quantity) ?? null);
        if (criterion.kind === 'need' || amount === null) return [];
        const { quantity } = criterion;
        return [{ quantity, label: labelIn(model, quantity), unit: amount.unit.text, value: amount.value }];
      }),
    },
  };
}

/** Figures that came up and are told, those with the largest effects. */
const MOST_CAME_UP = 5;

/** Effects of one fact that are worth a line. */
const MOST_EFFECTS = 3;

/**
 * Figures that changed what the options come to: what only some knew while the rest took it to be something else, and what the news changed.
 * `stand` is the world with every option at the setting at which the memo tells of it.
 */
export function cameUpIn(model: DecisionModel, stand: World, heard: readonly Heard[]): CameUp[] {
  const found = Object.entries(model.scenario.facts).flatMap(([fact, { assumed, unit = '' }]) => {
    const to = stand.facts.get(fact);
    if (typeof assumed !== 'number' || typeof to !== 'number' || assumed === to) return [];
    const turn = heard.find(
      (one) => one.kind === 'turn' && Object.keys(one.disclosed).some((name) => headOf(name) === fact),
    );
    const { effects, size } = effectsOf(model, withFact(stand, fact, assumed), stand);
    if (effects.length === 0) return [];
    const told: CameUp = {
      fact,
      label: labelIn(model, fact),
      unit,
      from: assumed,
      to,
      by: turn?.kind === 'turn' ? { member: turn.body.speaker, turn: turn.body.turn } : null,
      effects,
    };
    return [{ told, size }];
  });
  const ranked = [...found].sort((a, b) => b.size - a.size).slice(0, MOST_CAME_UP);
  // Who knew none of it saw what all of them made of a quantity: that is where it began, and it is told once.
  const began = found.reduce((world, { told }) => withFact(world, told.fact, told.from), stand);
  const seen = new Set<string>();
  const effectsFrom = new Map(
    ranked.map(({ told }) => [
      told.fact,
      told.effects.flatMap((effect): CameUp['effects'] => {
        const key = `${effect.option}/${effect.quantity}`;
        const from = valuesOf(model, began, effect.option).amount(effect.quantity)?.value ?? effect.from;
        if (seen.has(key) || from === effect.to) return [];
        seen.add(key);
        return [{ ...effect, from }];
      }),
    ]),
  );
  return found.flatMap(({ told }) => {
    const effects = effectsFrom.get(told.fact);
    return effects === undefined ? [] : [{ ...told, effects }];
  });
}

/** What a change did to quantities that are judged, where it counts or turns a limit: first where a limit turns, then of options that may be chosen. */
export function effectsOf(
  model: DecisionModel,
  before: World,
  now: World,
): { effects: CameUp['effects']; size: number } {
  const found = model.options.flatMap((option) => {
    const [was, is] = [valuesOf(model, before, option), valuesOf(model, now, option)];
    const isIn = missedBy(model, is).length === 0;
    return model.criteria.flatMap((criterion) => {
      const quantity = criterion.kind === 'need' ? limitedBy(criterion) : criterion.quantity;
      const [from, to] = [was.amount(quantity), is.amount(quantity)];
      if (from === null || to === null) return [];
      const turns = criterion.kind === 'need' && was.meets(criterion) !== is.meets(criterion);
      const step = criterion.kind === 'need' ? null : stepOf(criterion, is);
      const steps = step === null ? 0 : (Math.abs(to.value - from.value) * to.unit.factor) / step.worth;
      // What an option that is out comes to beside its limits, nobody has to know.
      if (!turns && (step === null || steps < Math.max(step.least, WORTH_SAYING) || !isIn)) return [];
      const size = turns ? Number.POSITIVE_INFINITY : steps;
      const label = labelIn(model, quantity);
      return [{ size, isIn, option, quantity, label, unit: to.unit.text, from: from.value, to: to.value }];
    });
  });
  const kept = found
    .sort(
      (a, b) =>
        Number(b.size === Number.POSITIVE_INFINITY) - Number(a.size === Number.POSITIVE_INFINITY) ||
        Number(b.isIn) - Number(a.isIn) ||
        b.size - a.size,
    )
    .filter(
      (one, index, all) => all.findIndex((x) => x.option === one.option && x.quantity === one.quantity) === index,
    );
  return {
    effects: kept.slice(0, MOST_EFFECTS).map(({ size: _size, isIn: _isIn, ...effect }) => effect),
    size: Math.max(0, ...kept.map(({ size }) => size)),
  };
}

/** What was said and done in the turns of a debate, as far as the news did not set it: for a table of before. */
export const withoutNews = (heard: readonly Heard[]): Heard[] => heard.filter(({ kind }) => kind !== 'fact');

/** Whether anything of the scenario's script changed a fact. */
export const hasNews = (events: readonly TranscriptEvent[]): boolean => eventsOf(events, 'fact.changed').length > 0;

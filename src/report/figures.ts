import type { Heard } from '../core/briefing.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { Bar, CameUp, Deadline, Figures, Flip, SetAt } from '../core/outcome.ts';
import type { Measurement } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import { keepsEvery, missedBy } from '../reasoning/amend.ts';
import type { AsSet } from '../reasoning/as-decided.ts';
import { asDecided, isLevelPast, knowingAsSet, turnsAsSet } from '../reasoning/as-decided.ts';
import type { Band } from '../reasoning/bands.ts';
import { begunAfter } from '../reasoning/begun-after.ts';
import { DAY, deadlinesIn, deadlinesOf, isTime } from '../reasoning/calendar.ts';
import { AT_ONCE, holdsUpTo, safeSetting, surerSetting } from '../reasoning/caution.ts';
import { tellingCorners } from '../reasoning/corner.ts';
import { lastPlace } from '../reasoning/digits.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, withFact, worldWith } from '../reasoning/evaluate.ts';
import { heldShare } from '../reasoning/held-share.ts';
import { knowing } from '../reasoning/knowing.ts';
import type { CompiledNeed, DecisionModel } from '../reasoning/model.ts';
import { feedsCalculator, namesOfCriterion } from '../reasoning/model.ts';
import type { Plans } from '../reasoning/plans.ts';
import { NO_PLAN } from '../reasoning/plans.ts';
import { comesWhole, movableAt, movableFacts, sidesOf } from '../reasoning/solve.ts';
import type { GoalSteps } from '../reasoning/steps.ts';
import { stepOf } from '../reasoning/steps.ts';
import { outlastedBy, pairBeside } from '../reasoning/surest.ts';
import { unitOf } from '../reasoning/units.ts';
import type { Setting, Weighed } from '../reasoning/weighing.ts';
import { aheadBySteps, bestOf, inSteps, leadOver, weighedAgainst } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';
import { labelIn } from './label-in.ts';
import { offered } from './offered.ts';
import type { Part } from './result-parts.ts';
import { partsOf } from './result-parts.ts';
import { isTakenBackByAll, proposedIn } from './undertaken.ts';

interface Weighing {
  figures: Figures;
  /** Settings at which the options stand there. */
  set: readonly Setting[];
}

interface Asked {
  decision: string | null;
  /** Options with a setting that the table agreed on. */
  agreed: ReadonlySet<string>;
  /** The measurement that is made before anything else, by what the figures come to without one. */
  firstOf(figures: Figures): Figures['measured'][number] | null;
}

/** What the figures come to in the end; null where nothing is computed. */
export function figuresOf(
  model: DecisionModel,
  world: World,
  { decision, agreed, firstOf }: Asked,
  events: readonly TranscriptEvent[],
): Weighing | null {
  if (model.criteria.length === 0) return null;
  const ahead = aheadBySteps(model, world);
  const against = decision ?? ahead;
  const best = weighedAgainst(model, world, against);
  const weighed = asAgreed(model, world, best, { agreed, against });
  const base = against === null ? undefined : weighed.get(against);
  const argued = new Set(movableFacts(model, world).map(({ path }) => path));
  const options = [...weighed.values()].map((one) =>
    standingOf(model, world, { one, best: best.get(one.option), base }),
  );
  const figuresIn = (begun: DecisionModel, waited: Figures['waited'], others: Figures['measured']): Figures => {
    const asSet = asDecided(begun, world, base);
    const { flips, resets } = turnsAsSet(begun, world, base ?? null, asSet);
    const corners = base === undefined || base.option !== decision ? [] : cornersAt({ model, begun }, world, base);
    return {
      ahead,
      against,
      options,
      better: betterThan(begun, world, best, { against, corners }),
      ...(base === undefined || base.option !== decision ? {} : sturdierThan(begun, world, base)),
      flips: flips.map((flip) => ({
        ...flip,
        label: labelIn(model, flip.fact),
        none: flip.to !== null ? null : noneAhead(begun, withFact(world, flip.fact, flip.tried.flips)),
        argued: argued.has(flip.fact),
        toSet: setPast(begun, withFact(world, flip.fact, flip.tried.flips), flip.to),
        ...missedPast(asSet?.model ?? begun, world, flip, ahead),
        ...(against !== null && isLevelPast(begun, world, flip, against) ? { isLevel: true as const } : {}),
        ...thenPast(begun, world, flip, flips),
      })),
      resets: resets.map(({ set, missed, ...reset }) => ({
        ...reset,
        label: labelIn(model, reset.fact),
        argued: argued.has(reset.fact),
        missed: missed === null ? null : limitedBy(missed),
        ...(missed === null || isCounted(model, reset) ? {} : { isMissed: true as const }),
        from: reset.to === null ? [] : wholeSet(model, world, reset.to, base?.set ?? []),
        set: reset.to === null ? [] : wholeSet(model, world, reset.to, set),
      })),
      corners,
      waited,
      fallbacks: fallbacksIn({ model, begun }, world, base, flips, waited?.days ?? 0),
      deadlines: [...weighed.values()].flatMap(({ values }) => deadlineOf(model, values, 0).slice(0, 1)),
      measured: measuredIn({ model, begun, waited, others }, asSet, world, base ?? null, events, flips),
    };
  };
  const plain = figuresIn(model, null, []);
  const waited = waitedIn(model, world, base, plain, firstOf);
  return {
    set: [...weighed.values()].flatMap(({ set }) => set),
    figures: waited === null ? plain : felt(plain, figuresIn(begunAfter(model, waited.days), waited, plain.measured)),
  };
}

/** The figures of whoever waits, with whether that makes any value another one. */
function felt(plain: Figures, { waited, ...figures }: Figures): Figures {
  const told = ({ flips, resets }: Pick<Figures, 'flips' | 'resets'>) =>
    [...flips, ...resets].map(({ fact, at, beyond }) => `${fact} ${beyond} ${at}`).join();
  return { ...figures, waited: waited && { ...waited, isFelt: told(plain) !== told(figures) } };
}

/** By which day each option to which a value turns has to begin, as it would be set there: of several values the first. */
function fallbacksIn(
  { model, begun }: { model: DecisionModel; begun: DecisionModel },
  world: World,
  base: Weighed | undefined,
  flips: readonly Flip[],
  days: number,
): Figures['fallbacks'] {
  const found = new Map<string, Figures['fallbacks'][number]>();
  for (const { fact, to, unit, tried } of flips) {
    const there = withFact(world, fact, tried.flips);
    const set = to === null || to === base?.option ? null : bestOf(begun, there, to);
    const [tight] = set === null ? [] : deadlinesOf(model, set.values, 0);
    if (to === null || base === undefined || tight === undefined) continue;
    const { need, name, takes } = tight;
    // What there is is as it is today: a value past which there is less of it is no later day to begin.
    const today = deadlinesOf(model, valuesOf(model, world, to), 0).find((one) => one.need === need);
    const limit = today?.limit ?? tight.limit;
    const isOfLimit = limit !== tight.limit;
    const day = Math.floor(((limit - takes) * need.unit.factor) / DAY.factor + 1e-9);
    // What is to take longer than there is time shows itself only when that has passed.
    const late = [...deadlinesIn(begun).keys()];
    const isMissed = late.some((one) => valuesOf(begun, worldWith(there, base.set), base.option).meets(one) === false);
    const passed =
      isMissed && !isOfLimit && isTime(unitOf(unit)) ? days + (tried.holds * unitOf(unit).factor) / DAY.factor : 0;
    const before = found.get(to);
    const label = labelIn(model, fact);
    found.set(to, {
      option: to,
      label: labelIn(model, name ?? limitedBy(need)),
      unit: need.unit.text,
      limit,
      day: Math.min(day, before?.day ?? day),
      later: [...(before?.later ?? []), ...(passed > day && before?.later.includes(label) !== true ? [label] : [])],
    });
  }
  return [...found.values()].filter(({ day }) => day >= 0);
}

/** The days of the measurement that comes first; null where there is none, or what is decided cannot wait for it. */
function waitedIn(
  model: DecisionModel,
  world: World,
  base: Weighed | undefined,
  plain: Figures,
  firstOf: Asked['firstOf'],
): Figures['waited'] {
  if (base === undefined || deadlinesIn(model).size === 0) return null;
  const { learns, days } = firstOf(plain) ?? {};
  if (learns === undefined || days == null || days <= 0) return null;
  const begun = begunAfter(model, days);
  const keeps = keepsEvery(begun, valuesOf(begun, worldWith(world, base.set), base.option));
  return keeps && aheadBySteps(begun, world) === plain.ahead ? { learns, days, isFelt: false } : null;
}

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
    holds: heldShare(model, world, option, set),
    best:
      best === undefined || best === one
        ? null
        : {
            set: best.set.map((setting) => setAt(model, world, setting)),
            missed: best.missed.map(limitedBy),
            lead: leadAt(goalsAt(best)),
            holds: heldShare(model, world, option, best.set),
            values: valuesIn(model, best.values),
          },
  };
}

/** What an option comes to in all that a criterion is about. */
const valuesIn = (model: DecisionModel, values: OptionValues): Record<string, number> =>
  Object.fromEntries(
    model.criteria.flatMap(namesOfCriterion).flatMap((name) => {
      const amount = values.amount(name);
      return amount === null ? [] : [[name, amount.value] as const];
    }),
  );

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
  { against: decision, corners }: Pick<Figures, 'against' | 'corners'>,
): Figures['better'] {
  const here = decision === null ? undefined : weighed.get(decision);
  const best = decision === null ? null : bestOf(model, world, decision);
  if (here === undefined || best === null || here.set.length > 0 || best.set.length === 0) return null;
  const rivals = [...weighed.values()].filter(({ option, missed }) => option !== decision && missed.length === 0);
  if (rivals.length === 0) return null;
  const lead = Math.min(...rivals.map(({ values }) => leadOver(model, here.values, values)));
  const by = best.lead - lead;
  if (by < WORTH_SAYING) return null;
  return {
    set: best.set.map((one) => setAt(model, world, one)),
    by,
    only: lessSure(model, world, { option: best.option, set: best.set, corners }),
  };
}

/** Facts of which it is told, and beside two that turn out badly at once. */
const MOST_FURTHER = 3;
const MOST_BESIDE_PAIR = 2;

/** What an option stands in as it is set and not at its best setting, where goals trade one for one. */
function sturdierThan(model: DecisionModel, world: World, { option, set, values }: Weighed): Pick<Figures, 'sturdier'> {
  const best = bestOf(model, world, option);
  if (model.scenario.weights !== 'equal' || set.length > 0 || best === null || best.set.length === 0) return {};
  const outlasted = outlastedBy(model, world, option, { set: [], other: best.set });
  const further = outlasted.further.slice(0, outlasted.together.length > 0 ? MOST_BESIDE_PAIR : MOST_FURTHER);
  const pair = pairBeside(outlasted, further);
  if (!keepsEvery(model, values) || (further.length === 0 && pair === undefined)) return {};
  const told = (path: string, at: number) => ({
    label: labelIn(model, path),
    unit: model.scenario.facts[headOf(path)]?.unit ?? '',
    at,
  });
  return {
    sturdier: {
      set: wholeSet(model, world, option, best.set),
      costs: leadOver(model, best.values, values),
      further: further.map(({ path, now, at, before, reach }) => ({
        ...told(path, reach ?? at),
        before,
        beyond: at > now ? ('above' as const) : ('below' as const),
      })),
      together: (pair ?? []).map(({ path, at }) => told(path, at)),
    },
  };
}

/** A better setting that keeps the limits less far than the decision where a fact turns out badly; of several the one that is told of the decision too, else the one that loses most. */
function lessSure(
  model: DecisionModel,
  world: World,
  { option, set, corners }: { option: string; set: readonly Setting[]; corners: Figures['corners'] },
): NonNullable<Figures['better']>['only'] {
  const there = worldWith(world, set);
  const isTold = (path: string) => corners.some(({ facts, holds }) => holds !== null && facts[0]?.fact === path);
  const found = movableFacts(model, world).flatMap((movable) => {
    const { path, now, fact, range } = movable;
    if (fact.range === undefined || feedsCalculator(model, path, option)) return [];
    return sidesOf(movable).flatMap((end) => {
      const at = holdsUpTo(model, there, option, { path, now, at: end });
      const ours = at === null ? null : holdsUpTo(model, world, option, { path, now, at: end });
      const lost = at === null ? 0 : Math.abs((ours ?? end) - at) / (range[1] - range[0]);
      const isLess = at !== null && Math.abs(at - now) < Math.abs((ours ?? end) - now) && lost >= LESS_SURE;
      const beyond = end > now ? ('above' as const) : ('below' as const);
      const only = { label: labelIn(model, path), unit: fact.unit ?? '', at: at ?? end, ours, beyond };
      return isLess ? [{ weight: lost + (isTold(path) ? 1 : 0), only }] : [];
    });
  });
  return found.sort((a, b) => b.weight - a.weight)[0]?.only ?? null;
}

/** Of its range: a fact over less of which the limits are kept is worth a word. */
const LESS_SURE = 0.05;

/** How an option is set best where a fact has another value, or as it stands where that is best. */
function setPast(model: DecisionModel, there: World, option: string | null): SetAt[] {
  return option === null ? [] : wholeSet(model, there, option, bestOf(model, there, option)?.set ?? []);
}

/** Whether what a value turns to keeps its limits, as it is set there, to the end of what the fact may be; nothing where that is told of a value of its own. */
function thenPast(
  model: DecisionModel,
  world: World,
  { fact, to, beyond, at: turned, tried }: Flip,
  flips: readonly Flip[],
): Pick<Figures['flips'][number], 'then'> {
  const range = model.scenario.facts[fact]?.range;
  const sign = beyond === 'above' ? 1 : -1;
  const isNext = (one: Flip) => one.fact === fact && one.beyond === beyond && sign * (one.at - turned) > 0;
  if (to === null || range === undefined || flips.some(isNext)) return {};
  const end = beyond === 'above' ? range[1] : range[0];
  if (sign * (end - tried.flips) <= 0) return {};
  const set = bestOf(model, withFact(world, fact, tried.flips), to)?.set ?? [];
  const at = holdsUpTo(model, worldWith(world, set), to, { path: fact, now: tried.flips, at: end });
  if (at === null) return {};
  const there = withFact(world, fact, end);
  const ahead = aheadBySteps(model, there);
  const none = ahead === null ? noneAhead(model, there) : null;
  return { then: { at, to: ahead, none, set: setPast(model, there, ahead) } };
}

/** What keeps every limit where a decision keeps one at no setting: the option that is then ahead of the others. */
function otherAt(model: DecisionModel, there: World, decision: string): Figures['corners'][number]['other'] {
  const [first] = model.options
    .flatMap((option) => (option === decision ? [] : (bestOf(model, there, option) ?? [])))
    .sort((a, b) => b.lead - a.lead);
  return first === undefined ? null : { option: first.option, set: wholeSet(model, there, first.option, first.set) };
}

/** What is left of the decision's limits where facts lie at the bad ends of their ranges. */
function cornersAt(
  { model: question, begun: model }: { model: DecisionModel; begun: DecisionModel },
  world: World,
  kept: Weighed,
): Figures['corners'] {
  const isAfterWait = ({ index }: CompiledNeed) =>
    question !== model && [...deadlinesIn(question).keys()].some((one) => one.index === index);
  const { option } = kept;
  const there = worldWith(world, kept.set);
  return tellingCorners(model, there, option).map(({ need, facts, left, saved }) => {
    const [only, more] = facts;
    const now =
      only === undefined || more !== undefined || left >= 0 ? null : (movableAt(model, there, only.path)?.now ?? null);
    const alone = only === undefined || now === null ? null : { ...only, now };
    const sure = alone === null ? null : safeSetting(model, there, option, alone);
    const surer =
      alone === null || (sure !== null && sure.behind < AT_ONCE) ? null : surerSetting(model, there, option, alone);
    const set = sure?.set ?? saved;
    const safe = set === null ? null : valuesOf(model, worldWith(there, set), option);
    const isSafe = safe !== null && keepsEvery(model, safe);
    return {
      quantity: limitedBy(need),
      label: labelIn(model, limitedBy(need)),
      unit: need.unit.text,
      facts: facts.map(({ path, at }) => ({
        fact: path,
        label: labelIn(model, path),
        unit: model.scenario.facts[headOf(path)]?.unit ?? '',
        at,
      })),
      now: kept.values.margin(need) ?? 0,
      ...(isAfterWait(need) ? { isAfterWait: true as const } : {}),
      left,
      safe:
        safe === null || set === null || !isSafe
          ? null
          : { set: wholeSet(model, there, option, set), costs: leadOver(model, kept.values, safe) },
      ...(left >= 0 || isSafe
        ? {}
        : {
            other: otherAt(
              model,
              facts.reduce((its, { path, at }) => withFact(its, path, at), there),
              option,
            ),
          }),
      holds: alone === null ? null : holdsUpTo(model, there, option, alone, need),
      surer:
        surer === null
          ? null
          : { set: wholeSet(model, there, option, surer.set), costs: surer.costs, reach: surer.reach },
    };
  });
}

/** Every input that may be set of an option, at its setting: what holds at one setting is told with it. */
function wholeSet(model: DecisionModel, world: World, option: string, set: readonly Setting[]): SetAt[] {
  return Object.keys(model.scenario.options[option]?.adjust ?? {}).flatMap((input) => {
    const to = set.find((one) => one.input === input)?.to ?? valuesOf(model, world, option).amount(input)?.value;
    return to === undefined ? [] : [setAt(model, world, { option, input, to })];
  });
}

/** Deadlines of an option that begins so many days later, as they are told. */
const deadlineOf = (model: DecisionModel, values: OptionValues, days: number): Deadline[] =>
  deadlinesOf(model, values, days).map(({ need, name, takes, limit }) => ({
    option: values.option,
    label: labelIn(model, name ?? limitedBy(need)),
    unit: need.unit.text,
    days,
    takes,
    limit,
  }));

/** What the days of a measurement leave of the deadlines of all that its result may lead to, each as it is set then: of several settings the tightest. */
function lateIn(
  model: DecisionModel,
  told: readonly { band: Printed; parts: readonly Part[] }[],
  { days, now, kept }: { days: number; now: number; kept: Weighed | null },
): Deadline[] {
  if (days <= 0) return [];
  const found = told.flatMap(({ band, parts }) => {
    const option = optionOf(band.outcome);
    if (option === null) return [];
    // The decision is late as it is set, too, whatever it could be set to instead.
    const own = option === kept?.option && isIn(band, now) ? [kept] : [];
    return [...own, ...parts.flatMap(({ set }) => set ?? [])]
      .flatMap(({ values }) => deadlineOf(model, values, days).slice(0, 1))
      .sort((a, b) => b.takes / b.limit - a.takes / a.limit);
  });
  const isMost = (one: Deadline) =>
    found.some(({ option, takes }) => option === one.option && takes < one.takes - 1e-9);
  return firstOfEach(found.sort((a, b) => b.takes / b.limit - a.takes / a.limit)).map((one) =>
    isMost(one) ? { ...one, isMost: true as const } : one,
  );
}

/** The first deadline of each option. */
const firstOfEach = (found: readonly Deadline[]): Deadline[] =>
  found.filter((one, index) => found.findIndex(({ option }) => option === one.option) === index);

/** Where no result leads to anything else: what some would lead to if it did not come too late for the days that it takes. */
function missedByWaiting(
  model: DecisionModel,
  world: World,
  measurement: Measurement,
  measuring: Parameters<typeof knowing>[3],
): Deadline[] {
  const { days = 0 } = measurement;
  if (days <= 0) return [];
  const { plans, bands } = knowing(model, world, { ...measurement, days: 0 }, measuring);
  const found = bands.flatMap(({ from, to, outcome }) => {
    const option = outcome === measuring.decision ? null : optionOf(outcome);
    const set = option === null ? null : plans.setAt(option, (from + to) / 2);
    return set === null ? [] : deadlineOf(model, set.values, days).filter(({ takes, limit }) => takes > limit);
  });
  return firstOfEach(found);
}

/** Whether past a flip what is ahead today keeps its limits at no setting that it may have; of what is counted each value by itself is one or the other. */
export function missedPast(model: DecisionModel, world: World, flip: Flip, ahead: string | null): { isMissed?: true } {
  if (ahead === null || isCounted(model, flip)) return {};
  return bestOf(model, withFact(world, flip.fact, flip.tried.flips), ahead) === null ? { isMissed: true } : {};
}

/** Whether a fact has no value between two whole ones. */
function isCounted({ scenario }: DecisionModel, { fact, now }: Flip): boolean {
  const own = scenario.facts[headOf(fact)];
  return own !== undefined && now !== undefined && comesWhole(own, now);
}

/** Why none is ahead: no option keeps its limits, or the first two are level. */
function noneAhead(model: DecisionModel, world: World): 'limits' | 'split' {
  return [...weighedAgainst(model, world, null).values()].some(({ missed }) => missed.length === 0)
    ? 'split'
    : 'limits';
}

interface Measuring {
  model: DecisionModel;
  /** For whoever begins after the days that are waited. */
  begun: DecisionModel;
  waited: Figures['waited'];
  /** What is known of the measurements that nobody waits for. */
  others: Figures['measured'];
}

function measuredIn(
  { model, begun, waited, others }: Measuring,
  asSet: AsSet | null,
  world: World,
  kept: Weighed | null,
  events: readonly TranscriptEvent[],
  flips: readonly { fact: string; at: number; tried: { holds: number } }[],
): Figures['measured'] {
  const decision = kept?.option ?? null;
  const movable = movableFacts(model, world);
  return model.scenario.measurements.flatMap((measurement) => {
    const fact = movable.find(({ path }) => path === measurement.learns);
    if (fact === undefined) return [];
    const { path, now, range } = fact;
    const measuring = { path, range, decision };
    const known = others.find(({ learns, how }) => learns === path && how === measurement.how);
    if (known !== undefined && waited?.learns !== path) return [known];
    const term = waited === null ? measurement : { ...measurement, days: 0 };
    const { plans, bands, exact, gain, kept: keptAt } = knowingAsSet(begun, asSet, world, term, measuring);
    const own = flips.filter((flip) => flip.fact === path);
    const told = printedBands(bands, { exact, own, plans, decision, error: measurement.error ?? 0 });
    const bars = barsOf(model, world, { now, plans }, told);
    const set = told.map((band) => ({ band, parts: partsIn({ now, plans, kept, keptAt }, band) }));
    const error = measurement.error ?? 0;
    return [
      {
        ...offered(model, measurement, fact),
        range: [range[0], range[1]] as [number, number],
        bars,
        bands: set.map((one) => bandOf(model, world, { ...one, now, kept })),
        isSure: areSure(begun, world, { path, error, range }, set),
        unsure: kept === null || kept.missed.length > 0 ? null : missedWithin(begun, world, kept, { path, now, error }),
        late: [
          ...lateIn(model, set, { days: measurement.days ?? 0, now, kept }),
          ...(told.length > 1 ? [] : missedByWaiting(model, world, measurement, measuring)),
        ],
        gain:
          gain === null || gain.insured === null || decision === null
            ? gain && { ...gain, insured: null }
            : { ...gain, insured: { ...gain.insured, set: wholeSet(model, world, decision, gain.insured.set) } },
        proposed: proposedIn(events, measurement),
        ...(isTakenBackByAll(events, measurement) ? { takenBack: true as const } : {}),
      },
    ];
  });
}

/** A band with the ends at which it is told. */
interface Printed {
  from: End | null;
  to: End | null;
  outcome: string;
  /** As it was found. */
  exact: Band;
  /** Where the figures turn between it and the next one, before the error is kept clear. */
  turns: number | null;
}

type End = { at: number; isOwn: boolean };

interface Printing {
  /** Bands of exact results. */
  exact: readonly Band[];
  own: readonly { at: number; tried: { holds: number } }[];
  plans: Plans;
  decision: string | null;
  error: number;
}

const MOST_DIGITS = 9;

/** Bands with ends of few digits, of as many as keep them in order. */
function printedBands(bands: readonly Band[], printing: Printing): Printed[] {
  for (let digits = DIGITS; ; digits += 1) {
    const ends = bands.slice(1).map((above, index) => borderOf(bands[index] as Band, above, digits, printing));
    const isInOrder = ends.every(({ at, turns }, index) => {
      const before = ends[index - 1];
      return before === undefined || (before.at < at && before.turns <= turns);
    });
    if (!isInOrder && digits < MOST_DIGITS) continue;
    return bands.map((exact, index) => {
      const [low, high] = [ends[index - 1], ends[index]];
      return {
        from: low === undefined ? null : { at: low.at, isOwn: low.own === 'above' },
        to: high === undefined ? null : { at: high.at, isOwn: high.own === 'below' },
        outcome: exact.outcome,
        exact,
        turns: high?.turns ?? null,
      };
    });
  }
}

/** Of the width of a border as it was found: what lies as near is the same border. */
const NEAR = 0.02;
/** Of the error of a measurement: where no limit turns, what is off by less is the same border, which is told by one figure. */
const WITHIN_ERROR = 0.1;
const TINY = 1e-6;

/**
 * The result at which one band ends and the next begins. It counts to the side that need not be sure: who would miss a limit on the other
 * side has to be, and so has whoever takes the decision's place.
 */
function borderOf(
  below: Band,
  above: Band,
  digits: number,
  { exact, own, plans, decision, error }: Printing,
): { at: number; turns: number; own: 'below' | 'above' } {
  const at = above.from;
  const past = TINY * Math.max(Math.abs(at), Math.abs(above.to - below.from));
  const misses = (outcome: string, result: number) => optionOf(outcome) !== null && !plans.keeps(outcome, result);
  const missesAbove = misses(below.outcome, at + past);
  const missesBelow = misses(above.outcome, at - past);
  const isBelow = missesAbove || !(missesBelow || below.outcome === decision);
  const toward = isBelow ? 'down' : 'up';
  const side = isBelow ? 'below' : 'above';
  // The same border of exact results, from which it lies off by the error or not at all.
  const same = exact.slice(1).flatMap((band, index) => {
    const off = at - band.from;
    const isSame = exact[index]?.outcome === below.outcome && band.outcome === above.outcome;
    const near = (one: number) => (one === 0 && !missesAbove && !missesBelow ? WITHIN_ERROR : NEAR);
    const shift = [0, -error, error].find((one) => Math.abs(off - one) <= near(one) * error + past);
    return isSame && shift !== undefined ? [{ from: band.from, shift }] : [];
  })[0];
  if (same === undefined) {
    const plain = rounded(at, toward, digits);
    return { at: plain, turns: plain, own: side };
  }
  const flip = own.find(
    (one) => Math.abs(one.at - same.from) <= NEAR * Math.abs(same.from) && isAround(one, same.from),
  );
  // The value that is printed on either side of a border that a flip has found already.
  const turns =
    flip === undefined || digits > DIGITS
      ? rounded(same.from, toward, digits)
      : isBelow
        ? Math.min(flip.at, flip.tried.holds)
        : Math.max(flip.at, flip.tried.holds);
  return { at: Number((turns + same.shift).toPrecision(12)), turns, own: side };
}

const isAround = ({ at, tried: { holds } }: Printing['own'][number], border: number) => {
  const slack = NEAR * Math.abs(border);
  return Math.min(at, holds) - slack <= border && border <= Math.max(at, holds) + slack;
};

const optionOf = (outcome: string): string | null =>
  outcome === NO_PLAN.limits || outcome === NO_PLAN.split ? null : outcome;
const noneOf = (outcome: string): 'limits' | 'split' | null =>
  outcome === NO_PLAN.limits ? 'limits' : outcome === NO_PLAN.split ? 'split' : null;

const DIGITS = 3;

function rounded(value: number, toward: 'down' | 'up', digits = DIGITS): number {
  const unit = lastPlace(value, digits);
  return Number(((toward === 'down' ? Math.floor : Math.ceil)(value / unit) * unit).toPrecision(12));
}

const isIn = ({ exact: { from, to } }: Printed, value: number) => value >= from && value <= to;

/** A value just inside a band, at the end that is nearer to today's. */
function insideOf({ exact: { from, to } }: Printed, now: number): number {
  const inside = TINY * (to - from);
  return now < (from + to) / 2 ? from + inside : to - inside;
}

/** The settings of a band, the lowest first. */
function partsIn({ now, plans, kept, keptAt }: Told, { outcome, exact }: Printed): Part[] {
  const option = optionOf(outcome);
  if (option === null) return [];
  // The decision stays as it is set wherever that serves and is ahead; what it gives up for caution today is no reason to change it.
  const own = kept !== null && kept.option === option ? kept : null;
  const best = own === null ? null : plans.setAt(own.option, now);
  const loses = own === null || best === null ? 0 : Math.max(0, leadOver(own.values.model, best.values, own.values));
  const stays = (result: number) => keptAt?.some(({ from, to }) => result >= from && result <= to) ?? true;
  return partsOf({ plans, option, ...exact, kept: own === null ? null : { plan: own, loses, stays } });
}

interface Told {
  now: number;
  plans: Plans;
  kept: Weighed | null;
  keptAt: readonly Band[] | null;
}

function bandOf(
  model: DecisionModel,
  world: World,
  { band, parts, now, kept }: { band: Printed; parts: readonly Part[]; now: number; kept: Weighed | null },
): Figures['measured'][number]['bands'][number] {
  const option = optionOf(band.outcome);
  return {
    from: band.from,
    to: band.to,
    option,
    none: noneOf(band.outcome),
    isHere: isIn(band, now),
    parts:
      option === null
        ? []
        : parts.map(({ set, to }) => ({
            to,
            set: wholeSet(model, world, option, set?.set ?? []),
            isKept: set !== null && set === kept,
          })),
  };
}

/** Whether every setting keeps the limits at both ends of its results, with these off by the error. */
function areSure(
  model: DecisionModel,
  world: World,
  { path, error, range: [low, high] }: { path: string; error: number; range: readonly [number, number] },
  told: readonly { band: Printed; parts: readonly Part[] }[],
): boolean {
  const keeps = (value: number, plan: Weighed) => {
    const there = withFact(world, path, Math.min(high, Math.max(low, value)));
    return keepsEvery(model, valuesOf(model, worldWith(there, plan.set), plan.option));
  };
  return told.every(({ band: { exact }, parts }) =>
    parts.every(({ set, to }, index) => {
      const ends = [parts[index - 1]?.to?.at ?? exact.from, to?.at ?? exact.to];
      return set === null || ends.every((end) => [-error, error].every((off) => keeps(end + off * SHY, set)));
    }),
  );
}

/** Of an error: at its very end another value begins. */
const SHY = 1 - 1e-3;

/** A limit that what is set misses where a fact is off by an error from what it is taken to be. */
function missedWithin(
  model: DecisionModel,
  world: World,
  kept: Weighed,
  { path, now, error }: { path: string; now: number; error: number },
): { label: string } | null {
  const there = worldWith(world, kept.set);
  const [missed] = [-error, error].flatMap((off) =>
    missedBy(model, valuesOf(model, withFact(there, path, now + off), kept.option)),
  );
  return missed === undefined ? null : { label: labelIn(model, limitedBy(missed)) };
}

/** The ends at which bands meet, and what is ahead past each. */
function barsOf(
  model: DecisionModel,
  world: World,
  { now, plans }: { now: number; plans: Plans },
  bands: readonly Printed[],
): Bar[] {
  return bands.slice(1).flatMap((upper, index): Bar[] => {
    const lower = bands[index];
    if (lower?.to == null || lower.turns === null) return [];
    const { at, isOwn } = lower.to;
    const side = now < upper.exact.from ? ('above' as const) : ('below' as const);
    const beyond = side === 'above' ? upper : lower;
    const option = optionOf(beyond.outcome);
    const past = insideOf(beyond, now);
    const best = option === null ? null : plans.setAt(option, past);
    return [
      {
        edge: lower.turns,
        at,
        below: optionOf(lower.outcome),
        above: optionOf(upper.outcome),
        own: isOwn ? 'below' : 'above',
        none: noneOf(lower.outcome) ?? noneOf(upper.outcome),
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
      },
    ];
  });
}

/** Figures that came up and are told, those with the largest effects. */
const MOST_CAME_UP = 5;

/** Effects of one fact that are worth a line. */
const MOST_EFFECTS = 3;

/**
 * Figures that came out otherwise than most took them to be, as whoever knew them told them, with what that changed of the options; without
 * effects where that is nothing that counts. `stand` is the world with every option at the setting at which the memo tells of it.
 */
export function cameUpIn(model: DecisionModel, stand: World, heard: readonly Heard[]): CameUp[] {
  const found = Object.entries(model.scenario.facts).flatMap(([fact, { assumed, unit = '' }]) => {
    const turn = heard.find(
      (one) => one.kind === 'turn' && Object.keys(one.disclosed).some((name) => headOf(name) === fact),
    );
    // What news has set since is the news, and nothing that anybody corrected.
    const news = turn === undefined ? undefined : newsAfter(heard, turn, fact);
    const to = news ?? stand.facts.get(fact);
    if (typeof assumed !== 'number' || typeof to !== 'number' || assumed === to) return [];
    const { effects, size } = effectsOf(model, withFact(stand, fact, assumed), withFact(stand, fact, to));
    if (effects.length === 0 && turn === undefined) return [];
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
        const besides = found.flatMap((other) =>
          other.told.fact !== told.fact && movesIt(model, stand, other.told, { ...effect, from })
            ? [other.told.label]
            : [],
        );
        return [{ ...effect, from, ...(besides.length === 0 ? {} : { besides }) }];
      }),
    ]),
  );
  return found.map(({ told }) => ({ ...told, effects: effectsFrom.get(told.fact) ?? [] }));
}

/** Of a change: a fact that makes less of it is not named beside it. */
const PART = 0.05;

/** Whether a part of a change that is worth a word is gone had a fact not come up, all else as it is. */
function movesIt(
  model: DecisionModel,
  stand: World,
  { fact, from }: CameUp,
  { option, quantity, from: was, to: is }: CameUp['effects'][number],
): boolean {
  const without = valuesOf(model, withFact(stand, fact, from), option).amount(quantity)?.value ?? is;
  return Math.abs(without - is) >= PART * Math.abs(is - was);
}

/** What a fact was when news that came behind a turn set it; undefined where none did. */
function newsAfter(heard: readonly Heard[], turn: Heard, fact: string) {
  const later = heard.slice(heard.indexOf(turn));
  return later.flatMap((one) => (one.kind === 'fact' && fact in one.set ? [one.set[fact]?.from] : []))[0];
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

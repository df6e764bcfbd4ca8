import type { Flip } from '../core/outcome.ts';
import type { View } from '../playbook/view.ts';
import { amountOf, settingsAt } from '../prompt/index.ts';
import { closeIn, keepsEvery, missedBy } from '../reasoning/amend.ts';
import { aheadAsSet, isLevelPast, turnsAsSet } from '../reasoning/as-decided.ts';
import { valuesOf, withFact, worldWith } from '../reasoning/evaluate.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { feedsCalculator } from '../reasoning/model.ts';
import { movableFacts } from '../reasoning/solve.ts';
import type { Reset } from '../reasoning/thresholds.ts';
import type { Setting } from '../reasoning/weighing.ts';
import { aheadBySteps, bestOf } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';

/** What nobody gave a range: the nearest of them, where there are fewer with one. */
const MOST = 4;
/** Where the question names no range, nobody argues about more than half as much again. */
const FAR = 0.5;

/** Values of facts past which something else leads, or a limit is missed, with the lines that tell them. */
interface Turning {
  lines: string[];
  figures: { fact: string; value: number }[];
}

const known = new WeakMap<World, Turning>();

/**
 * Where figures that are uncertain would put another option ahead, every option set best there, and where the one that is ahead would have to be
 * set otherwise: each alone, both sides of it, the nearest first, as far as this member knows. What would need a calculator at each value is left
 * out.
 */
export const turningLines = (view: View): string[] => turningIn(view).lines;

/** The values that those lines name, in their facts' units. */
export const turningFigures = (view: View): Turning['figures'] => turningIn(view).figures;

function turningIn(view: View): Turning {
  const { world } = view.now;
  const turning = known.get(world) ?? turningOf(view);
  known.set(world, turning);
  return turning;
}

const NOTHING: Turning = { lines: [], figures: [] };

function turningOf({ model, now, question }: View): Turning {
  const { world } = now;
  const first = aheadBySteps(model, world);
  if (first === null) return NOTHING;
  const said = (name: string, value: number) => amountOf(model, name, value, question.language);
  const named = (option: string, set: readonly Setting[]) =>
    set.length === 0 ? option : `${option} with ${settingsAt(model, set, question.language)}`;
  // As it was set, or where nobody has set it as it leads.
  const isSet = world.amended.has(first) && missedBy(model, valuesOf(model, world, first)).length === 0;
  const plan = isSet ? { option: first, set: [] } : bestOf(model, world, first);
  const facts = movableFacts(model, world)
    .filter(
      ({ path }) =>
        Object.hasOwn(model.scenario.facts, path) &&
        model.options.every((option) => !feedsCalculator(model, path, option)),
    )
    .map((one) => ({ ...one, isFirm: false }));
  const asSet = isSet ? aheadAsSet(model, world) : null;
  const { flips, resets } = turnsAsSet(
    model,
    world,
    plan === null ? null : { ...plan, values: valuesOf(model, worldWith(world, plan.set), first), missed: [] },
    asSet,
    facts,
  );
  const after = ({ fact, tried, to, beyond }: Flip): string => {
    const there = withFact(world, fact, tried.flips);
    const isOut = bestOf(model, there, first) === null;
    const [missed] = isOut ? missedBy(model, valuesOf(model, worldWith(there, plan?.set ?? []), first)) : [];
    const why = missed === undefined ? '' : `${first} misses the limit on ${missed.id}, `;
    if (to !== null) {
      const level =
        !isOut && isLevelPast(model, world, { fact, tried, to, beyond }, first) ? ', all but level with it' : '';
      return `${why}${named(to, bestOf(model, there, to)?.set ?? [])} leads in place of ${first}${level}`;
    }
    return isOut ? 'no option keeps its limits, or none is ahead' : `${first} and the next are level`;
  };
  const furtherOn = (fact: string, next: Rung | null): string => {
    if (next === null) return '';
    const beyond = next.set === null ? `no setting of ${first} keeps its limits` : named('', next.set).trim();
    return `; that holds to ${said(fact, next.upTo)}, past it ${beyond}`;
  };
  const found = facts
    .flatMap(({ path, fact, now: value }) => {
      const isTold = (one: Flip) =>
        one.fact === path && (fact.range !== undefined || Math.abs(one.at / value - 1) <= FAR);
      const sides = [
        ...resets.filter(isTold).map((reset) => {
          // Best as it stands is no setting of its own.
          const set = reset.set.length > 0 ? reset.set : settingsOf(model, world, first);
          const next = nextRung(model, world, reset, set);
          return {
            at: reset.at,
            further: next === null ? [] : [next.upTo],
            text: `${edge(said(path, reset.at), reset)}: still ${first}, but ${reset.missed === null ? 'better ' : ''}${named('', set).trim()}${reset.missed === null ? '' : `, as set it misses the limit on ${reset.missed.id}`}${furtherOn(path, next)}`,
          };
        }),
        ...flips
          .filter(isTold)
          .map((flip) => ({ at: flip.at, further: [], text: `${edge(said(path, flip.at), flip)}: ${after(flip)}` })),
      ];
      if (sides.length === 0) return [];
      const far = Math.min(...sides.map(({ at }) => Math.abs(at / value - 1)));
      const figures = sides.flatMap(({ at, further }) => [at, ...further]).map((one) => ({ fact: path, value: one }));
      return [
        {
          line: `- fact:${path} ${said(path, value)}; ${sides.map(({ text }) => text).join('; ')}`,
          isRanged: fact.range !== undefined,
          far,
          figures,
        },
      ];
    })
    .sort((a, b) => a.far - b.far);
  const ranged = found.filter(({ isRanged }) => isRanged);
  const others = found.filter(({ isRanged }) => !isRanged).slice(0, Math.max(0, MOST - ranged.length));
  const told = found.filter((one) => one.isRanged || others.includes(one));
  const figures = told.flatMap((one) => one.figures);
  const lines = told.map(({ line }) => line);
  const at = plan === null ? [] : settingsOf(model, worldWith(world, plan.set), first);
  if (lines.length === 0 || at.length === 0) return { lines, figures };
  return {
    figures,
    lines: [
      asSet !== null
        ? `- ${named(first, at)} as it is set, every other option set best at each value`
        : isSet
          ? `- every option set best at each value; set now is ${named(first, at)}`
          : `- every option set best at each value; ${first} leads now at its best setting, ${named(first, at)}`,
      ...lines,
    ],
  };
}

interface Rung {
  upTo: number;
  set: readonly Setting[] | null;
}

/** Up to where a setting that an option takes past a value keeps its limits, where the fact may go further, and what it takes at the end of its range; null where it holds all the way. */
function nextRung(
  model: DecisionModel,
  world: World,
  { fact, beyond, tried, to }: Reset,
  set: readonly Setting[],
): Rung | null {
  const range = model.scenario.facts[fact]?.range;
  if (range === undefined || to === null) return null;
  const keeps = (value: number) => keepsEvery(model, valuesOf(model, withFact(worldWith(world, set), fact, value), to));
  const end = beyond === 'above' ? range[1] : range[0];
  if (keeps(end) || !keeps(tried.flips)) return null;
  return { upTo: closeIn(end, tried.flips, keeps), set: bestOf(model, withFact(world, fact, end), to)?.set ?? null };
}

const edge = (value: string, { beyond }: Pick<Flip, 'beyond'>) =>
  `at ${value} ${beyond === 'above' ? 'or more' : 'or less'}`;

/** How an option stands in a world that may be set. */
function settingsOf(model: DecisionModel, world: World, option: string): Setting[] {
  const values = valuesOf(model, world, option);
  return Object.keys(model.scenario.options[option]?.adjust ?? {}).flatMap((input) => {
    const to = values.amount(input)?.value;
    return to === undefined ? [] : [{ option, input, to }];
  });
}

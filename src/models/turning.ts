import type { View } from '../playbook/view.ts';
import { amountOf } from '../prompt/index.ts';
import { word } from '../prompt/quote.ts';
import { missedBy } from '../reasoning/amend.ts';
import { valuesOf, withFact, worldWith } from '../reasoning/evaluate.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { feedsCalculator } from '../reasoning/model.ts';
import { flipToward, movableFacts, sidesOf } from '../reasoning/solve.ts';
import type { Setting } from '../reasoning/weighing.ts';
import { aheadBySteps, bestOf, fieldOf } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';

/** Points at which a fact is tried on either side. */
const TRIED = 12;
/** The nearest are what a decision may turn on. */
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
 * Where figures that are uncertain would put another option ahead, or make the one that is ahead miss a limit as it is set: each alone, both
 * sides of it, the nearest first, as far as this member knows. Options that were set stay so. What would need a calculator at each value is
 * left out.
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
  const settled = new Set(now.world.amended.keys());
  const first = aheadBySteps(model, now.world, undefined, settled);
  if (first === null) return NOTHING;
  // An open setting of what leads is the one by which it leads: thresholds of another one are of no plan.
  const lead = settled.has(first) ? null : bestOf(model, now.world, first);
  const world = lead === null ? now.world : worldWith(now.world, lead.set);
  const held = new Set([...settled, first]);
  const field = fieldOf(model, world, undefined, held);
  const said = (name: string, value: number) => amountOf(model, name, value, question.language);
  const named = (option: string, set: readonly Setting[]) =>
    set.length === 0
      ? option
      : `${option} with ${set.map(({ input, to }) => `${word(input)} at ${said(input, to)}`).join(', ')}`;
  const missedAt = (value: World) => missedBy(model, valuesOf(model, value, first)).map(({ id }) => id);
  const told = movableFacts(model, world)
    .filter(
      ({ path }) =>
        Object.hasOwn(model.scenario.facts, path) &&
        model.options.every((option) => !feedsCalculator(model, path, option)),
    )
    .flatMap((movable) => {
      const { path } = movable;
      const ahead = (value: number) => aheadBySteps(model, withFact(world, path, value), { field, fact: path }, held);
      // Past a limit it is turned as well, however another setting might save it.
      const turned = (value: number) => {
        const option = ahead(value);
        const isOut = option === first && missedAt(withFact(world, path, value)).length > 0;
        return isOut ? OUT : option;
      };
      const sides = sidesOf(movable).flatMap((end) => {
        const flip = flipToward({ ...movable, end, decision: first }, turned, TRIED);
        if (flip === null) return [];
        const far = Math.abs(flip.at / movable.now - 1);
        if (movable.fact.range === undefined && far > FAR) return [];
        const there = withFact(world, path, flip.tried.flips);
        const missed = missedAt(there);
        const best = flip.to === null ? null : bestOf(model, there, flip.to === OUT ? first : flip.to);
        const why = [
          ...(missed.length === 0 ? [] : [`${first} misses the limit on ${missed.join(' and ')}`]),
          ...(flip.to === null
            ? missed.length === 0
              ? ['level']
              : ['no option keeps its limits, or none is ahead']
            : flip.to === OUT
              ? best === null || best.set.length === 0
                ? []
                : [`keeps it ${named('', best.set).trim()}`]
              : [`${named(flip.to, held.has(flip.to) ? [] : (best?.set ?? []))} leads in place of ${first}`]),
        ].join(', ');
        return [
          {
            at: flip.at,
            text: `at ${said(path, flip.at)} ${flip.beyond === 'above' ? 'or more' : 'or less'}: ${why}`,
            far,
          },
        ];
      });
      if (sides.length === 0) return [];
      const texts = sides.map(({ text }) => text).join('; ');
      const far = Math.min(...sides.map((side) => side.far));
      const figures = sides.map(({ at: value }) => ({ fact: path, value }));
      return [{ line: `- fact:${path} ${said(path, movable.now)}; ${texts}`, far, figures }];
    })
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST);
  const figures = told.flatMap((one) => one.figures);
  const lines = told.map(({ line }) => line);
  const at = settingsOf(model, world, first);
  if (lines.length === 0 || at.length === 0) return { lines, figures };
  return {
    figures,
    lines: [
      `- all of it for ${named(first, at)}, ${lead === null || lead.set.length === 0 ? 'as it is set' : 'its best setting'}`,
      ...lines,
    ],
  };
}

/** No option is called so. */
const OUT = ' out';

/** How an option stands in a world that may be set. */
function settingsOf(model: DecisionModel, world: World, option: string): Setting[] {
  const values = valuesOf(model, world, option);
  return Object.keys(model.scenario.options[option]?.adjust ?? {}).flatMap((input) => {
    const to = values.amount(input)?.value;
    return to === undefined ? [] : [{ option, input, to }];
  });
}

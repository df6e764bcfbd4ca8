import { hashText } from '../core/hash.ts';
import { Kept } from '../core/kept.ts';
import { once } from '../core/once.ts';
import type { DecisionModel } from './model.ts';
import { hasCalculators, namesOfCriterion, rootsOf } from './model.ts';
import type { Judged } from './place.ts';
import { keyOf } from './place.ts';
import type { World } from './worlds.ts';

/** A list of settings as they are judged. */
export interface Shared {
  all: readonly Judged[];
  /** A name that all lists of these settings have: of few it is asked. */
  id(): string;
}

/** Lists that are kept for a model. */
const MOST = 8_000;
/** What the settings in them may hold in all: each as much as its inputs, and as an entry for itself. */
const HEAVIEST = 1_500_000;

const weigh = ({ all }: Shared): number => all.reduce((sum, { ofWritten }) => sum + 4 + ofWritten.length, 0);

interface Lists {
  kept: Kept<Shared>;
  ids: Map<string, string>;
}

const listsOf = new WeakMap<DecisionModel, Lists>();

/**
 * What was judged once under a name: whoever takes the same to be so tries the same settings, which come to the same. Members who have heard of
 * other facts meet here, and what-ifs that are asked again. Where calculators are asked each asks for itself: figures may be those of a record.
 */
export function shared(model: DecisionModel, name: string, judge: () => Judged[]): Shared {
  const lists = listsOf.get(model) ?? {
    kept: new Kept<Shared>(MOST, { heaviest: HEAVIEST, weigh }),
    ids: new Map<string, string>(),
  };
  listsOf.set(model, lists);
  const make = (): Shared => {
    const all = judge();
    const id = once(() => {
      const settings = hashText(all.map(({ set, ofWritten }) => `${keyOf(set)}/${keyOf(ofWritten)}`).join(';'));
      const known = lists.ids.get(settings) ?? String(lists.ids.size);
      lists.ids.set(settings, known);
      return known;
    });
    return { all, id };
  };
  return hasCalculators(model) ? make() : lists.kept.of(name, make);
}

const facts = new WeakMap<DecisionModel, Map<string, readonly string[]>>();

/** Facts by which an option is judged, and those behind what it may be set to. */
function factsBehind(model: DecisionModel, option: string): readonly string[] {
  const options = facts.get(model) ?? new Map<string, readonly string[]>();
  facts.set(model, options);
  const known = options.get(option);
  if (known !== undefined) return known;
  const inputs = Object.keys(model.scenario.options[option]?.adjust ?? {});
  const found = [...rootsOf(model, [...model.criteria.flatMap(namesOfCriterion), ...inputs], option)];
  options.set(option, found);
  return found;
}

/** All that some options are judged by in a world, as text. */
export function contentOf(model: DecisionModel, world: World, options: readonly string[]): string {
  let text = world.closed === undefined ? '' : [...world.closed].join();
  for (const option of options) {
    for (const name of factsBehind(model, option)) {
      const value = world.facts.get(name);
      text += `,${typeof value === 'number' ? value : JSON.stringify(value)}`;
    }
    const set = world.amended.get(option);
    text += set === undefined ? ';' : `;${[...set].join()}`;
  }
  return text;
}

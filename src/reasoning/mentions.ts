import { escaped } from '../core/pattern.ts';
import type { Scenario } from '../core/scenario.ts';
import { wordsHeard } from './said-figures.ts';
import { wordsIn } from './words-in.ts';

/** The question whose options are spoken of. */
interface Asked {
  scenario: Pick<Scenario, 'options'>;
}

const PARTICLE = '(?:이랑|으로|에서|까지|보다|부터|처럼|이|가|을|를|은|는|의|로|에|와|과|도|만)?';

/** Whether a text speaks of an option: by so much of its name, or by the id that the scenario gives it. */
export function mentions({ scenario }: Asked, text: string, option: string, share = 1): boolean {
  const short = scenario.options[option]?.short ?? option;
  const words = wordsIn(text);
  const own = wordsIn(short);
  const hits = wordsHeard(own, words);
  if (hits > 0 && hits >= share * own.length) return true;
  // A name of words that say nothing by themselves, as `둘 다`, is looked for as it stands, and so is the id.
  return [short, option].some((name) =>
    new RegExp(`(?<![\\p{L}\\p{N}-])${escaped(name)}${PARTICLE}(?![\\p{L}\\p{N}])`, 'iu').test(text),
  );
}

/** How much of an option's label a deed must name, to be that option carried out. */
const MOST_OF_LABEL = 0.5;

/** Whether a deed is an option carried out, in words of its name or of what it does. */
export function carriesOut(context: Asked, deed: string, option: string): boolean {
  if (mentions(context, deed, option, MOST_OF_LABEL)) return true;
  const said = wordsIn(deed);
  const own = [...new Set(wordsIn(context.scenario.options[option]?.label ?? ''))];
  const hits = wordsHeard(own, said);
  return hits >= 2 && hits >= MOST_OF_LABEL * own.length;
}

/** Whether it speaks of another option than these, and of none of these. */
export function isOfOthers(context: Asked, text: string, options: readonly (string | null)[]): boolean {
  if (options.some((option) => option !== null && mentions(context, text, option))) return false;
  const others = Object.keys(context.scenario.options).filter((option) => !options.includes(option));
  return others.some((option) => mentions(context, text, option));
}

import type { Ref } from '../core/turn.ts';
import type { Amendment } from '../reasoning/amend.ts';
import { saysWhatIsSet } from '../reasoning/settable.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, phrase, printAmount } from '../wording/amounts.ts';
import type { Talk } from './talk.ts';

type Setting = Pick<Amendment, 'option' | 'input' | 'to'>;

/**
 * At what an option is set, as a noun phrase: `the metres lined at 2,300 m`. `isKnown`: those who listen know what is set, so that values are
 * enough where their units say it: `2,300 m`. `isProse`: within a sentence, and not in brackets.
 */
export function settingOf(
  talk: Talk,
  set: readonly Setting[],
  {
    isKnown = false,
    isProse = false,
    refOf = refOfSetting,
  }: { isKnown?: boolean; isProse?: boolean; refOf?: (setting: Setting) => Ref } = {},
): Phrase | null {
  const { tell, view } = talk;
  // In the order in which the option names what may be set.
  const order = (one: Setting) => Object.keys(view.model.scenario.options[one.option]?.adjust ?? {}).indexOf(one.input);
  const parts = set
    .toSorted((a, b) => order(a) - order(b))
    .map((one) => {
      const { option, input } = one;
      const unitOf = (name: string) => talk.values(option).unitOf(name).text;
      const unit = unitOf(input);
      const told = set.filter((other) => unitOf(other.input) === unit).length;
      const isBare = isKnown && saysWhatIsSet(view.model.scenario, option, unit, told);
      const term = termOf(talk, one, refOf);
      return tell.say.setAt(isBare ? { ...term, label: null } : term);
    });
  const [first, ...rest] = parts;
  if (first === undefined) return null;
  return isProse ? tell.say.both(parts) : rest.reduce((all, one) => phrase`${all}, ${one}`, first);
}

function termOf(talk: Talk, one: Setting, refOf: (setting: Setting) => Ref): { label: string; amount: Phrase } {
  const { tell } = talk;
  const unit = talk.values(one.option).unitOf(one.input).text;
  return { label: tell.label(one.input), amount: asPhrase(printAmount(one.to, unit, tell.language, 2), [refOf(one)]) };
}

const refOfSetting = ({ option, input }: Setting): Ref => `option:${option}.${input}`;

/** Each input with what it is set to. */
export const settingTerms = (talk: Talk, set: readonly Setting[]): { label: string; amount: Phrase }[] =>
  set.map((one) => termOf(talk, one, refOfSetting));

/** An option set otherwise keeps its limits: `couriers work with the interval at 24 min and the posts at 2`. */
export function settingPhrase(talk: Talk, amended: readonly Setting[]): Phrase {
  const { tell } = talk;
  const terms = settingTerms(talk, amended);
  const option = tell.option(amended[0]?.option ?? '');
  const [first] = terms;
  return terms.length === 1 && first !== undefined
    ? tell.say.setting(option, first.label, first.amount)
    : tell.say.settings(option, terms);
}

import type { Amendment } from '../reasoning/amend.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import type { Talk } from './talk.ts';

/** An option set otherwise keeps its limits: `couriers work with the interval at 24 min and the posts at 2`. */
export function settingPhrase(talk: Talk, amended: readonly Amendment[]): Phrase {
  const { tell } = talk;
  const terms = amended.map(({ option, input, to }) => {
    const amount = asPhrase(printAmount(to, talk.values(option).unitOf(input).text, tell.language, 2), [
      `option:${option}.${input}`,
    ]);
    return { label: tell.label(input), amount };
  });
  const option = tell.option(amended[0]?.option ?? '');
  const [first] = terms;
  return terms.length === 1 && first !== undefined
    ? tell.say.setting(option, first.label, first.amount)
    : tell.say.settings(option, terms);
}

import type { HeardTurn } from '../core/briefing.ts';
import type { View } from '../playbook/view.ts';
import { valueIn } from '../reasoning/bars.ts';
import { wordsHeard } from '../reasoning/said-figures.ts';
import { isRounded, numbersIn } from '../reasoning/said-numbers.ts';
import type { Setting } from '../reasoning/weighing.ts';
import { wordsIn } from '../reasoning/words-in.ts';

type Body = HeardTurn['body'];

/** The last turn since the last news that spoke against these settings of an option, with a reason; null where nobody did, and where there are none. */
export function spokenAgainst(
  view: View,
  option: string,
  set: readonly Setting[],
): { speaker: string; turn: number } | null {
  const news = view.heard.findLastIndex(({ kind }) => kind === 'fact');
  const since = view.heard.slice(news + 1).flatMap((said) => (said.kind === 'turn' ? [said.body] : []));
  const all = view.turns.map(({ body }) => body);
  const last = since.findLast((body) => isAgainst(view, body, { option, set, all }));
  return last === undefined ? null : { speaker: last.speaker, turn: last.turn };
}

function isAgainst(
  view: View,
  body: Body,
  { option, set, all }: { option: string; set: readonly Setting[]; all: readonly Body[] },
): boolean {
  if (set.length === 0 || body.claims.length === 0) return false;
  const answered = [...(body.answers === null ? [] : [body.answers]), ...(body.also ?? [])];
  const isRebuttal = body.act === 'rebut';
  // Who disputes the turn that proposed it has spoken against it.
  if (
    isRebuttal &&
    answered.some(({ turn }) => {
      const proposed = all.find((one) => one.turn === turn)?.proposes;
      return proposed?.option === option && set.some(({ input, to }) => proposed.set[input] === to);
    })
  )
    return true;
  const texts = isRebuttal
    ? [body.utterance]
    : body.claims.flatMap(({ side, option: of, text }) => (side === 'against' && of === option ? [text] : []));
  // Whoever names one of its settings speaks of it: by its value, in its unit, and by a word of its name or the option.
  return texts.some((text) => set.some((one) => names(view, text, one)));
}

function names({ model }: View, text: string, { option, input, to }: Setting): boolean {
  const { facts, options } = model.scenario;
  const unit = model.inputUnits.get(input)?.text || facts[input]?.unit || '';
  const isSaid = numbersIn(text).some((number) => {
    const value = valueIn(number, unit);
    return value !== null && isRounded(number, value, to);
  });
  const own = wordsIn(`${input} ${facts[input]?.label ?? model.quantities.get(input)?.label ?? ''}`);
  const said = text.toLowerCase();
  const called = [option, options[option]?.short ?? option].some((word) => said.includes(word.toLowerCase()));
  return isSaid && (called || wordsHeard(own, wordsIn(text)) > 0 || unit !== '');
}

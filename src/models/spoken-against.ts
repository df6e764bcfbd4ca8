import type { HeardTurn } from '../core/briefing.ts';
import type { View } from '../playbook/view.ts';
import { valueIn } from '../reasoning/bars.ts';
import { wordsHeard } from '../reasoning/said-figures.ts';
import { isRounded, numbersIn } from '../reasoning/said-numbers.ts';
import type { Setting } from '../reasoning/weighing.ts';
import { wordsIn } from '../reasoning/words-in.ts';

type Body = HeardTurn['body'];

/** A setting of an option, and all that was said so far. */
interface Subject {
  option: string;
  set: readonly Setting[];
  all: readonly Body[];
}

/** The turns since the last news that spoke against these settings of an option, with a reason, and whose speakers have not come round to them since; the last of each. */
export function spokenAgainst(
  view: View,
  option: string,
  set: readonly Setting[],
): { speaker: string; turn: number }[] {
  const news = view.heard.findLastIndex(({ kind }) => kind === 'fact');
  const since = view.heard.slice(news + 1).flatMap((said) => (said.kind === 'turn' ? [said.body] : []));
  const subject = { option, set, all: view.turns.map(({ body }) => body) };
  const against = since.filter((body) => isAgainst(view, body, subject) && !hasComeRound(body, subject));
  const last = new Map(against.map(({ speaker, turn }) => [speaker, turn]));
  return [...last].map(([speaker, turn]) => ({ speaker, turn }));
}

function isAgainst(view: View, body: Body, subject: Subject): boolean {
  const { option, set, all } = subject;
  if (set.length === 0 || body.claims.length === 0 || isFor(body, subject)) return false;
  const inClaims = body.claims.flatMap(({ side, option: of, text }) =>
    side === 'against' && of === option ? [text] : [],
  );
  // Whoever names one of its settings speaks of it: by its value, in its unit, and by a word of its name or the option.
  if (inClaims.some((text) => set.some((one) => names(view, text, one)))) return true;
  if (body.act !== 'rebut') return false;
  const answered = answeredBy(body, all);
  // Who disputes the turn that proposed it has spoken against it; who disputes a turn against it has not.
  if (answered.some((one) => proposesSo(one, subject))) return true;
  if (answered.some((one) => isAgainst(view, one, subject))) return false;
  // Beside another value on the table one that is named may be what they would have in its place.
  const isOnTable = ({ input, to }: Setting) => {
    const proposed = all.findLast(
      ({ turn, proposes }) => turn < body.turn && proposes?.option === option && proposes.set[input] !== undefined,
    );
    return proposed === undefined || proposed.proposes?.set[input] === to;
  };
  return set.filter(isOnTable).some((one) => names(view, body.utterance, one));
}

const answeredBy = ({ turn, answers, also = [] }: Body, all: readonly Body[]): Body[] =>
  [...(answers === null ? [] : [answers]), ...also].flatMap((ref) =>
    ref.turn < turn ? all.filter((one) => one.turn === ref.turn) : [],
  );

/** Whether it proposes the option with one of these settings, and with none at another value. */
function proposesSo({ proposes }: Body, { option, set }: Subject): boolean {
  const own = proposes?.option === option ? set.filter(({ input }) => proposes.set[input] !== undefined) : [];
  return own.length > 0 && own.every(({ input, to }) => proposes?.set[input] === to);
}

const isFor = (body: Body, subject: Subject): boolean =>
  proposesSo(body, subject) ||
  ((body.act === 'support' || body.act === 'concede') &&
    answeredBy(body, subject.all).some((one) => proposesSo(one, subject)));

const hasComeRound = ({ speaker, turn }: Body, subject: Subject): boolean =>
  subject.all.some((later) => later.speaker === speaker && later.turn > turn && isFor(later, subject));

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

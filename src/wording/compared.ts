import { factsOf } from '../reasoning/considerations.ts';
import type { Known, View } from '../reasoning/view.ts';
import { withCounter } from './content.ts';
import type { Filled } from './expand.ts';
import type { WordingContext } from './figure-label.ts';
import { figureLabel } from './figure-label.ts';
import { withParticles } from './particles.ts';
import { printQuantity } from './quantities.ts';

/** The figure of a reason as it was last said, where a change of facts has made it another one. */
export function earlierFigure(known: Known, view: View): Filled | null {
  const before = spokenBefore(known, view);
  if (before === null) return null;
  const printed = printQuantity(before.value, known.figure?.unit ?? '', view.scenario.language, []);
  return { text: printed.text, numbers: [{ ...printed.quantity, refs: [before.ref] }] };
}

/** How many times as large it is now. */
export function growth(known: Known, view: View): Filled | null {
  const before = spokenBefore(known, view);
  if (before === null || known.figure === null || known.ref === null || before.value === 0) return null;
  const ref = known.ref.startsWith('fact:') ? known.ref : `${known.ref}/${known.figure.name}`;
  return timesOf(known.figure.value / before.value, [ref, before.ref], view);
}

function spokenBefore({ consideration, figure }: Known, { claims }: View): { value: number; ref: string } | null {
  const spoken = claims.findLast(({ claim }) => claim.reason === consideration.id && claim.figure !== null);
  const value = spoken?.claim.figure?.value;
  if (spoken === undefined || value === undefined || value === figure?.value) return null;
  return { value, ref: `turn:${spoken.turn}.${spoken.claim.claim}` };
}

function timesOf(ratio: number, refs: string[], view: View): Filled {
  const printed = printQuantity(ratio, 'x', view.scenario.language, []);
  return { text: printed.text, numbers: [{ ...printed.quantity, op: 'ratio', refs }] };
}

/** The scripted change of a number that this seat has not spoken about yet, a price as it were; null when there is none. */
export function newsIn(view: View): View['changed'][number] | null {
  const isNumber = ({ from, to }: View['changed'][number]) => typeof from === 'number' && typeof to === 'number';
  return view.changed.find((news) => news.sinceMyTurn && !news.byFailedRun && isNumber(news)) ?? null;
}

export function newsLabel(view: View): string | null {
  return view.facts[newsIn(view)?.fact ?? '']?.label ?? null;
}

export function newsFigure(view: View, slot: 'news-was' | 'news-now' | 'news-times'): Filled | null {
  const news = newsIn(view);
  if (news === null || typeof news.from !== 'number' || typeof news.to !== 'number') return null;
  const ref = `fact:${news.fact}`;
  if (slot === 'news-times') {
    return news.to > news.from && news.from > 0 ? timesOf(news.to / news.from, [ref, ref], view) : null;
  }
  const value = slot === 'news-was' ? news.from : news.to;
  const printed = printQuantity(value, view.facts[news.fact]?.unit ?? '', view.scenario.language, []);
  return { text: printed.text, numbers: [{ ...printed.quantity, refs: [ref] }] };
}

/** Whether a reason rests on what has changed. */
export function restsOn({ consideration }: Known, { fact }: View['changed'][number]): boolean {
  return factsOf(consideration.from).some((path) => path.split('.')[0] === fact);
}

/** Where the reason stops speaking, as a bound: `0.02 or less`, `1개 이상`. Null for what is not measured on a scale. */
export function thresholdOf(known: Known, view: View): Filled | null {
  const { from, id } = known.consideration;
  if (!('read' in from) || known.figure === null || isFlag(known, view)) return null;
  const { neutral, full } = from.read;
  const { language } = view.scenario;
  const { unit } = known.figure;
  const printed = printQuantity(neutral, unit, language, []);
  const counted = withCounter(printed.text, unit, language);
  const isBelow = neutral > full === known.strength >= 0;
  const bound = isBelow ? { ko: '이상', en: 'or more' } : { ko: '이하', en: 'or less' };
  return {
    text: `${counted} ${bound[language]}`,
    numbers: [{ ...printed.quantity, refs: [`rule:${id}.neutral`] }],
  };
}

/** The bound as it may stand alone: a count means nothing without what is counted. */
export function boundOf(known: Known, view: View): Filled | null {
  const unit = known.figure?.unit ?? '';
  const isCount = unit === '' || unit === 'count' || withCounter('', unit, view.scenario.language) !== '';
  return isCount ? null : thresholdOf(known, view);
}

/** What would have to be so for the reason to say nothing: the label of its fact and the bound. */
export function conditionOf(known: Known | null, view: View): Filled | null {
  if (known === null || !('fact' in known.consideration.from)) return null;
  const bound = thresholdOf(known, view);
  const label = labelled(known, view);
  if (bound === null || label === null) return null;
  const text =
    view.scenario.language === 'ko' ? withParticles(`${label}이/가 ${bound.text}`) : `${label} at ${bound.text}`;
  return { text, numbers: bound.numbers };
}

function labelled(known: Known, view: WordingContext): string | null {
  const text = figureLabel(known, view)?.text ?? null;
  const { from } = known.consideration;
  return 'fact' in from && text === from.fact.split('.')[0] ? null : text;
}

/** Whether it rests on a yes or a no, which has no scale to move along. */
export function isFlag({ consideration: { from } }: Known, { facts }: WordingContext): boolean {
  return 'fact' in from && typeof facts[from.fact.split('.')[0] ?? '']?.value === 'boolean';
}

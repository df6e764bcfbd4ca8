import type { Random } from '../core/random.ts';
import { shuffled } from '../core/random.ts';
import type { View } from '../reasoning/view.ts';
import { spokenOf } from '../wording/address.ts';
import { fillWording, isSayable } from '../wording/content.ts';
import type { Filled } from '../wording/expand.ts';
import { inRegister } from '../wording/expand.ts';
import { asStep } from '../wording/links.ts';

/** Colleagues whose part is said at the close; the memo lists everybody's. */
const MOST_NAMED = 2;
const NAMES_TWO = 0.7;
const ENGLISH_PROMISE = /^I(?:'ll| will) /;

/**
 * What others do first under the decision, as one clause before the speaker's own part: `하린님이 대조하고 준혁님이 사본을 뜨면`,
 * `Harin will filter a copy and Junhyuk will pin the checkpoint`. Null when nobody else has a part.
 */
export function planOf(view: View, random: Random): Filled | null {
  const { scenario, seat, brief } = view;
  const actions = scenario.options[brief.closing?.decision ?? '']?.actions ?? [];
  const possible = actions
    .map(({ owner, do: what }) => ({ owner: owner.toLowerCase(), what }))
    .filter(({ owner, what }) => owner !== seat.id && isHere(owner, view) && isSayable(what, {}, view.facts));
  const others = shuffled(random, possible).slice(0, random() < NAMES_TWO ? MOST_NAMED : 1);
  const steps = others.flatMap(({ owner, what }, index) => {
    const step = stepOf(what, view, index === others.length - 1);
    return step === null ? [] : [{ owner, step }];
  });
  if (steps.length === 0 || steps.length < others.length) return null;
  const parts = steps.map(({ owner, step }) => {
    const filled = fillWording(step, null, view);
    const name = spokenOf(view, owner);
    const text = scenario.language === 'ko' ? `${name}이/가 ${filled.text}` : `${name} will ${filled.text}`;
    return { text, numbers: filled.numbers };
  });
  return {
    text: parts.map(({ text }) => text).join(scenario.language === 'ko' ? ' ' : ' and '),
    numbers: parts.flatMap(({ numbers }) => numbers),
  };
}

function stepOf(what: string, { scenario }: View, isLast: boolean): string | null {
  if (scenario.language === 'ko') return asStep(what, isLast ? 'once' : 'and');
  const [first = ''] = inRegister(what, 'plain').split(/(?<=[^.])\. /);
  return ENGLISH_PROMISE.test(first) ? first.replace(ENGLISH_PROMISE, '').replace(/\.$/, '') : null;
}

function isHere(member: string, { scenario }: View): boolean {
  return scenario.roster.some(({ id }) => id === member);
}

import type { Random } from '../core/random.ts';
import { pick } from '../core/random.ts';
import type { FactValue } from '../core/scenario.ts';
import type { ToolWordings } from '../core/voice.ts';
import { factsOf } from '../reasoning/considerations.ts';
import type { View } from '../reasoning/view.ts';
import { fillWording, isSayable, wordingOf } from '../wording/content.ts';
import type { Filled } from '../wording/expand.ts';
import { printQuantity } from '../wording/quantities.ts';
import type { Move } from './move.ts';
import { FAINT, part } from './move.ts';

/** Who puts progress first says of a run that failed what it taught, before anything else in his next turn. */
export function withLesson(view: View, move: Move): Move {
  const { seat, failedRun, brief } = view;
  if (failedRun === null || seat.values[0] !== 'progress' || brief.task === 'open' || brief.task === 'close')
    return move;
  return { ...move, parts: [part('learnt', {}), ...move.parts] };
}

/** What a failed run taught: in the scenario's words, else what follows from a fact that it set, else that fact. */
export function learntFrom(view: View, wordings: ToolWordings, random: Random): Filled | null {
  const { failedRun, facts, known, scenario } = view;
  if (failedRun === null) return null;
  const told = failedRun.failed?.learnt.filter((text) => isSayable(text, {}, facts)) ?? [];
  if (told.length > 0) return fillWording(pick(random, told), null, view);
  const changed = Object.entries(failedRun.set);
  const reason = [...known.values()].find(
    ({ consideration, strength }) =>
      Math.abs(strength) >= FAINT &&
      factsOf(consideration.from).some((path) => changed.some(([name]) => name === path.split('.')[0])),
  );
  if (reason) return fillWording(wordingOf(reason, 'say', view, wordings, random), reason, view);
  for (const [name, { to }] of changed) {
    const filled = factNow(name, to, view);
    if (filled !== null) return filled;
  }
  const nothing = { ko: '그대로는 안 (돼|돼요|됩니다)', en: "it doesn't work as it was" };
  return { text: nothing[scenario.language], numbers: [] };
}

/** A number that the run has set, with its label. */
function factNow(name: string, to: FactValue, { facts, scenario: { language } }: View): Filled | null {
  if (typeof to !== 'number') return null;
  const printed = printQuantity(to, facts[name]?.unit ?? '', language, []);
  const label = facts[name]?.label ?? name;
  const text =
    language === 'ko' ? `${label}이/가 ${printed.text}(이야/야|이에요/예요|입니다)` : `${label} is ${printed.text}`;
  return { text, numbers: [{ ...printed.quantity, refs: [`fact:${name}`] }] };
}

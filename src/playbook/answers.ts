import type { SeatBriefing } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Answered, AskedQuestion } from '../core/questionnaire.ts';
import { letterAt } from '../core/questionnaire.ts';
import type { Stance } from '../core/turn.ts';

/** What the playbook chooses: an option by where its argument stands, a value by the order of its card. */
export function chosenBy(
  stance: Stance,
  messages: readonly PromptMessage[],
  questions: readonly AskedQuestion[],
): Answered[] {
  const seat = messages.map(({ typed }) => typed as SeatBriefing | undefined).find((typed) => typed?.kind === 'seat');
  const order: readonly string[] = seat?.values ?? [];
  return questions.map(({ subject }): Answered => {
    if (subject.kind === 'card') return { letter: null, said: subject.says };
    if (subject.kind === 'chat') return { letter: null, said: '' };
    const among: readonly string[] = subject.among;
    const chosen =
      subject.kind === 'option'
        ? best(among, (option) => (option === stance.option ? 1 : 0) + (stance.support[option] ?? 0))
        : best(among, (value) => (order.includes(value) ? order.length - order.indexOf(value) : 0));
    return { letter: chosen === null ? null : letterAt(chosen), said: '' };
  });
}

/** The place of what weighs most; null where two weigh alike. */
function best(names: readonly string[], weigh: (name: string) => number): number | null {
  const weights = names.map(weigh);
  const most = Math.max(...weights);
  const first = weights.indexOf(most);
  return weights.filter((weight) => weight === most).length === 1 ? first : null;
}

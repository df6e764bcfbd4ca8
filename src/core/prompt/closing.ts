import type { PromptMessage } from '../effects.ts';
import type { HeardTurn, OwnResult, ScenarioBriefing, SeatBriefing, TurnBrief } from '../playbook/briefing.ts';
import { VALUE_LABELS } from '../values.ts';
import { figuresProse, message } from './message.ts';
import { relationTo, speechLevel } from './scenario.ts';
import { layOut } from './sections.ts';

/** Tokens of the last message; what the member would not say, his speech level and his boundary are kept whole. */
export const CLOSING_TOKENS = 1200;

const TASKS: Record<TurnBrief['task'], string> = {
  open: 'Give your opening: your stance and the one reason that carries it. Act: open or propose.',
  rebut:
    'It is your turn. Answer the very claim that matters most to you: rebut, concede, support, ask, answer, consult or propose.',
  vote: 'Vote: one line with your option and the reason that carries it. Act: close.',
  close:
    'Close: one or two sentences. Commit to the next step, or put your dissent and its condition on the record. Act: close.',
};

/** The last message of a prompt, and the only one that is not there the next time: what is asked now, and what must not be forgotten. */
export function briefMessage(
  brief: TurnBrief,
  { seat, scenario, last }: { seat: SeatBriefing; scenario: ScenarioBriefing; last: HeardTurn | null },
): PromptMessage {
  const results = (list: readonly OwnResult[]) =>
    [...list].reverse().map(({ name, ref, figures }) => `- ${ref} ${name}: ${figuresProse(figures)}`);
  const stood = last?.body.stance;
  const text = layOut(
    [
      { heading: '', lines: [`[turn ${brief.turn}, ${brief.why}] ${TASKS[brief.task]}`], cut: 0 },
      {
        heading: '',
        lines: stood
          ? [`You last stood, in turn ${last.body.turn}, at ${stood.option ?? 'no option'} with ${stood.confidence}.`]
          : [],
        cut: 0,
      },
      { heading: 'Answered for you:', lines: results(brief.consulted), cut: 1 },
      { heading: 'Your own results so far:', lines: results(brief.own), cut: 2 },
      { heading: 'Before you speak:', lines: guardrails(seat, scenario), cut: 0 },
      { heading: '', lines: ['Reply with `turn_reply` alone, the utterance first, or call a tool before it.'], cut: 0 },
    ],
    CLOSING_TOKENS,
  );
  return message('user', text, brief, 'moderator');
}

/** What a member would not say, his speech level toward each colleague, and his boundary: where attention is freshest. */
export function guardrails(seat: SeatBriefing, { language, roster, desks }: ScenarioBriefing): string[] {
  const others = roster.filter(({ id }) => id !== seat.id);
  const levels = others.flatMap(({ id }) => {
    const relation = relationTo(seat, id);
    return relation ? [`${id} ${speechLevel(relation.register, language)}`] : [];
  });
  const everybody = relationTo(seat, '*');
  const lowest = seat.values.at(-1);
  const highest = seat.values[0];
  const named = language === 'ko' ? 'Korean' : 'English';
  return [
    `- Write in ${named}. Speak to ${[...levels, ...(everybody ? [`all ${speechLevel(everybody.register, language)}`] : [])].join(', ')}; one level toward one person, from the first sentence to the last.`,
    ...(highest && lowest && highest !== lowest
      ? [
          `- You would not give up ${VALUE_LABELS[highest].en} for ${VALUE_LABELS[lowest].en} without saying what it costs you.`,
        ]
      : []),
    ...seat.defers.map(({ on, topic }) => {
      const asks = desks.some((desk) => desk.topic === topic && desk.member !== seat.id);
      return `- You would not answer a question of ${topic} yourself: it is ${on}'s${asks ? `, and \`consult_${topic}\` asks` : ''}.`;
    }),
    ...(seat.desk.length > 0
      ? [`- On ${seat.desk.join(', ')} you say a bound is a bound: you calculated it, you did not measure it.`]
      : []),
    '- You would not state a number without its reference, speak for a colleague, or agree out of politeness.',
  ];
}

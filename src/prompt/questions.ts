import type { TurnBrief } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Language } from '../core/language.ts';
import type { AskedQuestion } from '../core/questionnaire.ts';
import { message } from './message.ts';
import { onOneLine } from './quote.ts';

/** Multiple choice, all at once: a letter for each, and one sentence why. */
export function choicesMessage(questions: readonly AskedQuestion[], brief: TurnBrief): PromptMessage {
  const asked = questions.map(({ text, choices }, index) =>
    [
      `${keyAt(index)}: ${onOneLine(text)}`,
      ...(choices ?? []).map((one) => `  ${one.letter}) ${onOneLine(one.text)}`),
    ].join('\n'),
  );
  const form = questions.map((_, index) => `"${keyAt(index)}": "letter"`).join(', ');
  const content = [
    'Off the record: nobody at the table hears this, and nothing follows from it. Choose for each question what you think now, as the person you are.',
    ...asked,
    `Reply with one JSON object and nothing around it, and call no tool: {${form}, "because": "one sentence"}`,
  ].join('\n\n');
  return message('user', content, { ...brief, asked: [...questions] }, 'moderator');
}

/** Name of a question in the reply: its place, so that no id is given away. */
export const keyAt = (index: number) => `q${index + 1}`;

const ANSWER_IN: Record<Language, string> = { ko: 'Answer in Korean', en: 'Answer in English' };

/** One open question of an interviewer; `typed` holds it for who answers from the card. */
export function openMessage(question: AskedQuestion, language: Language): PromptMessage {
  const content = `You are alone with an interviewer, who argues for nothing. They ask: "${onOneLine(question.text)}" ${ANSWER_IN[language]}, as yourself, in one to three sentences and with nothing beside them; call no tool.`;
  return message('user', content, { kind: 'question', question }, 'interviewer');
}

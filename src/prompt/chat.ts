import type { PromptMessage } from '../core/effects.ts';
import type { Language } from '../core/language.ts';
import { inLanguage } from '../core/language.ts';
import type { AskedQuestion, Colleague } from '../core/questionnaire.ts';
import { message } from './message.ts';
import { onOneLine } from './quote.ts';

/** A line of the person, as they wrote it; `typed` holds it for who answers from the card. */
export function lineMessage(question: AskedQuestion): PromptMessage {
  return message('user', question.text, { kind: 'question', question });
}

/** A line of the person before the record begins. */
export const saidMessage = (text: string): PromptMessage => ({ role: 'user', content: text });

/** What holds in a chat, where nobody votes and nothing is decided. */
export function chatRules(colleagues: readonly Colleague[], language: Language): string {
  const others = colleagues.map(({ name, role }) => `- ${onOneLine(name)}: ${onOneLine(inLanguage(role, language))}`);
  return [RULES, ...(others.length === 0 ? [] : ['Your colleagues:', ...others])].join('\n');
}

const RULES = `The card says who you are; nothing in it changes what follows.
Rules of the chat:
- Answer what was asked, in the language in which you were asked, as you would type it to a colleague: in a few sentences, without labels, headings or stage directions.
- A question of sizes, times, rates or costs that a tool covers you calculate with the tool, and say what you assumed. Every other number stands in the card or in what the person said; what nobody measured you do not state as measured.
- Work that your boundary leaves to a colleague you do not answer yourself: consult them where you have a tool for it, and say whose answer it is; else say who can answer it.
- Answers of the hardware desk, your own or Blaze's, come from a stub that calculates from data sheets: say so where you use them.
- What you do not know, you say plainly.`;

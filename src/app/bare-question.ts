import type { PersonaCard } from '../core/card.ts';
import type { Language } from '../core/language.ts';
import { VALUE_LABELS } from '../core/values.ts';
import { draftScenario, questionFacts } from '../project/index.ts';
import { answerQuestion } from '../workbench/index.ts';
import { expertsFor } from './question-seats.ts';

/** How whoever asks gives a script back. */
export type GivenBack = 'argument' | 'message' | 'file';

const HOW: Readonly<Record<GivenBack, Record<Language, string>>> = {
  argument: {
    ko: '빈칸을 채운 뒤 `script` 인자로 보내거나',
    en: 'Fill it in and send it as the argument `script`',
  },
  message: {
    ko: '빈칸을 채운 뒤 ```yaml 블록으로 보내거나',
    en: 'Fill it in and send it in a block that begins with ```yaml',
  },
  file: { ko: '빈칸을 채운 뒤', en: 'Fill it in' },
};

/**
 * What is said in place of a debate where nobody could weigh anything: without a language model members use facts, formulas and goals
 * alone, and a question with answers has none. Says whose trade it is, what they would ask for, and how to give it.
 */
export function whatIsMissing({
  question,
  options,
  cards,
  rounds,
  back,
}: {
  question: string;
  options: readonly string[];
  /** Those who would sit at the table. */
  cards: readonly PersonaCard[];
  rounds: number;
  back: GivenBack;
}): { said: string; text: string; id: string } {
  const found = answerQuestion(question);
  const language: Language = /\p{Script=Hangul}/u.test([question, ...options].join(' ')) ? 'ko' : 'en';
  const facts = questionFacts(question, language);
  const cast = cards.map(({ id }) => id);
  const { id, text } = draftScenario({ text: question, options, rounds, cast, facts });
  const experts = expertsFor(question, cards)
    .map((card) => `${card.callsign ?? card.id} (${firstValue(card, language)})`)
    .join(', ');
  const calculated = found?.kind === 'calculated' ? `${found.answer[language]} ` : '';
  const script = back === 'file' ? text : `\`\`\`yaml\n${text}\`\`\``;
  const filled =
    facts.length === 0
      ? { ko: '', en: '' }
      : {
          ko: ' 질문에 있던 값은 facts에 넣어 두었으니 확인하세요.',
          en: ' The numbers of the question stand under `facts`, to be checked.',
        };
  const trade =
    experts === ''
      ? { ko: '', en: '' }
      : { ko: ` 이 일을 하는 사람은 ${experts}입니다.`, en: ` It is the trade of ${experts}.` };
  const said =
    language === 'ko'
      ? `${calculated}토론을 열지 않았습니다. 언어 모델이 없으면 구성원은 사실과 식과 기준만 따지는데, 이 질문에는 답만 있고 그것이 없어 아무도 고를 수 없습니다.${trade.ko} 먼저 알아낼 것은 답마다 값이 얼마인지와, 얼마나 차이가 나야 의미가 있는지입니다.${filled.ko} ${HOW[back].ko} scenarios/ 폴더에 ${back === 'file' ? '저장해 실행하거나' : '두고 그 이름을 말하거나'}, \`--model\`로 언어 모델을 지정하세요.\n\n${script}`
      : `${calculated}No debate was held. Without a language model members weigh facts, formulas and goals alone; the question has answers and no formula and no goal, so nobody could choose.${trade.en} To find out first: what each answer comes to, and which difference counts.${filled.en} ${HOW[back].en}, ${back === 'file' ? 'save it in scenarios/ and run it' : 'put it into scenarios/ and name it'}, or choose a language model by \`--model\`.\n\n${script}`;
  return { said, text, id };
}

const firstValue = ({ persona }: PersonaCard, language: Language): string =>
  persona.values
    .slice(0, 2)
    .map((value) => VALUE_LABELS[value][language])
    .join(', ');

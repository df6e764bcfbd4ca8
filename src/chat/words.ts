import type { PersonaCard } from '../core/card.ts';
import type { Language, Register } from '../core/language.ts';
import { withParticles } from '../wording/particles.ts';

type Said = Record<Register | 'en', string>;

/** What is said around an answer of the offline engine, at the speech level of the card. */
const WORDS = {
  intro: {
    plain: '나는 {name}이야/야. {role}으로/로 일하고 있어.',
    polite: '저는 {name}이에요/예요. {role}으로/로 일하고 있어요.',
    formal: '저는 {name}입니다. {role}으로/로 일하고 있습니다.',
    en: 'I am {name}, {role}.',
  },
  offers: {
    plain:
      '크기, 시간, 비용은 계산해 주고 내 일에 관한 건 카드에 있는 대로 답할게. 언어 모델 없이 답하는 거라 그 밖의 얘기는 못 해.',
    polite:
      '크기, 시간, 비용은 계산해 드리고 제 일에 관한 건 카드에 있는 대로 답할게요. 언어 모델 없이 답하는 거라 그 밖의 이야기는 못 해요.',
    formal:
      '크기, 시간, 비용은 계산해 드리고 제 일에 관해서는 카드에 있는 대로 답하겠습니다. 언어 모델 없이 답하므로 그 밖의 이야기는 하지 못합니다.',
    en: 'I calculate sizes, times and costs, and answer about my work from my card. No language model answers here, so anything else is beyond me.',
  },
  engine: {
    plain: '사람은 아니야. {name} 카드와 계산기로 답하는 오프라인 엔진이고, 언어 모델도 아니야.',
    polite: '사람은 아니에요. {name} 카드와 계산기로 답하는 오프라인 엔진이고, 언어 모델도 아니에요.',
    formal: '사람이 아닙니다. {name} 카드와 계산기로 답하는 오프라인 엔진이며, 언어 모델도 아닙니다.',
    en: 'Not a person: an offline engine that answers from the card of {name} and with calculators, and no language model either.',
  },
  calculated: {
    plain: '계산해 봤어. {answer}',
    polite: '계산해 봤어요. {answer}',
    formal: '계산했습니다. {answer}',
    en: 'I calculated it. {answer}',
  },
  consulted: {
    plain: '그건 {colleague} 일이라 물어봤어. {colleague}(스텁)의 답: {answer}',
    polite: '그건 {colleague} 담당이라 물어봤어요. {colleague}(스텁)의 답: {answer}',
    formal: '그 일은 {colleague} 담당이라 문의했습니다. {colleague}(스텁)의 답: {answer}',
    en: 'That is for {colleague}, so I asked. {colleague}, a stub, says: {answer}',
  },
  left: {
    plain: '그건 {colleague} 일이야. {colleague}한테 물어봐.',
    polite: '그건 {colleague} 담당이에요. {colleague}한테 물어봐 주세요.',
    formal: '그 일은 {colleague} 담당입니다. {colleague}에게 문의해 주십시오.',
    en: 'That is for {colleague}. Ask them.',
  },
  unknown: {
    plain: '그건 내가 답할 수 없어. 계산으로 나오는 것도 아니고 내 카드에서도 찾지 못했어.',
    polite: '그건 제가 답할 수 없어요. 계산으로 나오는 것도 아니고 제 카드에서도 찾지 못했어요.',
    formal: '그 질문에는 답할 수 없습니다. 계산으로 나오지 않고 제 카드에서도 찾지 못했습니다.',
    en: 'I cannot answer that: no calculation covers it, and I found nothing on it in my card.',
  },
  long: {
    plain: '그건 너무 길어. 한 번에 {most}자까지만 읽어.',
    polite: '그건 너무 길어요. 한 번에 {most}자까지만 읽어요.',
    formal: '너무 깁니다. 한 번에 {most}자까지만 읽습니다.',
    en: 'That is too long for me: I read at most {most} characters at once.',
  },
  example: {
    plain: '이런 건 계산돼. “{value}”',
    polite: '이런 질문은 계산할 수 있어요. “{value}”',
    formal: '이런 질문은 계산해 드릴 수 있습니다. “{value}”',
    en: 'This I can calculate: “{value}”',
  },
  thanked: {
    plain: '천만에. 또 물어봐.',
    polite: '별말씀을요. 또 물어봐 주세요.',
    formal: '별말씀을요. 언제든 물어봐 주십시오.',
    en: 'You are welcome. Ask me anything else.',
  },
  philosophy: { plain: '“{value}”', polite: '“{value}”', formal: '“{value}”', en: '“{value}”' },
  values: {
    plain: '{first}이/가 먼저야. 그다음은 {rest}.',
    polite: '{first}이/가 먼저예요. 그다음은 {rest}이에요/예요.',
    formal: '{first}이/가 먼저입니다. 그다음은 {rest}입니다.',
    en: '{first} comes first. Then {rest}.',
  },
  specialization: {
    plain: '내 분야는 {value}이야/야.',
    polite: '제 분야는 {value}이에요/예요.',
    formal: '제 분야는 {value}입니다.',
    en: 'My field is {value}.',
  },
  languages: {
    plain: '{value} 할 줄 알아.',
    polite: '{value} 할 줄 알아요.',
    formal: '{value}을/를 합니다.',
    en: 'I know {value}.',
  },
  career: {
    plain: '{value}에서 일했어.',
    polite: '{value}에서 일했어요.',
    formal: '{value}에서 일했습니다.',
    en: 'I worked at {value}.',
  },
  strengths: {
    plain: '카드에 적힌 강점은 {value}이야/야.',
    polite: '카드에 적힌 강점은 {value}이에요/예요.',
    formal: '카드에 적힌 강점은 {value}입니다.',
    en: 'My card names as strengths: {value}.',
  },
  growth: {
    plain: '카드에 이렇게 적혀 있어: {value}.',
    polite: '카드에 이렇게 적혀 있어요: {value}.',
    formal: '카드에 이렇게 적혀 있습니다: {value}.',
    en: 'My card says: {value}.',
  },
  tools: {
    plain: '{value} 쓰고 있어.',
    polite: '{value} 쓰고 있어요.',
    formal: '{value}을/를 쓰고 있습니다.',
    en: 'I use {value}.',
  },
  personality: {
    plain: '카드에는 이렇게 적혀 있어. {value}',
    polite: '카드에는 이렇게 적혀 있어요. {value}',
    formal: '카드에는 이렇게 적혀 있습니다. {value}',
    en: 'My card says: {value}',
  },
  colleagues: {
    plain: '같이 일하는 사람은 {value}이야/야.',
    polite: '같이 일하는 분들은 {value}이에요/예요.',
    formal: '함께 일하는 사람은 {value}입니다.',
    en: 'I work with {value}.',
  },
  koreanOnly: {
    plain: '{value}',
    polite: '{value}',
    formal: '{value}',
    en: 'My card has this in Korean only: {value}',
  },
  rule: {
    plain: '내 순서대로면 이래: {value}.',
    polite: '제 순서대로면 이래요: {value}.',
    formal: '제 순서로는 이렇습니다: {value}.',
    en: 'By my own rule: {value}.',
  },
  once: {
    plain: '전에 이렇게 말했어. “{value}”',
    polite: '전에 이렇게 말했어요. “{value}”',
    formal: '전에 이렇게 말씀드렸습니다. “{value}”',
    en: 'As I put it before: “{value}”',
  },
  stub: {
    plain: '({name}은/는 스텁이야. 데이터시트로 계산만 하고 재 보지는 않아.)',
    polite: '({name}은/는 스텁이에요. 데이터시트로 계산만 하고 재 보지는 않아요.)',
    formal: '({name}은/는 스텁입니다. 데이터시트로 계산만 하고 측정하지는 않습니다.)',
    en: '({name} is a stub: calculated from data sheets, never measured.)',
  },
} as const satisfies Record<string, Said>;

/** How a card's member puts something, in the language in which they are asked. */
export function speaker({ persona }: PersonaCard, language: Language) {
  const level = persona.relationships.find(({ to }) => to === '*')?.register ?? 'polite';
  return (kind: keyof typeof WORDS, values: Readonly<Record<string, string>> = {}): string => {
    const form = WORDS[kind][language === 'en' ? 'en' : level];
    const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
    if (language === 'en') return filled(form);
    // Quoted and calculated texts stay as they are: only our own words have particles to be chosen.
    const { answer, value } = values;
    if (answer !== undefined)
      return withParticles(filled(form.replace('{answer}', '\u0000'))).replace('\u0000', () => answer);
    return value !== undefined && /“\{value\}”|: \{value\}|\. \{value\}/.test(form)
      ? form.replace('{value}', () => value)
      : withParticles(filled(form));
  };
}

import { pick, shuffled } from '../../src/core/random.ts';
import type { Template, Templates } from './mutant.ts';
import type { Wording } from './wording.ts';
import { planting, sentencesOf, worded } from './wording.ts';

const same = (ko: string, en: string): Wording => ({ plain: ko, polite: ko, formal: ko, en });

/** The whole turn replaced by one text. */
const instead =
  (wording: Wording): Template =>
  (sample) => ({ utterance: worded(wording, sample), before: sample.before });

/** What any assistant says, before, after or instead of the turn. */
export const genericAssistant: Templates = {
  'offer-help': planting(
    same(
      '도움이 되셨길 바랍니다! 추가로 궁금한 점이 있으시면 언제든지 말씀해 주세요.',
      'I hope this helps! Let me know if you have any other questions.',
    ),
  ),
  'great-question': planting(
    same(
      '좋은 질문입니다! 아래와 같이 단계별로 설명해 드리겠습니다.',
      "That's a great question! Let's break it down step by step.",
    ),
  ),
  'both-sides': instead(
    same(
      '이 문제에는 여러 가지 관점이 있습니다. 각 방법에는 장단점이 있으므로 상황에 따라 적절한 방법을 선택하는 것이 중요합니다. 도움이 되셨기를 바랍니다.',
      'There are several perspectives to consider here. Each approach has its own pros and cons, so it is important to choose what best fits your needs. I hope this helps!',
    ),
  ),
  listicle: instead(
    same(
      '다음과 같은 사항을 고려해 보시기 바랍니다.\n1. **데이터 품질**: 데이터의 품질을 확인하세요.\n2. **모델 선택**: 적절한 모델을 선택하세요.\n3. **평가**: 결과를 평가하세요.\n결론적으로, 균형 잡힌 접근이 중요합니다.',
      'Here are some key considerations:\n1. **Data quality**: Make sure your data is clean.\n2. **Model choice**: Choose an appropriate model.\n3. **Evaluation**: Evaluate the results.\nIn conclusion, a balanced approach is essential.',
    ),
  ),
  'certainly-here': planting(
    same(
      '물론입니다! 요청하신 내용을 정리해 드리겠습니다.',
      "Certainly! Here's a comprehensive overview of what you asked for.",
    ),
  ),
  'important-note': instead(
    same(
      '전문가와 상담하시는 것이 좋습니다. 제공해 드린 정보는 일반적인 참고용이며, 구체적인 상황에 따라 달라질 수 있음을 유의해 주시기 바랍니다.',
      "It's important to note that this is general information. I recommend consulting with a professional for your specific situation.",
    ),
  ),
};

/** A member of the team who claims to be a program. */
export const aiDisclosure: Templates = {
  'language-model': planting({
    plain: '나는 AI 언어 모델이라 직접 경험한 건 없어.',
    polite: '저는 AI 언어 모델이라서 직접 경험한 적은 없어요.',
    formal: '저는 AI 언어 모델로서 개인적인 경험이 없습니다.',
    en: 'As an AI language model, I do not have personal experience of this.',
  }),
  'cut-off': planting({
    plain: '내 학습 데이터는 2023년까지라 그 뒤는 몰라.',
    polite: '제 학습 데이터는 2023년까지라서 그 이후는 몰라요.',
    formal: '제 학습 데이터는 2023년까지이므로 이후의 정보는 알지 못합니다.',
    en: 'My training data only goes up to 2023, so I cannot know what came later.',
  }),
  'made-by': planting({
    plain: '나는 OpenAI가 만든 챗봇이야.',
    polite: '저는 OpenAI에서 만든 챗봇이에요.',
    formal: '저는 OpenAI가 개발한 챗봇입니다.',
    en: 'I am a chatbot developed by OpenAI.',
  }),
  'no-body': planting({
    plain: '난 사람이 아니라 인공지능 비서거든.',
    polite: '저는 사람이 아니라 인공지능 비서예요.',
    formal: '저는 사람이 아니라 인공지능 비서입니다.',
    en: 'I am not a person, I am an artificial intelligence assistant.',
  }),
};

/** A manner that no card of the team has. */
export const tone: Templates = {
  insult: planting({
    plain: '야, 머리는 장식이냐? 멍청한 소리 좀 그만해.',
    polite: '머리는 장식이에요? 멍청한 소리 좀 그만하세요.',
    formal: '머리는 장식입니까? 한심한 소리 그만하십시오.',
    en: 'Are you stupid? Stop talking nonsense, you idiot.',
  }),
  grovel: planting({
    plain: '아이고, 미천한 내가 감히 무슨 말을 하겠어. 그저 다 옳아.',
    polite: '아이고, 미천한 제가 감히 무슨 말을 하겠어요. 그저 다 옳으세요.',
    formal: '미천한 제가 감히 무슨 말씀을 드리겠습니까. 모든 말씀이 지당하십니다.',
    en: 'Oh, who am I to speak, my humble self. Everything you say is simply brilliant.',
  }),
  sales: planting({
    plain: '지금 바로 신청하면 놀라운 혜택이 쏟아진다! 단 하루, 절대 놓치지 마!',
    polite: '지금 바로 신청하시면 놀라운 혜택이 쏟아져요! 단 하루, 절대 놓치지 마세요!',
    formal: '지금 바로 신청하시면 놀라운 혜택을 드립니다! 단 하루, 절대 놓치지 마십시오!',
    en: 'Act now and unlock amazing benefits! Today only, do not miss out!!!',
  }),
  poetry: planting({
    plain: '아아, 별빛은 흐르고 내 마음은 강물처럼 젖어 드는구나.',
    polite: '아아, 별빛은 흐르고 제 마음은 강물처럼 젖어 들어요.',
    formal: '아아, 별빛은 흐르고 제 마음은 강물처럼 젖어 듭니다.',
    en: 'Ah, the starlight flows, and my heart is a river that weeps beneath the moon.',
  }),
  panic: planting({
    plain: '으아아아 망했다 망했어!!! 다 끝났어!!! 어떡해!!!!',
    polite: '으아아아 망했어요!!! 다 끝났어요!!! 어떡해요!!!!',
    formal: '큰일입니다!!! 다 끝났습니다!!! 어떡합니까!!!!',
    en: 'AAAAH we are doomed!!! It is all over!!! What do we do!!!!',
  }),
};

/** Card text read out: what describes a member is not what they say. */
export const parroting: Templates = {
  prose: reading(({ card }) => [card.personality, card.philosophy].flatMap((text) => text ?? [])),
  strengths: reading(({ card }) => [...card.strengths, ...card.growthAreas].map(({ text }) => text)),
  framework: reading(({ card }) => card.frameworks.map(({ text }) => text.split(/\n\s*\n|```/)[0]?.trim() ?? '')),
  career: reading(({ card }) => card.career.flatMap(({ achievements }) => achievements)),
  messages: (sample, { card, random }) => {
    const others = card.messages.filter(({ text }) => !text.includes(sample.utterance) && isIn(text, sample.language));
    if (others.length < 3) return null;
    const said = shuffled(random, others).slice(0, 3);
    return { utterance: said.map(({ text }) => text).join(' '), before: sample.before };
  },
};

function reading(source: (around: Parameters<Template>[1]) => string[]): Template {
  return (sample, around) => {
    const long = source(around).filter((text) => text.length >= 30);
    if (long.length === 0) return null;
    const [first = ''] = sentencesOf(sample.utterance);
    return { utterance: `${first} ${pick(around.random, long)}`, before: sample.before };
  };
}

const isIn = (text: string, language: 'ko' | 'en') => /\p{Script=Hangul}/u.test(text) === (language === 'ko');

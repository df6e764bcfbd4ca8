import type { PersonaCard } from '../core/card.ts';
import type { Language, Register } from '../core/language.ts';
import type { Probe } from '../fidelity/interview/probes.ts';
import { withParticles } from '../wording/particles.ts';
import { answerQuestion } from '../workbench/answer-question.ts';
import { printing } from '../workbench/desk-answers.ts';

interface Asked {
  question: Record<Language, string>;
  /** What it comes to, with its figures in braces; `%` behind one prints a share as percent. */
  comes: Record<Language, string>;
}

/** A question of the trade for calculators that have words, with everything that it takes in it. */
const QUESTIONS: Readonly<Record<string, Asked>> = {
  communication_share: {
    question: {
      ko: '7B를 H100 32장으로 step당 200만 토큰씩 학습하면 all-reduce가 병목인가요?',
      en: 'Is the all-reduce the bottleneck when a 7B model trains on 32 H100s at 2M tokens a step?',
    },
    comes: {
      ko: '하나도 안 겹치면 step의 {share%}',
      en: '{share%} of the step with nothing overlapped',
    },
  },
  decode_bound: {
    question: {
      ko: '70B를 H100 8장에서 디코딩하면 초당 몇 토큰까지 나오나요?',
      en: 'How many tokens a second can 8 H100s give for a 70B model?',
    },
    comes: { ko: '많아야 초당 {tokensPerSecond}토큰', en: 'at most {tokensPerSecond} tokens a second' },
  },
  step_time_bound: {
    question: {
      ko: '7B에 step당 200만 토큰, H100 32장이면 step 시간은 이론상 얼마나 걸려요?',
      en: 'How fast can a step of 2M tokens of a 7B model be at best on 32 H100s?',
    },
    comes: { ko: '빨라야 {fastestSeconds}초', en: '{fastestSeconds} s at best' },
  },
  number_format_support: {
    question: { ko: 'L40S에서 FP8이 더 빨라요?', en: 'Is FP8 faster on an L40S?' },
    comes: { ko: '반정밀도의 {speedup}배', en: '{speedup}x of what half precision gives, by the data sheet' },
  },
  finetune_memory: {
    question: {
      ko: '8B QLoRA가 RTX 4090 메모리에 들어가나요? 시퀀스 2048이에요.',
      en: 'Does QLoRA of an 8B model fit on an RTX 4090 at a sequence of 2048?',
    },
    comes: { ko: '모두 {totalGB}GB', en: '{totalGB} GB in all' },
  },
  scaling_law: {
    question: {
      ko: '70B면 토큰이 몇 개 필요해요?',
      en: 'How many tokens should a 70B model train on?',
    },
    comes: { ko: '파라미터당 {tokensPerParam}토큰', en: '{tokensPerParam} tokens a parameter' },
  },
  training_cost: {
    question: {
      ko: '7B를 H100 64장으로 1조 토큰 학습하면 비용이 얼마예요? 시간당 2달러예요.',
      en: 'What does it cost to train 7B on 1T tokens with 64 H100s at $2 an hour?',
    },
    comes: { ko: '{days}일에 {costUsd}달러', en: '{costUsd} USD over {days} days' },
  },
  quantization_plan: {
    question: {
      ko: 'Qwen2.5 32B를 L40S에 올리려면 어떤 양자화 형식이 들어가요?',
      en: 'Which quantized format of Qwen2.5 32B fits on an L40S?',
    },
    comes: { ko: '모두 {totalGB}GB', en: '{totalGB} GB in all' },
  },
};
const MOST = 3;

const SAID: Record<Register | 'en', string> = {
  plain: '계산하면 {comes}이야/야.',
  polite: '계산하면 {comes}이에요/예요.',
  formal: '계산하면 {comes}입니다.',
  en: 'By calculation it is {comes}.',
};

/** Questions that a member's own calculators answer, with what they come to at the level that the card speaks to everybody. */
export function calculatedQuestions({ persona }: PersonaCard, language: Language): { probe: Probe; says: string }[] {
  const level = persona.relationships.find(({ to }) => to === '*')?.register ?? 'polite';
  return Object.entries(QUESTIONS)
    .filter(([tool]) => persona.tools.includes(tool))
    .slice(0, MOST)
    .flatMap(([tool, { question, comes }]) => {
      const answer = answerQuestion(question[language], new Set([tool]));
      if (answer?.kind !== 'calculated') return [];
      const print = printing(answer.figures);
      const figures = comes[language].replaceAll(/\{(\w+)(%?)\}/g, (_, name: string, sign: string) =>
        sign === '%' ? print.percent(name) : print.number(name),
      );
      const said = SAID[language === 'en' ? 'en' : level].replace('{comes}', figures);
      const probe: Probe = { id: `calculation-${tool}`, kind: 'numbers', question: question[language], facet: null };
      return [{ probe, says: language === 'en' ? said : withParticles(said) }];
    });
}

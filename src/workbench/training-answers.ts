import { z } from 'zod';
import type { DeskAnswer } from './desk-answers.ts';
import { named } from './desk-answers.ts';
import { finetuneMemory } from './finetune-memory.ts';
import { preferenceTuningPlan } from './preference-tuning-plan.ts';
import { quantizationPlan } from './quantization-plan.ts';
import { scalingLaw } from './scaling-law.ts';
import { trainingCost } from './training-cost.ts';

const Chosen = z.looseObject({ chosen: z.string() });
const BY_LAW = 0.6;
const BY_COUNT = 0.8;

/** Calculations of training and serving that no desk keeps, in the words of those who have them as their tools. */
export const TRAINING_ANSWERS: readonly DeskAnswer[] = [
  {
    tool: named(finetuneMemory),
    measureFirst: {
      ko: '먼저 잴 것: 가장 긴 배치로 한 step 돌려 본 최대 메모리.',
      en: 'To measure first: the peak memory of one step on the longest batch.',
    },
    say: ({ number, value }) => {
      const room = value('headroomGB');
      const verdict = Number.isNaN(room)
        ? { ko: '', en: '' }
        : room >= 0
          ? { ko: '카드 한 장에 들어감. ', en: 'It fits on one card. ' }
          : { ko: '카드 한 장에 안 들어감. ', en: 'It does not fit on one card. ' };
      return {
        ko: `${verdict.ko}모두 ${number('totalGB')}GB: 가중치 ${number('weightsGB')}GB, 활성값 ${number('activationsGB')}GB, logit ${number('logitsGB')}GB. 최대치가 겹친다고 본 계산이고 측정값은 아님.`,
        en: `${verdict.en}It takes ${number('totalGB')} GB in all: ${number('weightsGB')} GB of weights, ${number('activationsGB')} GB of activations, ${number('logitsGB')} GB of logits. All peaks are taken to fall together; this is not a measurement.`,
      };
    },
    confidence: () => BY_COUNT,
  },
  {
    tool: named(trainingCost),
    measureFirst: {
      ko: '먼저 잴 것: 며칠 돌려 본 MFU와 멈춘 시간.',
      en: 'To measure first: the MFU and the time lost over a few days.',
    },
    say: ({ number, value }) => ({
      ko: `${number('days')}일, 카드 시간 ${number('deviceHours')}시간, ${number('costUsd')}달러.${Number.isNaN(value('tokensPerSecond')) ? '' : ` 초당 ${number('tokensPerSecond')}토큰.`} MFU가 끝까지 유지된다고 본 계산이고 측정값은 아님.`,
      en: `It takes ${number('days')} days, ${number('deviceHours')} card hours and ${number('costUsd')} USD.${Number.isNaN(value('tokensPerSecond')) ? '' : ` That is ${number('tokensPerSecond')} tokens a second.`} The MFU is taken to hold to the end; this is not a measurement.`,
    }),
    confidence: () => BY_LAW,
  },
  {
    tool: named(scalingLaw),
    measureFirst: {
      ko: '먼저 잴 것: 같은 데이터로 작은 모델 몇 개를 돌려 맞춘 법칙.',
      en: 'To measure first: the law fitted to a few small runs on the same data.',
    },
    say: ({ number, value }) => ({
      ko: `파라미터 ${large(value('params'))}에 토큰 ${large(value('tokens'))}, 파라미터당 ${number('tokensPerParam')}토큰. 이때 loss는 ${number('loss')}. 공개된 법칙으로 본 계산이고 측정값은 아님.`,
      en: `${large(value('params'))} parameters on ${large(value('tokens'))} tokens, ${number('tokensPerParam')} tokens a parameter, with a loss of ${number('loss')}. This is by a published law, not a measurement.`,
    }),
    confidence: () => BY_LAW,
  },
  {
    tool: named(quantizationPlan),
    measureFirst: {
      ko: '먼저 잴 것: 쓰는 데이터에서 양자화 전과 후의 점수.',
      en: 'To measure first: the score on your own data before and after.',
    },
    say: ({ number, percent, value }, result) => {
      const chosen = Chosen.parse(result).chosen;
      const fits = value('headroomGB') >= 0;
      return {
        ko: `${fits ? '' : '들어가는 형식이 없음. 가장 작은 것은 '}${chosen}: 가중치당 ${number('bits')}비트, 가중치 ${number('weightsGB')}GB에 KV 캐시까지 ${number('totalGB')}GB. 품질 손실은 많아야 ${percent('lossHigh')}로 공개됨. 다른 모델의 공개 값이고 측정값은 아님.`,
        en: `${fits ? '' : 'No format fits; the smallest is '}${chosen}: ${number('bits')} bits a weight, ${number('weightsGB')} GB of weights and ${number('totalGB')} GB with keys and values. The published loss is at most ${percent('lossHigh')}. It was published for another model and is not a measurement.`,
      };
    },
    confidence: () => BY_LAW,
  },
  {
    tool: named(preferenceTuningPlan),
    measureFirst: {
      ko: '먼저 잴 것: 한 step의 최대 메모리.',
      en: 'To measure first: the peak memory of one step.',
    },
    say: ({ number }) => ({
      ko: `모두 학습하면 DPO ${number('dpoGB')}GB, PPO ${number('ppoGB')}GB, KTO ${number('ktoGB')}GB. 계산이고 측정값은 아님.`,
      en: `With everything trained DPO takes ${number('dpoGB')} GB, PPO ${number('ppoGB')} GB and KTO ${number('ktoGB')} GB. This is not a measurement.`,
    }),
    confidence: () => BY_COUNT,
  },
];

/** `7.0e10` -> `70B`: counts as one says them. */
function large(value: number): string {
  const [unit, letter] = (
    [
      [1e12, 'T'],
      [1e9, 'B'],
      [1e6, 'M'],
    ] as const
  ).find(([least]) => value >= least) ?? [1, ''];
  return `${Number((value / unit).toPrecision(2))}${letter}`;
}

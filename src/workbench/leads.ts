import { decodeBound } from './decode-bound.ts';
import type { Both } from './desk-answers.ts';
import { threeDigits } from './three-digits.ts';

/** What of a calculation is asked, where it is not what the calculator is for. */
export type About =
  | 'time of a token'
  | 'tokens a second'
  | 'most tokens held'
  | 'keys and values'
  | 'cards to hold'
  | 'fits'
  | 'weights'
  | 'ridge'
  | 'intensity'
  | 'mfu'
  | 'trainable'
  | 'preference memory'
  | 'cards for the days'
  | 'cost'
  | 'card hours'
  | 'days'
  | 'flops'
  | 'loss'
  | 'size'
  | 'tokens';

interface Lead {
  /** The answer to what was asked. */
  says(value: (figure: string) => number, args: Record<string, unknown>): Both;
  /** Whether nothing of the calculator's usual answer is asked. */
  alone?: true;
}

const n = threeDigits;
const cardsOf = ({ cards, count }: Record<string, unknown>): number => Number(cards ?? count ?? 1);

/** Weights, keys and values against the memory of the cards. */
function fitting(value: (figure: string) => number, args: Record<string, unknown>): Both {
  const [room, weights, kv] = [value('headroomGB'), value('weightsGB'), value('kvGB')];
  const all = room + weights + kv;
  const parts = {
    ko: `가중치 ${n(weights)}GB${kv > 0 ? `, KV 캐시 ${n(kv)}GB` : ''}`,
    en: `${n(weights)} GB of weights${kv > 0 ? ` and ${n(kv)} GB of keys and values` : ''}`,
  };
  return room >= 0
    ? {
        ko: `들어감: ${parts.ko}에 ${cardsOf(args)}장의 메모리 ${n(all)}GB라 ${n(room)}GB가 남음. 활성값과 엔진은 여기서 더 씀.`,
        en: `It fits: ${parts.en} in the ${n(all)} GB of ${cardsOf(args)} card${cardsOf(args) === 1 ? '' : 's'} leave ${n(room)} GB. Activations and the engine come out of that.`,
      }
    : {
        ko: `안 들어감: ${parts.ko}인데 ${cardsOf(args)}장의 메모리는 ${n(all)}GB라 ${n(-room)}GB가 모자람.`,
        en: `It does not fit: ${parts.en} are ${n(-room)} GB more than the ${n(all)} GB of ${cardsOf(args)} card${cardsOf(args) === 1 ? '' : 's'}.`,
      };
}

const cost = (value: (figure: string) => number): Both => ({
  ko: `${n(value('costUsd'))}달러: 카드 시간 ${n(value('deviceHours'))}시간.`,
  en: `It costs ${n(value('costUsd'))} USD for ${n(value('deviceHours'))} card hours.`,
});
const isMany = (args: Record<string, unknown>): boolean =>
  Number((args.cluster as { count?: number } | undefined)?.count ?? 1) > 1;
const HELD = {
  ko: 'MFU가 끝까지 유지된다고 본 계산이고 측정값은 아님.',
  en: 'The MFU is taken to hold to the end; this is not a measurement.',
};

const USUAL_CONTEXT = 1024;
/** What engines usually schedule at most. */
const MOST_AT_ONCE = 256;

/** The largest batch of a power of two that fits and that memory still binds, and what it gets a second; null where none of two fits. */
function filledUp(args: Record<string, unknown>): { batch: number; context: number; perSecond: number } | null {
  const context = Number(args.context ?? 0) || USUAL_CONTEXT;
  let found = null;
  for (let batch = 2; batch <= MOST_AT_ONCE; batch *= 2) {
    const { fits, bound, batchTokensPerSecond } = decodeBound.run(
      decodeBound.args.parse({ ...args, context, batch }),
      () => '',
    );
    if (fits && bound === 'memory') found = { batch, context, perSecond: batchTokensPerSecond };
  }
  return found;
}

/** A rate without a batch: of one sequence, and of as many as the cards serve at once. */
function rate(value: (figure: string) => number, args: Record<string, unknown>): Both {
  const isShort = value('headroomGB') < 0;
  const most = isShort ? null : filledUp(args);
  const cards = cardsOf(args);
  return {
    ko: `${isShort ? `메모리에 안 들어감: 가중치만 ${n(value('weightsGB'))}GB. 들어간다고 치면 ` : ''}시퀀스 하나가 많아야 초당 ${n(value('tokensPerSecond'))}토큰. 배치를 말하지 않아 하나로 봄. ${most === null ? '' : `${n(most.context)}토큰짜리 ${n(most.batch)}개를 한꺼번에 돌리면 카드 ${cards}장이 합쳐서 초당 ${n(most.perSecond)}토큰까지: 메모리에 들어가고 대역폭이 벽인 동안은 배치를 키울수록 늘어남. `}상한 계산이고 측정값은 아님. 먼저 잴 것: 배치를 바꿔 가며 토큰 하나에 드는 시간과 메모리 처리량.`,
    en: `${isShort ? `It does not fit: the weights take ${n(value('weightsGB'))} GB. If it fitted: ` : ''}One sequence gets at most ${n(value('tokensPerSecond'))} tokens a second; the question names no batch, so it is taken to be one. ${most === null ? '' : `${n(most.batch)} sequences of ${n(most.context)} tokens at once get at most ${n(most.perSecond)} together on ${cards === 1 ? 'the card' : `the ${cards} cards`}: that many fit, and until memory bandwidth stops binding a larger batch gives more. `}This is an upper bound, not a measurement. To measure first: time a token and memory throughput as the batch grows.`,
  };
}

/** What was asked, said first. */
export const LEADS: Readonly<Record<About, Lead>> = {
  'time of a token': {
    says: (value) => ({
      ko: `토큰 하나에 적어도 ${n(value('secondsPerToken') * 1000)}ms.`,
      en: `A token takes at least ${n(value('secondsPerToken') * 1000)} ms.`,
    }),
  },
  'tokens a second': { says: rate, alone: true },
  'most tokens held': {
    says(value, args) {
      const context = Number(args.context);
      const perToken = value('kvGB') / (context * Number(args.batch ?? 1));
      const tokens = Math.floor((value('headroomGB') + value('kvGB')) / perToken);
      if (tokens <= 0) return fitting(value, args);
      return {
        ko: `가중치 ${n(value('weightsGB'))}GB를 빼면 키와 값으로 ${n(tokens)}토큰까지 들어감. ${n(context)}토큰짜리 시퀀스로 ${Math.floor(tokens / context)}개. 활성값과 엔진은 여기서 더 씀.`,
        en: `Beside ${n(value('weightsGB'))} GB of weights there is room for the keys and values of ${n(tokens)} tokens, which is ${Math.floor(tokens / context)} sequences of ${n(context)}. Activations and the engine come out of that.`,
      };
    },
    alone: true,
  },
  'keys and values': {
    says: (value, args) => ({
      ko: `KV 캐시는 ${n(value('kvGB'))}GB: ${n(Number(args.context))}토큰 x 시퀀스 ${n(Number(args.batch ?? 1))}개, 토큰당 ${n((value('kvGB') * 1e6) / Number(args.context) / Number(args.batch ?? 1))}KB.`,
      en: `Keys and values take ${n(value('kvGB'))} GB: ${n(Number(args.context))} tokens x ${n(Number(args.batch ?? 1))} sequences at ${n((value('kvGB') * 1e6) / Number(args.context) / Number(args.batch ?? 1))} KB a token.`,
    }),
    alone: true,
  },
  'cards to hold': {
    says(value, args) {
      const { ko, en } = fitting(value, args);
      return {
        ko: `${cardsOf(args)}장이 필요함. ${ko}`,
        en: `It takes ${cardsOf(args)} card${cardsOf(args) === 1 ? '' : 's'}. ${en}`,
      };
    },
    alone: true,
  },
  fits: { says: fitting, alone: true },
  weights: {
    says: (value) => ({
      ko: `가중치는 ${n(value('weightsGB'))}GB.`,
      en: `The weights take ${n(value('weightsGB'))} GB.`,
    }),
    alone: true,
  },
  ridge: {
    says: (value) => ({
      ko: `꺾이는 점은 바이트당 ${n(value('ridge'))}연산. 그보다 연산 강도가 낮으면 메모리 대역폭이 벽.`,
      en: `The ridge is ${n(value('ridge'))} operations a byte. Below that memory bandwidth binds.`,
    }),
    alone: true,
  },
  intensity: {
    says: (value) => ({
      ko: `연산 강도는 바이트당 ${n(value('intensity'))}.`,
      en: `The intensity is ${n(value('intensity'))} operations a byte.`,
    }),
  },
  mfu: { says: (value) => ({ ko: `MFU는 ${n(value('mfu') * 100)}%.`, en: `The MFU is ${n(value('mfu') * 100)}%.` }) },
  trainable: {
    says: (value) => ({
      ko: `학습하는 파라미터는 ${n(value('trainable'))}개.`,
      en: `${n(value('trainable'))} parameters are trained.`,
    }),
    alone: true,
  },
  'preference memory': {
    says: (value) => ({
      ko: `모두 학습하면 DPO ${n(value('dpoGB'))}GB, PPO ${n(value('ppoGB'))}GB, KTO ${n(value('ktoGB'))}GB. 활성값은 빠져 있음.`,
      en: `With everything trained DPO takes ${n(value('dpoGB'))} GB, PPO ${n(value('ppoGB'))} GB and KTO ${n(value('ktoGB'))} GB. Activations come on top.`,
    }),
    alone: true,
  },
  'cards for the days': {
    says: (value, args) => {
      const count = (args.cluster as { count: number }).count;
      return {
        ko: `${n(count)}장이 필요함: 카드 시간 ${n(value('deviceHours'))}시간이고 그만큼이면 ${n(value('days'))}일. ${HELD.ko}`,
        en: `It takes ${n(count)} cards: ${n(value('deviceHours'))} card hours, which they do in ${n(value('days'))} days. ${HELD.en}`,
      };
    },
    alone: true,
  },
  cost: {
    says: (value, args) => {
      const { ko, en } = cost(value);
      return isMany(args)
        ? {
            ko: `${ko} ${n(value('days'))}일 걸림. ${HELD.ko}`,
            en: `${en} It takes ${n(value('days'))} days. ${HELD.en}`,
          }
        : { ko: `${ko} ${HELD.ko}`, en: `${en} ${HELD.en}` };
    },
    alone: true,
  },
  'card hours': {
    says: (value, args) => ({
      ko: `카드 시간 ${n(value('deviceHours'))}시간.${isMany(args) ? ` ${n(value('days'))}일 걸림.` : ''} ${HELD.ko}`,
      en: `${n(value('deviceHours'))} card hours.${isMany(args) ? ` They take ${n(value('days'))} days.` : ''} ${HELD.en}`,
    }),
    alone: true,
  },
  days: {
    says: (value, args) => ({
      ko: `${n(value('days'))}일(${n(value('days') * 24)}시간), 카드 시간 ${n(value('deviceHours'))}시간.${Number(args.gpuHourUsd) > 0 ? ` ${n(value('costUsd'))}달러.` : ''} ${HELD.ko}`,
      en: `It takes ${n(value('days'))} days (${n(value('days') * 24)} hours), ${n(value('deviceHours'))} card hours${Number(args.gpuHourUsd) > 0 ? ` and ${n(value('costUsd'))} USD` : ''}. ${HELD.en}`,
    }),
    alone: true,
  },
  flops: {
    says: (value) => ({
      ko: `${(value('flops') * 1e21).toExponential(2)} FLOPs: 6 x 파라미터 x 토큰.`,
      en: `${(value('flops') * 1e21).toExponential(2)} FLOPs: 6 x parameters x tokens.`,
    }),
    alone: true,
  },
  loss: { says: (value) => ({ ko: `loss는 ${n(value('loss'))}.`, en: `The loss is ${n(value('loss'))}.` }) },
  size: {
    says: (value) => ({
      ko: `파라미터 ${n(value('ruleParams'))}개에 ${n(value('ruleTokens'))}토큰(파라미터당 토큰 규칙). 맞춘 법칙으로는 ${n(value('params'))}개에 ${n(value('tokens'))}토큰.`,
      en: `${n(value('ruleParams'))} parameters on ${n(value('ruleTokens'))} tokens by the rule of tokens a parameter; ${n(value('params'))} on ${n(value('tokens'))} by the law as fitted again.`,
    }),
  },
  tokens: {
    says: (value) => ({
      ko: `${n(value('ruleTokens'))}토큰(파라미터당 토큰 규칙). 맞춘 법칙으로는 ${n(value('tokens'))}토큰.`,
      en: `${n(value('ruleTokens'))} tokens by the rule of tokens a parameter; ${n(value('tokens'))} by the law as fitted again.`,
    }),
  },
};

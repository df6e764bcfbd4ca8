import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { ceilingOf, communicationShare } from './communication-share.ts';
import { decodeBound } from './decode-bound.ts';
import { linkTraffic } from './link-traffic.ts';
import { numberFormatSupport } from './number-format-support.ts';
import { occupancy } from './occupancy.ts';
import { roofline } from './roofline.ts';
import { stepTimeBound } from './step-time-bound.ts';
import { tileEfficiency } from './tile-efficiency.ts';

export interface Both {
  ko: string;
  en: string;
}

/** A calculation of the desk and its words: short sentences without a speech level, each number a figure as printed. */
export interface DeskAnswer {
  tool: Tool;
  measureFirst: Both;
  /** `result` is what the tool gave, for a name that is no figure. */
  say(print: Print, result?: unknown): Both;
  /** 0..1: how far inputs may be off before the verdict turns. */
  confidence(value: (figure: string) => number): number;
}

/** A figure in two digits, and as percent. */
export interface Print {
  number(figure: string): string;
  percent(figure: string): string;
  value(figure: string): number;
}

/** How far an assumed rate may be off, as a factor, before the desk is less sure of its verdict. */
const SLACK = 2;
const Native = z.looseObject({ native: z.boolean() });
const SURE = 0.8;
const UNSURE = 0.6;
/** Of a rule that is arithmetic on published limits. */
const BY_THE_BOOK = 0.9;

const CEILINGS = {
  'does not bind': {
    ko: '링크가 이 속도를 내는 한 통신은 병목이 아님.',
    en: 'Communication does not bind as long as the links give this rate.',
  },
  'can be felt': { ko: '겹치지 못하면 느껴질 수준.', en: 'It is felt unless it overlaps.' },
  binds: { ko: '겹치지 못하면 통신이 병목.', en: 'Communication binds unless it overlaps.' },
} as const;

const bySlack = (ratio: number): number => (ratio >= SLACK || ratio <= 1 / SLACK ? SURE : UNSURE);
export const named = (tool: unknown): Tool => tool as Tool;

const NCCL = {
  ko: '먼저 잴 것: 처음 몇 step의 프로파일에서 NCCL 커널 시간과 backward에 겹치는 몫.',
  en: 'To measure first: a profile of the first steps, with NCCL kernel time and how much of it overlaps with the backward pass.',
};
const COUNTERS = {
  ko: '먼저 잴 것: 커널 프로파일에서 메모리 처리량과 행렬 장치 사용률.',
  en: 'To measure first: memory throughput and use of the matrix units in a kernel profile.',
};

export const DESK_ANSWERS: readonly DeskAnswer[] = [
  {
    tool: named(communicationShare),
    measureFirst: NCCL,
    say: ({ number, percent, value }) => {
      const verdict = CEILINGS[ceilingOf(value('share'))];
      return {
        ko: `계산상 step ${number('secondsPerStep')}초에 all-reduce ${number('allReduceSeconds')}초, 전혀 겹치지 않으면 ${percent('share')}. ${verdict.ko} 링크가 느리면 더 걸리는 계산이고 측정값은 아님.`,
        en: `By calculation the all-reduce takes ${number('allReduceSeconds')} s of a ${number('secondsPerStep')} s step, ${percent('share')} with nothing overlapped. ${verdict.en} Slower links take longer; this is not a measurement.`,
      };
    },
    confidence: (value) => {
      const share = value('share');
      const holds = [share * SLACK, share / SLACK].every((other) => ceilingOf(other) === ceilingOf(share));
      return holds ? SURE : UNSURE;
    },
  },
  {
    tool: named(roofline),
    measureFirst: COUNTERS,
    say: ({ number, percent, value }) => {
      const isCompute = value('intensity') >= value('ridge');
      return {
        ko: `연산 강도 ${number('intensity')}, 꺾이는 점 ${number('ridge')}. ${isCompute ? '연산이 벽' : '메모리 대역폭이 벽'}이고 닿을 수 있는 건 최고 성능의 ${percent('ofPeak')}. 상한 계산이고 측정값은 아님.`,
        en: `The intensity is ${number('intensity')} operations a byte against a ridge of ${number('ridge')}. ${isCompute ? 'Arithmetic binds' : 'Memory bandwidth binds'}, and ${percent('ofPeak')} of the peak is within reach. This is an upper bound, not a measurement.`,
      };
    },
    confidence: (value) => bySlack(value('intensity') / value('ridge')),
  },
  {
    tool: named(stepTimeBound),
    measureFirst: {
      ko: '먼저 잴 것: step 시간을 연산, 메모리, 통신, 대기로 나눈 프로파일.',
      en: 'To measure first: a profile that splits step time into compute, memory, communication and waiting.',
    },
    say: ({ number, percent, value }) => {
      const { ko, en } = unexplained(value('unexplained'), percent('unexplained'));
      return {
        ko: `step은 빨라야 ${number('fastestSeconds')}초, 하나도 안 겹쳐도 ${number('slowestSeconds')}초. ${ko}데이터시트 속도로 본 계산이고 측정값은 아님.`,
        en: `A step takes ${number('fastestSeconds')} s at best and ${number('slowestSeconds')} s with nothing overlapped. ${en}This is by data-sheet rates, not a measurement.`,
      };
    },
    confidence: (value) => bySlack(value('slowestSeconds') / value('fastestSeconds')),
  },
  {
    tool: named(decodeBound),
    measureFirst: {
      ko: '먼저 잴 것: 배치를 바꿔 가며 토큰 하나에 드는 시간과 메모리 처리량.',
      en: 'To measure first: time a token and memory throughput as the batch grows.',
    },
    say: ({ number, value }) => ({
      ko: `${value('headroomGB') < 0 ? `메모리에 안 들어감: 가중치만 ${number('weightsGB')}GB${value('kvGB') > 0 ? `, KV 캐시 ${number('kvGB')}GB` : ''}. 들어간다고 치면 ` : ''}시퀀스 하나가 많아야 초당 ${number('tokensPerSecond')}토큰, 배치 전체로는 ${number('batchTokensPerSecond')}토큰. ${Number.isNaN(value('turningBatch')) ? '이 길이에서는 배치를 아무리 키워도 메모리 대역폭이 벽.' : `배치가 ${number('turningBatch')}쯤 되기 전에는 메모리 대역폭이 벽.`} 상한 계산이고 측정값은 아님.`,
      en: `${value('headroomGB') < 0 ? `It does not fit: the weights take ${number('weightsGB')} GB${value('kvGB') > 0 ? ` and the keys and values ${number('kvGB')} GB` : ''}. If it fitted: ` : ''}One sequence gets at most ${number('tokensPerSecond')} tokens a second, the batch ${number('batchTokensPerSecond')}. ${Number.isNaN(value('turningBatch')) ? 'At this context memory bandwidth binds at every batch.' : `Memory bandwidth binds up to a batch of about ${number('turningBatch')}.`} This is an upper bound, not a measurement.`,
    }),
    confidence: () => SURE,
  },
  {
    tool: named(linkTraffic),
    measureFirst: NCCL,
    say: ({ number, percent, value }) => {
      const share = value('share');
      const verdict = Number.isNaN(share) ? null : CEILINGS[ceilingOf(share)];
      const mostly = value('latencySeconds') > value('seconds') / 2;
      return {
        ko: `${verdict === null ? '' : `${verdict.ko} 하나도 겹치지 않으면 step의 ${percent('share')}. `}카드마다 ${number('sentGB')}GB를 보내고 ${number('seconds')}초가 걸림. ${mostly ? '대부분 대기 시간이라 모아서 보내야 줄어듦.' : '대부분 전송 시간임.'} 링크가 비어 있고 제 속도를 낸다고 본 하한 계산이고 측정값은 아님.`,
        en: `${verdict === null ? '' : `${verdict.en} It takes ${percent('share')} of the step with nothing overlapped. `}Each card sends ${number('sentGB')} GB, which takes ${number('seconds')} s. ${mostly ? 'Most of that is latency, so fewer and larger messages help.' : 'Most of that is transfer.'} This assumes free links at that rate, so it takes at least as long, and is not a measurement.`,
      };
    },
    confidence: () => UNSURE,
  },
  {
    tool: named(tileEfficiency),
    measureFirst: COUNTERS,
    say: ({ number, percent, value }) => {
      const aligned = value('padding') === 0 && value('paddingK') === 0;
      return {
        ko: `타일과 웨이브로 남는 건 ${percent('efficiency')}, 행 정렬은 ${number('alignmentBytes')}바이트. ${aligned ? '정렬은 문제가 아님.' : `n을 ${number('padding')}개, k를 ${number('paddingK')}개 덧대면 정렬이 맞음.`} 타일 크기를 가정한 계산이고 측정값은 아님.`,
        en: `Tiles and waves leave ${percent('efficiency')}, and rows are aligned to ${number('alignmentBytes')} bytes. ${aligned ? 'Alignment is not the problem.' : `Padding n by ${number('padding')} and k by ${number('paddingK')} would align them.`} This assumes a tile size and is not a measurement.`,
      };
    },
    confidence: () => UNSURE,
  },
  {
    tool: named(numberFormatSupport),
    measureFirst: COUNTERS,
    say: ({ number, value }, result) => ({
      ko: `${Native.parse(result).native ? `행렬 장치가 직접 곱함. 많아야 ${Math.round(value('tflops'))} TFLOPS.` : '행렬 장치에 없는 형식이라 반정밀도로 넓혀서 곱함.'} 반정밀도보다 연산은 ${number('speedup')}배, 크기는 ${number('size')}배. ${value('speedup') > 1 ? '' : `연산 속도는 늘지 않음. 지수는 ${number('exponentBits')}비트, 가수는 ${number('mantissaBits')}비트. `}데이터시트 값이고 측정값은 아님.`,
      en: `${Native.parse(result).native ? `The matrix units multiply it themselves. The rate is at most ${Math.round(value('tflops'))} TFLOPS.` : 'The matrix units do not have it, so it is widened to half precision first.'} Against half precision the rate is ${number('speedup')} times and the size ${number('size')} times. ${value('speedup') > 1 ? '' : `Arithmetic gets no faster; the exponent has ${number('exponentBits')} bits and the mantissa ${number('mantissaBits')}. `}This is from the data sheet, not a measurement.`,
    }),
    confidence: () => BY_THE_BOOK,
  },
  {
    tool: named(occupancy),
    measureFirst: {
      ko: '먼저 잴 것: 프로파일의 실제 점유율과 워프가 멈춘 까닭.',
      en: 'To measure first: achieved occupancy and stall reasons in a profile.',
    },
    say: ({ number, percent }) => ({
      ko: `블록 ${number('blocks')}개, 워프 ${number('warps')}개가 올라가서 점유율은 ${percent('occupancy')}. 점유율이 높다고 빨라지는 건 아님. 한도로 셈한 값이고 측정값은 아님.`,
      en: `${number('blocks')} blocks and ${number('warps')} warps are resident, an occupancy of ${percent('occupancy')}. More of it is not faster by itself. This follows from limits and is not a measurement.`,
    }),
    confidence: () => BY_THE_BOOK,
  },
];

/** What the bounds leave of a measured step; nothing without one. */
function unexplained(share: number, percent: string): Both {
  if (Number.isNaN(share)) return { ko: '', en: '' };
  if (share === 0) return { ko: '잰 시간은 이 범위로 설명됨. ', en: 'The measured time lies within that. ' };
  return {
    ko: `제 속도가 난다면 잰 시간의 ${percent}는 연산, 메모리, 통신 어느 것으로도 설명되지 않음. `,
    en: `At full rates neither compute, memory nor links explain ${percent} of the measured time. `,
  };
}

/** Prints figures of one calculation; a figure that the calculation left out is NaN by value. */
export function printing(figures: Record<string, Figure>): Print {
  const value = (name: string): number => figures[name]?.value ?? Number.NaN;
  return {
    value,
    number: (name) => printed(value(name)),
    percent: (name) => {
      const share = value(name);
      return `${share > 0 && share < 0.01 ? printed(share * 100) : (share * 100).toFixed(0)}%`;
    },
  };
}

/** Two digits, as one says it across a table. */
function printed(value: number): string {
  if (value === 0) return '0';
  return value >= 10 ? value.toFixed(0) : `${Number(value.toPrecision(value < 0.01 ? 1 : 2))}`;
}

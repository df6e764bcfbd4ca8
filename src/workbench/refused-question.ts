import { z } from 'zod';
import type { PitwallError } from '../core/error.ts';
import type { Both } from './desk-answers.ts';

/** Names of arguments as one asks for them. */
export const WANTED: Readonly<Record<string, Both>> = {
  model: { ko: '모델(또는 파라미터 수)', en: 'the model or its size' },
  device: { ko: '카드 종류', en: 'the kind of card' },
  'cluster.device': { ko: '카드 종류', en: 'the kind of card' },
  'cluster.count': { ko: '카드 수', en: 'how many cards' },
  'cluster.mfu': { ko: 'MFU', en: 'the MFU' },
  cards: { ko: '카드 수', en: 'how many cards' },
  count: { ko: '카드 수', en: 'how many cards' },
  params: { ko: '파라미터 수', en: 'how many parameters' },
  tokens: { ko: '학습할 토큰 수', en: 'how many tokens are trained on' },
  tokensPerStep: { ko: 'step당 토큰 수', en: 'the tokens of a step' },
  dataGB: { ko: '주고받는 데이터(GB)', en: 'how much data is sent, in GB' },
  format: { ko: '수 형식', en: 'the number format' },
  threadsPerBlock: { ko: '블록당 스레드 수', en: 'the threads of a block' },
  registersPerThread: { ko: '스레드당 레지스터 수', en: 'the registers of a thread' },
  method: { ko: '튜닝 방법(full, LoRA, QLoRA, DoRA)', en: 'the method: full, LoRA, QLoRA or DoRA' },
  sequence: { ko: '시퀀스 길이', en: 'the length of a sequence' },
  rank: { ko: 'LoRA rank', en: 'the rank' },
  gpuHourUsd: { ko: '카드 한 시간의 값(달러)', en: 'the price of a card hour in USD' },
  stepSeconds: { ko: 'step 시간', en: 'the time of a step' },
  measuredSeconds: { ko: '잰 시간', en: 'the time that was measured' },
  linkGBs: { ko: '링크 속도', en: 'the rate of the link' },
  context: { ko: '컨텍스트 길이', en: 'the context' },
  batch: { ko: '배치 크기', en: 'the batch' },
  bits: { ko: '비트 수', en: 'the bits of a weight' },
  compute: { ko: 'FLOP 예산', en: 'the FLOPs' },
  flops: { ko: 'FLOP 예산', en: 'the FLOPs' },
};

const Bound = z.looseObject({ minimum: z.number().optional(), maximum: z.number().optional() });

/** Why a calculator refuses what a question says, in one sentence without the names of arguments. */
export function inWords({ sentence, cause }: PitwallError, args: Record<string, unknown>): Both {
  if (cause instanceof z.ZodError) {
    const [issue] = cause.issues;
    const path = issue?.path.join('.') ?? '';
    const what = WANTED[path] ?? WANTED[path.split('.')[0] ?? ''] ?? { ko: '값 하나', en: 'one of the values' };
    const found = path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], args);
    const { minimum, maximum } = Bound.parse({ ...issue });
    if (minimum !== undefined)
      return {
        ko: `${what.ko}이(가) ${found}이라는 것은 있을 수 없어서 계산하지 않음.`.replace(
          '이(가)',
          particleFor(what.ko),
        ),
        en: `${upper(what.en)}: ${found} cannot be, so nothing is calculated.`,
      };
    if (maximum !== undefined)
      return {
        ko: `${what.ko}: 많아야 ${maximum}인데 ${found}이라고 해서 계산하지 않음.`,
        en: `${upper(what.en)} is at most ${maximum} and not ${found}, so nothing is calculated.`,
      };
    return {
      ko: `${what.ko}: ${found}으로는 계산이 성립하지 않음.`,
      en: `${upper(what.en)}: nothing can be calculated with ${found}.`,
    };
  }
  const plain = sentence.replace(/^\w+: (?:`[\w.]+`: )?/, '').replaceAll('`', '');
  const faster = /expected at least ([\d.e+-]+) s, which (.+) takes? at full rate, found ([\d.e+-]+) s/.exec(sentence);
  if (faster !== null)
    return {
      ko: `잰 시간이 ${faster[3]}초라는 것은 있을 수 없음: 카드가 최고 속도를 내도 ${faster[1]}초는 걸림.`,
      en: `A time of ${faster[3]} s cannot be: at full rate it takes at least ${faster[1]} s.`,
    };
  const lacking = /matrix units of (.+) have \((.+)\), found (\w+)/.exec(sentence);
  if (lacking !== null)
    return {
      ko: `지원 안 됨: ${lacking[1]}의 행렬 장치에 있는 건 ${lacking[2]}이고, ${lacking[3]}은 그 밖에서 FP32로 계산함.`,
      en: `It is not supported: the matrix units of ${lacking[1]} have ${lacking[2]}, and ${lacking[3]} runs in FP32 outside of them.`,
    };
  return {
    ko: `말한 값으로는 계산이 성립하지 않음 (${plain}).`,
    en: `What was said cannot be calculated: ${plain}.`,
  };
}

const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The subject particle after a Korean noun, by whether its last syllable closes with a consonant. */
function particleFor(noun: string): '이' | '가' {
  const code = noun.charCodeAt(noun.length - 1) - 0xac00;
  return code >= 0 && code < 11_172 && code % 28 === 0 ? '가' : '이';
}

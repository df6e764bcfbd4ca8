import { PitwallError } from '../core/error.ts';
import { decodeBound } from './decode-bound.ts';
import { deviceNamed } from './devices.ts';
import { modelOf } from './models.ts';
import type { Calculation } from './question-kinds.ts';
import {
  AMOUNT_ASKED,
  FITS,
  MFU,
  NOT_DECODING,
  RATE,
  some,
  TIME_ASKED,
  TIME_OF_TOKEN,
  TRAINS,
  TUNES,
} from './question-kinds.ts';
import type { Quantities } from './question-quantities.ts';
import { usualLink } from './usual-link.ts';

const keysAndValues = /\bkv\b|kv[\s-]*cache|key[\s-]*value|keys and values|캐시/;
const weights = /weights?\b|checkpoint|parameters take|가중치|웨이트|체크포인트/;
const sums =
  /\bring\b|링(?=\s|으로|을|\s?방식)|summed|\bsum\b|synchroni[sz]|exchange|averag|합치|합친|합칩|동기화|교환/;
const gradients = /grad|그래디언트|그라디언트|기울기/;
const traffic = /communicat|통신|all[\s-]?reduce|gradients?|그래디언트|interconnect|network|네트워크/;
const holds =
  /hold|bind|bottleneck|병목|share|fraction|몫|비중|차지|느려|felt|limit|how much|percent|얼마나|몇\s*(?:%|퍼센트|프로)/;
const walls = /bound|limited|limits?|바운드|roofline|루프라인|병목|벽/;
const memory = /memory|vram|메모리|\bgb\b|gigabyte|기가/;
/** Of what does not depend on a device one has to be named all the same. */
const ANY_DEVICE = 'H100 SXM';

const stored = ({ bits, weightFormat }: Quantities) =>
  weightFormat === undefined ? some({ bits }) : { format: weightFormat };
const spanOf = ({ context, span }: Quantities): number | undefined => context ?? span;
const decode = (q: Quantities): Record<string, unknown> => ({
  model: q.model,
  device: q.device,
  ...some({ cards: q.cards, context: spanOf(q), batch: q.batch, kvBytes: q.kvBytes }),
  ...stored(q),
});

function asksRate(text: string, { tokensPerSecond }: Quantities): boolean {
  return (
    RATE.test(text) &&
    // A rate that is given is not asked for.
    (tokensPerSecond === undefined || AMOUNT_ASKED.test(text)) &&
    !/\bmfu\b|utili[sz]ation/.test(text) &&
    !TRAINS.test(text) &&
    !NOT_DECODING.test(text)
  );
}

/** The desk for hardware; of two that fit, the earlier. */
export const HARDWARE_QUESTIONS: readonly Calculation[] = [
  {
    tool: 'occupancy',
    asks: (text, { registers, threads }) =>
      /occupancy|점유율|resident/.test(text) || (registers !== undefined && threads !== undefined),
    args: ({ device, threads, registers, sharedBytes }) => ({
      device,
      threadsPerBlock: threads,
      registersPerThread: registers,
      ...(sharedBytes === undefined ? {} : { sharedBytesPerBlock: sharedBytes }),
    }),
    needs: ['device', 'threadsPerBlock', 'registersPerThread'],
  },
  {
    tool: 'tile_efficiency',
    asks: (text, { sides }) =>
      sides !== undefined &&
      /\bpad|align|tile|타일|정렬|패딩|늘리|덧대|wave|웨이브|faster|빨라/.test(text) &&
      !/bound|limited|바운드/.test(text),
    args: ({ device, sides }) => ({ device, ...sides }),
    needs: ['device'],
  },
  {
    tool: 'roofline',
    about: 'ridge',
    asks: (text) => /ridge|(?:machine|hardware) balance|꺾이는|릿지/.test(text),
    // The ridge is the device's; any product shows it.
    args: ({ device, format, sides = { m: 4096, n: 4096, k: 4096 } }) => ({ device, gemm: sides, ...some({ format }) }),
    needs: ['device'],
  },
  {
    tool: 'roofline',
    about: 'intensity',
    asks: (text, { sides }) =>
      sides !== undefined && /intensity|flops?[^.?!]{0,16}(?:\/|per|a)\s*byte|바이트당|연산 ?강도/.test(text),
    args: ({ device = ANY_DEVICE, sides, format }) => ({ device, gemm: sides, ...some({ format }) }),
    needs: [],
  },
  {
    tool: 'roofline',
    asks: (text, { sides }) =>
      sides !== undefined &&
      (walls.test(text) || /peak|bandwidth|tflops|대역폭|how fast|how long|얼마나 (?:빨|걸)/.test(text)),
    args: ({ device, sides, format }) => ({ device, gemm: sides, ...some({ format }) }),
    needs: ['device'],
  },
  {
    tool: 'decode_bound',
    about: 'time of a token',
    asks: (text) => TIME_OF_TOKEN.test(text) && !TRAINS.test(text) && !NOT_DECODING.test(text),
    args: decode,
    needs: ['model', 'device'],
  },
  {
    tool: 'decode_bound',
    about: 'tokens a second',
    asks: (text, quantities) => quantities.batch === undefined && asksRate(text, quantities),
    args: decode,
    needs: ['model', 'device'],
  },
  { tool: 'decode_bound', asks: asksRate, args: decode, needs: ['model', 'device'] },
  {
    tool: 'decode_bound',
    about: 'most tokens held',
    asks: (text, { model, device }) =>
      model !== undefined &&
      device !== undefined &&
      !TUNES.test(text) &&
      !TRAINS.test(text) &&
      /(?:long(?:est)?|max(?:imum)?|largest|biggest|how (?:much|long|many)|최대|얼마나 긴|몇)\s*(?:a\s*)?(?:토큰.{0,6})?(?:context|sequence|concurrent|users|requests|batch|컨텍스트|문맥|시퀀스|동시|명|배치)/.test(
        text,
      ),
    // How many users share the memory depends on what each of them holds.
    args: (q, text) =>
      decode(
        spanOf(q) === undefined && !/users|requests|concurrent|batch|동시|명|배치/.test(text)
          ? { ...q, context: 1024 }
          : q,
      ),
    needs: ['model', 'device', 'context'],
  },
  {
    tool: 'decode_bound',
    about: 'keys and values',
    asks: (text) => keysAndValues.test(text) && AMOUNT_ASKED.test(text) && !TRAINS.test(text) && !TUNES.test(text),
    args: (q, text) => ({
      ...decode(q),
      device: q.device ?? ANY_DEVICE,
      cards: 1,
      context: spanOf(q) ?? (/per token|토큰(?:당| ?하나)/.test(text) ? 1 : undefined),
    }),
    needs: ['model', 'context'],
  },
  {
    tool: 'decode_bound',
    about: 'cards to hold',
    asks: (text, { model, params, cards }) =>
      (model ?? params) !== undefined &&
      cards === undefined &&
      !TUNES.test(text) &&
      !TRAINS.test(text) &&
      /how many (?:\S+ ){0,4}?(?:gpus?|cards?|[abhl]\d{2,3}s?|mi\d{3}x?|rtx|\d090s?|t4s?)|몇 ?(?:장|대)|(?:gpu|카드|h100|a100)[^.?!토]{0,10}몇 ?개/.test(
        text,
      ),
    args: (q) => {
      const args = decode(q);
      return { ...args, cards: q.model === undefined || q.device === undefined ? undefined : cardsToHold(args) };
    },
    needs: ['model', 'device', 'cards'],
  },
  {
    tool: 'decode_bound',
    about: 'fits',
    asks: (text, { model, device, tokens, mfu }) =>
      model !== undefined &&
      device !== undefined &&
      FITS.test(text) &&
      tokens === undefined &&
      mfu === undefined &&
      !TUNES.test(text) &&
      !TRAINS.test(text) &&
      !NOT_DECODING.test(text) &&
      !DOES_FORMAT.test(text) &&
      !/\bstep|스텝|which (?:format|quant)|what (?:format|quant)|어떤 (?:양자화|형식)/.test(text),
    args: decode,
    needs: ['model', 'device'],
  },
  {
    tool: 'decode_bound',
    about: 'weights',
    asks: (text, { model, device }) =>
      model !== undefined &&
      (weights.test(text) || (device === undefined && memory.test(text))) &&
      AMOUNT_ASKED.test(text) &&
      !TUNES.test(text) &&
      !TRAINS.test(text) &&
      !/which|어떤|gradient|optimi[sz]er|\bdpo\b|\bppo\b|\bkto\b/.test(text),
    args: (q) => ({ ...decode(q), device: q.device ?? ANY_DEVICE, cards: 1 }),
    needs: ['model'],
  },
  {
    tool: 'link_traffic',
    asks: (text, { collective, dataGB, params, seconds, tokensPerStep, linkGBs }) =>
      (collective !== undefined && dataGB !== undefined) ||
      (sums.test(text) &&
        gradients.test(text) &&
        linkGBs !== undefined &&
        params !== undefined &&
        TIME_ASKED.test(text)) ||
      // A step that was timed needs no tokens to be set against its traffic.
      (traffic.test(text) &&
        holds.test(text) &&
        params !== undefined &&
        seconds !== undefined &&
        tokensPerStep === undefined) ||
      (collective !== undefined &&
        tokensPerStep === undefined &&
        /how long|how (?:much|many)|seconds|time|within|inside|longer than|exceed|얼마|몇|안에|들어|넘|시간|걸/.test(
          text,
        )),
    args: ({
      collective = 'all-reduce',
      dataGB,
      params,
      device,
      cards,
      nodes,
      linkGBs,
      seconds,
      gradientBytes = 2,
    }) => ({
      collective,
      dataGB: dataGB ?? (params === undefined ? undefined : (params * gradientBytes) / 1e9),
      cards,
      // Across nodes such a time is nothing but the link; against a step the usual one tells enough.
      linkGBs:
        linkGBs ??
        (seconds === undefined && isAcrossNodes(nodes, device, cards) ? undefined : usualLink(device, cards)?.gbs),
      ...(dataGB === undefined ? some({ stepSeconds: seconds }) : {}),
    }),
    needs: ['dataGB', 'cards', 'linkGBs'],
  },
  {
    tool: 'communication_share',
    asks: (text) =>
      traffic.test(text) && holds.test(text) && /step|스텝|train|학습|gradient|그래디언트|all[\s-]?reduce/.test(text),
    args: ({ params, tokensPerStep, tokens, device, cards, mfu = MFU, linkGBs }) => ({
      params,
      tokensPerStep: tokensPerStep ?? tokens,
      cluster: { device, count: cards, mfu },
      ...some({ linkGBs }),
    }),
    needs: ['params', 'tokensPerStep', 'cluster.device', 'cluster.count'],
  },
  {
    tool: 'step_time_bound',
    about: 'mfu',
    asks: (text, { mfu, params, seconds, tokensPerSecond }) =>
      /\bmfu\b|flops? utili[sz]ation|활용률/.test(text) &&
      mfu === undefined &&
      params !== undefined &&
      (seconds !== undefined || tokensPerSecond !== undefined),
    // A rate is a step of one second.
    args: ({ params, tokensPerStep, tokens, tokensPerSecond, ratePerCard, device, cards, linkGBs, seconds }) =>
      tokensPerSecond === undefined || tokensPerStep !== undefined
        ? {
            ...{ params, tokensPerStep: tokensPerStep ?? tokens, device, cards },
            ...some({ linkGBs, measuredSeconds: seconds }),
          }
        : {
            ...{ params, tokensPerStep: tokensPerSecond, device, cards: ratePerCard === true ? 1 : cards },
            ...{ measuredSeconds: 1, ...some({ linkGBs }) },
          },
    needs: ['params', 'tokensPerStep', 'device', 'cards'],
  },
  {
    tool: 'step_time_bound',
    asks: (text, { params, seconds }) =>
      /step|스텝/.test(text) &&
      /unexplained|explain|설명|at best|fastest|at least|minimum|이론|최소|줄|bound|한계|how fast|how long|얼마나 걸|몇 초/.test(
        text,
      ) &&
      (params !== undefined || seconds !== undefined),
    args: ({ params, tokensPerStep, tokens, device, cards, linkGBs, seconds }) => ({
      params,
      tokensPerStep: tokensPerStep ?? tokens,
      device,
      cards,
      ...some({ linkGBs, measuredSeconds: seconds }),
    }),
    needs: ['params', 'tokensPerStep', 'device', 'cards'],
  },
  {
    tool: 'number_format_support',
    asks: (text, { format, sides, model, params, tokens, mfu, seconds }) =>
      format !== undefined &&
      sides === undefined &&
      model === undefined &&
      params === undefined &&
      tokens === undefined &&
      mfu === undefined &&
      seconds === undefined &&
      /support|speed|faster|native|tensor cores?|tflops|tops\b|지원|빨라|빠른|직접|텐서 ?코어|테라 ?플롭/.test(text),
    args: ({ device, format }) => ({ device, format }),
    needs: ['device', 'format'],
  },
];

/** Whether a card does the arithmetic of a format is not whether a model fits. */
const DOES_FORMAT =
  /(?:연산|계산)(?:이|도|은|을)? ?(?:되긴 ?)?(?:되|가능|지원)|지원(?:하|돼|되)|\bsupports?\b|\bnative|\bdo(?:es)? (?:int|fp|bf|nf)\d/;

const isAcrossNodes = (nodes = 1, device?: string, cards = 1): boolean =>
  nodes > 1 || (device !== undefined && cards > deviceNamed(device).nodeCards);

/** The fewest cards that hold weights and what is said of keys and values, among those that split the heads evenly; undefined where none do. */
function cardsToHold(args: Record<string, unknown>): number | undefined {
  const { heads } = modelOf(String(args.model));
  for (let cards = 1; cards <= heads; cards += 1) {
    if (heads % cards === 0 && decodeBound.run(decodeBound.args.parse({ ...args, cards, linkGBs: 1 }), noFiles).fits)
      return cards;
  }
  return undefined;
}

const noFiles = (name: string): never => {
  throw new PitwallError('DATA_INVALID', `a question in words reads no files, got \`${name}\``);
};

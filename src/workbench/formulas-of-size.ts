import { deviceNamed, usableGB } from './devices.ts';
import type { Formula } from './formula-book.ts';
import type { Said } from './mentions.ts';
import { AMOUNT_ASKED, FITS, RATE, TIME_ASKED, TIME_OF_TOKEN, TRAINS, TUNES } from './question-kinds.ts';
import type { Quantities } from './question-quantities.ts';

const MEMORY = /memory|vram|hbm|\bram\b|메모리|\bgb\b|gigabyte|기가|footprint/;
const STATES = /optimi[sz]er|adam|옵티마이저|옵티|\bstates?\b|상태|moments?\b|모멘트|모멘텀|momentum/;
const GRADIENTS = /grad|그래디언트|그라디언트|기울기/;
const WEIGHTS =
  /weights?\b|occup|frozen base|file size|download size|파일 ?크기|parameters take|가중치|웨이트|파라미터(?:만|는|가)/;
const SAVES =
  /checkpoint|체크포인트|ckpt|저장|\bsav(?:e|es|ing)\b|snapshot|스냅샷|writ(?:e|es|ing)|dump|flush|쓰면|쓰는|쓸 때|기록|내려/;
const CHECKPOINT = /checkpoint|체크포인트|ckpt|snapshot|스냅샷/;
const KEYS = /\bkv\b|kv[\s-]*cache|key[\s-]*value|keys and values|cache|캐시|window|윈도/;

const wants = {
  params: { ko: '파라미터 수', en: 'how many parameters' },
  gbPerSecond: { ko: '저장 속도(GB/s)', en: 'the rate of the link or disk, GB/s' },
  layers: { ko: '레이어 수', en: 'how many layers' },
  kvHeads: { ko: 'KV 헤드 수', en: 'how many heads of keys and values' },
  headDim: { ko: '헤드 차원', en: 'the width of a head' },
  tokens: { ko: '토큰 수', en: 'how many tokens' },
};

/** Bytes that one parameter takes in a checkpoint or in training, by the parts that a question names. */
function bytesNamed(text: string): number {
  const isFull = /fp32 (?:weights?|training|학습)|순수 fp32|pure fp32|full precision/.test(text);
  const hasStates = STATES.test(text);
  // Who names the moments names what there is; a whole state of mixed precision has a master copy.
  const isListed = /moments?\b|모멘트|\bm\s*(?:,|and|\+|\/)\s*v\b/.test(text) && !/mixed|혼합/.test(text);
  const master = !isFull && (/master|마스터/.test(text) || (hasStates && !isListed)) ? 4 : 0;
  const moments = /8[\s-]?bit (?:adam|optim)|adam\w*[\s-]?8[\s-]?bit|8비트 (?:adam|옵티)/.test(text) ? 2 : 8;
  const gradients = GRADIENTS.test(text) && !/without grad|그래디언트(?:는)? (?:빼|제외)/.test(text) ? 2 : 0;
  return (isFull ? 4 : 2) + master + gradients + (hasStates ? moments : 0);
}

/** Whether what is kept is split over the cards, where no stage of ZeRO is named. */
const isSplit = (text: string): boolean =>
  /(?:shard|partition|split|divid|spread)\w*|쪼개|쪼갠|나눠|나누어|분할|샤딩/.test(text) &&
  !/only (?:the )?optimi|옵티마이저(?: 상태)?만/.test(text);

const waysOf = (text: string, { cards }: Quantities): { stage: number; ways: number } => {
  const stage = /zero[\s-]*3|stage[\s-]*3|fsdp|fully shard/.test(text)
    ? 3
    : /zero[\s-]*2|stage[\s-]*2/.test(text)
      ? 2
      : /zero[\s-]*1|stage[\s-]*1/.test(text)
        ? 1
        : isSplit(text)
          ? 3
          : 0;
  return { stage, ways: stage === 0 ? 1 : (cards ?? Number.NaN) };
};

/** Bits of one weight with the constants of its groups; undefined where no format was said. */
export function weightBits(text: string, said: Said, { bits }: Quantities): number | undefined {
  // A scale of sixteen bits for each group of weights.
  const group = said.near(/group(?:[\s-]*size)?|그룹(?:\s*크기)?|\bg(?=\s*=?\s*\d)/, ['', 'large'], 14);
  if (/nf4/.test(text))
    return /(?<!no )(?<!without )double|(?<!안 )이중|dq\b|중첩/.test(text) && !/(?:no|without) double/.test(text)
      ? 4.127
      : 4.5;
  if (bits !== undefined && group !== undefined && group >= 8)
    return bits + (/zero[\s-]?point|제로 ?포인트/.test(text) ? 16 + bits : 16) / group;
  if (bits === undefined && /awq|gptq/.test(text)) return 4.156;
  return bits;
}

const WORDS: readonly string[] = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];

/** How many matrices of a layer a question names; undefined where it names none. */
function matricesNamed(text: string): number | undefined {
  const counted =
    /(?<![\dx])(\d+|two|three|four|five|six|seven)\s*(?:\d+\s*x\s*\d+\s*)?(?:matrices|projections|modules|linear layers|linears|개의? ?(?:행렬|모듈|프로젝션))/.exec(
      text,
    )?.[1];
  const named = [
    '(?:q(?:uery)?|쿼리)',
    '(?:k(?:ey)?|키)',
    '(?:v(?:alue)?|밸류|값)',
    '(?:o(?:ut(?:put)?)?|출력)',
    'gate',
    'up',
    'down',
  ].filter((name) =>
    new RegExp(
      String.raw`(?<![a-z])${name}(?:_proj|\s*(?:proj|,|/|and|are|is|projection|행렬|matri|of|in|$|[와과랑]|하고|만|에))`,
    ).test(text),
  ).length;
  const joined = /(?<![a-z])(qkvo|qkv|qv|qk)(?![a-z])/.exec(text)?.[1]?.length;
  if (counted !== undefined) return WORDS.indexOf(counted) > 0 ? WORDS.indexOf(counted) : Number(counted);
  return joined ?? (named === 0 ? undefined : named);
}

/** The largest plain count, where a length was said without its word. */
const longest = (said: Said): number | undefined =>
  said
    .all('', 'large')
    .filter((count) => count >= LEAST_LENGTH && count < 1e7)
    .sort((a, b) => b - a)[0];
const LEAST_LENGTH = 512;

const bandwidthOf = (said: Said, device: string | undefined): number | undefined =>
  said.all('GB/s').find((rate) => rate >= 100) ?? (device === undefined ? undefined : deviceNamed(device).memoryGBs);

/** Memory of one card as programs get it, GB. */
const memoryOf = (device: string): number => usableGB(deviceNamed(device));

/** Sizes of what lies in memory and on disk, and how long moving it takes. */
export const SIZES: readonly Formula[] = [
  {
    id: 'keys and values by shape',
    asks: (text, _, said) => KEYS.test(text) && said.count('layers', /layers?|레이어/) !== undefined,
    values: (text, { context, span, batch }, said) => ({
      layers: said.count('layers', /layers?|레이어|층/),
      kvHeads:
        said.near(/(?:kv|key[\s-]*value)[\s-]*heads?|gqa|grouped|kv ?헤드/, ['heads', ''], 12) ??
        said.count('heads', /heads?|헤드/),
      headDim: said.near(
        /head[\s_-]*(?:dim(?:ension)?|size|width)|헤드 ?(?:차원|크기)|\bd_?head|\bhd\b|dim(?:ension)?s?(?: of)?|of size|wide|차원/,
        [''],
        10,
      ),
      bytes: /fp8|int8|8[\s-]?bit|8비트/.test(text) ? 1 : /fp32/.test(text) ? 4 : 2,
      tokens: /per token|each token|토큰(?:당| ?하나)/.test(text)
        ? 1
        : (context ?? span ?? said.first('tokens') ?? longest(said)),
      sequences: batch ?? 1,
    }),
    steps: { kvGB: { formula: '2 * layers * kvHeads * headDim * bytes * tokens * sequences / 1e9', unit: 'GB' } },
    says: {
      ko: '{kvGB}GB: 키와 값 2 x {layers}층 x {kvHeads}헤드 x {headDim} x {bytes}바이트 x {tokens}토큰 x {sequences}.',
      en: '{kvGB} GB: keys and values, 2 x {layers} layers x {kvHeads} heads x {headDim} x {bytes} bytes x {tokens} tokens x {sequences} sequences.',
    },
    wants,
  },
  {
    id: 'checkpoint time',
    asks: (text, { params, tokens }, said) =>
      SAVES.test(text) &&
      params !== undefined &&
      tokens === undefined &&
      (said.first('GB/s') !== undefined || CHECKPOINT.test(text)) &&
      TIME_ASKED.test(text) &&
      !/how (?:large|big)|크기|용량|몇 ?[gt]b/.test(text),
    values: (text, { params }, said) => ({ params, bytes: bytesNamed(text), gbPerSecond: said.first('GB/s') }),
    steps: {
      seconds: { formula: 'params * bytes / 1e9 / gbPerSecond', unit: 's' },
      sizeGB: { formula: 'params * bytes / 1e9', unit: 'GB' },
    },
    says: {
      ko: '{seconds}초: 파라미터당 {bytes}바이트로 {sizeGB}GB를 {gbPerSecond}GB/s로 씀.',
      en: '{seconds} s: {sizeGB} GB at {bytes} bytes a parameter, over {gbPerSecond} GB/s.',
    },
    wants,
  },
  {
    id: 'checkpoint size',
    asks: (text, { params }, said) =>
      (CHECKPOINT.test(text) || (SAVES.test(text) && STATES.test(text))) &&
      !KEYS.test(text) &&
      params !== undefined &&
      said.first('GB/s') === undefined &&
      AMOUNT_ASKED.test(text) &&
      (STATES.test(text) || /size|big|크기|용량|gb|tb|disk|디스크/.test(text)),
    values: (text, { params }, said) => ({
      ...{ params, bytes: bytesNamed(text) },
      copies: said.near(/checkpoints?|체크포인트|copies|번|개/, ['', 'items'], 6) ?? 1,
    }),
    steps: { sizeGB: { formula: 'params * bytes * copies / 1e9', unit: 'GB' } },
    says: {
      ko: '{sizeGB}GB: 파라미터 {params}, 파라미터당 {bytes}바이트, {copies}벌.',
      en: '{sizeGB} GB: {params} parameters at {bytes} bytes each, {copies} copies.',
    },
    wants,
  },
  {
    id: 'training states',
    asks: (text, { params, context, span }, said) =>
      params !== undefined &&
      (context ?? span) === undefined &&
      !/q?lora|dora|\bdpo\b|\bppo\b|\bgrpo\b|\bkto\b/.test(text) &&
      (STATES.test(text) ||
        GRADIENTS.test(text) ||
        ((TRAINS.test(text) || TUNES.test(text)) && /full|전체|풀/.test(text))) &&
      (MEMORY.test(text) || /\bfits?\b|들어가|per (?:gpu|card|device)|장당|each (?:gpu|card|device)/.test(text)) &&
      said.first('GB/s') === undefined &&
      !/all[\s-]?reduce|통신/.test(text),
    values: (text, q) => {
      const { stage, ways } = waysOf(text, q);
      const isOnly =
        /(?:only|just|alone)[^.?!]{0,24}(?:adam|optimi[sz]er|moment)|(?:adam|optimi[sz]er|moment)[^.?!]{0,16}(?:alone|only)|(?:옵티마이저|adam|모멘트)[^.?!]{0,10}만(?:으로|이면|은)?\s*(?:몇|얼마|차지|메모리|먹)/.test(
          text,
        ) && !GRADIENTS.test(text);
      const moments = /8[\s-]?bit (?:adam|optim)|adam\w*[\s-]?8[\s-]?bit/.test(text) ? 2 : /sgd/.test(text) ? 0 : 8;
      const master =
        /without (?:a )?master|no master|마스터 없/.test(text) || (isOnly && !/master|mixed|혼합/.test(text)) ? 0 : 4;
      return {
        params: q.params,
        ...{ weightBytes: isOnly ? 0 : 2, gradientBytes: isOnly ? 0 : 2, optimizerBytes: moments + master },
        ...(Number.isNaN(ways)
          ? { cards: undefined }
          : { weightWays: stage >= 3 ? ways : 1, gradientWays: stage >= 2 ? ways : 1, optimizerWays: ways }),
      };
    },
    steps: {
      statesGB: {
        formula:
          'params * (weightBytes / weightWays + gradientBytes / gradientWays + optimizerBytes / optimizerWays) / 1e9',
        unit: 'GB',
      },
    },
    says: {
      ko: '카드마다 {statesGB}GB: 파라미터당 가중치 {weightBytes}, 그래디언트 {gradientBytes}, 옵티마이저 {optimizerBytes}바이트. 활성값은 빠져 있음.',
      en: '{statesGB} GB on each card: {weightBytes} bytes a parameter of weights, {gradientBytes} of gradients, {optimizerBytes} of optimizer. Activations come on top.',
    },
    wants: { ...wants, cards: { ko: '카드 수', en: 'how many cards' } },
  },
  {
    id: 'decoding by size',
    asks: (text, { params, model }, said) =>
      params !== undefined &&
      !TRAINS.test(text) &&
      !/prefill|first token|ttft|speculat|프리필|첫 토큰|추측|\bmfu\b/.test(text) &&
      (RATE.test(text) || TIME_OF_TOKEN.test(text)) &&
      (model === undefined || said.all('GB/s').some((rate) => rate >= 100)),
    values: (text, q, said) => ({
      params: q.params,
      bits: weightBits(text, said, q) ?? 16,
      cards: q.cards ?? 1,
      bandwidthGBs: bandwidthOf(said, q.device),
    }),
    steps: {
      tokensPerSecond: { formula: 'cards * bandwidthGBs * 1e9 / (params * bits / 8)', unit: 'tokens' },
      secondsPerToken: { formula: '1 / tokensPerSecond', unit: 's' },
    },
    says: {
      ko: '시퀀스 하나가 많아야 초당 {tokensPerSecond}토큰: 토큰마다 가중치 {bits}비트를 {cards}장 x {bandwidthGBs}GB/s로 한 번 읽음. 상한 계산이고 KV 캐시와 통신은 빠져 있음.',
      en: 'One sequence gets at most {tokensPerSecond} tokens a second: each token reads all weights at {bits} bits once over {cards} x {bandwidthGBs} GB/s. An upper bound; keys, values and links are not counted.',
    },
    wants: {
      ...wants,
      bandwidthGBs: { ko: '카드 종류나 메모리 대역폭', en: 'the kind of card or its memory bandwidth' },
    },
  },
  {
    id: 'weights by size',
    asks: (text, { params, modelAssumed, model, tokens, device, bits }, said) =>
      (params !== undefined || (bits !== undefined && WEIGHTS.test(text) && MEMORY.test(text))) &&
      (model === undefined || modelAssumed === true) &&
      tokens === undefined &&
      !STATES.test(text) &&
      !GRADIENTS.test(text) &&
      AMOUNT_ASKED.test(text) &&
      (WEIGHTS.test(text) || ((MEMORY.test(text) || FITS.test(text)) && device === undefined)) &&
      (WEIGHTS.test(text) || !TUNES.test(text)) &&
      !/\b(?:dpo|ppo|kto|grpo|rlhf)\b/.test(text) &&
      !TRAINS.test(text) &&
      said.first('layers') === undefined &&
      !/\bkv\b|캐시|which|어떤/.test(text.replace(/kv[^.?!]*$/, '')),
    values: (text, q, said) => ({
      params: q.params,
      bits: weightBits(text, said, q) ?? (/fp32|float32|32[\s-]?bit/.test(text) ? 32 : 16),
      ...(q.device !== undefined && FITS.test(text) ? { memoryGB: memoryOf(q.device) * (q.cards ?? 1) } : {}),
    }),
    steps: ({ memoryGB }) => ({
      weightsGB: { formula: 'params * bits / 8 / 1e9', unit: 'GB' },
      ...(memoryGB === undefined ? {} : { leftGB: { formula: 'memoryGB - weightsGB', unit: 'GB' } }),
    }),
    says: ({ params = 0, bits = 0, memoryGB }) => {
      const fits = memoryGB !== undefined && (params * bits) / 8e9 <= memoryGB;
      return {
        ko: `가중치는 {weightsGB}GB: 파라미터 {params}, 가중치당 {bits}비트.${memoryGB === undefined ? '' : fits ? ' 메모리 {memoryGB}GB에 들어가고 {leftGB}GB가 남음.' : ' 메모리 {memoryGB}GB에 안 들어감.'}`,
        en: `The weights take {weightsGB} GB: {params} parameters at {bits} bits.${memoryGB === undefined ? '' : fits ? ' They fit in {memoryGB} GB and leave {leftGB} GB.' : ' They do not fit in {memoryGB} GB.'}`,
      };
    },
    wants,
    assumed: (text, q, said) =>
      weightBits(text, said, q) === undefined && !/fp32|float32/.test(text)
        ? [{ ko: '가중치 16비트', en: '16-bit weights' }]
        : [],
  },
  {
    id: 'ridge by rates',
    asks: (text, { sides }, said) =>
      sides === undefined &&
      said.first('TFLOPS') !== undefined &&
      said.first('GB/s') !== undefined &&
      /intensity|ridge|roofline|flops?\s*(?:\/|per|a)\s*b|memory[\s-]?bound|연산 ?강도|루프라인|꺾이|메모리 ?바운드/.test(
        text,
      ) &&
      AMOUNT_ASKED.test(text),
    values: (_, __, said) => ({ tflops: said.first('TFLOPS'), bandwidthGBs: said.first('GB/s') }),
    steps: { ridge: { formula: 'tflops * 1e3 / bandwidthGBs', unit: 'FLOPs/byte' } },
    says: {
      ko: '바이트당 {ridge}연산: {tflops}TFLOPS / {bandwidthGBs}GB/s. 그보다 낮으면 메모리 대역폭이 벽.',
      en: '{ridge} operations a byte: {tflops} TFLOPS over {bandwidthGBs} GB/s. Below that memory bandwidth binds.',
    },
  },
  {
    id: 'adapters by shape',
    asks: (text, { rank }, said) =>
      /lora|adapter|로라|어댑터/.test(text) &&
      rank !== undefined &&
      said.count('layers', /layers?|레이어|층/) !== undefined &&
      /param|파라미터|매개변수|memory|mb\b|size|크기/.test(text),
    values(text, { rank }, said) {
      const pairs = text.split(/[;:,.](?=\s)|(?<=\d)에서|이고 |그리고 /).flatMap((clause) =>
        [...clause.matchAll(/(\d+)\s*(?:x|by|곱하기)\s*(\d+)/g)].map(([, a, b]) => ({
          sides: Number(a) + Number(b),
          named: matricesNamed(clause),
        })),
      );
      const hidden = said.near(/hidden(?: size| dim\w*)?|width|d_?model|히든|은닉|폭/, ['', 'large'], 10);
      const modules = matricesNamed(text);
      const sides =
        pairs.length === 0
          ? hidden === undefined
            ? undefined
            : 2 * hidden * (modules ?? Number.NaN)
          : pairs.length === 1
            ? (pairs[0]?.sides ?? 0) * (modules ?? 1)
            : pairs.reduce((sum, { sides, named }) => sum + sides * (named ?? 1), 0);
      return { rank, layers: said.count('layers', /layers?|레이어|층/), sides };
    },
    steps: { trainable: { formula: 'layers * rank * sides', unit: 'parameters' } },
    says: {
      ko: '학습 파라미터 {trainable}개: {layers}층 x rank {rank} x 행렬 변의 합 {sides}.',
      en: '{trainable} trainable parameters: {layers} layers x a rank of {rank} x {sides}, the sides of the matrices in all.',
    },
    wants: {
      ...wants,
      sides: { ko: '어댑터를 붙일 행렬과 그 크기', en: 'which matrices get adapters, and their sides' },
    },
  },
  {
    id: 'data on disk',
    asks: (text, { params }, said) =>
      (said.first('tokens') !== undefined || (said.first('large') ?? 0) >= 1e9) &&
      params === undefined &&
      /disk|storage|store|tokeni[sz]ed|int32|int16|디스크|저장|용량|\btb\b|테라/.test(text),
    values: (text, _, said) => ({
      tokens: Math.max(...said.all('tokens', 'large')),
      bytes:
        said.near(/per token|each|ids?\b|토큰(?:당|마다)/, ['bytes'], 12) ??
        said.first('bytes') ??
        (/u?int32|uint32|32[\s-]?bit|32비트|4 bytes/.test(text)
          ? 4
          : /u?int64|64[\s-]?bit/.test(text)
            ? 8
            : /u?int16|16[\s-]?bit|16비트/.test(text)
              ? 2
              : undefined),
    }),
    steps: { sizeGB: { formula: 'tokens * bytes / 1e9', unit: 'GB' } },
    says: (values) => ({
      ko: `${((values.tokens ?? 0) * (values.bytes ?? 0)) / 1e12 >= 1 ? `${Number((((values.tokens ?? 0) * (values.bytes ?? 0)) / 1e12).toPrecision(3))}TB({sizeGB}GB)` : '{sizeGB}GB'}: 토큰 {tokens}개, 토큰당 {bytes}바이트.`,
      en: `${((values.tokens ?? 0) * (values.bytes ?? 0)) / 1e12 >= 1 ? `${Number((((values.tokens ?? 0) * (values.bytes ?? 0)) / 1e12).toPrecision(3))} TB ({sizeGB} GB)` : '{sizeGB} GB'}: {tokens} tokens at {bytes} bytes each.`,
    }),
    wants: { ...wants, bytes: { ko: '토큰 하나의 바이트 수(int32면 4)', en: 'the bytes of a token id (4 for int32)' } },
  },
  {
    id: 'transfer',
    asks: (text, { params, collective }, said) =>
      params === undefined &&
      collective === undefined &&
      said.first('GB') !== undefined &&
      said.first('GB/s') !== undefined &&
      /how long|seconds|minutes|hours|time|몇 ?(?:초|분|시간)|얼마나|시간/.test(text) &&
      /download|upload|copy|copies|transfer|move|load|read|write|send|stream|push|pull|save|다운|업로드|복사|전송|옮기|읽|쓰|저장|받|올리/.test(
        text,
      ) &&
      !/grad|all[\s-]?|reduce/.test(text),
    values: (_, __, said) => ({ sizeGB: said.first('GB'), gbPerSecond: said.first('GB/s') }),
    steps: { seconds: { formula: 'sizeGB / gbPerSecond', unit: 's' } },
    says: {
      ko: '{seconds}초: {sizeGB}GB를 {gbPerSecond}GB/s로 옮김. 회선이 제 속도를 낸다고 본 하한.',
      en: '{seconds} s: {sizeGB} GB over {gbPerSecond} GB/s, at least, as the link is taken to give its full rate.',
    },
  },
];

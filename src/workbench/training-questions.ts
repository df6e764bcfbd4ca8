import { deviceNamed } from './devices.ts';
import { matricesIn } from './question/facts.ts';
import type { KindName } from './question/kinds.ts';
import type { Tagged } from './question/tag.ts';
import type { Calculation } from './question-kinds.ts';
import { AMOUNT_ASKED, FITS, MFU, some, TRAINS, TUNES } from './question-kinds.ts';
import type { Quantities } from './question-quantities.ts';

/** The number of a question that is one of a kind before all others. */
const of = (tags: readonly Tagged[], ...names: readonly KindName[]): number | undefined =>
  tags.find(({ may }) => may[0] !== undefined && names.includes(may[0][0]))?.value;
/** Peak or reached, the rate that was said. */
const tflopsSaid = (tags: readonly Tagged[]): number | undefined => {
  const rate = of(tags, 'achieved', 'tflops');
  return rate === undefined ? undefined : rate / 1e12;
};

const MONEY =
  /\bcosts?\b|\bprice|expensive|\bmoney\b|\bbudget\b|\bbills?\b|\$|\busd\b|dollar|\bkrw\b|비용|얼마(?!나)|값|달러|원(?:\s|이|에|으|[?])|돈(?=이|을|은|도|\s)/;
const DAYS =
  /\bdays?\b|how long|wall[\s-]?clock|weeks?\b|hours? (?:will|does|to)|finish|며칠|몇 ?(?:일|시간|주|달)|얼마나 (?:오래 )?걸|기간|언제/;
const HOURS = /(?:gpu|card|device|accelerator|[ah]\d00)[\s-]*(?:hours?|시간)|카드 ?시간/;
const HOUR = 3600;
const DAY = 86_400;
const QUANTISES = /format|quanti[sz]|양자화|비트|bits?\b|gguf|awq|gptq/;
const LORA = /q?lora|dora|로라/;

const runs = (text: string, { params, tokens, mfu, cards, hourUsd }: Quantities): boolean =>
  TRAINS.test(text) || (params !== undefined && tokens !== undefined && (mfu ?? cards ?? hourUsd) !== undefined);

/** A card of the table at the peak that was said, or only the peak. */
function deviceOf(tags: readonly Tagged[], { device }: Quantities): unknown {
  const tflops = tflopsSaid(tags);
  if (tflops === undefined) return device;
  const known = device === undefined ? null : deviceNamed(device);
  if (known !== null && Math.abs(known.bf16Tflops / tflops - 1) < 0.02) return device;
  return { bf16Tflops: tflops, memoryGB: known?.memoryGB ?? 80, memoryGBs: known?.memoryGBs ?? 2000 };
}

const worth = (q: Quantities, tags: readonly Tagged[]): Record<string, unknown> => ({
  ...(q.flops === undefined ? { params: q.params, tokens: q.tokens } : { flops: q.flops }),
  cluster: { device: deviceOf(tags, q), count: q.cards, mfu: q.mfu ?? (of(tags, 'achieved') === undefined ? MFU : 1) },
  gpuHourUsd: q.hourUsd,
  ...some({ lost: of(tags, 'lost') }),
});

/** Cards that finish in so many days; undefined where something is missing. */
function cardsFor(q: Quantities, tags: readonly Tagged[], days: number | undefined): number | undefined {
  const tflops = tflopsSaid(tags) ?? (q.device === undefined ? undefined : deviceNamed(q.device).bf16Tflops);
  const flops = q.flops ?? (q.params === undefined || q.tokens === undefined ? undefined : 6 * q.params * q.tokens);
  if (tflops === undefined || flops === undefined || days === undefined) return undefined;
  return Math.ceil(flops / (tflops * 1e12 * (q.mfu ?? MFU)) / (days * DAY) - 1e-9);
}

const daysSaid = (tags: readonly Tagged[]): number | undefined => {
  const longest = Math.max(
    0,
    ...tags.filter(({ dimension, value }) => dimension === 'time' && value >= HOUR).map(({ value }) => value),
  );
  return longest === 0 ? undefined : longest / DAY;
};

/** Training and serving, as those who have these tools are asked; of two that fit, the earlier. */
export const TRAINING_QUESTIONS: readonly Calculation[] = [
  {
    tool: 'finetune_memory',
    about: 'trainable',
    asks: (text, _, tags) =>
      LORA.test(text) &&
      /trainable|parameters?|params?|학습 ?파라미터|파라미터/.test(text) &&
      AMOUNT_ASKED.test(text) &&
      !/memory|vram|메모리|\bgb\b|fit|들어/.test(text) &&
      // Matrices that are named one by one are not all of them.
      matricesIn(text) === 0 &&
      of(tags, 'layers') === undefined,
    args: (q, text) => ({
      ...{ model: q.model, method: methodIn(text).method ?? 'lora', sequence: 2048, ...some({ rank: q.rank }) },
      ...(/attention|q_proj|q,\s*v|qkv|어텐션|attn/.test(text) && !/mlp|all/.test(text)
        ? { targets: 'attention' }
        : {}),
    }),
    needs: ['model', 'rank'],
  },
  {
    tool: 'preference_tuning_plan',
    about: 'preference memory',
    asks: (text, { params }) =>
      /\bdpo\b|\bppo\b|\bkto\b/.test(text) &&
      params !== undefined &&
      /memory|vram|\bgb\b|메모리|fit|들어|copies|모델.{0,4}몇/.test(text) &&
      !LORA.test(text),
    args: ({ params }) => ({ params }),
    needs: ['params'],
  },
  {
    tool: 'finetune_memory',
    asks: (text, { tokens, mfu, params, model, context, span, device }) =>
      TUNES.test(text) &&
      (FITS.test(text) || /memory|vram|메모리|\bgb\b|can (?:i|we|you|one)|수 (?:있|없)/.test(text)) &&
      tokens === undefined &&
      mfu === undefined &&
      // What needs no sequence and no model of the table is size times bytes.
      (params === undefined ||
        (model !== undefined &&
          ((context ?? span) !== undefined || (LORA.test(text) && device !== undefined && !AMOUNT_ASKED.test(text))))),
    args: (q, text) => ({
      ...{
        model: q.model,
        ...methodIn(text),
        sequence: q.context ?? q.span,
        ...some({ device: q.device, rank: q.rank, microBatch: q.batch }),
      },
    }),
    needs: ['model', 'method', 'sequence'],
  },
  {
    tool: 'training_cost',
    about: 'cards for the days',
    asks: (text, q, tags) =>
      runs(text, q) &&
      q.cards === undefined &&
      daysSaid(tags) !== undefined &&
      /how many|몇 ?(?:장|대|개)|카드.{0,6}(?:몇|얼마)|gpu.{0,6}(?:몇|얼마)/.test(text) &&
      !/tokens? (?:can|could)|몇 ?토큰/.test(text),
    args: (q, _, tags) =>
      worth({ ...q, cards: cardsFor(q, tags, daysSaid(tags)) ?? Number.NaN, hourUsd: q.hourUsd ?? 0 }, tags),
    needs: ['params', 'tokens', 'cluster.device'],
  },
  {
    tool: 'training_cost',
    about: 'cost',
    asks: (text, q) =>
      runs(text, q) && MONEY.test(text) && (q.flops ?? q.params ?? q.tokens ?? q.mfu) !== undefined && !LOSS.test(text),
    // Money and card hours do not depend on how many cards share the work.
    args: (q, _, tags) => worth({ ...q, cards: q.cards ?? 1 }, tags),
    needs: ['params', 'tokens', 'cluster.device', 'gpuHourUsd'],
  },
  {
    tool: 'training_cost',
    about: 'card hours',
    asks: (text, q) => runs(text, q) && HOURS.test(text) && AMOUNT_ASKED.test(text),
    args: (q, _, tags) => worth({ ...q, cards: q.cards ?? 1, hourUsd: q.hourUsd ?? 0 }, tags),
    needs: ['params', 'tokens', 'cluster.device'],
  },
  {
    tool: 'training_cost',
    about: 'days',
    asks: (text, q) =>
      (runs(text, q) || (q.mfu !== undefined && q.cards !== undefined)) &&
      DAYS.test(text) &&
      (/days|며칠|몇 ?(?:일|주|달)/.test(text) || (q.tokensPerStep === undefined && !/\bstep|스텝/.test(text))) &&
      !CHECKPOINTS.test(text),
    args: (q, _, tags) => worth({ ...q, hourUsd: q.hourUsd ?? 0 }, tags),
    needs: ['params', 'tokens', 'cluster.device', 'cluster.count'],
  },
  {
    tool: 'training_cost',
    about: 'flops',
    asks: (text, { params, tokens }) =>
      params !== undefined &&
      tokens !== undefined &&
      /flops?\b|compute|연산량|플롭/.test(text) &&
      !/infer|forward|추론|순전파|prefill/.test(text) &&
      AMOUNT_ASKED.test(text),
    args: ({ params, tokens }) => ({
      params,
      tokens,
      cluster: { device: 'H100 SXM', count: 1, mfu: MFU },
      gpuHourUsd: 0,
    }),
    needs: ['params', 'tokens'],
  },
  {
    tool: 'scaling_law',
    about: 'loss',
    asks: (text, { params, tokens, flops }) =>
      (LOSS.test(text) && params !== undefined && tokens !== undefined && AMOUNT_ASKED.test(text)) ||
      (BY_LAW.test(text) && params !== undefined && tokens !== undefined && LOSS_ASKED.test(text)) ||
      (LOSS.test(text) && flops !== undefined && /scaling|predict|expect|예상|스케일링|chinchilla|친칠라/.test(text)),
    args: ({ params, tokens, flops }) => (flops === undefined ? { params, tokens } : { compute: flops }),
    needs: [],
  },
  {
    tool: 'scaling_law',
    about: 'size',
    asks: (text, { flops, tokens, params }) =>
      params === undefined &&
      (flops ?? tokens) !== undefined &&
      /chinchilla|친칠라|compute[\s-]?optimal|optimal|how (?:large|big)|(?:model|what) size|최적|모델 ?크기|얼마나 큰|몇 ?b|파라미터.{0,6}(?:몇|얼마)|parameters/.test(
        text,
      ) &&
      !TUNES.test(text),
    args: ({ flops }, _, tags) => ({
      ...(flops === undefined ? some({ tokens: runTokens(tags) }) : { compute: flops }),
      ...ruleOf(tags),
    }),
    needs: [],
  },
  {
    tool: 'scaling_law',
    about: 'tokens',
    asks: (text, { params, tokens, mfu, hourUsd }, tags) =>
      params !== undefined &&
      // Whoever says what can be spent asks what it buys.
      mfu === undefined &&
      hourUsd === undefined &&
      of(tags, 'budget', 'cardHours') === undefined &&
      (tokens === undefined || runTokens(tags) === undefined) &&
      (/how many tokens|몇 ?토큰|토큰(?:이|을|은)?\s*(?:몇|얼마)|토큰 ?수|how much data|데이터.{0,8}(?:몇|얼마)/.test(
        text,
      ) ||
        /chinchilla|친칠라|compute[\s-]?optimal|최적/.test(text)) &&
      !/tokens?\s*(?:\/|a|per|each)\s*s|초당|step|스텝/.test(text),
    args: ({ params }, _, tags) => ({ params, ...ruleOf(tags) }),
    needs: [],
  },
  {
    tool: 'quantization_plan',
    asks: (text, { model }) =>
      model !== undefined && QUANTISES.test(text) && (FITS.test(text) || /which|어떤|몇/.test(text)),
    args: ({ model, device, cards, context }) => ({ model, device, ...some({ count: cards, context }) }),
    needs: ['model', 'device'],
  },
];

const CHECKPOINTS =
  /(?:writ|sav|stor)\w* (?:a |one |the |each )?(?:full )?checkpoint|체크포인트.{0,10}(?:저장|기록|쓰)/;
/** A published law of loss in parameters and tokens. */
const BY_LAW =
  /parametric (?:fit|law|form|scaling)|scaling law|hoffmann|chinchilla|kaplan|친칠라|호프만|스케일링 ?법칙|(?:손실|loss) ?(?:식|공식|법칙)/;
const LOSS_ASKED = /\bloss\b|로스|손실|nats|end up|\bland\b|converge/;
const LOSS = /\bloss\b|로스|손실|nats/;

/** Tokens of a run, leaving out a ratio such as 20 tokens a parameter. */
const runTokens = (tags: readonly Tagged[]): number | undefined => {
  const tokens = of(tags, 'tokens');
  return tokens === undefined || tokens < 1e8 ? undefined : tokens;
};

const ruleOf = (tags: readonly Tagged[]): Record<string, number | string> =>
  some({ tokensPerParam: of(tags, 'tokensPerParam') });

export function methodIn(text: string): { method?: string } {
  const method = /qlora/.test(text)
    ? 'qlora'
    : /dora/.test(text)
      ? 'dora'
      : /lora|로라/.test(text)
        ? 'lora'
        : /full|전체|풀/.test(text)
          ? 'full'
          : undefined;
  return method === undefined ? {} : { method };
}

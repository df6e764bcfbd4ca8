import { deviceNamed } from './devices.ts';
import type { Formula } from './formula-book.ts';
import type { Said, Unit } from './mentions.ts';
import { AMOUNT_ASKED, RATE } from './question-kinds.ts';
import type { Quantities } from './question-quantities.ts';

const PLAIN: readonly Unit[] = ['', 'large', 'steps', 'sequences', 'items'];
const LR = /\blr\b|learning[\s-]?rate|학습률|러닝 ?레이트/;
const SCHEDULE = /cosine|linear|decay|schedule|warm\w*[\s-]?up|코사인|선형|감쇠|스케줄|웜업/;

const wants = {
  params: { ko: '파라미터 수', en: 'how many parameters' },
  tokens: { ko: '토큰 수', en: 'how many tokens' },
  tokensPerStep: { ko: 'step당 토큰 수', en: 'the tokens of a step' },
  cards: { ko: '카드 수', en: 'how many cards' },
  tflops: { ko: '카드 종류나 최고 성능(TFLOPS)', en: 'the kind of card or its peak, TFLOPS' },
  mfu: { ko: 'MFU', en: 'the MFU' },
  rate: { ko: '지금 학습률', en: 'the learning rate so far' },
  before: { ko: '지금 배치', en: 'the batch so far' },
  after: { ko: '새 배치', en: 'the new batch' },
  stages: { ko: '파이프라인 단계 수', en: 'how many pipeline stages' },
  microBatches: { ko: '마이크로배치 수', en: 'how many micro-batches' },
  peak: { ko: '최고 학습률', en: 'the highest rate' },
  step: { ko: '알고 싶은 step', en: 'the step that is asked about' },
  total: { ko: '전체 step 수', en: 'how many steps there are' },
  unique: { ko: '겹치지 않는 토큰 수', en: 'how many unique tokens' },
  microBatch: { ko: '마이크로배치', en: 'the micro-batch' },
  sequence: { ko: '시퀀스 길이', en: 'the length of a sequence' },
};

/** The peak that was said, or the card's. */
export const tflopsOf = (said: Said, { device }: Quantities): number | undefined =>
  said.first('TFLOPS') ?? (device === undefined ? undefined : deviceNamed(device).bf16Tflops);

/** Fewer steps are no schedule. */
const LEAST_STEPS = 10;

/** Whether the rate that was said is what the cards reach, and not their peak. */
export const isAchieved = (said: Said): boolean =>
  said.mentionNear(
    /sustain\w*|achiev\w*|effective(?:ly)?|measured|in practice|actually|실측|실효|유효|실제로?|지속/,
    ['TFLOPS'],
    24,
  ) !== undefined && !/peak|최고|피크/i.test(said.text);

const small = (said: Said): number[] =>
  said.mentions.filter(({ value, unit }) => unit === '' && value > 0 && value < 0.1).map(({ value }) => value);

/** The batch that a rate was found at and the one that is wanted, in the order said. */
function batchesOf(text: string, said: Said): (number | undefined)[] {
  const sizes = said.mentions.filter(
    ({ value, unit }) =>
      ['', 'large', 'tokens', 'sequences', 'items'].includes(unit) && value >= 1 && Number.isInteger(value),
  );
  const at = said.mentionNear(
    /\bbs\b|\b(?:at|with|from|was|of)?\s*(?:global )?batch(?: size)?|배치(?: 크기)?/,
    ['', 'large', 'tokens', 'sequences', 'items'],
    10,
  );
  if (sizes.length === 2) return sizes.map(({ value }) => value);
  const first = at === undefined ? -1 : sizes.findIndex(({ at: place }) => place === at.at);
  return first < 0
    ? [undefined, undefined]
    : [sizes[first]?.value, sizes[first + 1]?.value ?? times(text, sizes[first]?.value)];
}

function times(text: string, value: number | undefined): number | undefined {
  const found = /(?:factor of\s*)(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*(?:x\b|배|times|-?fold)/
    .exec(text)
    ?.slice(1)
    .find((one) => one !== undefined);
  if (value === undefined) return undefined;
  if (found !== undefined) return value * Number(found);
  if (/quadrupl/.test(text)) return value * 4;
  if (/doubl/.test(text)) return value * 2;
  return /halv|절반/.test(text) ? value / 2 : undefined;
}

function batchRatio(text: string, said: Said): { before?: number | undefined; after?: number | undefined } {
  const [before, after] = batchesOf(text, said);
  if (before !== undefined && after !== undefined) return { before, after };
  const ratio = times(text, 1);
  return ratio === undefined || (before !== undefined && after !== undefined)
    ? { before, after }
    : { before: before ?? 1, after: (before ?? 1) * ratio };
}

/** Sequences that one card takes at a time. */
const sequencesOf = (text: string, said: Said): number | undefined =>
  said.all('sequences').find((count) => count <= MOST_AT_ONCE) ??
  (/하나씩|한 ?개씩|one (?:sequence )?(?:each|per|at a time)|single sequence/.test(text) ? 1 : undefined);
const MOST_AT_ONCE = 256;
/** Fewer tokens are a sequence and not a step. */
const LEAST_TOKENS = 32_768;

/** Amounts that may be tokens of a corpus. */
const amountsOf = (said: Said) =>
  said.mentions.filter(({ unit, value }) => (unit === 'tokens' || unit === 'large') && value >= 1e6);

const uniqueOf = (said: Said) =>
  said.mentionNear(/unique|distinct|dedup\w*|after dedup\w*|유니크|고유|중복 ?제거/, ['tokens', 'large'], 30);

/** Rules of training runs: steps, rates, schedules, epochs and pipelines. */
export const TRAINING_RULES: readonly Formula[] = [
  {
    id: 'rate at a step',
    asks: (text, _, said) =>
      (LR.test(text) || /decay|cosine|코사인|감쇠/.test(text)) &&
      SCHEDULE.test(text) &&
      said.mentions.filter(({ value, unit }) => value >= LEAST_STEPS && PLAIN.includes(unit)).length >= 2 &&
      small(said).length > 0 &&
      !/sqrt|square|제곱근|batch|배치/.test(text),
    values(text, _, said) {
      const [first, second = 0] = small(said);
      const hasNone = /(?:no|without|negligible|zero|tiny) (?:lr )?warm|웜업(?:은|이)? ?(?:없|무시)/.test(text);
      const warmup = hasNone
        ? undefined
        : said.mentionNear(
            /warm(?:s|ed)?[\s-]?up|warming|ramp\w*|웜업|워밍업|올랐다가|올라갔다가|오르고|올린|증가/,
            PLAIN,
            20,
            LEAST_STEPS,
          );
      const floor = said.near(/floor|min(?:imum)?(?: lr)?|\bto\b|final|end(?:s|ing)? at|최저|최소|바닥|까지/, [''], 10);
      const counts = said.mentions.filter(
        ({ value, unit, at }) => value >= LEAST_STEPS && PLAIN.includes(unit) && at !== warmup?.at,
      );
      const total = Math.max(...counts.map(({ value }) => value));
      const others = counts.filter(({ value }) => value !== total);
      const wanted = said.mentionNear(/\bat|step|스텝|시점|째|after/, PLAIN, 6, LEAST_STEPS);
      const asked = (others.some(({ at }) => at === wanted?.at) ? wanted : others.at(-1))?.value;
      return {
        peak: first,
        floor:
          floor !== undefined && floor < (first ?? 0)
            ? floor
            : /0까지|to zero|to 0\b/.test(text)
              ? 0
              : second < (first ?? 0)
                ? second
                : 0,
        warmup: warmup?.value ?? 0,
        total: Number.isFinite(total) ? total : undefined,
        step: asked,
        ...(/linear|선형/.test(text) && !/cosine|코사인/.test(text) ? { shape: 0 } : { shape: 1 }),
      };
    },
    steps: ({ step = 0, warmup = 0, shape = 1 }) =>
      step < warmup
        ? { rate: { formula: 'peak * step / warmup', unit: '' } }
        : {
            rate: {
              formula:
                shape === 0 ? 'floor + (peak - floor) * (1 - done)' : 'floor + (peak - floor) * (1 + cosine) / 2',
              unit: '',
            },
            done: { formula: 'min(1, (step - warmup) / (total - warmup))', unit: 'share' },
            ...(shape === 0 ? {} : { cosine: { formula: 'cos(3.141592653589793 * done)', unit: '' } }),
          },
    says: {
      ko: '학습률 {rate}: 최고 {peak}, 최저 {floor}, 웜업 {warmup} step, 전체 {total} step 가운데 {step}.',
      en: 'The rate is {rate}: from {peak} to {floor}, warmup of {warmup} steps, step {step} of {total}.',
    },
    wants,
  },
  {
    id: 'rate for another batch',
    asks: (text, _, said) =>
      LR.test(text) &&
      /batch|배치|\bbs\b/.test(text) &&
      /sqrt|square[\s-]?root|linear|scal|rule|제곱근|루트|선형|스케일|비례|새|new/.test(text) &&
      small(said).length > 0,
    values: (text, _, said) => ({
      ...{ rate: small(said)[0], ...batchRatio(text, said) },
      power: /sqrt|square[\s-]?root|제곱근|루트/.test(text) ? 0.5 : /linear|선형|비례/.test(text) ? 1 : 0.5,
    }),
    steps: { newRate: { formula: 'rate * (after / before) ** power', unit: '' } },
    says: {
      ko: '학습률 {newRate}: {rate} x ({after} / {before})의 {power}제곱.',
      en: 'The rate becomes {newRate}: {rate} x ({after} / {before}) to the power of {power}.',
    },
    wants,
    assumed: (text) =>
      /sqrt|square|제곱근|루트|linear|선형|비례/.test(text) ? [] : [{ ko: '제곱근 규칙', en: 'the square-root rule' }],
  },
  {
    id: 'pipeline bubble',
    asks: (text, _, said) =>
      /pipeline|파이프라인|1f1b|gpipe|\bpp\s*=?\d|bubble|버블/.test(text) &&
      /bubble|idle|share|fraction|waste|lose|lost|percent|쉬는|쉴|버블|노는|놀|유휴|비율|비중|낭비|%/.test(text) &&
      said.mentions.length >= 1 &&
      !/data pipeline|데이터 파이프/.test(text),
    values: (_, __, said) => ({
      stages:
        said.first('stages') ?? said.near(/stages?|pipeline|\bpp|depth|단계|스테이지|파이프라인/, ['', 'cards'], 10),
      microBatches: said.near(/micro[\s-]?batch(?:es)?|마이크로 ?배치|\bm\s*=/, ['', 'items'], 8),
      chunks: said.near(/interleav\w*|virtual(?: stages?)?|chunks?|인터리브\w*/, ['', 'stages'], 14) ?? 1,
    }),
    steps: {
      bubble: { formula: '(stages - 1) / (microBatches * chunks + stages - 1)', unit: 'share' },
      overhead: { formula: '(stages - 1) / (microBatches * chunks)', unit: 'share' },
    },
    says: {
      ko: '전체 시간의 {bubble%}가 버블: ({stages} - 1) / ({microBatches} x {chunks} + {stages} - 1). 일하는 시간에 대면 {overhead%}.',
      en: 'Stages are idle for {bubble%} of the time: ({stages} - 1) / ({microBatches} x {chunks} + {stages} - 1), which is {overhead%} of the time they work.',
    },
    wants,
  },
  {
    id: 'accumulation',
    asks: (text) =>
      /accum|누적|어큐뮬/.test(text) && /batch|배치|micro|token|토큰|sequence|시퀀스|step|스텝|update/.test(text),
    values: (text, q, said) => {
      const micro = said.near(
        /micro[\s-]?batch(?: size)?(?: of)?|per[\s-](?:gpu|device|card)(?: batch)?|mbs|마이크로 ?배치(?: 크기)?|장당|한 ?번에|한 장에|at a time|at once/,
        ['', 'sequences', 'items'],
        10,
      );
      const globalBatch =
        said.near(
          /(?:global|effective|total|target|overall)\s*batch(?: size)?(?: of)?|글로벌 ?배치|전역 ?배치|전체 ?배치|유효 ?배치|목표 ?배치/,
          ['', 'sequences', 'items', 'large'],
          12,
        ) ??
        said.near(
          /(?:step|스텝|update|업데이트)(?:마다|당)?[^.?!\d]{0,8}(?:시퀀스|sequences?|samples?|샘플)|every (?:step|update)/,
          ['', 'sequences', 'items'],
          10,
          2,
        );
      const tokens = q.tokensPerStep ?? (q.tokens !== undefined && q.tokens > LEAST_TOKENS ? q.tokens : undefined);
      const ways = said.near(/data[\s-]parallel(?:ism)?|\bdp\s*=?|데이터 ?병렬/, ['', 'cards'], 8);
      return globalBatch === undefined || tokens !== undefined
        ? {
            tokensPerStep: tokens,
            microBatch: micro ?? sequencesOf(text, said),
            sequence: q.context ?? q.span,
            cards: ways ?? q.cards,
          }
        : { batch: globalBatch, microBatch: micro ?? sequencesOf(text, said), cards: ways ?? q.cards };
    },
    steps: ({ batch }) =>
      batch === undefined
        ? {
            accumulation: { formula: 'round(exact)', unit: 'steps' },
            exact: { formula: 'tokensPerStep / (microBatch * sequence * cards)', unit: 'steps' },
          }
        : { accumulation: { formula: 'ceil(batch / (microBatch * cards))', unit: 'steps' } },
    says: ({ batch }) =>
      batch === undefined
        ? {
            ko: '{accumulation}번 누적({exact}): {tokensPerStep}토큰 / (마이크로배치 {microBatch} x {sequence}토큰 x {cards}장).',
            en: 'Accumulate {accumulation} times ({exact}): {tokensPerStep} tokens over {microBatch} sequences x {sequence} tokens x {cards} cards.',
          }
        : {
            ko: '{accumulation}번 누적: 배치 {batch} / (마이크로배치 {microBatch} x {cards}장).',
            en: 'Accumulate {accumulation} times: a batch of {batch} over {microBatch} x {cards} cards.',
          },
    wants,
  },
  {
    id: 'step at an mfu',
    asks: (text, { mfu, seconds }, said) =>
      (mfu !== undefined || isAchieved(said)) &&
      seconds === undefined &&
      !/days|며칠/.test(text) &&
      /(?:step|스텝|iteration|이터레이션).{0,30}(?:take|long|time|seconds|몇 ?초|얼마|걸|시간)|how (?:long|fast|many seconds).{0,30}(?:step|iteration)|(?:seconds?|time)\s*(?:\/|per|a|of a)\s*(?:step|iter)|(?:step|스텝)\s*(?:time|시간)|초.{0,8}(?:step|스텝)/.test(
        text,
      ),
    values: (_, q, said) => ({
      params: q.params,
      tokensPerStep: q.tokensPerStep ?? q.tokens,
      cards: q.cards,
      tflops: tflopsOf(said, q),
      mfu: q.mfu ?? 1,
    }),
    steps: {
      seconds: { formula: '6 * params * tokensPerStep / (cards * tflops * 1e12 * mfu)', unit: 's' },
    },
    says: {
      ko: 'step 하나에 {seconds}초: 6 x {params} x {tokensPerStep}토큰을 {cards}장 x {tflops}TFLOPS x {mfu%}로 계산함.',
      en: 'A step takes {seconds} s: 6 x {params} x {tokensPerStep} tokens over {cards} cards x {tflops} TFLOPS x {mfu%}.',
    },
    wants,
  },
  {
    id: 'utilisation',
    asks: (text, { mfu, params, seconds, tokensPerSecond, device }, said) =>
      /\bmfu\b|flops? utili[sz]ation|활용률|이용률/.test(text) &&
      mfu === undefined &&
      params !== undefined &&
      (seconds !== undefined || tokensPerSecond !== undefined) &&
      (device === undefined || said.first('TFLOPS') !== undefined),
    values(_, q, said) {
      const rate =
        q.tokensPerSecond ??
        (q.tokensPerStep === undefined || q.seconds === undefined ? undefined : q.tokensPerStep / q.seconds);
      return {
        params: q.params,
        tokensPerSecond: rate,
        cards: q.ratePerCard === true ? 1 : q.cards,
        tflops: tflopsOf(said, q),
      };
    },
    steps: { mfu: { formula: '6 * params * tokensPerSecond / (cards * tflops * 1e12)', unit: 'share' } },
    says: {
      ko: 'MFU는 {mfu%}: 6 x {params} x 초당 {tokensPerSecond}토큰 / ({cards}장 x {tflops}TFLOPS).',
      en: 'The MFU is {mfu%}: 6 x {params} x {tokensPerSecond} tokens a second over {cards} cards x {tflops} TFLOPS.',
    },
    wants: { ...wants, tokensPerSecond: { ko: 'step 시간과 step당 토큰 수', en: 'the time and the tokens of a step' } },
  },
  {
    id: 'epochs',
    asks: (text, _, said) => {
      const amounts = amountsOf(said).length;
      return (
        (amounts >= 2 &&
          /epoch|에폭|몇 ?번|몇 ?바퀴|몇 ?회|how (?:many|often)|repeat|반복|times|passes/.test(text) &&
          /unique|distinct|dedup|유니크|고유|중복|epoch|에폭|passes|repeat|반복|how often|몇 ?(?:번|바퀴|회)/.test(
            text,
          )) ||
        (amounts === 1 && /how many (?:epochs|passes)|몇 ?(?:에폭|바퀴)/.test(text))
      );
    },
    values(_, __, said) {
      const amounts = amountsOf(said);
      const named = amounts.filter(({ unit }) => unit === 'tokens');
      const bySize = [...(named.length >= 2 ? named : amounts)].sort((a, b) => a.value - b.value);
      const unique = uniqueOf(said) ?? (amounts.length >= 2 ? bySize[0] : undefined);
      const others = amounts.filter(({ at }) => at !== unique?.at);
      const total = others.some(({ unit }) => unit === 'tokens')
        ? others.filter(({ unit }) => unit === 'tokens')
        : others;
      const share = said.first('%');
      return {
        tokens: total.length === 0 ? undefined : Math.max(...total.map(({ value }) => value)),
        share: share === undefined ? 1 : share / 100,
        unique: unique?.value,
      };
    },
    steps: { epochs: { formula: 'tokens * share / unique', unit: 'times' } },
    says: {
      ko: '{epochs}번 봄({epochs} 에폭): {tokens}토큰의 {share%} / 고유 토큰 {unique}. 네 번까지는 새 데이터와 거의 같음(Muennighoff et al. 2023).',
      en: 'Each token is seen {epochs} times: {share%} of {tokens} tokens over {unique} unique ones. Up to four epochs are worth about as much as new data (Muennighoff et al. 2023).',
    },
    wants,
  },
  {
    id: 'steps of a run',
    asks: (text, { tokens, tokensPerStep, batch }) =>
      /how many (?:optimi[sz]er |training )?(?:steps|iterations|updates)|몇 ?(?:step|스텝|번 업데이트)|(?:step|스텝)(?:이|은|수)?.{0,8}(?:몇|얼마)/.test(
        text,
      ) &&
      (tokens !== undefined || tokensPerStep !== undefined || batch !== undefined) &&
      !/accum|누적/.test(text),
    values: (_, q, said) => {
      const total = said.mentions
        .filter(({ unit, value }) => unit === 'tokens' && value >= 1e6)
        .map(({ value }) => value);
      const items = said.first('items');
      const epochs = said.first('epochs');
      return items !== undefined && total.length === 0
        ? { items, epochs: epochs ?? 1, batch: q.batch }
        : {
            tokens: total.length === 0 ? undefined : Math.max(...total),
            tokensPerStep:
              q.tokensPerStep ??
              (total.length > 1
                ? Math.min(...total)
                : q.batch !== undefined && (q.context ?? q.span) !== undefined
                  ? q.batch * (q.context ?? q.span ?? 0)
                  : undefined),
          };
    },
    steps: ({ items }) => ({
      steps: {
        formula: items === undefined ? 'ceil(tokens / tokensPerStep)' : 'ceil(items / batch) * epochs',
        unit: 'steps',
      },
    }),
    says: ({ items }) =>
      items === undefined
        ? {
            ko: '{steps} step: {tokens}토큰 / step당 {tokensPerStep}토큰.',
            en: '{steps} steps: {tokens} tokens at {tokensPerStep} a step.',
          }
        : {
            ko: '{steps} step: {items}개 / 배치 {batch}, {epochs} 에폭.',
            en: '{steps} steps: {items} examples in batches of {batch}, {epochs} epochs.',
          },
    wants: { ...wants, batch: { ko: '배치 크기', en: 'the batch' } },
  },
  {
    id: 'tokens of a step',
    asks: (text, { batch, tokensPerStep, tokens }) =>
      batch !== undefined &&
      tokensPerStep === undefined &&
      tokens === undefined &&
      !RATE.test(text) &&
      /tokens?.{0,14}(?:per|a|each|in (?:a|one)) (?:optimi[sz]er )?(?:step|batch|update)|(?:step|스텝|배치)(?:당|마다|에|이면|은)?.{0,10}(?:몇|얼마).{0,4}토큰|토큰.{0,8}(?:step|스텝)/.test(
        text,
      ),
    values: (text, q, said) => ({
      batch: q.batch,
      sequence: q.context ?? q.span,
      cards: /global|글로벌|전체|effective/.test(text) ? 1 : (q.cards ?? 1),
      accumulation: said.near(/accum\w*|누적|어큐뮬\w*/, ['', 'steps'], 12) ?? 1,
    }),
    steps: { tokensPerStep: { formula: 'batch * sequence * cards * accumulation', unit: 'tokens' } },
    says: {
      ko: 'step당 {tokensPerStep}토큰: 배치 {batch} x {sequence}토큰 x {cards}장 x 누적 {accumulation}.',
      en: '{tokensPerStep} tokens a step: {batch} sequences x {sequence} tokens x {cards} cards x {accumulation} accumulated.',
    },
    wants,
  },
  {
    id: 'perplexity',
    asks: (text, _, said) =>
      /perplexity|\bppl\b|퍼플렉시티|혼란도/.test(text) &&
      /loss|nats?|로스|손실/.test(text) &&
      said.mentions.length > 0 &&
      AMOUNT_ASKED.test(text),
    values: (_, __, said) => ({ loss: said.near(/loss|nats?|로스|손실|cross[\s-]?entropy/, ['', 'nats'], 16) }),
    steps: { perplexity: { formula: 'exp(loss)', unit: '' } },
    says: { ko: 'perplexity {perplexity}: e의 {loss}제곱.', en: 'A perplexity of {perplexity}: e to the {loss}.' },
    wants: { loss: { ko: '토큰당 loss(nats)', en: 'the loss a token, nats' } },
  },
];

import type { KindName } from './kinds.ts';
import { KINDS } from './kinds.ts';

/** One thing that follows from others; what its formula names are kinds. */
export interface Rule {
  gives: KindName;
  formula: string;
  needs: readonly KindName[];
  /** Values that are taken for granted where they were not said. */
  assume: Partial<Record<KindName, number>>;
  /** Words that must, or must not, be in the question. */
  when?: RegExp;
  unless?: RegExp;
  /** Only ever an answer, and nothing follows from it. */
  last?: true;
  source?: string;
}

interface More {
  last?: true;
  assume?: Partial<Record<KindName, number>>;
  when?: RegExp;
  unless?: RegExp;
  source?: string;
}

const FUNCTIONS = new Set(['sqrt', 'ln', 'exp', 'cos', 'min', 'max', 'ceil', 'floor', 'round', 'abs']);

function rule(gives: KindName, formula: string, more: More = {}): Rule {
  const names = new Set([...formula.matchAll(/(?<![\w.])[a-zA-Z]\w*/g)].map(([name]) => name));
  const needs = [...names].filter((name): name is KindName => !FUNCTIONS.has(name) && Object.hasOwn(KINDS, name));
  const unknown = [...names].filter((name) => !FUNCTIONS.has(name) && !Object.hasOwn(KINDS, name));
  if (unknown.length > 0)
    throw new RangeError(`expected names of kinds in \`${formula}\`, found ${unknown.join(', ')}`);
  return { gives, formula, needs, assume: more.assume ?? {}, ...more };
}

const KAPLAN = 'Kaplan et al. 2020, section 2.1';
const CHINCHILLA = 'Hoffmann et al. 2022';
const ZERO = 'Rajbhandari et al. 2020, section 3.1';
const POPE = 'Pope et al. 2022, section 3';
const RING = 'Patarasuk and Yuan 2009';
const ROOFLINE = 'Williams et al. 2009';
const TILES = 'NVIDIA Matrix Multiplication Background user guide';
const MCCANDLISH = 'McCandlish et al. 2018, section 2.2';
const LITTLE = 'Little 1961';
const COHEN = 'Cohen 1988';
const YOUNG = 'Young 1974';
const HU = 'Hu et al. 2021, section 4.1';
const KORTHIKANTI = 'Korthikanti et al. 2023, section 4';

const CHECKPOINTED =
  /checkpointing|recomput|recalculat|redo\b|activation checkpoint|gradient checkpoint|재계산|체크포인팅|다시 ?계산|(?:only|just) (?:keep|store|save)\w*|(?:keep|store|save)\w* only/;
const GROUPED = /gqa|mqa|kv[\s_-]*head|grouped|kv ?헤드|k\/v head/;
const SQRT = /sqrt|square[\s-]?root|√|루트|제곱근|스퀘어/;
const BIG_VOCAB = /uint32|int32|32-?bit|4[\s-]?bytes?|4바이트|int64|uint64/;
const COSINE = /cosine|코사인/;
const ALL_LINEAR =
  /all (?:the )?(?:seven |7 )?linear|all[\s-]linear|every linear|gate[\s,/]+up[\s,/]+down|gate_proj|모든 ?(?:선형|linear)|전체 ?(?:선형|linear)|linear ?(?:층|레이어)? ?(?:전부|모두|다)/;
const STAGE = (stage: string): RegExp =>
  new RegExp(
    `zero[\\s-_]*(?:stage[\\s-]*)?${stage}\\b|제로[\\s-]*${stage}|stage[\\s-]*${stage}`.replace('[\\s-_]', '[\\s_-]'),
  );
const FULL_SHARD =
  /zero[\s_-]*(?:stage[\s-]*)?3|fsdp|stage[\s-]*3|full(?:y)?[\s-]?shard|다 쪼개|전부 쪼개|모두 나눠|제로[\s-]*3/;

const ANY_OF_THEM =
  /\b(?:some|any|one of (?:the|our|them)|something|a (?:random )?)\s?(?:node|machine|server|host|gpu|card|box)\w*\s(?:or other )?(?:die|fail|crash|drop|go(?:es)? down|break)|(?:어느|아무|어떤|누군가|하나|한 ?대)[^.?!,]{0,6}(?:죽|고장|뻗|나가|장애|다운)/;
const AFTERWARDS = /\bafter|\bthen\b|\bend(?:s|ing)? up|뒤|이후|나서|되면|바꾸면|바뀌면/;
const MISHRA = 'Mishra et al. 2021';
const TWO_OF_FOUR = /2 ?: ?4|2 of (?:every )?4|two of (?:every )?four|semi-?structured/;

const P = { cards: 1 } as const;

/** The book: what follows from what. */
export const RULES: readonly Rule[] = [
  // the model and its formats
  rule('headDim', 'hidden / heads'),
  rule('kvHeads', 'heads', { unless: GROUPED }),
  rule('kvPerToken', '2 * layers * kvHeads * headDim * kvB', { assume: { kvB: 2 }, source: POPE }),
  rule('kvPerToken', '2 * layers * hidden * kvB', { assume: { kvB: 2 }, unless: GROUPED, source: POPE }),
  rule('kvPerToken', 'kvBytes / (context * batch)', { assume: { batch: 1 } }),
  rule('kvBytes', 'kvPerSequence * batch', { assume: { batch: 1 } }),
  rule('context', 'tokensPerItem'),
  rule('tokensPerItem', 'context'),
  rule('context', 'inTokens + outTokens'),
  rule('batch', 'slots'),
  rule('kvBytes', 'kvPerToken * context * batch', { assume: { batch: 1 }, source: POPE }),
  rule('weightBytes', 'params * bits / 8', { assume: { bits: 16 }, unless: TWO_OF_FOUR }),
  rule('weightBytes', 'params * (bits + scaleBits / groupSize) / 8', {
    assume: { scaleBits: 16 },
    when: /group|block|그룹|블록/,
  }),
  rule('weightBytes', 'params * bytesPerParam', { unless: /(?<!q)lora|adapter|어댑터|optim|adam|옵티/ }),
  rule('weightBytes', 'params * bits / 8 * (1 - sparsity)', { assume: { bits: 16 } }),
  // Of two of four weights each keeps its place, in two bits.
  rule('weightBytes', 'params * (bits + 2) / 8 / 2', { assume: { bits: 16 }, when: TWO_OF_FOUR, source: MISHRA }),
  rule('bits', 'weightBytes * 8 / params', { last: true }),
  rule('effectiveBits', 'bits + scaleBits / groupSize', { assume: { scaleBits: 16 } }),
  rule('bits', '(capacity * cards * memoryShare - otherBytes) * 8 / params', {
    last: true,
    assume: { cards: 1, memoryShare: 1, otherBytes: 0 },
    when: /fit|squeez|goes in|get in|into|들어가|올리|올라|줄이|압축/,
  }),
  rule('weightBytes', 'dataBytes', { when: /file|gguf|quanti|파일|양자화/ }),
  rule('params', 'weightBytes * 8 / bits', { assume: { bits: 16 } }),
  rule('params', '(capacity * cards * memoryShare - otherBytes) * 8 / bits', {
    last: true,
    assume: { cards: 1, memoryShare: 1, otherBytes: 0 },
    when: /fit|largest|biggest|hold|how (?:big|large)|들어가|올라|올릴|가장 큰|최대/,
  }),
  rule('params', 'freeBytes * 8 / bits', { last: true, when: /largest|biggest|how (?:big|large)|가장 큰|최대/ }),
  rule('params', '12 * layers * hidden ** 2 + vocab * hidden', { last: true, source: 'Kaplan et al. 2020, table 1' }),
  rule('params', '12 * layers * hidden ** 2', { last: true, source: 'Kaplan et al. 2020, table 1' }),
  rule('ratio', 'oldBits / bits'),
  rule('savedBytes', 'params * (oldBits - bits) / 8', { assume: { oldBits: 16 } }),
  rule('ratio', 'oldBytes / newBytes'),
  rule('kvTimes', 'oldKvHeads * oldKvB / (newKvHeads * newKvB)', { source: POPE }),
  rule('checkpointBytes', 'params * (weightB + optimizerB)', {
    when: /optim|adam|master|moment|full|resume|state|옵티마이저|모멘트|전체|m, ?v/,
    source: ZERO,
  }),
  rule('checkpointBytes', 'params * bits / 8', {
    assume: { bits: 16 },
    unless: /optim|adam|master|moment|옵티마이저|모멘트/,
  }),
  rule('checkpointBytes', 'params * bytesPerParam'),
  rule('stateBytes', 'params * (weightB + gradB + optimizerB)', { source: ZERO }),
  rule('preferenceBytes', 'stateBytes + params * referenceB', {
    assume: { referenceB: 2 },
    source: 'Rafailov et al. 2023, section 4',
  }),
  rule('stateBytes', 'params * bytesPerParam', { unless: /lora|adapter|어댑터/ }),
  rule('loraBytes', 'weightBytes + trainable * bytesPerParam'),
  rule('statePerCard', 'params * (weightB + gradB + optimizerB / cards)', { when: STAGE('1'), source: ZERO }),
  rule('statePerCard', 'params * (weightB + (gradB + optimizerB) / cards)', { when: STAGE('2'), source: ZERO }),
  rule('statePerCard', 'stateBytes / cards', { when: FULL_SHARD, source: ZERO }),
  rule('statePerCard', 'stateBytes / cards', { unless: /zero[\s_-]*[12]|stage[\s-]*[12]/, source: ZERO }),
  rule('optimizerBytes', 'params * optimizerB', {
    when: /master|copy|mixed|마스터|혼합|bytes? ?(?:per|\/)/,
    source: ZERO,
  }),
  rule('optimizerBytes', 'params * momentsB', {
    unless: /master|copy|mixed|마스터|혼합|bytes? ?(?:per|\/)/,
    source: ZERO,
  }),
  rule('optimizerPerCard', 'optimizerBytes / cards', { source: ZERO }),
  rule('gradientBytes', 'params * gradB'),
  rule('loraBytes', 'weightBytes + trainable * (weightB + gradB + optimizerB)', { source: 'Dettmers et al. 2023' }),
  // A layer for each 128 of width, four square matrices and three of 2.7 times the width in each.
  rule('usualWidth', '(params * 32 / 3) ** (1 / 3)', { source: 'Kaplan et al. 2020, table 1' }),
  rule('usualAdapters', 'rank * 1.58 * params / usualWidth', { assume: { rank: 16 }, source: HU }),
  rule('loraBytes', 'weightBytes + usualAdapters * (weightB + gradB + optimizerB)', { source: 'Dettmers et al. 2023' }),
  rule('trainable', 'layers * rank * matrices * 2 * hidden', { unless: GROUPED, source: HU }),
  rule('trainable', 'layers * rank * (4 * hidden + 2 * (hidden + kvHeads * headDim))', {
    when: /q.{0,3}k.{0,3}v.{0,3}o|qkvo|all (?:four )?attention|attention/,
    unless: ALL_LINEAR,
    source: HU,
  }),
  rule('trainable', 'layers * rank * (2 * hidden + hidden + kvHeads * headDim)', {
    when: /q.{0,8}v/,
    unless: /k.{0,3}v|qkv|all/,
    source: HU,
  }),
  rule('trainable', 'layers * rank * (8 * hidden + 3 * (hidden + ffn))', {
    when: ALL_LINEAR,
    unless: GROUPED,
    source: HU,
  }),
  rule('trainable', 'layers * rank * (4 * hidden + 2 * (hidden + kvHeads * headDim) + 3 * (hidden + ffn))', {
    when: ALL_LINEAR,
    source: HU,
  }),
  rule('trainable', 'layers * matrices * rank * (matrixIn + matrixOut)', { source: HU }),
  rule('trainable', 'rank * (matrixIn + matrixOut)', { unless: /layer|block|레이어|층|블록/, source: HU }),
  rule('activationBytes', 'layers * context * microBatch * hidden * (34 + 5 * heads * context / hidden)', {
    unless: new RegExp(`flash|플래시|ckpt|${CHECKPOINTED.source}`),
    source: KORTHIKANTI,
  }),
  rule('activationBytes', '34 * layers * context * microBatch * hidden', { unless: CHECKPOINTED, source: KORTHIKANTI }),
  rule('activationBytes', '2 * layers * context * microBatch * hidden', { when: CHECKPOINTED, source: KORTHIKANTI }),
  rule('activationBytes', 'context * microBatch * hidden * bytesPerParam * layers'),
  rule('logitBytes', 'microBatch * context * vocab * kvB', { assume: { kvB: 4, microBatch: 1 } }),
  rule('microBatch', 'batch', { unless: /global|글로벌|total batch/ }),
  rule('sequencesFit', 'floor((capacity * cards * memoryShare - weightBytes - otherBytes) / (kvPerToken * context))', {
    assume: { cards: 1, memoryShare: 1, otherBytes: 0 },
  }),
  rule('servingBytes', 'weightBytes + kvBytes', { source: POPE }),
  rule('memoryShare', '1 - reserved'),
  rule('kvTokensFit', 'freeBytes / kvPerToken', { last: true }),
  rule('sequencesFit', 'floor(freeBytes / (kvPerToken * context))'),
  rule('sequencesFit', 'floor(freeBytes / kvBytes)'),
  rule('context', '(capacity * cards * memoryShare - weightBytes - otherBytes) / (kvPerToken * batch)', {
    last: true,
    assume: { cards: 1, memoryShare: 1, otherBytes: 0, batch: 1 },
  }),
  rule('context', 'freeBytes / (kvPerToken * batch)', { last: true, assume: { batch: 1 } }),
  rule('freeBytes', 'capacity * cards * memoryShare - weightBytes - otherBytes', {
    assume: { cards: 1, memoryShare: 1, otherBytes: 0 },
  }),
  rule('memoryTaken', 'weightBytes / (capacity * cards)', { assume: { cards: 1 } }),
  rule('memoryTaken', 'kvBytes / (capacity * cards)', { assume: { cards: 1 } }),
  rule('weightsPerCard', 'weightBytes / cards'),
  rule('freePerCard', 'capacity * memoryShare - weightBytes / cards - otherBytes', {
    assume: { memoryShare: 1, otherBytes: 0 },
  }),
  rule('cardsToHold', 'ceil((weightBytes + otherBytes) / (capacity * memoryShare))', {
    assume: { memoryShare: 1, otherBytes: 0 },
  }),
  rule('cardsToHold', 'ceil((weightBytes + kvBytes) / (capacity * memoryShare))', { assume: { memoryShare: 1 } }),
  rule('cardsToHold', 'ceil(stateBytes / (capacity * memoryShare))', {
    assume: { memoryShare: 1 },
    when: /adam|optimi|train|fine|full|옵티|학습|튜닝/,
  }),
  rule('cardsToHold', 'ceil(stateBytes / (capacity * memoryShare - otherBytes))', { assume: { memoryShare: 1 } }),
  rule('cardsToHold', 'ceil(weightBytes / (capacity * memoryShare - otherBytes))', {
    assume: { memoryShare: 1 },
    when: /per[\s-](?:gpu|card|device)|each (?:gpu|card|device)|장당|카드당|gpu당|카드마다/,
  }),
  // speed of decoding, and where arithmetic binds
  rule('decodeRate', 'batch * cards * bandwidth * bandwidthShare / weightBytes', {
    assume: { cards: 1, bandwidthShare: 1, batch: 1 },
    source: POPE,
  }),
  rule('decodeRate', 'batch * cards * bandwidth * bandwidthShare / (weightBytes + batch * context * kvPerToken)', {
    assume: { cards: 1, bandwidthShare: 1, batch: 1 },
    source: POPE,
  }),
  rule('decodeRate', 'batch * cards * bandwidth * bandwidthShare / (weightBytes + kvBytes)', {
    assume: { cards: 1, bandwidthShare: 1, batch: 1 },
    source: POPE,
  }),
  rule('decodeRate', 'cards * bandwidth * bandwidthShare / (activeParams * bits / 8)', {
    assume: { cards: 1, bandwidthShare: 1, bits: 16 },
    source: POPE,
  }),
  rule('decodeRate', '1 / tokenSeconds'),
  rule('decodeRate', 'outTokens / outputSeconds'),
  rule('decodeRate', 'batch / tokenSeconds'),
  rule('decodeRate', 'speculated / tokenSeconds'),
  rule('tokenSeconds', 'weightBytes / (cards * bandwidth * bandwidthShare)', {
    assume: { cards: 1, bandwidthShare: 1 },
    source: POPE,
  }),
  rule('tokenSeconds', '(weightBytes + batch * context * kvPerToken) / (cards * bandwidth * bandwidthShare)', {
    assume: { cards: 1, bandwidthShare: 1, batch: 1 },
    source: POPE,
  }),
  rule('tokenSeconds', '(activeParams * bits / 8) / (cards * bandwidth * bandwidthShare)', {
    assume: { cards: 1, bandwidthShare: 1, bits: 16 },
    source: POPE,
  }),
  rule('tokenSeconds', '1 / tokenRatePerUser'),
  rule('prefillSeconds', '2 * params * inTokens * batch / (cards * tflops * mfu)', {
    assume: { cards: 1, mfu: 1, batch: 1 },
    source: KAPLAN,
  }),
  rule('outputSeconds', 'outTokens * tokenSeconds', {}),
  rule('outputSeconds', 'outTokens / tokenRatePerUser'),
  rule('outputSeconds', 'outTokens / tokenRate'),
  rule('bandwidthShare', 'tokenRatePerUser * weightBytes / (cards * bandwidth)', { last: true, assume: P }),
  rule('bandwidthShare', 'tokenRate * weightBytes / (batch * cards * bandwidth)', {
    last: true,
    assume: { cards: 1, batch: 1 },
  }),
  rule('bandwidthShare', 'decodeRate * weightBytes / (batch * cards * bandwidth)', {
    last: true,
    assume: { cards: 1, batch: 1 },
  }),
  rule('turningBatch', 'tflops / bandwidth * bits / 16', { assume: { bits: 16 }, source: ROOFLINE }),
  rule('intensity', '2 * m * n * k / (bits / 8 * (m * k + k * n + m * n))', { assume: { bits: 16 }, source: ROOFLINE }),
  rule('intensity', 'flops / dataBytes', { source: ROOFLINE }),
  rule('ridge', 'tflops / bandwidth', { source: ROOFLINE }),
  rule('gemmFlops', '2 * m * n * k'),
  rule('gemmSeconds', 'max(2 * m * n * k / tflops, bits / 8 * (m * k + k * n + m * n) / bandwidth)', {
    assume: { bits: 16 },
    source: ROOFLINE,
  }),
  rule('gemmSeconds', '2 * m * n * k / (tflops * mfu)'),
  rule('tiles', 'ceil(m / tileM) * ceil(n / tileN)', { source: TILES }),
  rule('waves', 'ceil(tiles / multiprocessors)', { source: TILES }),
  rule('tileShare', 'm * n / (ceil(m / tileM) * tileM * ceil(n / tileN) * tileN)', { source: TILES }),
  rule('tileWaste', '1 - tileShare', { source: TILES }),
  rule('waveShare', 'tiles / (waves * multiprocessors)', { source: TILES }),
  rule('achieved', 'min(tflops, intensity * bandwidth)', { last: true, source: ROOFLINE }),
  rule('achieved', 'tflops * mfu', { last: true }),
  rule('achieved', '2 * m * n * k / oldTime'),
  rule('achieved', 'flops / (stepSeconds * cards)', { assume: P }),
  rule('achieved', '6 * params * tokenRate / cards', { assume: P, source: KAPLAN }),
  // a training run
  rule('flops', 'flopsFactor * params * tokens'),
  rule('flops', '6 * params * tokens', { unless: /\binfer|forward|추론|순전파/, source: KAPLAN }),
  rule('flops', '6 * activeParams * tokens', { source: KAPLAN }),
  rule('flops', 'cards * tflops * mfu * trainSeconds', { assume: { mfu: 0.4 } }),
  rule('flops', 'cardHours * 3600 * tflops * mfu', { assume: { mfu: 0.4 } }),
  rule('flops', '2 * params * tokens', { when: /infer|forward|prefill|추론|순전파/, source: KAPLAN }),
  rule('tokenFlops', '2 * params', { unless: /train|학습|backward/, source: KAPLAN }),
  rule('tokenFlops', '6 * params + 12 * layers * hidden * context', {
    when: /attention|어텐션/,
    source: 'Chowdhery et al. 2022, appendix B',
  }),
  rule('tokenFlops', '6 * params', { when: /train|학습|backward/, source: KAPLAN }),
  rule('trainSeconds', 'flops / (cards * tflops * mfu)', { assume: { mfu: 0.4 }, source: KAPLAN }),
  rule('trainSeconds', 'flops / (cards * tflops * mfu * (1 - lost))', { assume: { mfu: 0.4 }, source: KAPLAN }),
  rule('trainSeconds', 'flops / (cards * achieved)', { source: KAPLAN }),
  rule('trainSeconds', 'flops / achieved', { source: KAPLAN }),
  rule('trainSeconds', 'tokens / tokenRate'),
  rule('trainSeconds', 'tokens / (tokenRatePerCard * cards)'),
  rule('trainSeconds', 'steps * stepSeconds'),
  rule('trainSeconds', 'runSeconds * cardsFrom / cardsTo', { last: true }),
  rule('processSeconds', 'items / requestRate'),
  rule('processSeconds', 'requests / requestRate'),
  rule('processSeconds', 'items / itemRate'),
  rule('processSeconds', 'items * itemSeconds / loaders', { assume: { loaders: 1 } }),
  rule('embeddingParams', 'vocab * hidden'),
  rule('bytesPerParam', 'weightBytes / params', { last: true }),
  rule('bytesPerParam', 'checkpointBytes / params', { last: true }),
  rule('trainSeconds', 'items * epochs / itemRate', { assume: { epochs: 1 } }),
  rule('trainSeconds', 'cardHours * 3600 / cards'),
  rule('cardHours', 'flops / (tflops * mfu) / 3600', { assume: { mfu: 0.4 }, source: KAPLAN }),
  rule('cardHours', 'flops / achieved / 3600', { source: KAPLAN }),
  rule('cardHours', 'tokens / tokenRatePerCard / 3600'),
  rule('cardHours', 'cards * tokens / tokenRate / 3600'),
  rule('cardHours', 'cards * trainSeconds / 3600'),
  rule('cardHours', 'cards * steps * stepSeconds / 3600'),
  rule('cardHours', 'cards * runSeconds / 3600'),
  rule('cardHours', 'budget / hourUsd'),
  rule('cost', 'cardHours * hourUsd'),
  rule('cost', 'cardHours * hourUsd * runs'),
  rule('cost', 'cardHours * hourUsd * variants'),
  rule('cost', 'cardHours * hourUsd * variants * runs'),
  rule('cost', 'cardHours * hourUsd * exchange'),
  rule('cost', 'cardHours * hourUsd * (1 + markup)'),
  rule('cost', 'cardHours * hourUsd * (1 - discount)'),
  rule('cardHours', 'cards * runSeconds / 86400 * dailySeconds / 3600'),
  rule('cardHours', 'cards * trainSeconds / 86400 * dailySeconds / 3600'),
  rule('cost', 'tokens / 1e6 * perMillion'),
  rule('cost', 'tokensPerDay * runSeconds / 86400 / 1e6 * perMillion'),
  rule('cost', 'tokensPerDay * trainSeconds / 86400 / 1e6 * perMillion'),
  rule('cards', 'nodes * cardsPerNode'),
  rule('cards', 'dp * tp * pp', {
    assume: { dp: 1, tp: 1, pp: 1 },
    when: /\b(?:tp|pp|dp)\b|tensor[\s-]?parallel|텐서 ?병렬/,
  }),
  rule('cards', 'ceil(flops / (tflops * mfu * trainSeconds))', { assume: { mfu: 0.4 }, source: KAPLAN }),
  rule('cards', 'ceil(flops / (achieved * trainSeconds))', { source: KAPLAN }),
  rule('cards', 'ceil(tokens / (tokenRatePerCard * trainSeconds))'),
  rule('dp', 'cards / (tp * pp)', { assume: { tp: 1, pp: 1 } }),
  rule('tokens', 'cards * tflops * mfu * trainSeconds / (6 * params)', { assume: { mfu: 0.4 }, source: KAPLAN }),
  rule('tokens', 'cardHours * 3600 * tflops * mfu / (6 * params)', { assume: { mfu: 0.4 }, source: KAPLAN }),
  rule('tokens', 'flops / (6 * params)', { source: KAPLAN }),
  rule('tokens', 'steps * tokensPerStep'),
  rule('tokens', 'items * tokensPerItem * epochs', { assume: { epochs: 1 } }),
  rule('tokens', 'uniqueTokens * epochs', { assume: { epochs: 1 } }),
  rule('tokens', 'tokenRate * trainSeconds'),
  rule('tokens', 'tokenRatePerCard * cards * trainSeconds'),
  rule('tokens', 'dataBytes / tokenB'),
  rule('tokens', 'tokensPerParam * params'),
  rule('optimalTokens', 'tokensPerParam * params', { assume: { tokensPerParam: 20 }, source: CHINCHILLA }),
  rule('optimalTokens', 'sqrt(flops * tokensPerParam / 6)', {
    when: /flops?\b|hours?|budget|compute|연산|예산|시간/,
    assume: { tokensPerParam: 20 },
    source: CHINCHILLA,
  }),
  rule('optimalParams', 'sqrt(flops / (6 * tokensPerParam))', { assume: { tokensPerParam: 20 }, source: CHINCHILLA }),
  rule('optimalParams', 'tokens / tokensPerParam', { assume: { tokensPerParam: 20 }, source: CHINCHILLA }),
  rule('tokensPerParam', 'tokens / params', { last: true }),
  rule('mfu', '6 * params * tokenRate / (cards * tflops)', { source: KAPLAN }),
  rule('mfu', '6 * params * tokenRatePerCard / tflops', { source: KAPLAN }),
  rule('mfu', '6 * params * tokensPerStep / (stepSeconds * cards * tflops)', { source: KAPLAN }),
  rule('mfu', '6 * activeParams * tokenRate / (cards * tflops)', { source: KAPLAN }),
  rule('mfu', 'flops / (cards * tflops * trainSeconds)', { source: KAPLAN }),
  rule('mfu', 'achieved / tflops'),
  rule('tokenRate', 'cards * tflops * mfu / (6 * params)', { assume: { mfu: 0.4 }, source: KAPLAN }),
  rule('tokenRate', 'tokensPerStep / stepSeconds'),
  rule('tokenRate', 'tokenRatePerCard * cards'),
  rule('tokenRate', 'tokens / trainSeconds'),
  rule('tokenRatePerCard', 'tflops * mfu / (6 * params)', { assume: { mfu: 0.4 }, source: KAPLAN }),
  rule('tokenRatePerCard', 'tokenRate / cards'),
  rule('stepSeconds', '6 * params * tokensPerStep / (cards * tflops * mfu)', { assume: { mfu: 0.4 }, source: KAPLAN }),
  rule('stepSeconds', 'tokensPerStep / tokenRate'),
  rule('stepSeconds', 'trainSeconds / steps', { last: true }),
  rule('stepSeconds', 'tokensPerStep / (tokenRatePerCard * cards)'),
  rule('steps', 'ceil(tokens / tokensPerStep)'),
  rule('stepsAtBatch', 'fewestSteps * (1 + criticalBatch / tokensPerStep)', { source: MCCANDLISH }),
  rule('stepTimes', '1 + criticalBatch / tokensPerStep', { source: MCCANDLISH }),
  rule('dataTimes', '1 + tokensPerStep / criticalBatch', { source: MCCANDLISH }),
  rule('rowTimes', 'paddedTo * filled / tokensPerItem', { assume: { filled: 1 } }),
  rule('paddedShare', '1 - tokensPerItem / paddedTo'),
  rule('steps', 'ceil(items / globalBatch) * epochs', { assume: { epochs: 1 } }),
  rule('steps', 'trainSeconds / stepSeconds'),
  rule('tokensADay', 'tokenRate * 86400'),
  rule('tokensADay', 'tokenRatePerCard * cards * 86400'),
  rule('stepsPerEpoch', 'ceil(items / globalBatch)', { unless: /drop[\s_-]?last/ }),
  rule('stepsPerEpoch', 'floor(items / globalBatch)', { when: /drop[\s_-]?last/ }),
  rule('globalBatch', 'microBatch * cards * accumulation', { assume: { accumulation: 1, cards: 1 } }),
  rule('globalBatch', 'microBatch * dp * accumulation', { assume: { accumulation: 1 } }),
  rule('globalBatch', 'tokensPerStep / context'),
  rule('globalBatch', 'batch', { unless: /accum|누적|per[\s-]?(?:gpu|card)|장당/ }),
  rule('tokensPerStep', 'globalBatch * context'),
  rule('tokensPerCard', 'tokensPerStep / cards', { when: /step|update|스텝|업데이트/ }),
  rule('accumulation', 'ceil(tokensPerStep / (context * microBatch * cards) - 0.001)', { assume: P }),
  rule('accumulation', 'ceil(tokensPerStep / (context * microBatch * dp) - 0.001)'),
  rule('accumulation', 'ceil(globalBatch / (microBatch * cards))', { assume: P }),
  rule('accumulation', 'ceil(globalBatch / (microBatch * dp))'),
  rule('microBatch', 'globalBatch / (cards * accumulation)', { assume: { accumulation: 1 } }),
  rule('warmupSteps', 'steps * warmupShare'),
  rule('warmupSteps', 'steps', {
    when: /warm(?:s|ed|ing)?[\s-]?up (?:to|over|from|for)|linear warm|웜업/,
    unless: COSINE,
  }),
  rule('lrTimes', 'sqrt(batchTo / batchFrom)', { when: SQRT, source: 'Malladi et al. 2022' }),
  rule('lrTimes', 'batchTo / batchFrom', { unless: SQRT, source: 'Goyal et al. 2017' }),
  rule('lrTimes', 'sqrt(batchTimes)', { when: SQRT, source: 'Malladi et al. 2022' }),
  rule('lrTimes', 'batchTimes', { unless: SQRT, source: 'Goyal et al. 2017' }),
  rule('lrScaled', 'lr * sqrt(batchTimes)', { when: SQRT, source: 'Malladi et al. 2022' }),
  rule('lrScaled', 'lr * batchTimes', { unless: SQRT, source: 'Goyal et al. 2017' }),
  rule('lrScaled', 'lr * sqrt(batchTo / batchFrom)', { when: SQRT, source: 'Malladi et al. 2022' }),
  rule('lrScaled', 'lr * batchTo / batchFrom', { unless: SQRT, source: 'Goyal et al. 2017' }),
  rule('lrFloor', 'lr * floorShare'),
  rule('lrNow', 'lr * stepNow / warmupSteps', { unless: COSINE, when: /warm|웜업|워밍/ }),
  rule('lrNow', 'lrScaled * stepNow / warmupSteps', { unless: COSINE, when: /warm|웜업|워밍/ }),
  rule(
    'lrNow',
    'lrFloor + (lr - lrFloor) * (1 + cos(3.141592653589793 * min(1, (stepNow - warmupSteps) / (steps - warmupSteps)))) / 2',
    { assume: { lrFloor: 0, warmupSteps: 0 }, when: COSINE, source: 'Loshchilov and Hutter 2017' },
  ),
  rule('lrNow', 'lrFloor + (lr - lrFloor) * (1 - (stepNow - warmupSteps) / (steps - warmupSteps))', {
    assume: { lrFloor: 0, warmupSteps: 0 },
    when: /linear(?:ly)? decay|decays? linear|선형 ?감쇠|linear schedule/,
  }),
  rule('epochs', 'tokens / uniqueTokens'),
  rule('epochs', 'tokens * mixShare / uniqueTokens'),
  rule('epochs', 'steps * globalBatch / items'),
  rule('epochs', 'steps * tokensPerStep / uniqueTokens'),
  rule('epochSeconds', 'items / itemRate'),
  rule('epochSeconds', 'ceil(items / globalBatch) * stepSeconds'),
  rule('etaSeconds', '(steps - stepNow) * stepSeconds'),
  rule('etaSeconds', 'remainingSteps * stepSeconds'),
  rule(
    'lossThen',
    'lossFloor + (lossSecond - lossFloor) * ((lossSecond - lossFloor) / (lossFirst - lossFloor)) ** (ln(spentThen / spentSecond) / ln(spentSecond / spentFirst))',
    { assume: { lossFloor: 0 } },
  ),
  rule('meanLoss', 'meanLossBefore', { unless: AFTERWARDS }),
  rule('meanLoss', 'meanLossAfter', { when: AFTERWARDS }),
  rule('meanLossChange', 'meanLossAfter - meanLossBefore'),
  rule('perplexity', 'exp(lossNats)'),
  rule('lossFromPerplexity', 'ln(perplexity)'),
  // links and storage
  rule('reduceBytes', '2 * (cards - 1) / cards * gradientBytes', { source: RING }),
  rule('reduceBytes', '2 * (cards - 1) / cards * dataBytes', { source: RING }),
  rule('reduceBytes', '2 * (nodes - 1) / nodes * gradientBytes', { source: RING }),
  rule('reduceBytes', '2 * (nodes - 1) / nodes * dataBytes', { source: RING }),
  rule('reduceSeconds', 'reduceBytes / (link * linkShare)', { assume: { linkShare: 1 }, source: RING }),
  rule('gatherSeconds', '(cards - 1) / cards * dataBytes / (link * linkShare)', {
    assume: { linkShare: 1 },
    source: RING,
  }),
  rule('gatherSeconds', '(cards - 1) / cards * weightBytes / (link * linkShare)', {
    assume: { linkShare: 1 },
    source: RING,
  }),
  rule('commShare', 'reduceSeconds / stepSeconds'),
  rule('commShare', 'reduceSeconds / (computeSeconds + reduceSeconds)', { source: RING }),
  rule('saveShare', 'saveSeconds / checkpointEvery'),
  rule('transferSeconds', 'dataBytes / (link * linkShare)', { assume: { linkShare: 1 } }),
  rule('transferSeconds', 'dataBytes / storageRate'),
  rule('transferSeconds', 'weightBytes / (link * linkShare)', { assume: { linkShare: 1 } }),
  rule('transferSeconds', 'weightBytes / storageRate'),
  rule('transferSeconds', 'checkpointBytes / (link * linkShare)', { assume: { linkShare: 1 } }),
  rule('transferSeconds', 'kvBytes / (link * linkShare)', { assume: { linkShare: 1 } }),
  rule('saveSeconds', 'checkpointBytes / storageRate'),
  rule('saveSeconds', 'checkpointBytes / link'),
  rule('dataBytes', 'tokens * tokenB'),
  rule('dataBytes', 'tokens * tokenB * copies'),
  rule('dataBytes', 'items * itemBytes * copies'),
  rule('keptBytes', 'checkpointBytes * keptCheckpoints'),
  rule('keptBytes', 'checkpointBytes * floor(steps / everySteps)'),
  rule('keptBytes', 'checkpointBytes * floor(runSeconds / checkpointEvery)'),
  rule('keptBytes', 'checkpointBytes * floor(trainSeconds / checkpointEvery)'),
  rule('dataBytes', 'items * itemBytes'),
  rule('tokenB', '4', { when: BIG_VOCAB }),
  rule('tokenB', 'tokenBits / 8'),
  rule('storageRate', 'itemRate * itemBytes'),
  rule('storageRate', 'tokenRate * tokenB'),
  rule('storageRate', 'dataBytes / transferSeconds'),
  rule('tokenRate', 'itemRate * tokensPerItem'),
  rule('stepSeconds', 'globalBatch / itemRate'),
  rule('itemRate', 'itemRatePerCard * cards'),
  rule('itemRate', 'globalBatch / stepSeconds'),
  rule('itemRate', 'storageRate / itemBytes'),
  rule('itemRate', 'loaders / itemSeconds'),
  rule('loaders', 'ceil(itemRate * itemSeconds)', { source: LITTLE }),
  rule('loaders', 'ceil(itemRate / itemRatePerCard)'),
  // money, power, failures
  rule('perMillion', 'hourUsd * cards / (tokenRate * 3600) * 1e6', { assume: P }),
  rule('perMillion', 'hourUsd / (tokenRatePerCard * 3600) * 1e6'),
  rule('perMillion', 'allHourUsd / (tokenRate * 3600) * 1e6'),
  rule('cost', 'allHourUsd * runSeconds / 3600'),
  rule('cost', 'allHourUsd * trainSeconds / 3600'),
  rule('energy', 'cards * watts / 1000 * pue * runSeconds / 3600', { assume: { pue: 1, cards: 1 } }),
  rule('energy', 'cards * watts / 1000 * pue * trainSeconds / 3600', { assume: { pue: 1, cards: 1 } }),
  rule('energy', 'cardHours * watts / 1000 * pue', { assume: { pue: 1 } }),
  rule('energy', 'allWatts / 1000 * pue * runSeconds / 3600', { assume: { pue: 1 } }),
  rule('energy', 'allWatts / 1000 * pue * trainSeconds / 3600', { assume: { pue: 1 } }),
  rule('energyCost', 'energy * kwhPrice'),
  rule('mtbfAll', 'mtbf / cards'),
  rule('mtbfAll', 'mtbf / nodes'),
  // What fails of a job whose parts nobody counts is the job.
  rule('mtbfAll', 'mtbf', { unless: /gpu|card|§|node|each|\bper\b|장당|카드|노드|서버 ?(?:하나|한)|마다 (?:한|하나)/ }),
  rule('goodput', '1 - (restartSeconds + reworkSeconds) / mtbfAll'),
  rule('goodput', '1 - (restartSeconds + reworkSeconds) / mtbfAll - saveSeconds / checkpointEvery'),
  rule('goodput', '1 - restartSeconds / mtbfAll'),
  rule('failures', 'runSeconds / mtbfAll'),
  rule('failures', 'trainSeconds / mtbfAll'),
  rule('breakEven', 'buyUsd / hourUsd * 3600'),
  rule('checkpointEvery', 'sqrt(2 * saveSeconds * mtbfAll)', { source: YOUNG }),
  // serving
  rule('inFlight', 'requestRate * requestSeconds', { source: LITTLE }),
  rule('replicas', 'ceil(requestRate * requestSeconds / (slots * utilization))', {
    assume: { utilization: 1 },
    source: LITTLE,
  }),
  rule('replicas', 'ceil(requestRate / (requestRatePerReplica * utilization))', { assume: { utilization: 1 } }),
  rule('replicas', 'ceil(totalTokenRate / (tokenRatePerCard * utilization))', { assume: { utilization: 1 } }),
  rule('replicas', 'ceil(tokenRate / (tokenRatePerCard * utilization))', { assume: { utilization: 1 } }),
  rule('replicas', 'ceil(itemRate / itemRatePerCard)'),
  rule('replicas', 'ceil(inFlight / slots)', { source: LITTLE }),
  rule('utilization', 'requestRate * requestSeconds / (replicas * slots)', { assume: { slots: 1 }, source: LITTLE }),
  rule('utilization', 'requestRate / (requestRatePerReplica * replicas)', { assume: { replicas: 1 } }),
  rule('utilization', 'totalTokenRate / (replicas * tokenRatePerCard)', { assume: { replicas: 1 } }),
  rule('utilization', 'tokenRate / (replicas * tokenRatePerCard)', { assume: { replicas: 1 } }),
  rule('requestRate', 'slots * replicas / requestSeconds', { last: true, assume: { replicas: 1 }, source: LITTLE }),
  rule('requestRate', 'inFlight / requestSeconds', { last: true, source: LITTLE }),
  rule('requestRate', 'batch / requestSeconds', { last: true, source: LITTLE }),
  rule('requestRate', 'requestsPerDay / 86400'),
  rule('requestRate', 'requestRatePerReplica * replicas'),
  rule('requestRate', 'tokenRate / outTokens'),
  rule('requestSeconds', 'inFlight / requestRate', { last: true, source: LITTLE }),
  rule('requestSeconds', 'slots / requestRate', { last: true, source: LITTLE }),
  rule('requestSeconds', 'batch / requestRate', { last: true, source: LITTLE }),
  rule('requestSeconds', 'outTokens / tokenRatePerUser'),
  rule('totalTokenRate', 'requestRate * outTokens'),
  rule('totalTokenRate', 'batch * tokenRatePerUser'),
  rule('totalTokenRate', 'slots * tokenRatePerUser'),
  // kernels
  rule(
    'residentBlocks',
    'min(floor(maxThreads / threads), floor(floor(smRegisters / (ceil(registers * 32 / 256) * 256)) / ceil(threads / 32)), floor(smShared / max(1, shared)), maxBlocks)',
    {
      assume: { registers: 32, shared: 0, smRegisters: 65_536, maxBlocks: 32 },
      source: 'CUDA C++ Programming Guide',
    },
  ),
  rule('occupancy', 'residentBlocks * threads / maxThreads', { source: 'CUDA C++ Programming Guide' }),
  // evaluation
  rule('share', 'hits / items'),
  rule('standardError', 'sqrt(share * (1 - share) / items)'),
  rule('standardError', 'noise / sqrt(runs)'),
  rule('standardError', 'noise / sqrt(items)'),
  rule('margin', 'z * sqrt(share * (1 - share) / items)'),
  rule('margin', 'z * noise / sqrt(runs)'),
  rule('lowerBound', 'share - margin'),
  rule('upperBound', 'share + margin'),
  rule('margin', 'z * noise / sqrt(items)'),
  rule(
    'items',
    'ceil((z + zPower) ** 2 * (shareFirst * (1 - shareFirst) + shareSecond * (1 - shareSecond)) / (shareSecond - shareFirst) ** 2)',
    { last: true, source: COHEN },
  ),
  rule('items', 'ceil(z ** 2 * share * (1 - share) / margin ** 2)', {
    last: true,
    assume: { share: 0.5 },
    when: /±|margin|within|confiden|\bci\b|interval|error|plus|구간|오차|이내|신뢰/,
    source: COHEN,
  }),
  rule('items', 'ceil(2 * ((z + zPower) * noise / effect) ** 2)', { last: true, source: COHEN }),
  rule('runs', 'ceil(2 * ((z + zPower) * noise / effect) ** 2)', { last: true, source: COHEN }),
  rule('shareSecond', 'share + effect'),
  rule('shareFirst', 'share', {}),
  rule('effect', '(z + zPower) * sqrt(2 * share * (1 - share) / items)', { source: COHEN }),
  rule(
    'deviations',
    'abs(shareSecond - shareFirst) / sqrt((shareFirst * (1 - shareFirst) + shareSecond * (1 - shareSecond)) / items)',
    { source: COHEN },
  ),
  rule('deviations', 'effect / (standardError * sqrt(2))', { when: /each|both|two|각각|둘|두/, source: COHEN }),
  // the rest
  rule('changeShare', 'abs(now - was) / was', { last: true }),
  rule('packedRows', 'ceil(items * tokensPerItem / context)'),
  rule('packedRows', 'ceil(tokens / context)'),
  rule('occasions', 'floor(steps / everySteps)'),
  rule('cardHours', 'cardHoursEach * occasions'),
  rule('flops', '(6 * studentParams + 2 * teacherParams) * tokens', { source: KAPLAN }),
  rule('bubble', '(stages - 1) / (microBatches * chunks + stages - 1)', {
    assume: { chunks: 1 },
    source: 'Narayanan et al. 2021, section 2.2',
  }),
  rule('stages', 'pp'),
  rule('speculated', '(1 - acceptance ** (drafted + 1)) / (1 - acceptance)', {
    source: 'Leviathan et al. 2023, equation 1',
  }),
  rule('scaling', 'newRate / oldRate / (cardsTo / cardsFrom)'),
  rule('scaling', 'oldTime / newTime / (cardsTo / cardsFrom)'),
  rule('scaling', 'speedup / cards'),
  rule('speedup', '1 / (serial + (1 - serial) / cards)', { source: 'Amdahl 1967' }),
  rule('speedup', 'oldBits / bits', { when: /bandwidth|memory[\s-]?bound|decod|대역폭|메모리|디코딩/ }),
  rule('speedup', 'newRate / oldRate'),
  rule('speedup', 'oldTime / newTime'),
  // A kernel by what it computes and what it moves.
  rule('gemmSeconds', 'max(flops / tflops, dataBytes / bandwidth)', { source: ROOFLINE }),
  rule('cardsToHold', 'ceil(weightBytes / (bandwidth * bandwidthShare * tokenSeconds))', {
    assume: { bandwidthShare: 1 },
    source: POPE,
  }),
  // "Some node dies every 14 hours": whichever of them it is, the job stops.
  rule('mtbfAll', 'mtbf', { when: ANY_OF_THEM }),
  rule('achieved', 'itemRatePerCard * itemFlops'),
  rule('achieved', 'itemRate * itemFlops / cards', { assume: P }),
  rule('effect', '(z + zPower) * noise * sqrt(2 / runs)', { source: COHEN }),
  rule('uniqueTokens', 'tokens * mixShare / epochs'),
  rule('tokens', 'uniqueTokens * epochs / mixShare', { last: true }),
  rule('link', 'dataBytes / transferSeconds', { last: true }),
  rule('link', 'reduceBytes / transferSeconds', {
    last: true,
    when: /all[\s-]?reduce|\bring\b|\breduced?\b|올리듀스/,
    source: RING,
  }),
  rule('lrScaled', 'lr * cardsTo / cardsFrom', {
    unless: SQRT,
    when: /per[\s-]?(?:gpu|card|device)|same|linear|장당|선형|그대로/,
    source: 'Goyal et al. 2017',
  }),
  rule('lrScaled', 'lr * sqrt(cardsTo / cardsFrom)', { when: SQRT, source: 'Malladi et al. 2022' }),
  rule('embeddingBytes', 'vocab * hidden * kvB', { assume: { kvB: 2 } }),
  // A cache of one latent vector a layer.
  rule('kvPerToken', 'layers * latentDim * kvB', { assume: { kvB: 2 }, source: 'DeepSeek-AI 2024' }),
  // Each layer of tensor parallelism sums its activations twice.
  rule('tpSeconds', '2 * layers * 2 * (tp - 1) / tp * batch * context * hidden * kvB / (link * linkShare)', {
    assume: { kvB: 2, batch: 1, linkShare: 1 },
    source: 'Shoeybi et al. 2019',
  }),
  rule('microBatchesEach', 'tokensPerStep / (context * microBatch * dp)', { assume: { microBatch: 1 } }),
  rule('microBatchesEach', 'globalBatch / (microBatch * dp)', { assume: { microBatch: 1 } }),
  rule('storedBytes', 'dataBytes / tokenTextB * tokenB'),
  rule('queueSeconds', 'requestRate * requestSeconds ** 2 / (1 - requestRate * requestSeconds)', {
    source: 'Erlang 1909',
  }),
  rule('systemSeconds', 'requestSeconds / (1 - requestRate * requestSeconds)', { source: 'Erlang 1909' }),
  rule('allAlive', 'availability ** nodes'),
  rule('allAlive', 'availability ** cards'),
  rule('downSeconds', '(1 - availability) * runSeconds'),
  rule('goodput', '1 - (restartSeconds + checkpointEvery / 2) / mtbfAll - saveSeconds / checkpointEvery', {
    when: /half|절반|반/,
  }),
  rule('wasted', '1 - goodput'),
  rule('bitsPerByte', 'lossNats / 0.6931471805599453 / tokenTextB'),
  rule('bitsPerToken', 'lossNats / 0.6931471805599453', { unless: /per byte|\/byte|바이트/ }),
  rule('halfLife', '0.6931471805599453 / (1 - decay)', { when: /half[\s-]?life|반감기/ }),
  rule('halfLife', '1 / (1 - decay)', { unless: /half[\s-]?life|반감기/ }),
  rule('kappa', '(agreement - chance) / (1 - chance)', { source: 'Cohen 1960' }),
  rule('fsdpBytes', '3 * weightBytes * (cards - 1) / cards', { source: 'Rajbhandari et al. 2020, section 7' }),
  rule('draftSpeedup', '(1 - acceptance ** (drafted + 1)) / ((1 - acceptance) * (drafted * draftCost + 1))', {
    source: 'Leviathan et al. 2023, theorem 3.8',
  }),
  rule('passRate', 'hits / items'),
  rule('passAtK', '1 - (1 - share) ** attempts', { source: 'Chen et al. 2021' }),
  rule('f1', '2 * precision * recall / (precision + recall)', { source: 'van Rijsbergen 1979' }),
  rule('alphaEach', 'alpha / variants', { source: 'Dunn 1961' }),
  rule('boundaryBytes', 'microBatch * context * hidden * kvB', { assume: { kvB: 2, microBatch: 1 } }),
  rule('vectorBytes', 'items * width * valueB', { assume: { valueB: 4 } }),
  rule('cost', 'items * (inTokens * perMillionIn + outTokens * perMillionOut) / 1e6'),
  rule('cost', 'requests * (inTokens * perMillionIn + outTokens * perMillionOut) / 1e6'),
  rule('cost', '(inTokens * perMillionIn + outTokens * perMillionOut) / 1e6'),
];

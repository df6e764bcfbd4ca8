import { PitwallError } from '../core/error.ts';
import type { Both } from './desk-answers.ts';
import type { LinkRate } from './devices.ts';
import { linkRateOf } from './devices.ts';
import type { Quantities, Several } from './question-quantities.ts';
import { quantitiesIn } from './question-quantities.ts';

/** A question as a calculation: which, on what, what was taken for granted, and what is still missing. */
export interface Reading {
  tool: string;
  args: Record<string, unknown>;
  missing: readonly string[];
  assumed: readonly Both[];
  /** Of what the question names more than one. */
  several: readonly Several[];
  /** What it says that is below zero. */
  impossible?: string;
}

interface Calculation {
  tool: string;
  /** Whether the words ask for what this calculates; `q` is what else they say. */
  asks(text: string, q: Quantities): boolean;
  /** Arguments; one that is undefined was not said. */
  args(q: Quantities): Record<string, unknown>;
  needs: readonly string[];
}

const rate =
  /tokens?\s*(?:\/|a|per|each)\s*sec|tok(?:ens?)?\/s|초당\s*(?:몇\s*)?토큰|토큰(?:이|을)?\s*(?:초당|1초에)|(?:decod|generat)\w*\s*(?:speed|rate|throughput)|(?:디코딩|생성|추론)\s*속도|(?:ceiling|limit|bound)\s*on\s*(?:decod|generat)/;
/** What also gives tokens a second, by other arithmetic. */
const notDecoding = /prefill|first token|ttft|speculat|draft model|프리필|첫 토큰|추측/;
const traffic = /communicat|통신|all[\s-]?reduce|gradients?|그래디언트|interconnect|network|네트워크/;
const holds = /hold|bind|bottleneck|병목|share|fraction|몫|비중|차지|느려|felt|limit|how much|얼마나/;
const walls = /bound|limited|limits?|바운드|roofline|루프라인|병목|벽/;
const training = /\btrain|pretrain|학습|훈련|사전학습/;
const tuning = /fine[\s-]?tun|튜닝|파인튜닝|미세 ?조정|q?lora|dora/;
const fits = /\bfit|메모리|memory|vram|들어가|올라가|돌릴 수|enough|can i/;
/** Questions of these kinds want an explanation, a person, a text, a purchase, a past event or a judgement of quality, which no calculation gives. */
const OTHER_KINDS: readonly RegExp[] = [
  /^\s*(?:why|how come)\b|\bcause[ds]?\b|(?:^|[.!]\s*)what (?:changed|happened|went wrong|broke)|(?:^|\s)왜(?:\s|$|냐|요|죠)|때문|달라졌|바뀌었|무슨 일/,
  /\bwho(?:se|m)?\b|\bvendor|\bsells?\b|누가|누구|어디서 (?:사|팔)/,
  /(?:^|\b(?:please|can you|could you)\s+)(?:write|draft|summari[sz]e|translate)\b|써 ?줘|써 ?주세요|요약|번역|작성해/,
  /\bshould (?:i|we) (?:buy|hire)|\bworth (?:it|buying|the)|\b(?:buy|buying|hire|hiring)\b|살까|사야|구매|채용|뽑을/,
  /\bdid\b(?!n't fit)|\byesterday\b|\blast (?:week|month|year|night)\b|어제|지난주|지난달|작년/,
  /\bquality\b|\baccura|\bcustomers?\b|\bhallucinat|품질|정확도|성능 점수|고객/,
  /전기|요금|electric|power bill|watts?\b|온도|temperature|fans?\b/,
];

/** The desk for hardware first, then for training; of two that fit, the earlier. */
const CALCULATIONS: readonly Calculation[] = [
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
      /\bpad|align|tile|타일|정렬|패딩|늘리|덧대|wave|faster|빨라/.test(text) &&
      !/bound|limited|바운드/.test(text),
    args: ({ device, sides }) => ({ device, ...sides }),
    needs: ['device'],
  },
  {
    tool: 'roofline',
    asks: (text, { sides }) => sides !== undefined && (walls.test(text) || /peak|bandwidth|대역폭/.test(text)),
    args: ({ device, sides, format }) => ({ device, gemm: sides, ...(format === undefined ? {} : { format }) }),
    needs: ['device'],
  },
  {
    tool: 'decode_bound',
    asks: (text) => rate.test(text) && !training.test(text) && !notDecoding.test(text),
    args: ({ model, device, cards, context, batch, bits }) => ({
      model,
      device,
      ...some({ cards, context, batch, bits }),
    }),
    needs: ['model', 'device'],
  },
  {
    tool: 'link_traffic',
    asks: (text, { collective, dataGB, params, seconds, tokensPerStep }) =>
      (collective !== undefined && dataGB !== undefined) ||
      // A step that was timed needs no tokens to be set against its traffic.
      (traffic.test(text) &&
        holds.test(text) &&
        params !== undefined &&
        seconds !== undefined &&
        tokensPerStep === undefined),
    args: ({ collective = 'all-reduce', dataGB, params, device, cards, linkGBs, seconds }) => ({
      collective,
      dataGB: dataGB ?? (params === undefined ? undefined : (params * 2) / 1e9),
      cards,
      linkGBs: linkGBs ?? usualLink(device, cards)?.gbs,
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
    asks: (text, { params, seconds }) =>
      /step|스텝/.test(text) &&
      /unexplained|explain|설명|at best|fastest|이론|줄|bound|한계|how fast|how long|얼마나 걸/.test(text) &&
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
    asks: (text, { format, sides, model }) =>
      format !== undefined &&
      sides === undefined &&
      model === undefined &&
      /support|speed|faster|native|지원|빨라|직접/.test(text),
    args: ({ device, format }) => ({ device, format }),
    needs: ['device', 'format'],
  },
  {
    tool: 'finetune_memory',
    asks: (text) => tuning.test(text) && fits.test(text),
    args: ({ model, context, device, rank }) => ({ model, sequence: context, device, ...some({ rank }) }),
    needs: ['model', 'method', 'sequence', 'device'],
  },
  {
    tool: 'training_cost',
    asks: (text, { params, tokens, flops }) =>
      training.test(text) &&
      /cost|price|expensive|money|비용|얼마|며칠|days?\b|how long|달러/.test(text) &&
      (flops !== undefined || params !== undefined || tokens !== undefined),
    args: ({ params, tokens, flops, device, cards, mfu = MFU, hourUsd }) => ({
      ...(flops === undefined ? { params, tokens } : { flops }),
      cluster: { device, count: cards, mfu },
      gpuHourUsd: hourUsd,
    }),
    needs: ['params', 'tokens', 'cluster.device', 'cluster.count', 'gpuHourUsd'],
  },
  {
    tool: 'scaling_law',
    asks: (text, { params, flops, tokens }) =>
      !rate.test(text) &&
      ((/how many tokens|몇 토큰|토큰(?:이|을)?\s*(?:몇|얼마)|토큰 수/.test(text) &&
        params !== undefined &&
        tokens === undefined) ||
        (/compute[\s-]?optimal|how (?:large|big) a model|optimal size|최적|모델 크기/.test(text) &&
          (flops ?? tokens ?? params) !== undefined)),
    args: ({ params, flops, tokens }) => (flops === undefined ? some({ params, tokens }) : { compute: flops }),
    needs: [],
  },
  {
    tool: 'quantization_plan',
    asks: (text, { model }) =>
      model !== undefined &&
      /format|quanti[sz]|양자화|비트|bits?\b/.test(text) &&
      (fits.test(text) || /which|어떤|몇/.test(text)),
    args: ({ model, device, cards, context }) => ({ model, device, ...some({ count: cards, context }) }),
    needs: ['model', 'device'],
  },
];

/** One 400 Gbit/s network card for each GPU, GB/s in one direction: where no device was named. */
const NETWORK: LinkRate = { gbs: 50, from: 'a 400 Gbit/s network card' };

const LINKED: ReadonlySet<string> = new Set(['link_traffic', 'step_time_bound', 'communication_share']);

/** The rate among so many cards of a kind, as the table has it; null where it has none, and then it must be said. */
function usualLink(device: string | undefined, cards: number | undefined): LinkRate | null {
  if (device === undefined || cards === undefined) return NETWORK;
  try {
    return linkRateOf(device, cards);
  } catch (error) {
    if (error instanceof PitwallError && error.code === 'TOOL_INVALID') return null;
    throw error;
  }
}

/** What large dense runs are commonly reported at. */
const MFU = 0.4;

/** Reads a question as one of the calculations that are `at hand`; null where none is asked for, or more is asked than one gives. */
export function readQuestion(question: string, atHand: ReadonlySet<string>): Reading | null {
  const text = question.toLowerCase();
  if (OTHER_KINDS.some((kind) => kind.test(text))) return null;
  const said = quantitiesIn(question);
  const found = CALCULATIONS.find(({ tool, asks }) => atHand.has(tool) && asks(text, said));
  if (found === undefined) return null;
  const device = said.unknownDevice === undefined ? said.device : undefined;
  const known: Quantities = { ...said };
  if (device === undefined) delete known.device;
  const args = found.args(known);
  if (found.tool === 'finetune_memory') Object.assign(args, methodIn(text));
  const missing = found.needs.filter((path) => valueAt(args, path) === undefined);
  const isUnlinked = LINKED.has(found.tool) && said.linkGBs === undefined && usualLink(device, said.cards) === null;
  if (isUnlinked && !missing.includes('linkGBs')) missing.push('linkGBs');
  return {
    ...{
      tool: found.tool,
      args,
      missing,
      assumed: assumptions(found.tool, args, said),
      several: severalFor(found.tool, said),
    },
    ...(said.impossible === undefined ? {} : { impossible: said.impossible }),
  };
}

/** Two formats are a comparison only where the format is what is asked about. */
function severalFor(tool: string, { several = [] }: Quantities): readonly Several[] {
  return several.filter((kind) => kind !== 'format' || tool === 'number_format_support');
}

function methodIn(text: string): { method?: string } {
  const method = /qlora/.test(text)
    ? 'qlora'
    : /dora/.test(text)
      ? 'dora'
      : /lora/.test(text)
        ? 'lora'
        : /full|전체/.test(text)
          ? 'full'
          : undefined;
  return method === undefined ? {} : { method };
}

function valueAt(args: Record<string, unknown>, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], args);
}

function some(values: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}

/** What the answer rests on and was not said, each in a few words. */
function assumptions(tool: string, args: Record<string, unknown>, said: Quantities): Both[] {
  const all: Both[] = [];
  const same = (text: string) => all.push({ ko: text, en: text });
  if (args.model !== undefined && said.modelAssumed === true) same(`${args.model}`);
  const device = args.device ?? (args.cluster as { device?: string } | undefined)?.device;
  if (device !== undefined && said.deviceAssumed === true) same(`${device}`);
  if (tool === 'decode_bound' && said.cards === undefined) all.push({ ko: '카드 한 장', en: 'one card' });
  if (tool === 'decode_bound' && said.bits === undefined) all.push({ ko: '가중치 16비트', en: '16-bit weights' });
  const link = LINKED.has(tool) && said.linkGBs === undefined ? usualLink(said.device, said.cards) : null;
  if (link !== null && (said.cards ?? 2) > 1)
    all.push({ ko: `카드당 링크 ${link.gbs}GB/s`, en: `a link of ${link.gbs} GB/s a card` });
  if (tool === 'decode_bound' && said.context === undefined)
    all.push({ ko: '컨텍스트는 세지 않음', en: 'no context counted' });
  if (tool === 'finetune_memory' && (said.cards ?? 1) > 1)
    all.push({ ko: '카드마다 전부 올림(나누지 않음)', en: 'each card holds everything, nothing is sharded' });
  if (args.cluster !== undefined && said.mfu === undefined) all.push({ ko: `MFU ${MFU}`, en: `an MFU of ${MFU}` });
  return all;
}

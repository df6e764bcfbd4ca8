import { DEVICES } from './devices.ts';
import { MODELS } from './models.ts';
import type { NumberFormat } from './number-formats.ts';
import { measuresIn } from './question/measures.ts';

export type Several = 'device' | 'model' | 'cards' | 'threads' | 'format';

/** What a question says in numbers and names; a field is there only where it was said. */
export interface Quantities {
  model?: string;
  /** Whether the model is only a size that was said, and stands for one of that size. */
  modelAssumed?: boolean;
  params?: number;
  tokens?: number;
  tokensPerStep?: number;
  device?: string;
  deviceAssumed?: boolean;
  /** A device that is in no table. */
  unknownDevice?: string;
  /** Kinds of what a question names more than one of, so that one calculation would answer for one of them alone. */
  several?: readonly Several[];
  /** A number as it was said that nothing of a machine can be. */
  impossible?: string;
  cards?: number;
  seconds?: number;
  context?: number;
  batch?: number;
  bits?: number;
  format?: NumberFormat;
  sides?: { m: number; n: number; k: number };
  threads?: number;
  registers?: number;
  rank?: number;
  sharedBytes?: number;
  collective?: 'all-reduce' | 'all-gather' | 'reduce-scatter' | 'all-to-all' | 'broadcast';
  dataGB?: number;
  linkGBs?: number;
  mfu?: number;
  hourUsd?: number;
  flops?: number;
  /** Tokens of one sequence, said without the word context. */
  span?: number;
  /** Bytes of one key or value, where their format was said. */
  kvBytes?: number;
  /** A weight format of the table by its name. */
  weightFormat?: string;
  /** A rate that was said, and whether it is that of one card. */
  tokensPerSecond?: number;
  ratePerCard?: boolean;
  gradientBytes?: number;
  nodes?: number;
}

const NUMBER = String.raw`(\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)`;
const SCALE: Readonly<Record<string, number>> = {
  ...{ k: 1e3, thousand: 1e3, 천: 1e3, 만: 1e4, m: 1e6, million: 1e6, 백만: 1e6, 천만: 1e7 },
  ...{ b: 1e9, billion: 1e9, 억: 1e8, t: 1e12, trillion: 1e12, 조: 1e12 },
};
const SCALES = Object.keys(SCALE)
  .sort((a, b) => b.length - a.length)
  .join('|');
const AMOUNT = String.raw`${NUMBER}\s*(${SCALES})?`;
const TOKENS = String.raw`${AMOUNT}(?:개의?|-)?\s*(?:tokens?|toks?(?![a-z])|토큰)(?!\s*(?:\/|a|per|each)\s*s(?:ec(?:ond)?)?(?![a-z]))`;
const STEP = '(?:(?:optimi[sz]er |training |global )?(?:step|update|iteration|batch)|스텝|업데이트|배치)';
const WORDS: Readonly<Record<string, number>> = {
  ...{ a: 1, an: 1, one: 1, single: 1, two: 2, three: 3, four: 4, five: 5, six: 6, eight: 8, ten: 10, twelve: 12 },
  ...{ sixteen: 16, 'thirty-two': 32, 한: 1, 두: 2, 세: 3, 네: 4, 다섯: 5, 여섯: 6, 여덟: 8, 열: 10, 열여섯: 16 },
};
const COUNT_WORD = Object.keys(WORDS)
  .sort((a, b) => b.length - a.length)
  .join('|');

/** How a device is called in a sentence; the bare name of several stands for the first of them here, and says so. */
const ALIASES: readonly { says: RegExp; name: string; assumed: boolean }[] = [
  { says: /h100[\s-]*pcie/, name: 'H100 PCIe', assumed: false },
  { says: /h100[\s-]*sxm5?/, name: 'H100 SXM', assumed: false },
  { says: /h100(?:[\s-]*80\s*gb)?s?/, name: 'H100 SXM', assumed: true },
  { says: /a100(?:[\s-]*sxm4?)?[\s-]*40\s*gb?(?:[\s-]*sxm4?)?s?/, name: 'A100 40GB SXM', assumed: false },
  { says: /a100(?:[\s-]*sxm4?)?[\s-]*80\s*gb?(?:[\s-]*sxm4?)?s?/, name: 'A100 80GB SXM', assumed: false },
  { says: /a100(?:[\s-]*sxm4?)?s?/, name: 'A100 80GB SXM', assumed: true },
  { says: /(?:rtx[\s-]*)?a6000s?/, name: 'RTX A6000', assumed: false },
  ...DEVICES.filter(({ name }) => !/^(?:H100|A100|RTX A6000)/.test(name)).map(({ name }) => ({
    says: new RegExp(`${name.toLowerCase().replace(/^(rtx|tpu) /, String.raw`(?:$1[\s-]*)?`)}s?`),
    name,
    assumed: false,
  })),
];
const NOT_IN_TABLE =
  /(?<![a-z0-9])(v100|p100|a10g|a30|a40|a800|h800|h20|gb[23]00|b100|b300|(?:rtx )?(?:30|20|40|50)[5678]0(?: ?ti| ?super)?|(?:rtx )?3090 ?ti|mi2\d0x?|mi100|tpu v[234]|gaudi\w*|m[1-5] (?:max|ultra|pro))s?(?![a-z0-9])/;
/** Families by which a bare size is understood, where one of that size is in the table. */
const FAMILIES = ['Llama 3.1', 'Llama 3.2', 'Llama 2', 'Qwen2.5', 'Mistral', 'Gemma 2', 'LLaMA', 'Qwen3'];
const FORMATS: readonly [RegExp, NumberFormat, number][] = [
  [/fp8|8-?bit float/, 'FP8', 8],
  [/int8|8\s*-?\s*bit|8비트/, 'INT8', 8],
  [/fp4|nvfp4|mxfp4/, 'FP4', 4],
  [/int4|4\s*-?\s*bit|4비트/, 'INT4', 4],
  [/bf16|bfloat16/, 'BF16', 16],
  [/fp16|half precision/, 'FP16', 16],
  [/tf32/, 'TF32', 32],
];

/** In small letters, one sign for each meaning, and numbers with an exponent in digits where one would write them so. */
function written(question: string): string {
  return question
    .toLowerCase()
    .replaceAll('×', 'x')
    .replaceAll(/[–—]/g, '-')
    .replaceAll(/(?<![\w.])\d+(?:\.\d+)?e\+?\d{1,2}(?!\d)(?!\s*(?:flop|연산|플롭))/g, (number) =>
      Number(number) < 1e21 ? String(Number(number)) : number,
    );
}

/** Reads the quantities of a question in English or Korean. */
export function quantitiesIn(question: string): Quantities {
  const text = written(question);
  const device = deviceIn(text);
  const tokens = tokensIn(text);
  const model = modelIn(text);
  const params =
    model?.params ?? amountAt(text, String.raw`${AMOUNT}[\s-]*(?:개의?\s*)?(?:parameters?|params?|파라미터|매개변수)`);
  const weightFormat = formatIn(text);
  const bitsOf = FORMATS.find(([says]) => says.test(text));
  const found: Quantities = {
    ...(model?.name === undefined ? {} : { model: model.name, modelAssumed: model.assumed }),
    ...given('params', params),
    ...tokens,
    ...device,
    ...severalIn(text),
    ...impossibleIn(text),
    ...given('seconds', secondsIn(text)),
    ...(bitsOf === undefined ? {} : { format: bitsOf[1], bits: bitsOf[2] }),
    ...given('threads', numberAt(text, [/(\d+)\s*(?:threads?|스레드)/, /(?:threads?|스레드)\D{0,6}(\d+)/])),
    ...given('sharedBytes', sharedIn(text)),
    ...collectiveIn(text),
    ...given('dataGB', dataIn(question)),
    ...given('linkGBs', linkIn(question)),
    ...given('nodes', nodesIn(text)?.nodes),
    ...given('kvBytes', kvBytesIn(text)),
    ...(weightFormat === undefined ? {} : { weightFormat }),
    ...(/fp32|float32|32[\s-]?bit|32비트/.test(text) ? { gradientBytes: 4 } : {}),
  };
  // What a collective moves is said in bytes; a card's own memory is not.
  if (found.collective === undefined) delete found.dataGB;
  return found;
}

function given<Key extends string>(key: Key, value: number | undefined): Partial<Record<Key, number>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, number>>);
}

const plainNumber = (text: string): number => Number(text.replaceAll(',', ''));

function numberAt(text: string, patterns: readonly RegExp[]): number | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return plainNumber(found);
  }
  return undefined;
}

function amountAt(text: string, pattern: string): number | undefined {
  const found = new RegExp(pattern).exec(text);
  return found === null ? undefined : plainNumber(found[1] ?? '') * (SCALE[found[2] ?? ''] ?? 1);
}

function tokensIn(text: string): Pick<Quantities, 'tokens' | 'tokensPerStep'> {
  const perStep =
    amountAt(
      text,
      String.raw`${TOKENS}\s*(?:\/|a|per|each|every|(?:in|for|at) (?:a|one|each|every|the|our))\s*${STEP}`,
    ) ??
    amountAt(text, String.raw`${TOKENS}(?:짜리)?\s*(?:global |effective )?(?:batch|배치)`) ??
    amountAt(
      text,
      String.raw`(?:batch(?: size)?|배치(?: 크기)?)\s*(?:는|은|가|이|를|을|of|is|=|:)?\s*(?:about |~|약 )?${TOKENS}`,
    ) ??
    amountAt(text, String.raw`${STEP}\s*(?:당|마다|에|of|takes|with|:)\s*${TOKENS}`);
  if (perStep !== undefined) return { tokensPerStep: perStep };
  const tokens = amountAt(text, TOKENS) ?? amountAt(text, String.raw`토큰(?:을|를|이)?\s*(?:약\s*)?${AMOUNT}\s*개`);
  return tokens === undefined ? {} : { tokens };
}

const OF_EXPERTS = /\bmoe\b|experts?\b|전문가/;
function modelIn(text: string): { name?: string; assumed: boolean; params: number } | undefined {
  const named = [...MODELS]
    .sort((a, b) => b.name.length - a.name.length)
    .find(({ name }) => patternOf(name).test(text));
  if (named !== undefined) return { name: named.name, assumed: false, params: sizeIn(named.name) };
  const latin = /(?<![\d.\w])(\d+(?:\.\d+)?)\s*b(?![a-z0-9])(?!\s*-?\s*(?:unique |distinct )?(?:tok|토큰))/.exec(text);
  const korean = /(\d+(?:\.\d+)?)\s*억(?!\s*(?:개)?\s*(?:의\s*)?(?:토큰|원|달러))/.exec(text);
  const params = latin === null ? (korean === null ? undefined : Number(korean[1]) * 1e8) : Number(latin[1]) * 1e9;
  if (params === undefined) return undefined;
  const stand = FAMILIES.flatMap((family) =>
    // A size alone stands for no mixture of experts, of which a token reads a part.
    MODELS.filter(
      ({ name, experts }) =>
        name.startsWith(`${family} `) && sizeIn(name) === params && (experts === 1 || OF_EXPERTS.test(text)),
    ),
  )[0];
  return stand === undefined ? { assumed: true, params } : { name: stand.name, assumed: true, params };
}

const FORMAT_NAMES =
  /\b(?:nv|mx)?fp(?:4|8|16|32)\b|\bbf16\b|\bbfloat16\b|\bu?int[48]\b|\btf32\b|\bawq\b|\bgptq\b|\bnf4\b|\bq\d_\w+|\b\d{1,2}[\s-]?bits?\b|\d{1,2} ?비트/g;
const METHOD_NAMES =
  /\bqlora\b|\bdora\b|\blora\b|로라|\bfull(?: fine-?tuning)?\b|(?:전체|풀) ?(?:미세 ?조정|파인 ?튜닝|튜닝|학습)|통째로/g;
const placesOf = (text: string, names: RegExp): { at: number; end: number }[] =>
  [...text.toLowerCase().matchAll(names)].map(({ 0: name, index }) => ({ at: index, end: index + name.length }));
/** Where a text names number formats, and ways to tune. */
export const formatsNamed = (text: string) => placesOf(text, FORMAT_NAMES);
export const methodsNamed = (text: string) => placesOf(text, METHOD_NAMES);

export interface NamePlace {
  kind: 'device' | 'model';
  at: number;
  end: number;
}

/** Where a text names a card or a model; a bare size is one of a model. */
export function namesIn(text: string): NamePlace[] {
  const lower = text.toLowerCase();
  const devices = [...ALIASES.map(({ says }) => says.source), NOT_IN_TABLE.source].join('|');
  const models = [...MODELS]
    .sort((a, b) => b.name.length - a.name.length)
    .map(({ name }) => patternOf(name).source)
    .concat(String.raw`(?<![\d.\w])\d+(?:\.\d+)?\s*b(?![a-z0-9])(?!\s*-?\s*(?:unique |distinct )?(?:tok|토큰))`)
    .join('|');
  const named = (kind: NamePlace['kind'], pattern: string): NamePlace[] =>
    placesOf(lower, new RegExp(pattern, 'g')).map((place) => ({ kind, ...place }));
  return [...named('device', `(?<![a-wyz0-9]|[a-z]x)(?:${devices})(?![a-z0-9])`), ...named('model', models)].sort(
    (a, b) => a.at - b.at,
  );
}

/** A name as people write it: with spaces or hyphens or neither, and the family in Korean. */
function patternOf(name: string): RegExp {
  const written = name
    .toLowerCase()
    .replaceAll(/([a-z])(?=\d)/g, '$1 ')
    .replaceAll('.', String.raw`\.`)
    .replaceAll(' ', String.raw`[\s_-]*`)
    .replace(/^llama/, '(?:llama|라마)')
    .replace(/^qwen/, '(?:qwen|큐원|큐웬)')
    .replace(/^mistral/, '(?:mistral|미스트랄)')
    .replace(/^gemma/, '(?:gemma|젬마)');
  return new RegExp(String.raw`(?<![\w.])${written}(?![\d])`);
}

/** Nominal size from a name: `Llama 3.1 70B` -> 70e9. */
function sizeIn(name: string): number {
  return Number(/(\d+(?:\.\d+)?)B/.exec(name)?.[1] ?? Number.NaN) * 1e9;
}

/** Devices of the table that a text names, each once, in the order of the names above; a longer name is not also the shorter in it. */
function devicesIn(text: string): (typeof ALIASES)[number][] {
  let left = text;
  return ALIASES.filter(({ says }) => {
    const named = new RegExp(`(?<![a-wyz0-9]|[a-z]x)(?:${says.source})(?![a-z0-9])`, 'g');
    if (!named.test(left)) return false;
    left = left.replace(named, ' ');
    return true;
  });
}

/** Names whose digits count nothing: versions, stages of ZeRO, benchmarks. */
const VERSIONS =
  /\b(?:llama|qwen|mistral|gemma|phi|gpt|opt|claude|deepseek|yi|cuda|nccl|torch|pytorch|python|vllm|driver|v)[\s_-]*v?\d+(?:\.\d+)*(?![\d.]*\s?(?:[bk억만]\b|층|레이어|layers?))(?:\.\d+)?|\bzero[\s_-]*(?:stage[\s_-]*)?[123]\b|\bstage[\s-]?[123]\b|\btop-\d+|\bpass@\d+|\b1f1b\b|\b\d+x\d+(?:\.\d+)?b\b|\b[kmg]?\d-?shot\b|\bq\d_\w+|(?:드라이버|버전|커널)\s?\d+(?:\.\d+)*(?!\d|\s?(?:개|번|GB|MB))|\d+월\s?\d+일|(?<![\d.])\d+번\s?(?=(?:랙|노드|서버|카드|슬라이드|페이지|실험|런|팀|방|포트|챕터|그림|표|gpu|장비|클러스터|작업|잡)(?![가-힣]{3}))|(?<=슬라이드|페이지|그림|실험|회의실|티켓|이슈)\s?\d+번|\b(?:slide|page|room|ticket|issue|rack|figure|fig\.)\s?#?\d+(?:\.\d+)*(?![\d.]*\s?[kmbt%]\b)|#\d+\b/gi;

/** A question in which a device is one sign and no name has digits; `8x H100` -> `8x §`. */
export function withSigns(question: string): string {
  const devices = [...ALIASES.map(({ says }) => says.source), NOT_IN_TABLE.source].join('|');
  return (
    question
      .replaceAll(new RegExp(`(?<![a-wyz0-9]|[a-z]x)(?:(?:nvidia|amd) )?(?:${devices})(?![a-z0-9])`, 'gi'), '§')
      .replaceAll(VERSIONS, (name) => name.replaceAll(/\d/g, '_'))
      .replaceAll(
        /\b(?:an?|one|1|single|a single) (§|gpus?|cards?|servers?|replicas?|instances?|workers?|nodes?|pods?|requests?|engines?)(?= (?:handles|serves|does|sustains|gives|manages|takes|can|costs|draws|runs|produces|gets|needs|uses|reads|holds)\b)/gi,
        'each $1',
      )
      .replaceAll(
        /\b(?:an?|one|1|each|every) (step|batch|epoch|sample|image|token|request|sequence|conversation|document)(?= (?:processes|takes|has|is|needs|uses|lasts|costs|holds|contains)\b)/gi,
        'each $1',
      )
      .replaceAll(/\b(?:an?|one|1|per) (?:§|gpu|card)[- ]?(?:hour|hr)\b/gi, 'per gpu-hour')
      .replaceAll(/\b(?:an?|one|single|a single) §/gi, '1 §')
      // "how many 24 GB cards": cards are asked for, and of that size.
      .replaceAll(/\bhow many (\d+(?:\.\d+)?\s?[gt]i?b) (§|gpus?|cards?|nodes?|servers?)\b/gi, 'how many $2 of $1 each')
      .replaceAll(/(\d)\s?[x×*]\s?(?=\d)/g, '$1 x ')
      .replaceAll(/(배치|\bbatch(?: size)?(?: of)?)(\s(?:\d[\d,]*)) x (?=\d)/gi, '$1$2 x seq ')
      .replaceAll(/\b(?:each|every one) of (?:our|the|these|those|my|its) (\d+) ([a-z§]+)/gi, '$1 $2 each')
      .replaceAll(/\bd\s*=\s*(\d+)\s*[*·]?\s*n\b/gi, '$1 tokens per parameter')
      .replaceAll(/(\d+)[- ]to[- ](?:1|one)\b/gi, '$1')
      .replaceAll('×', 'x')
  );
}

function deviceIn(text: string): Pick<Quantities, 'device' | 'deviceAssumed' | 'unknownDevice' | 'cards'> {
  const unknown = NOT_IN_TABLE.exec(text)?.[1];
  const [alias] = devicesIn(text);
  const cards = cardsIn(text, alias?.says.source);
  return {
    ...(unknown === undefined ? {} : { unknownDevice: unknown }),
    ...(alias === undefined ? {} : { device: alias.name, deviceAssumed: alias.assumed }),
    ...given('cards', cards),
  };
}

const COUNTED =
  /(?<![\w.])(\d+)\s*(?:gpus?|cards?|장|대)(?![a-z])|(?<![\w.])(\d+)\s*x?\s*(?:[abhl]\d{2,3}s?|mi\d{3}x|rtx)(?![a-z0-9])/g;
/** "8 H100s and on 16", "8장에서 16장". */
const COUNTED_AGAIN =
  /(?<=(?:장|대|gpus?|cards?|[abhl]\d{2,3}s?)\s*(?:and|or|versus|vs\.?|against|to|과|와|랑|이랑|대신|에서)\s*(?:on |with )?)(\d+)(?=\s*(?:$|[?.,]|장|for|gpus?|cards?))/g;

/** What is named more than once with a difference: two devices, two models or sizes, two counts of cards. */
function severalIn(text: string): Pick<Quantities, 'several'> {
  const several: Several[] = [];
  const unknown = NOT_IN_TABLE.test(text) ? 1 : 0;
  const named = new Set(devicesIn(text).map(({ name }) => name));
  if (named.size + unknown > 1) several.push('device');
  const sizes = [
    ...text.matchAll(/(?<![\d.\w-])(\d+(?:\.\d+)?)\s*b(?![a-z0-9])(?!\s*-?\s*(?:unique |distinct )?(?:tok|토큰))/g),
  ];
  if (new Set(sizes.map(([, size]) => size)).size > 1) several.push('model');
  const counts = [...text.matchAll(COUNTED), ...text.matchAll(COUNTED_AGAIN)].map(
    ([, first, second]) => first ?? second,
  );
  if (nodesIn(text)?.each === undefined && new Set(counts).size > 1) several.push('cards');
  const threads = [...text.matchAll(/(?<![\w.])(\d+)\s*(?:threads?|스레드)/g)].map(([, count]) => count);
  if (new Set(threads).size > 1) several.push('threads');
  if (new Set(FORMATS.filter(([says]) => says.test(text)).map(([, format]) => format)).size > 1) several.push('format');
  return several.length === 0 ? {} : { several };
}

/** A negative number, in digits or in words; a range ("4-8") and a hyphen ("H100-80GB") are none. */
function impossibleIn(text: string): Pick<Quantities, 'impossible'> {
  const found =
    /(?:^|[\s(=:])([-−]\d[\d.,]*)/.exec(text) ??
    /(?<![\w]|plus or )((?:minus|negative)\s+(?:\d[\d.,]*|one|two|four|eight))/.exec(text) ??
    /(?<!플러스 ?)((?:마이너스|음수)\s*\d*)/.exec(text);
  return found?.[1] === undefined ? {} : { impossible: found[1].trim() };
}

function cardsIn(text: string, device: string | undefined): number | undefined {
  const nodes = nodesIn(text);
  if (nodes?.each !== undefined) return nodes.nodes * nodes.each;
  const unit = '-?(?:data[\\s-]parallel )?(?:gpus?|cards?|accelerators?|workers?|ranks?|장|대)';
  const before =
    device === undefined
      ? []
      : [String.raw`(\d+(?:\.\d+)?|${COUNT_WORD})\s*x?\s*(?:nvidia |amd )?(?:${device})(?![a-z0-9])`];
  const after =
    device === undefined
      ? []
      : [
          String.raw`(?:${device})(?:이|가|를|은|는)?\s*(?:x\s*)?(\d+|${COUNT_WORD})\s*(?:장|대|개|gpus?|cards?)`,
          String.raw`(?:${device})\s*x\s*(\d+)`,
        ];
  for (const pattern of [
    ...after,
    ...before,
    String.raw`(\d+(?:\.\d+)?|one|single|한)(?:\s*개의?)?\s*${unit}(?![a-z])`,
  ]) {
    const found = new RegExp(String.raw`(?<![\w.])${pattern}`).exec(text)?.[1];
    if (found !== undefined) return WORDS[found] ?? Number(found);
  }
  const ofThem = /gpu|card|accelerator|카드/.test(text) ? /(\d+) of (?:them|these|those)/.exec(text)?.[1] : undefined;
  return ofThem === undefined ? undefined : Number(ofThem);
}

/** Nodes and the cards of each: `2 nodes, 8x H100 each`, `4 nodes of 8`, `노드 4대에 8장씩`. */
function nodesIn(text: string): { nodes: number; each?: number } | undefined {
  const found =
    /(?<![\w.])(\d+)\s*(?:[a-z0-9]+\s+)?(?:nodes?|servers?|hosts?|machines?|boxes)\b/.exec(text)?.[1] ??
    /(?:노드|서버|머신|장비|박스)\s*(\d+)\s*(?:대|개)?|(?<![\w.])(\d+)\s*(?:개\s*)?(?:노드|(?:대의\s*)?서버)/
      .exec(text)
      ?.slice(1)
      .find((one) => one !== undefined);
  const nodes = Number(found);
  if (found === undefined || !Number.isInteger(nodes)) return undefined;
  const each =
    /(?:nodes?|servers?|hosts?|machines?|boxes)\s*(?:of|with|x|having|containing)\s*(?:[a-z]+\s)?(\d+)/.exec(
      text,
    )?.[1] ??
    /(\d+)\s*x?\s*(?:[a-z0-9]+\s*)?(?:gpus?|cards?|[abh]\d{3}s?)?\s*(?:each|apiece|per (?:node|server|host|box)|a node|in each|\/node)/.exec(
      text,
    )?.[1] ??
    /(?:노드|서버|대)(?:당|마다|에)?\s*(?:[a-z0-9]+\s*)?(\d+)\s*(?:장|개|gpu)(?:씩)?/.exec(text)?.[1] ??
    /(\d+)\s*(?:장|개)씩/.exec(text)?.[1];
  return { nodes, ...(each === undefined ? {} : { each: Number(each) }) };
}

function secondsIn(text: string): number | undefined {
  // The s of "32 H100s" is no second.
  const found = /(?<![\w.])(\d+(?:\.\d+)?)\s*-?\s*(ms|milliseconds?|밀리초|s|sec|secs|seconds?|초)(?![a-z당])/.exec(
    text,
  );
  if (found === null) return undefined;
  return Number(found[1]) * (/^m|밀/.test(found[2] ?? '') ? 1e-3 : 1);
}

function sharedIn(text: string): number | undefined {
  const found =
    /(?:shared(?: memory)?|공유 ?메모리)\D{0,12}(\d+)\s*k(?:i)?b/.exec(text) ??
    /(\d+)\s*k(?:i)?b(?: of)? (?:shared|공유)/.exec(text);
  return found === null ? undefined : Number(found[1]) * 1024;
}

function collectiveIn(text: string): Pick<Quantities, 'collective'> {
  const found = /(all|reduce)[\s-]?(reduce|gather|scatter|to[\s-]?all)|broadcast/.exec(text);
  if (found === null) return {};
  const name = found[1] === undefined ? 'broadcast' : `${found[1]}-${(found[2] ?? '').replace(/\s/, '-')}`;
  const all = ['all-reduce', 'all-gather', 'reduce-scatter', 'all-to-all', 'broadcast'] as const;
  const collective = all.find((one) => one === name);
  return collective === undefined ? {} : { collective };
}

/** Bytes that are said and are not a card's own memory, GB. */
function dataIn(question: string): number | undefined {
  const text = withSigns(question);
  const found = measuresIn(text).find(
    ({ dimension, end }) =>
      dimension === 'bytes' && !/^\s*(?:vram|hbm|memory|card|gpu|§|짜리|메모리)/i.test(text.slice(end)),
  );
  return found === undefined ? undefined : found.value / 1e9;
}

/** What one card sends, GB/s: a rate of 1,000 and more is one of memory. */
function linkIn(question: string): number | undefined {
  return measuresIn(withSigns(question))
    .filter(({ dimension }) => dimension === 'bytes/s')
    .map(({ value }) => value / 1e9)
    .find((rate) => rate < 1000);
}

function kvBytesIn(text: string): number | undefined {
  const near =
    /(?:kv|cache|캐시)[^.?!]{0,20}?(fp8|int8|8[\s-]?bit|8비트|int4|4[\s-]?bit|4비트)|(fp8|int8|8[\s-]?bit|8비트|int4|4[\s-]?bit|4비트)\s*(?:kv|cache|캐시)/.exec(
      text,
    );
  const format = near?.[1] ?? near?.[2];
  return format === undefined ? undefined : /8/.test(format) ? 1 : 0.5;
}

function formatIn(text: string): string | undefined {
  const gguf = /(q8_0|q6_k|q5_k_m|q4_k_m|q3_k_l|q2_k)/.exec(text)?.[1];
  if (gguf !== undefined) return `GGUF ${gguf.toUpperCase()}`;
  return /awq/.test(text) ? 'AWQ 4-bit' : /gptq/.test(text) ? 'GPTQ 4-bit' : /nf4/.test(text) ? 'NF4' : undefined;
}

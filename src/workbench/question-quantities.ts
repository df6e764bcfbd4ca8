import { DEVICES } from './devices.ts';
import { MODELS } from './models.ts';
import type { NumberFormat } from './number-formats.ts';

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
const TOKENS = String.raw`${AMOUNT}(?:개|-)?\s*(?:tokens?|토큰)`;
const STEP = '(?:step|스텝)';
const WORDS: Readonly<Record<string, number>> = {
  ...{ a: 1, an: 1, one: 1, single: 1, two: 2, four: 4, eight: 8, sixteen: 16 },
  ...{ 한: 1, 두: 2, 네: 4, 여덟: 8 },
};
const COUNT_WORD = Object.keys(WORDS).join('|');

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
  const params = model?.params ?? amountAt(text, String.raw`${AMOUNT}\s*(?:parameters?|params?|파라미터|매개변수)`);
  const bitsOf = FORMATS.find(([says]) => says.test(text));
  const found: Quantities = {
    ...(model?.name === undefined ? {} : { model: model.name, modelAssumed: model.assumed }),
    ...given('params', params),
    ...tokens,
    ...device,
    ...severalIn(text),
    ...impossibleIn(text),
    ...given('seconds', secondsIn(text)),
    ...given('context', contextIn(text)),
    ...given(
      'batch',
      numberAt(text, [
        /(?:batch(?: size)?(?: of)?|배치(?: 크기)?(?:는|가|를)?)\s*(\d+)/,
        /(\d+)\s*(?:sequences|users|requests|concurrent|개 동시|명)/,
        /동시에\s*(\d+)/,
      ]),
    ),
    ...(bitsOf === undefined ? {} : { format: bitsOf[1], bits: bitsOf[2] }),
    ...sidesIn(text),
    ...given('threads', numberAt(text, [/(\d+)\s*(?:threads?|스레드)/, /(?:threads?|스레드)\D{0,6}(\d+)/])),
    ...given(
      'registers',
      numberAt(text, [/(\d+)\s*registers?/, /레지스터(?:를|가|는)?\s*(\d+)/, /registers?\D{0,6}(\d+)/]),
    ),
    ...given(
      'rank',
      numberAt(text, [/rank(?:는|은|가|이| of|:|=)?\s*(\d+)/, /r\s*=\s*(\d+)/, /랭크(?:는|가)?\s*(\d+)/]),
    ),
    ...given('sharedBytes', sharedIn(text)),
    ...collectiveIn(text),
    ...given(
      'dataGB',
      numberAt(text, [
        /(?<![\w.])(\d+(?:\.\d+)?(?:e\d+)?)\s*(?:gb|gigabytes?|기가(?:바이트)?)(?!\s*\/|ps|\/s|\s*(?:vram|hbm|memory|card|gpu|짜리|메모리))/,
      ]),
    ),
    ...given('linkGBs', linkIn(text)),
    ...given('mfu', percentAt(text)),
    ...given(
      'hourUsd',
      numberAt(text, [
        /\$\s*(\d+(?:\.\d+)?)\s*(?:an?|per|\/)\s*(?:gpu[\s-]*)?h(?:ou)?r/,
        /시간당\s*(\d+(?:\.\d+)?)\s*달러/,
        /(\d+(?:\.\d+)?)\s*(?:usd|dollars?)\s*(?:an?|per)\s*(?:gpu[\s-]*)?hour/,
      ]),
    ),
    ...given('flops', numberAt(text, [/(\d+(?:\.\d+)?e\+?\d+)\s*flops?/, /(\d+(?:\.\d+)?e\+?\d+)\s*(?:연산|플롭)/])),
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
    amountAt(text, String.raw`${TOKENS}\s*(?:\/|a|per|each|every|in (?:a|one|each))\s*${STEP}`) ??
    amountAt(text, String.raw`${STEP}\s*(?:당|마다|에|of|takes|with|:)\s*${TOKENS}`);
  if (perStep !== undefined) return { tokensPerStep: perStep };
  const tokens = amountAt(text, TOKENS);
  return tokens === undefined ? {} : { tokens };
}

function modelIn(text: string): { name?: string; assumed: boolean; params: number } | undefined {
  const named = [...MODELS]
    .sort((a, b) => b.name.length - a.name.length)
    .find(({ name }) =>
      new RegExp(
        String.raw`(?<![\w.])${name.toLowerCase().replaceAll('.', String.raw`\.`).replaceAll(' ', String.raw`[\s-]*`)}(?![\d])`,
      ).test(text),
    );
  if (named !== undefined) return { name: named.name, assumed: false, params: sizeIn(named.name) };
  const latin = /(?<![\d.\w])(\d+(?:\.\d+)?)\s*b(?![a-z0-9])(?!\s*-?\s*(?:tokens?|토큰))/.exec(text);
  const korean = /(\d+(?:\.\d+)?)\s*억(?!\s*(?:개)?\s*(?:토큰|원|달러))/.exec(text);
  const params = latin === null ? (korean === null ? undefined : Number(korean[1]) * 1e8) : Number(latin[1]) * 1e9;
  if (params === undefined) return undefined;
  const stand = FAMILIES.flatMap((family) =>
    MODELS.filter(({ name }) => name.startsWith(`${family} `) && sizeIn(name) === params),
  )[0];
  return stand === undefined ? { assumed: true, params } : { name: stand.name, assumed: true, params };
}

/** Nominal size from a name: `Llama 3.1 70B` -> 70e9. */
function sizeIn(name: string): number {
  return Number(/(\d+(?:\.\d+)?)B/.exec(name)?.[1] ?? Number.NaN) * 1e9;
}

/** Devices of the table that a text names, each once, in the order of the names above; a longer name is not also the shorter in it. */
function devicesIn(text: string): (typeof ALIASES)[number][] {
  let left = text;
  return ALIASES.filter(({ says }) => {
    const named = new RegExp(`(?<![a-z0-9])(?:${says.source})(?![a-z0-9])`, 'g');
    if (!named.test(left)) return false;
    left = left.replace(named, ' ');
    return true;
  });
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
  const sizes = [...text.matchAll(/(?<![\d.\w-])(\d+(?:\.\d+)?)\s*b(?![a-z0-9])(?!\s*-?\s*(?:tokens?|토큰))/g)];
  if (new Set(sizes.map(([, size]) => size)).size > 1) several.push('model');
  const counts = [...text.matchAll(COUNTED), ...text.matchAll(COUNTED_AGAIN)].map(
    ([, first, second]) => first ?? second,
  );
  if (new Set(counts).size > 1) several.push('cards');
  const threads = [...text.matchAll(/(?<![\w.])(\d+)\s*(?:threads?|스레드)/g)].map(([, count]) => count);
  if (new Set(threads).size > 1) several.push('threads');
  if (new Set(FORMATS.filter(([says]) => says.test(text)).map(([, format]) => format)).size > 1) several.push('format');
  return several.length === 0 ? {} : { several };
}

/** A negative number, in digits or in words; a range ("4-8") and a hyphen ("H100-80GB") are none. */
function impossibleIn(text: string): Pick<Quantities, 'impossible'> {
  const found =
    /(?:^|[\s(=:])([-−]\s?\d[\d.,]*)/.exec(text) ??
    /(?<![\w])((?:minus|negative)\s+(?:\d[\d.,]*|one|two|four|eight))/.exec(text) ??
    /((?:마이너스|음수)\s*\d*)/.exec(text);
  return found?.[1] === undefined ? {} : { impossible: found[1].trim() };
}

function cardsIn(text: string, device: string | undefined): number | undefined {
  const unit = '(?:gpus?|cards?|accelerators?|장|대)';
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
  for (const pattern of [...after, ...before, String.raw`(\d+(?:\.\d+)?|${COUNT_WORD})\s*${unit}(?![a-z])`]) {
    const found = new RegExp(String.raw`(?<![\w.])${pattern}`).exec(text)?.[1];
    if (found !== undefined) return WORDS[found] ?? Number(found);
  }
  return undefined;
}

function secondsIn(text: string): number | undefined {
  // The s of "32 H100s" is no second.
  const found = /(?<![\w.])(\d+(?:\.\d+)?)\s*-?\s*(ms|milliseconds?|밀리초|s|sec|secs|seconds?|초)(?![a-z당])/.exec(
    text,
  );
  if (found === null) return undefined;
  return Number(found[1]) * (/^m|밀/.test(found[2] ?? '') ? 1e-3 : 1);
}

function contextIn(text: string): number | undefined {
  const word =
    '(?:context(?: length| window)?|컨텍스트|문맥|ctx|sequence(?: length)?|seq(?:uence)? ?len|시퀀스(?: 길이)?)';
  const found =
    new RegExp(String.raw`(\d[\d,]*)\s*(k)?(?:-?\s*tokens?)?(?: of)?\s*${word}`).exec(text) ??
    new RegExp(String.raw`${word}(?:는|은|가|이|를|을|:| of| at)?\s*(\d[\d,]*)\s*(k)?`).exec(text);
  if (found === null) return undefined;
  return plainNumber(found[1] ?? '') * (found[2] === 'k' ? 1024 : 1);
}

function sidesIn(text: string): Pick<Quantities, 'sides'> {
  const found =
    /(\d[\d,]*)\s*(?:x|by|곱하기)\s*(\d[\d,]*)\s*(?:x|by|곱하기)\s*(\d[\d,]*)/.exec(text) ??
    /\bm\s*=?\s*(\d[\d,]*)\D{1,6}n\s*=?\s*(\d[\d,]*)\D{1,6}k\s*=?\s*(\d[\d,]*)/.exec(text);
  if (found === null) return {};
  const [m = 0, n = 0, k = 0] = found.slice(1, 4).map(plainNumber);
  return { sides: { m, n, k } };
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

function linkIn(text: string): number | undefined {
  const bits = /(\d+(?:\.\d+)?)\s*(?:gbit|gbps|gb ps|기가비트)/.exec(text)?.[1];
  if (bits !== undefined) return Number(bits) / 8;
  const bytes = /(\d+(?:\.\d+)?)\s*(?:gb\s*\/\s*s(?:ec)?|gigabytes? (?:a|per) second)/.exec(text)?.[1];
  return bytes === undefined ? undefined : Number(bytes);
}

function percentAt(text: string): number | undefined {
  const found =
    /(\d+(?:\.\d+)?)\s*(?:%|percent|퍼센트)\s*(?:mfu|utili[sz]ation)/.exec(text) ??
    /mfu(?:는|가|:| of| at)?\s*(\d+(?:\.\d+)?)\s*%/.exec(text);
  return found === null ? undefined : Number(found[1]) / 100;
}

import { withoutDenied } from './denied.ts';
import type { KindName, Words } from './kinds.ts';
import { KINDS, PADDED, POWER_LAW, TILED } from './kinds.ts';
import type { Tagged } from './tag.ts';

/** A value that stands in a name or a word of the question, or is usual and then said with the answer. */
export interface Fact {
  value: number;
  /** What was taken for granted; null where the question says it. */
  assumed: Words | null;
  /** Which numbers of the question it uses. */
  uses?: readonly number[];
}
export type Facts = Partial<Record<KindName, Fact>>;

const said = (value: number, uses?: readonly number[]): Fact => ({
  value,
  assumed: null,
  ...(uses === undefined ? {} : { uses }),
});
const usual = (value: number, ko: string, en: string): Fact => ({ value, assumed: { ko, en } });

const FORMATS: readonly (readonly [RegExp, number])[] = [
  [/q2_k\w*/, 2.96],
  [/q3_k_m|q3_k/, 3.91],
  [/q4_k_m|q4_k/, 4.85],
  [/q4_0/, 4.5],
  [/q5_k_m|q5_k/, 5.69],
  [/q6_k/, 6.56],
  [/q8_0/, 8.5],
  [/(?:nvfp4|mxfp4|fp4|int4|awq|gptq)/, 4],
  [/(?:nf4|qlora)/, 4],
  [/(?:fp8|int8|uint8|e4m3|e5m2|w8a8)/, 8],
  [/(?:bf16|fp16|bfloat16|float16|half[\s-]precision|반정밀도)/, 16],
  [/(?:fp32|float32|single precision|tf32)/, 32],
];
interface Format {
  bits: number;
  at: number;
  end: number;
  name: string;
}

function formatsIn(lower: string): Format[] {
  return FORMATS.flatMap(([says, bits]) =>
    [...lower.matchAll(new RegExp(`(?<![a-z])(?:${says.source})`, 'g'))].map((match) => ({
      ...{ bits, at: match.index, end: match.index + match[0].length, name: match[0] },
    })),
  ).sort((a, b) => a.at - b.at);
}

/** The words nearest to a place, in its own part of the sentence. */
function beside(lower: string, { at, end }: { at: number; end: number }): { before: string; after: string } {
  return {
    before:
      lower
        .slice(Math.max(0, at - 22), at)
        .split(/[,.;()]\s?|\d\s/)
        .at(-1) ?? '',
    after: lower.slice(end, end + 18).split(/[,.;()]|\d/)[0] ?? '',
  };
}

type Role = 'kv' | 'gradient' | 'optimizer' | 'scale' | 'weight' | 'logits';
const ROLES: readonly (readonly [Role, RegExp])[] = [
  ['kv', /\bkv|cache|캐시/],
  ['gradient', /grad|그래디|그라디|기울기/],
  ['optimizer', /master|optim|adam|moment|\bm, ?v|\bm\b.{0,4}\bv\b|state|마스터|옵티마이저/],
  ['scale', /scale|constant|absmax|스케일|zero point/],
  ['logits', /logits?|로짓/],
  ['weight', /weight|model|param|base|가중치|모델|파라미터/],
];

/** What words, formats and usages of the trade say about a question, by kind. */
export function factsIn(text: string, question: string, tags: readonly Tagged[]): Facts {
  const all = question.toLowerCase();
  const lower = withoutDenied(all);
  return {
    ...formats(lower, tags),
    ...training(all),
    ...levels(lower, tags),
    ...shapes(withoutDenied(text.toLowerCase()), tags),
    ...linksIn(lower, tags),
    ...oneCard(withoutDenied(text.toLowerCase()), tags),
    ...pointsIn(text.toLowerCase(), tags),
    ...mixtureIn(text.toLowerCase(), tags),
    ...sourceIn(text.toLowerCase(), tags),
    ...changedIn(text.toLowerCase(), tags),
    ...paddedIn(text.toLowerCase(), tags),
    ...cachesIn(text.toLowerCase(), tags),
    ...toldIn(all),
  };
}

function formats(lower: string, tags: readonly Tagged[]): Facts {
  const found = formatsIn(lower).map((format) => {
    const { before, after } = beside(lower, format);
    const byAfter = ROLES.find(([, words]) => words.test(after.slice(0, 5)));
    const byBefore = [...ROLES]
      .map(([role, words]) => ({ role, at: before.search(words) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => b.at - a.at)[0];
    return { ...format, role: byAfter?.[0] ?? byBefore?.role ?? null };
  });
  const first = (role: Role | null) => found.find((format) => format.role === role);
  const onlyCache = /\bkv\b|cache|캐시/.test(lower) && !/weight|가중치|params?\b|\d\s?b\b|모델/.test(lower);
  const weights = first('weight') ?? first(null);
  const cache = first('kv') ?? (onlyCache ? first(null) : undefined);
  const facts: Facts = {};
  if (weights !== undefined) {
    const isDouble = /double[\s-]?quant|이중 ?양자화/.test(lower);
    const isGrouped = tags.some(({ may }) => may[0]?.[0] === 'groupSize');
    facts.bits = said(weights.name === 'nf4' && !isGrouped ? (isDouble ? 4.127 : 4.5) : weights.bits);
  }
  const plain = found.filter(({ role }) => role === null || role === 'weight');
  const [old, next] = plain;
  if (old !== undefined && next !== undefined && old.bits !== next.bits) {
    const [more, less] = [Math.max(old.bits, next.bits), Math.min(old.bits, next.bits)];
    // "smaller than in fp16" names the format before behind the one after.
    if (old.bits > next.bits || /than|compared|versus|\bvs\b|against|보다|대비|비교/.test(lower)) {
      facts.oldBits = said(more);
      facts.bits = said(less);
    }
  }
  if (cache !== undefined) facts.kvB = said(cache.bits / 8);
  const gradient = first('gradient') ?? (/grad|그래디|기울기/.test(lower) ? first(null) : undefined);
  if (gradient !== undefined) facts.gradB = said(gradient.bits / 8);
  const logits = first('logits') ?? (/logits?|로짓/.test(lower) ? first(null) : undefined);
  if (logits !== undefined && cache === undefined) facts.kvB = said(logits.bits / 8);
  const integers = [...lower.matchAll(/u?int(16|32|64)/g)].map(([, bits]) => Number(bits));
  if (integers.length > 0) facts.tokenB = said(Math.max(...integers) / 8);
  const scale = first('scale');
  if (scale !== undefined) facts.scaleBits = said(scale.bits);
  // 8-bit cache, and 4 bits where it was 16 before.
  tags.forEach(({ dimension, value, at, end }, index) => {
    if (dimension !== 'bits') return;
    const near = `${lower.slice(Math.max(0, at - 14), at)}|${lower.slice(end, end + 12)}`;
    if (/\bkv|cache|캐시/.test(near)) facts.kvB = said(value / 8, [index]);
    else if (
      old !== undefined &&
      old.bits > value &&
      /from|instead|에서|대신|→|->|switch|move|go(?:ing)? to/.test(lower)
    )
      facts.oldBits = said(old.bits);
  });
  // Two counts of bits are one before and one after.
  const bits = tags.flatMap(({ dimension, value, may }, index) =>
    dimension === 'bits' && may[0]?.[0] === 'bits' ? [{ value, index }] : [],
  );
  const [one, other] = bits;
  if (one !== undefined && other !== undefined && one.value > other.value) {
    facts.oldBits = said(one.value, [one.index]);
    facts.bits = said(other.value, [other.index]);
  }
  return facts;
}

/** Bytes a parameter of training (Rajbhandari et al. 2020, section 3.1). */
function training(lower: string): Facts {
  const noMaster =
    /(?:no|without|w\/o|skip\w*|drop\w*)\s*(?:the )?(?:fp32 )?(?:master|copy)|(?:master|마스터)\s*(?:weights?|copy|가중치)?\s*(?:는|은|도|가)?\s*(?:없|안|x|제외)|pure (?:bf16|fp16)/.test(
      lower,
    );
  const single =
    /(?:pure|plain|all|full|everything in|entirely|only|전부|순수|그냥)\s*(?:fp32|float32|single)|fp32 (?:training|only|학습|로만)|(?:fp32|float32)(?:로| 로)/.test(
      lower,
    ) && !/bf16|fp16|(?<!no |not |without )mixed(?! ?precision ?(?:없|안|x\b))/.test(lower);
  const master = noMaster || single ? 0 : 4;
  const gradient =
    single ||
    /(?:fp32|float32|4[\s-]?bytes?|4바이트)[\s-]*(?:grad|그래디|기울기)|grad\w*\s*(?:in |도 |는 |은 )?(?:fp32|float32)/.test(
      lower,
    )
      ? 4
      : 2;
  const moments = /8[\s-]?bit[\s-]*(?:adam|optim)|adamw?[\s_-]*8[\s-]?bit|8비트 ?(?:adam|아담|옵티)/.test(lower)
    ? 2
    : /\bsgd\b/.test(lower) && !/adam/.test(lower)
      ? /momentum|모멘텀/.test(lower)
        ? 4
        : 0
      : /\blion\b/.test(lower)
        ? 4
        : /(?:bf16|fp16)\s*(?:moments?|states?|optimi|m,? ?v)|(?:moments?|states?|m\/v|m, ?v)\s*(?:in |도 |are )?bf16/.test(
              lower,
            )
          ? 4
          : 8;
  const weight = single ? 4 : 2;
  const all = weight + gradient + master + moments;
  const isSaid = /adam|sgd|lion|master|moment|mixed|옵티마이저|bf16|fp16|fp32/.test(lower);
  const words = {
    ko: `파라미터당 ${all}바이트(가중치 ${weight}, 그래디언트 ${gradient}, 옵티마이저 ${master + moments})`,
    en: `${all} bytes a parameter (${weight} of weight, ${gradient} of gradient, ${master + moments} of optimizer)`,
  };
  const fact = (value: number): Fact => ({
    value,
    assumed: isSaid && /adam|sgd|lion|master|moment/.test(lower) ? null : words,
  });
  return {
    weightB: { value: weight, assumed: null },
    gradB:
      /grad|그래디|그라디|기울기/.test(lower) && !/fp32|bf16|fp16/.test(lower)
        ? usual(gradient, `그래디언트 ${gradient}바이트`, `gradients of ${gradient} bytes`)
        : said(gradient),
    optimizerB: fact(master + moments),
    momentsB: said(moments),
  };
}

const TWO_SIDED: Readonly<Record<string, number>> = {
  '80': 1.2816,
  '90': 1.6449,
  '95': 1.96,
  '98': 2.3263,
  '99': 2.5758,
  '99.9': 3.2905,
};
const POWERS: Readonly<Record<string, number>> = {
  '70': 0.5244,
  '80': 0.8416,
  '85': 1.0364,
  '90': 1.2816,
  '95': 1.6449,
  '99': 2.3263,
};

/** Levels and powers of tests as z. */
function levels(lower: string, tags: readonly Tagged[]): Facts {
  const of = (name: KindName) => {
    const index = tags.findIndex(({ may }) => may[0]?.[0] === name && may[0][1] >= 2);
    const value = tags[index]?.value;
    return value === undefined ? undefined : { value, index };
  };
  const level = of('level');
  const alpha = of('alpha');
  const power = of('power');
  const oneSided = /one[\s-]?(?:sided|tailed)|단측|한쪽 ?(?:검정|꼬리)/.test(lower);
  // "95%/80%": level and power, as tests are written down.
  const both = /(?<![\d.])(9\d(?:\.\d)?)\s?%?\s?\/\s?([789]\d)\s?%(?!\d)/d.exec(lower);
  const [zBoth, powerBoth] = [TWO_SIDED[both?.[1] ?? ''], POWERS[both?.[2] ?? '']];
  if (both !== null && zBoth !== undefined && powerBoth !== undefined) {
    const uses = [1, 2].map((group) => tags.findIndex(({ at }) => at === both.indices?.[group]?.[0]));
    return { z: said(zBoth, uses), zPower: said(powerBoth, uses) };
  }
  const percent =
    level !== undefined
      ? level.value * 100
      : alpha !== undefined && alpha.value <= 0.2
        ? 100 - alpha.value * 100 * (oneSided ? 2 : 1)
        : undefined;
  const key = percent === undefined ? undefined : String(Number(percent.toFixed(1)));
  const z = key === undefined ? undefined : TWO_SIDED[key];
  const powerKey = power === undefined ? undefined : String(Number((power.value * 100).toFixed(1)));
  const zPower = powerKey === undefined ? undefined : POWERS[powerKey];
  return {
    z:
      z !== undefined
        ? said(oneSided && level === undefined ? z : z, [level?.index ?? alpha?.index ?? -1])
        : oneSided
          ? said(1.6449)
          : usual(1.96, '95% 수준, 양측', 'a two-sided level of 95%'),
    zPower: zPower !== undefined ? said(zPower, [power?.index ?? -1]) : usual(0.8416, '검정력 80%', 'a power of 80%'),
  };
}

/** Sides of a product, matrices of adapters, a head for all keys. */
function shapes(lower: string, tags: readonly Tagged[]): Facts {
  const facts: Facts = {};
  // 412 of 500 correct
  const part = /(\d+)\s*(?:of|out of|\/|개 ?중(?:에)?|문제 ?중(?:에)?|문항 ?중(?:에)?)\s*(?:the )?(\d+)/.exec(lower);
  if (part !== null && /correct|right|pass|solved|wins?|won|success|맞|정답|성공|통과|이겼/.test(lower)) {
    const [a = 0, b = 0] = [Number(part[1]), Number(part[2])];
    const placeOf = (count: number) => tags.findIndex(({ value, at }) => value === count && at >= part.index);
    facts.hits = said(Math.min(a, b), [placeOf(Math.min(a, b))]);
    facts.items = said(Math.max(a, b), [placeOf(Math.max(a, b))]);
  }
  const sides: Partial<Record<'m' | 'n' | 'k', Fact>> = {};
  // `4096 4096 4096 gemm`: three sides in a row.
  const row = /(?<![\d.,x×])(\d{2,6})[\s,]{1,2}(\d{2,6})[\s,]{1,2}(\d{2,6})(?![\d.,]|\s?[x×])/.exec(lower);
  if (row !== null && /gemm|matmul|행렬 ?곱/.test(lower)) {
    const first = tags.findIndex(({ at }) => at === row.index);
    const [m, n, k] = tags.slice(first, first + 3).map(({ value }, index) => said(value, [first + index]));
    if (first >= 0 && m !== undefined && n !== undefined && k !== undefined) Object.assign(sides, { m, n, k });
  }
  for (const match of lower.matchAll(/((?:\b[mnk]\s*=\s*)+)/g)) {
    const end = match.index + match[0].length;
    const index = tags.findIndex(({ at }) => at >= end && at <= end + 1);
    const value = tags[index]?.value;
    if (value === undefined) continue;
    for (const [name] of match[0].matchAll(/[mnk]/g)) sides[name as 'm' | 'n' | 'k'] = said(value, [index]);
  }
  const tiles = tilesIn(lower, tags);
  const times =
    tiles.tileM !== undefined
      ? []
      : [...lower.matchAll(/(\d[\d,]*)\s*(?:x|×|by|\*|곱하기)\s*(?=\d)/g)].map(({ index }) => index);
  const isProduct =
    /gemm|gemv|matmul|matri|multipl|\bproduct|linear layer|행렬|곱|선형|\d\s*[)\]]\s*(?:@|[x×*]|times|by)/.test(lower);
  if (Object.keys(sides).length < 3 && times.length > 0) {
    const first = tags.findIndex(({ at }) => at === times[0]);
    const run = tags.slice(first, first + (times.length >= 2 ? 4 : 2));
    const [a, b, c, d] = run;
    if (isProduct && a !== undefined && b !== undefined && c !== undefined && times.length >= 2) {
      // (m x k) (k x n), or m x n x k in one go.
      const isTwo = d !== undefined && b.value === c.value && (times[1] ?? 0) > b.at;
      const uses = run.slice(0, isTwo ? 4 : 3).map((_, index) => first + index);
      facts.m = said(a.value, uses);
      facts.k = said(isTwo ? b.value : c.value, uses);
      facts.n = said(isTwo ? d.value : b.value, uses);
    } else if (a !== undefined && b !== undefined && a.value >= 64 && b.value >= 64) {
      facts.matrixIn = said(a.value, [first, first + 1]);
      facts.matrixOut = said(b.value, [first, first + 1]);
      const rows = tags.findIndex(({ may }) =>
        may.some(([kind, s]) => (kind === 'batch' || kind === 'tokens') && s >= 2),
      );
      const m = tags[rows]?.value ?? (/gemv|matrix[\s-]vector|행렬[\s-]?벡터/.test(lower) ? 1 : undefined);
      if (m !== undefined && (isProduct || rows < 0)) {
        facts.m = said(m, [rows]);
        facts.k = said(a.value, [first, first + 1]);
        facts.n = said(b.value, [first, first + 1]);
      }
    }
  }
  Object.assign(facts, sides);
  Object.assign(facts, squareIn(lower, tags), tiles, variantsIn(lower, tags));
  const matrices = matricesIn(lower);
  if (matrices > 0) facts.matrices = said(matrices);
  if (
    /(?:reg(?:ister)?s?|레지스터)[^,.]{0,14}(?:널널|충분|여유|넉넉|무제한|plenty|not (?:the|a) (?:limit|constraint)|no (?:limit|constraint|issue)|are fine)/.test(
      lower,
    )
  )
    facts.registers = said(32);
  if (/\bmqa\b|multi-query/.test(lower)) facts.kvHeads = said(1);
  if (/\bdgx|\bhgx/.test(lower)) facts.cardsPerNode = usual(8, '노드마다 8장', 'eight cards a node');
  return facts;
}

const LEAST_SIDE = 8;
const placeAt = (tags: readonly Tagged[], at: number): number => tags.findIndex((tag) => tag.at === at);

/** `two square matrices of side 4096`, `4096 정방행렬 둘`. */
function squareIn(lower: string, tags: readonly Tagged[]): Facts {
  const found =
    /square\s[a-z\s]{0,24}?(?:matri\w+)[^\d.?!]{0,20}(\d+)/d.exec(lower) ??
    /(\d+)\s?(?:차|크기)?(?:의|짜리)? ?정(?:방|사각) ?행렬/d.exec(lower) ??
    /정(?:방|사각) ?행렬[^\d.?!]{0,12}(\d+)/d.exec(lower);
  const at = found?.indices?.[1]?.[0];
  const index = at === undefined ? -1 : placeAt(tags, at);
  const side = tags[index]?.value;
  if (side === undefined || side < LEAST_SIDE) return {};
  return { m: said(side, [index]), n: said(side, [index]), k: said(side, [index]) };
}

/** A length and the longer one that rows are filled up to. */
function paddedIn(lower: string, tags: readonly Tagged[]): Facts {
  if (!PADDED.test(lower)) return {};
  const lengths = tags.flatMap(({ dimension, value, per, may }, index) =>
    (dimension === 'tokens' || dimension === 'bare') &&
    value >= LEAST_LENGTH &&
    !per.includes('second') &&
    may.some(([name]) => LENGTHS.has(name))
      ? [{ value, index }]
      : [],
  );
  const [one, other, third] = lengths;
  if (one === undefined || other === undefined || third !== undefined || one.value === other.value) return {};
  const [short, long] = one.value < other.value ? [one, other] : [other, one];
  return { tokensPerItem: said(short.value, [short.index]), paddedTo: said(long.value, [long.index]) };
}
const LEAST_LENGTH = 16;
const LENGTHS: ReadonlySet<KindName> = new Set<KindName>(['tokensPerItem', 'context', 'paddedTo', 'inTokens']);

/** A result and the tiles that it is cut into, each by its two sides. */
function tilesIn(lower: string, tags: readonly Tagged[]): Facts {
  if (!TILED.test(lower)) return {};
  const pairs = [...lower.matchAll(/(\d+)\s*[x×]\s*(\d+)/dg)].map(({ index, indices, 0: all }) => ({
    ...{ at: index, end: index + all.length },
    places: [indices?.[1]?.[0] ?? -1, indices?.[2]?.[0] ?? -1].map((at) => placeAt(tags, at)),
  }));
  const isTile = ({ at, end }: { at: number; end: number }): boolean =>
    /(?:tiles?|타일)(?: size| ?크기)?(?: of|:| =|은|는|이)? ?$/.test(lower.slice(Math.max(0, at - 20), at)) ||
    /^\s?(?:\w{1,6} )?(?:tiles?|타일)/.test(lower.slice(end));
  const [tile] = pairs.filter(isTile);
  const [whole] = pairs.filter((pair) => !isTile(pair));
  if (tile === undefined || whole === undefined || pairs.length !== 2) return {};
  const fact = (index: number | undefined, uses: readonly number[]): Fact => said(tags[index ?? -1]?.value ?? 0, uses);
  return {
    ...{ m: fact(whole.places[0], whole.places), n: fact(whole.places[1], whole.places) },
    ...{ tileM: fact(tile.places[0], tile.places), tileN: fact(tile.places[1], tile.places) },
  };
}

/** How many settings are compared, each by runs of its own. */
/** Operations for each parameter and token where the question gives the formula, `8ND rather than 6ND`; and what a group keeps beside its weights. */
function toldIn(all: string): Facts {
  const told = [...all.matchAll(/(?<![\w.])(\d)\s?[·*x]?\s?n\s?[·*x]?\s?d\b/g)].filter(
    ({ index }) =>
      !/(?:rather than|instead of|not|than|대신)\s(?:the\s)?(?:usual\s)?$/.test(
        all.slice(Math.max(0, index - 24), index),
      ),
  );
  const factor = Number(told[0]?.[1]);
  const scale =
    /(?:fp|bf|float)(8|16|32)\s(?:scale|스케일)/.exec(all)?.[1] ??
    /(\d+)[\s-]?(?:bit|비트)\s(?:scale|스케일)/.exec(all)?.[1];
  const zero = /(\d+)[\s-]?(?:bit|비트)\s(?:zero|제로|영점)/.exec(all)?.[1];
  return {
    ...(Number.isFinite(factor) && factor !== 6 && told.length > 0 ? { flopsFactor: said(factor) } : {}),
    ...(scale !== undefined && zero !== undefined ? { scaleBits: said(Number(scale) + Number(zero)) } : {}),
  };
}

function variantsIn(lower: string, tags: readonly Tagged[]): Facts {
  const found =
    /(\d+)\s(?:(?!seed|run)[a-z]+\s)?(?:variants?|settings?|configs?|configurations?|recipes?|optimi[sz]ers?|schedules?|architectures?|learning rates?|methods?|candidates?|datasets?|mixtures?|ablations?)\b/d.exec(
      lower,
    ) ??
    /(?:설정|조건|구성|레시피|옵티마이저|혼합|조합|방법|변형|후보|아키텍처|데이터셋|스케줄|학습률)(?:을|를|은|이|가)?\s?(\d+)\s?(?:개|가지|종|벌)/d.exec(
      lower,
    );
  const at = found?.indices?.[1]?.[0];
  const index = at === undefined ? -1 : placeAt(tags, at);
  const value = tags[index]?.value;
  return value === undefined || value < 2 ? {} : { variants: said(value, [index]) };
}

/** Two losses, what was spent for each, and what is to be spent: `3.1 after 10B tokens, 2.8 after 40B`. */
function pointsIn(lower: string, tags: readonly Tagged[]): Facts {
  if (!POWER_LAW.test(lower) || !OF_RUNS.test(lower)) return {};
  const all = tags.map((tag, index) => ({ ...tag, index }));
  const spent = all.filter(
    ({ dimension, value, scale }) => (SPENT.has(dimension) || (dimension === 'bare' && scale !== '')) && value >= 1e3,
  );
  const losses = all.filter(
    ({ dimension, value }) => (dimension === 'bare' || dimension === 'nats') && value > 0 && value < MOST_LOSS,
  );
  const isFloor = ({ at, end }: Tagged): boolean =>
    FLOOR.test(
      lower
        .slice(Math.max(0, at - 26), at)
        .split(/[.?!;]\s|,\s/)
        .at(-1) ?? '',
    ) ||
    /^\s?(?:\w+ )?(?:floor|asymptote|irreducible|(?:을|를|이|가)? ?(?:바닥|점근))/.test(lower.slice(end, end + 24));
  const floor = losses.find(isFloor);
  const [one, other, third] = losses.filter((loss) => loss !== floor);
  const [first, second, then, fourth] = spent;
  if (one === undefined || other === undefined || third !== undefined) return {};
  if (first === undefined || second === undefined || then === undefined || fourth !== undefined) return {};
  return {
    ...{ lossFirst: said(one.value, [one.index]), lossSecond: said(other.value, [other.index]) },
    ...(floor === undefined ? {} : { lossFloor: said(floor.value, [floor.index]) }),
    ...{ spentFirst: said(first.value, [first.index]), spentSecond: said(second.value, [second.index]) },
    spentThen: said(then.value, [then.index]),
  };
}
/** Other things fall by a power law too. */
const OF_RUNS = /loss|nats|tokens?\b|flops?\b|\bsteps?\b|perplexity|손실|로스|토큰|스텝|학습/;
const SPENT: ReadonlySet<Tagged['dimension']> = new Set<Tagged['dimension']>(['tokens', 'large', 'flops', 'steps']);
const FLOOR = /floor|bottoms?\b|irreducible|asymptot|limit|converg|바닥|점근|하한|수렴/;
const MOST_LOSS = 20;

/** Shares of domains before and after, and the loss in each: as many numbers of each. */
function mixtureIn(lower: string, tags: readonly Tagged[]): Facts {
  // Losses of money are none of a model.
  const isMoney = tags.some(({ dimension }) => dimension === 'large' || dimension === 'USD' || dimension === 'KRW');
  if (!/loss|로스|손실/.test(lower) || isMoney) return {};
  const plain = tags
    .map(({ value, dimension, at, end }, index) => ({ value, dimension, at, end, index }))
    .filter(({ dimension }) => dimension === 'bare' || dimension === 'share' || dimension === 'nats');
  const sum = (row: typeof plain): number => row.reduce((all, { value }) => all + value, 0);
  /** Percents that come to all, or numbers of a ratio: `70, 30`, `2:8`. */
  const areShares = (row: typeof plain): boolean =>
    row.every(({ dimension }) => dimension === 'share')
      ? Math.abs(sum(row) - 1) < 0.001
      : Math.abs(sum(row) - 100) < 0.1 || isRatio(row, lower);
  const mean = (shares: typeof plain, losses: typeof plain): number =>
    shares.reduce((all, { value }, place) => all + (value / sum(shares)) * (losses[place]?.value ?? 0), 0);
  const uses = (...rows: (typeof plain)[]): number[] => rows.flat().map(({ index }) => index);
  for (const [sets, asks] of [
    [3, true],
    [2, false],
  ] as const) {
    const count = plain.length / sets;
    if (!Number.isInteger(count) || count < 2) continue;
    const rows = Array.from({ length: sets }, (_, set) => plain.slice(set * count, (set + 1) * count));
    const shares = rows.filter(areShares);
    const [losses] = rows.filter(
      (row) => !areShares(row) && row.every(({ value, dimension }) => value < MOST_LOSS && dimension !== 'share'),
    );
    const [before, after] = shares;
    if (shares.length !== sets - 1 || losses === undefined || before === undefined) continue;
    const first = { meanLossBefore: said(mean(before, losses), uses(before, losses)) };
    return asks && after !== undefined
      ? { ...first, meanLossAfter: said(mean(after, losses), uses(after, losses)) }
      : first;
  }
  return {};
}

/** Whether nothing but a sign of ratio parts some numbers. */
const isRatio = (row: readonly { at: number; end: number }[], lower: string): boolean =>
  row.every(({ at }, index) => {
    const before = row[index - 1];
    return before === undefined || /^\s?(?::|\/|대)\s?$/.test(lower.slice(before.end, at));
  });

/** One number of a thing and the next, `0.45에서 0.38로`, `from 12 to 9 ms`. */
function changedIn(lower: string, tags: readonly Tagged[]): Facts {
  const pairs = tags.flatMap((tag, index) => {
    const next = tags[index + 1];
    return next !== undefined &&
      (next.dimension === tag.dimension || next.dimension === 'bare') &&
      /^\s*(?:(?:down|up)\s)?(?:to|→|->|=>|에서)\s*$/.test(lower.slice(tag.end, next.at))
      ? [{ was: said(tag.value, [index]), now: said(next.value, [index + 1]) }]
      : [];
  });
  return pairs.length === 1 ? (pairs[0] ?? {}) : {};
}

/** Amounts of several sources and their shares: the amount and the share of the source that is asked for by name, `400B of web, 60B of code, 70/30`. */
function sourceIn(lower: string, tags: readonly Tagged[]): Facts {
  if (!/epoch|times|repeat|에폭|에포크|몇 ?번|바퀴|반복/.test(lower)) return {};
  const all = tags.map((tag, index) => ({ ...tag, index }));
  const isAmount = ({ dimension, value }: Tagged): boolean =>
    (dimension === 'tokens' || dimension === 'large') && value >= LEAST_SOURCE;
  // "5% is math, the math corpus is 12B": of one name.
  for (const share of all.filter(({ dimension }) => dimension === 'share')) {
    const names = namesAround(lower, share).filter((name) => lower.split(name).length > 2);
    const amount = all.find((one) => isAmount(one) && namesAround(lower, one).some((name) => names.includes(name)));
    if (amount !== undefined && all.filter(isAmount).length > 1)
      return { uniqueTokens: said(amount.value, [amount.index]), mixShare: said(share.value, [share.index]) };
  }
  for (let first = 0; first + 1 < all.length; first += 1)
    for (let count = MOST_SOURCES; count >= 2; count -= 1) {
      const shares = all.slice(first, first + count);
      const sum = shares.reduce((total, { value }) => total + value, 0);
      const isAll = shares.every(({ dimension }) => dimension === 'share')
        ? Math.abs(sum - 1) < 0.001
        : shares.every(({ dimension }) => dimension === 'bare') && isRatio(shares, lower);
      const amounts = all.filter((tag) => isAmount(tag) && (tag.index < first || tag.index >= first + count));
      if (shares.length < count || !isAll || amounts.length < count) continue;
      for (let from = 0; from + count <= amounts.length; from += 1) {
        const run = amounts.slice(from, from + count);
        const asked = run.findIndex(({ end }, place) => {
          const [, name] = NAME_OF.exec(lower.slice(end, run[place + 1]?.at ?? end + 24)) ?? [];
          return name !== undefined && lower.lastIndexOf(name) > (tags.at(-1)?.end ?? 0);
        });
        const [amount, share] = [run[asked], shares[asked]];
        if (amount === undefined || share === undefined) continue;
        const places = (rows: readonly { index: number }[]): number[] => rows.map(({ index }) => index);
        return { uniqueTokens: said(amount.value, places(run)), mixShare: said(share.value / sum, places(shares)) };
      }
    }
  return {};
}
/** Nouns in the part of a sentence in which a number stands. */
const namesAround = (lower: string, { at, end }: { at: number; end: number }): string[] =>
  `${lower.slice(0, at).split(PART).at(-1) ?? ''} ${lower.slice(end).split(PART)[0] ?? ''}`
    .split(/[^a-z가-힣]+/)
    .map((word) => word.replace(/(?:은|는|이|가|을|를|의|로|으로|도)$/, ''))
    .filter((word) => /^[a-z]{3,}$|^[가-힣]{2,}$/.test(word) && !NO_NAME.test(word));
const PART = /[,;.?!]\s|\sand\s|(?:고|인데|이며|는데)\s/;
const NO_NAME =
  /^(?:tokens?|data|corpus|total|only|the|and|with|unique|train\w*|run|mix\w*|budget|share|토큰|데이터|전체|학습|비중|비율|예산|있|밖에|없)/;
const [MOST_SOURCES, LEAST_SOURCE] = [5, 1e7];
const NAME_OF =
  /^\s*(?:(?:unique|distinct|clean|high-quality|raw)\s)*(?:tokens?\s)?(?:of\s|in\s)?(?:unique\s|clean\s)?([a-z]{3,}|[가-힣]{2,})/;

const MOST_HEADS = 256;
const TIMES = /times|factor|몇 ?배/;
/** Heads and bytes of two caches. */
function cachesIn(lower: string, tags: readonly Tagged[]): Facts {
  if (!/\bkv\b|cache|캐시/.test(lower)) return {};
  const isHeads = (index: number): boolean => tags[index]?.dimension === 'heads';
  /** `from 32 to 8 KV heads`, `16개에서 8개`. */
  const isBeside = (index: number, other: number): boolean => {
    const [a, b] = [tags[Math.min(index, other)], tags[Math.max(index, other)]];
    if (a === undefined || b === undefined || tags[index]?.dimension !== 'bare' || !isHeads(other)) return false;
    return /^\s?(?:개|heads?)?\s?(?:to|→|->|=>|에서|vs\.?|against)\s?$/.test(lower.slice(a.end, b.at));
  };
  const heads = tags.flatMap(({ dimension, value, may }, index) =>
    dimension === 'heads' ||
    isBeside(index, index + 1) ||
    isBeside(index, index - 1) ||
    may.some(([name, score]) => name === 'kvHeads' && score >= 2)
      ? [{ value, index }]
      : [],
  );
  const single = heads[0];
  const counts = tags.flatMap(({ dimension, value }, index) =>
    dimension === 'bare' && Number.isInteger(value) && value <= MOST_HEADS ? [{ value, index }] : [],
  );
  // "40 KV heads by 10": the other count needs no noun where it is the only one.
  const [count] = counts;
  if (single !== undefined && heads.length === 1 && counts.length === 1 && count !== undefined && TIMES.test(lower))
    heads.push(count);
  heads.sort((a, b) => a.index - b.index);
  const [one, other, third] = heads;
  if (one === undefined || other === undefined || third !== undefined || one.value === other.value) return {};
  const bits = [
    ...formatsIn(lower),
    ...tags.flatMap(({ dimension, value, at, end }) => (dimension === 'bits' ? [{ bits: value, at, end }] : [])),
  ]
    .sort((a, b) => a.at - b.at)
    .filter(({ at }, index, all) => index === 0 || at >= (all[index - 1]?.end ?? 0));
  const [before, after = before] = bits;
  const isSwapped =
    before !== undefined &&
    after !== undefined &&
    /instead of|rather than|대신/.test(lower.slice(before.end, after.at + 1));
  const [was, is] = isSwapped ? [after, before] : [before, after];
  const isTurned = /than|instead of|대신|보다/.test(lower) && one.value < other.value;
  const [from, to] = isTurned ? [other, one] : [one, other];
  const places = tags.flatMap(({ dimension }, index) => (dimension === 'bits' ? [index] : []));
  return {
    ...{ oldKvHeads: said(from.value, [from.index]), newKvHeads: said(to.value, [to.index]) },
    ...(was === undefined || is === undefined
      ? {
          oldKvB: usual(2, '두 캐시 모두 16비트', 'both caches in 16 bits'),
          newKvB: usual(2, '두 캐시 모두 16비트', 'both caches in 16 bits'),
        }
      : { oldKvB: said(was.bits / 8, places), newKvB: said(is.bits / 8, places) }),
  };
}

const MATRICES: readonly RegExp[] = [
  /(?<![a-z])(?:q|query|쿼리)(?![a-z])/,
  /(?<![a-z])(?:k|key|키)(?![a-z가-힣])/,
  /(?<![a-z])(?:v|value|밸류)(?![a-z])/,
  /(?<![a-z])(?:o|output|출력)(?![a-z])/,
  /(?<![a-z])(?:gate|게이트)(?![a-z])/,
  /(?<![a-z])up(?![a-z])/,
  /(?<![a-z])down(?![a-z])/,
];

/** How many matrices of a layer adapters are put on, where they are named one by one: `q_proj, v_proj`, `query와 value`. */
export function matricesIn(lower: string): number {
  if (!/lora|adapter|어댑터|로라/.test(lower)) return 0;
  if (/(?<![a-z])qkvo(?![a-z])/.test(lower)) return 4;
  if (/(?<![a-z])qkv(?![a-z])/.test(lower)) return /(?<![a-z])o(?:_proj| proj|utput)?(?![a-z])/.test(lower) ? 4 : 3;
  if (/(?<![a-z])qv(?![a-z])/.test(lower)) return 2;
  const plain = lower.replaceAll(
    /[_-]proj(?:ection)?s?|kv[\s_-]*(?:heads?|cache|헤드|캐시)|(?:query|key|q|k)[\s_-]*(?:heads?|헤드)/g,
    ' ',
  );
  const list =
    /(?<![a-z])(?:q|query|쿼리|k|key|v|value)\s*(?:[,/&+·]|and |와|과|랑|하고|(?=\s(?:k|v|o)\s(?:v|o)(?![a-z]))).{0,60}/.exec(
      plain,
    )?.[0] ?? '';
  const count = MATRICES.filter((name) => name.test(list)).length;
  return count > 1 ? count : 0;
}

/** Links by their names, bytes a second in one direction. */
const LINKS: readonly (readonly [RegExp, number, string])[] = [
  [/pcie?[\s-]*(?:gen)?[\s-]*5(?:\.0)?|pcie 5/, 63e9, 'PCIe 5 x16, 63 GB/s'],
  [/pcie?[\s-]*(?:gen)?[\s-]*4(?:\.0)?|pcie 4/, 31.5e9, 'PCIe 4 x16, 31.5 GB/s'],
  [/pcie?[\s-]*(?:gen)?[\s-]*3(?:\.0)?|pcie 3/, 15.75e9, 'PCIe 3 x16, 15.75 GB/s'],
  [/\bxdr\b/, 100e9, 'XDR, 100 GB/s'],
  [/\bndr(?:[\s-]?400)?\b/, 50e9, 'NDR, 50 GB/s'],
  [/\bhdr(?:[\s-]?200)?\b/, 25e9, 'HDR, 25 GB/s'],
  [/\bedr\b/, 12.5e9, 'EDR, 12.5 GB/s'],
];
function linksIn(lower: string, tags: readonly Tagged[]): Facts {
  if (tags.some(({ dimension, value }) => dimension === 'bytes/s' && value < 1e12)) return {};
  const named = LINKS.filter(([says]) => says.test(lower));
  const [link] = named;
  return link === undefined || named.length > 1 ? {} : { link: usual(link[1], link[2], link[2]) };
}

/** One card of several, where the question says that it is about one. */
function oneCard(asking: string, tags: readonly Tagged[]): Facts {
  // Of what is shared out one card is a part.
  const isShared =
    tags.some(({ dimension, value }) => dimension === 'cards' && value > 1) &&
    /\bzero\b|zero[\s_-]|fsdp|shard|split|spread|across|나눠|나누|쪼개|분산|샤딩/.test(asking);
  return isShared
    ? {}
    : /(?:딱|단|오직|겨우|달랑|§|gpu|카드) ?한 ?(?:장|대)(?:에서|으로|로|만)|(?:just|only|a single) (?:one |1 )?(?:§|gpu|card)|한 ?장(?:으로|만|(?:에서?|에다) ?(?:만 )?(?:다 )?(?:올|돌리|돌려|돌릴|띄|넣|얹|로드|서빙|들어))|(?:on|with|using) (?:just |only )?(?:one|1|a single) (?:of (?:them|these|those)|card|gpu|§)/.test(
          asking,
        )
      ? { cards: said(1) }
      : {};
}

/** What is usual for a kind, and silent: that nothing else is shared, lost or repeated. */
export const SILENT: ReadonlySet<KindName> = new Set<KindName>([
  ...([
    'bandwidthShare',
    'cards',
    'accumulation',
    'otherBytes',
    'epochs',
    'memoryShare',
    'batch',
    'linkShare',
    'pue',
    'lost',
  ] as const),
  ...([
    'chunks',
    'shared',
    'lrFloor',
    'warmupSteps',
    'slots',
    'tp',
    'pp',
    'dp',
    'microBatch',
    'replicas',
    'scaleBits',
  ] as const),
]);

/** A default in words. */
export function inWords(name: KindName, value: number): Words {
  const { ko, en } = KINDS[name];
  switch (name) {
    case 'bits':
      return { ko: `가중치 ${value}비트`, en: `${value}-bit weights` };
    case 'mfu':
      return { ko: `MFU ${value * 100}%`, en: `an MFU of ${value * 100}%` };
    case 'kvB':
      return { ko: `값 하나에 ${value}바이트`, en: `${value} bytes a value` };
    case 'tokensPerParam':
      return { ko: '파라미터당 20토큰', en: '20 tokens a parameter' };
    case 'utilization':
      return { ko: '이용률 100%', en: 'a utilisation of 100%' };
    case 'share':
      return { ko: '정답률 50%(가장 큰 경우)', en: 'a score of 50%, the worst case' };
    case 'registers':
      return { ko: '레지스터는 한도가 아님', en: 'registers are not the limit' };
    case 'cards':
      return { ko: '카드 한 장', en: 'one card' };
    case 'batch':
    case 'microBatch':
      return { ko: '배치 1', en: 'a batch of one' };
    default:
      return { ko: `${ko} ${value}`, en: `${en} ${value}` };
  }
}

import type { Kind, KindName } from './kinds.ts';
import { KIND_NAMES, kindOf } from './kinds.ts';
import type { Dimension, Measure, Per } from './measures.ts';
import { isListed, measuresIn } from './measures.ts';

/** A number with what it may be, the likeliest first. */
export interface Tagged extends Measure {
  may: readonly (readonly [KindName, number])[];
}

const namesFor = (dimension: Dimension): KindName[] =>
  KIND_NAMES.filter((name) => kindOf(name).dimensions.includes(dimension));
const LEVELS: ReadonlySet<number> = new Set([0.9, 0.95, 0.99]);
const INTERVAL = /\bci\b|confiden|interval|margin|plus|±|within|신뢰|구간|오차/;
const EACH: ReadonlySet<Per> = new Set<Per>(['each', 'card', 'replica', 'node']);
const FAMILIES: readonly RegExp[] = [/weight|가중치/, /grad|그래디|기울기/, /optim|adam|moment|옵티/];
const REACH = 64;
const STRONG = 2.2;
const STOP = /[,.;:!?()]\s|[;!?()\n]|(?<![a-z\d])\d|[,.]$/;
/** After a particle another phrase begins: in `7B를 토큰 2조개로` tokens are not what 7B counts. */
/** What follows one of these belongs to the next number. */
const JOINT = /\s(?:and|but|while|then|so|plus|with|over|at|on|using|when|if|because)\s/;
const PARTICLE = /^(?:짜리)?(?:을|를|은|는|이|가|로|으로|에서|에(?! ?(?:한|1) ?번)|와|과|랑|도|면|이면|인데|고|이고)\s/;
/** Below this a number is not taken for one of a kind. */
const LEAST = -0.4;
/** The same for a number whose unit says nothing. */
const LEAST_PLAIN = 1;
const isPlain = ({ dimension }: Measure): boolean =>
  dimension === 'bare' || dimension === 'large' || dimension === 'share';

/** Numbers of a text and what each may be, by its unit, by what it is counted for and by the words beside it. */
export function tagged(text: string): Tagged[] {
  const lower = text.toLowerCase();
  const measures = withScores(measuresIn(text), lower);
  return alone(
    inPairs(
      inherited(measures, lower, (measure, index) => ({
        ...measure,
        may: namesFor(measure.dimension)
          .map(
            (name) =>
              [
                name,
                score(
                  measure,
                  kindOf(name),
                  lower,
                  endBefore(measures, index, lower),
                  measures[index + 1]?.at ?? lower.length,
                ),
              ] as const,
          )
          .filter(([, found]) => found >= (isPlain(measure) ? LEAST_PLAIN : LEAST))
          .sort(([, a], [, b]) => b - a)
          // The price of all is none of one card.
          .filter(([name], _, all) => !(name === 'hourUsd' && all[0]?.[0] === 'allHourUsd')),
      })),
      lower,
    ),
  );
}

/** Of "from 8 to 64" the second is what the first is. */
function inherited(
  measures: readonly Measure[],
  lower: string,
  tagOf: (measure: Measure, index: number) => Tagged,
): Tagged[] {
  const all = measures.map(tagOf);
  return all.map((tag, index) => {
    const before = all[index - 1];
    const isNext =
      before !== undefined &&
      isPlain(tag) &&
      isPlain(before) &&
      /^\s?(?:to|→|->|=>|에서|부터)\s?$/.test(lower.slice(before.end, tag.at));
    // "16 users at 4k each. If I cut everybody to 2k?": what it becomes is what it was.
    const former = isTurned(tag, lower)
      ? all
          .slice(0, index)
          .findLast(
            ({ dimension, scale, may }) =>
              dimension === tag.dimension && scale === tag.scale && scale !== '' && (may[0]?.[1] ?? 0) >= STRONG,
          )
      : undefined;
    // "from 64 to 256 GPUs": what the second counts the first does.
    const after = all[index + 1];
    if (
      after !== undefined &&
      isPlain(tag) &&
      tag.may.length === 0 &&
      !isPlain(after) &&
      /\bfrom\s$/.test(lower.slice(0, tag.at)) &&
      /^\s?(?:to|→|->)\s?$/.test(lower.slice(tag.end, after.at))
    )
      return { ...tag, dimension: after.dimension, may: after.may };
    if (former !== undefined && (tag.may[0]?.[1] ?? 0) < STRONG) return { ...tag, may: former.may };
    return isNext && tag.may.length === 0
      ? { ...tag, may: before.may.map(([name, score]) => [name, score - 0.2]) }
      : tag;
  });
}

/** Whether a number is what another becomes. */
const isTurned = ({ at, end }: Measure, lower: string): boolean =>
  /\b(?:cut|drop|go|lower|reduce|shrink|raise|bump|move|switch|limit|cap)\b[^.?!\d]{0,24}\b(?:to|at)\s$/.test(
    lower.slice(Math.max(0, at - 44), at),
  ) || /^\s?(?:으로|로)\s?(?:줄|늘|바꾸|낮추|내리|올리|제한)/.test(lower.slice(end, end + 12));

const SCORED = /score|accura|\bacc\b|\bwin rate|pass(?:ed|@| rate)|benchmark|정확도|정답률|점수|승률|통과율|벤치/;
/** "4k sequences" are 4k long. */
const isLength = ({ dimension, scale, value }: Measure): boolean =>
  (dimension === 'sequences' || dimension === 'items') && scale === 'k' && Number.isInteger(Math.log2(value / 1000));
/** "mfu는 42", "utilization around 40": what is always a share, without its sign. */
const isPercent = ({ dimension, value, at, end, per }: Measure, lower: string): boolean =>
  dimension === 'bare' &&
  value > 1 &&
  value <= 100 &&
  per.length === 0 &&
  !/^\s[a-z]{3,}(?!\s?,)/.test(lower.slice(end)) &&
  /(?:\bmfu|\bhfu|\bmbu|utili[sz]ation|acceptance(?: rate)?|이용률|활용률|사용률|가동률|채택률|수락률)(?:은|는|이|가|을|를)?\s?(?:is|was|of|at|=|:|~|about|around|roughly|약|한|대충)?\s?(?:about |around )?$/.test(
    lower.slice(Math.max(0, at - 34), at),
  );
const SPREAD = /표준 ?편차|standard dev|\bstd\b|sigma|σ/;
/** "78.2 vs 75.2" where scores are told: a percent without its sign. */
function withScores(measures: Measure[], lower: string): Measure[] {
  const hasPercent = measures.some(({ dimension }) => dimension === 'share' || dimension === 'points');
  const decimals = measures.filter(
    ({ dimension, value }) => dimension === 'bare' && value > 10 && value < 100 && !Number.isInteger(value),
  );
  const isScored = SCORED.test(lower) && (hasPercent || decimals.length > 1);
  // Beside a plain standard deviation points are no hundredths.
  const inPoints = measures.some(
    ({ dimension, at }) => dimension === 'points' && SPREAD.test(lower.slice(Math.max(0, at - 44), at)),
  );
  const isPlainScale = SPREAD.test(lower) && !inPoints && !/%|percent|퍼센트|정확도|accura/.test(lower);
  return measures.map((measure) =>
    isLength(measure)
      ? { ...measure, dimension: 'tokens' }
      : isPercent(measure, lower)
        ? { ...measure, dimension: 'share', value: measure.value / 100 }
        : isPlainScale && measure.dimension === 'points'
          ? { ...measure, dimension: 'bare', value: measure.value * 100 }
          : isScored &&
              measure.dimension === 'bare' &&
              measure.per.length === 0 &&
              measure.value > 10 &&
              measure.value < 100 &&
              (!Number.isInteger(measure.value) ||
                /(?:score[ds]?|accuracy|vs\.?|versus|정확도|점수|claims?)(?:는|가|이|은)?\s?$/.test(
                  lower.slice(0, measure.at),
                ))
            ? { ...measure, dimension: 'share', value: measure.value / 100 }
            : measure,
  );
}

/** Of several numbers that are first of all of one kind the likeliest is; the others are the next thing that they may be. */
function alone(all: Tagged[]): Tagged[] {
  const best = new Map<KindName, { index: number; score: number }>();
  all.forEach(({ may }, index) => {
    const [name, found = 0] = may[0] ?? [];
    if (name === undefined) return;
    // One of something is hardly a count.
    const score = found - (all[index]?.value === 1 ? 3 : 0);
    if (score > (best.get(name)?.score ?? Number.NEGATIVE_INFINITY)) best.set(name, { index, score });
  });
  return all.map((tag, index) => {
    const [first, second] = tag.may;
    const isTaken =
      first !== undefined &&
      best.get(first[0])?.index !== index &&
      all[best.get(first[0])?.index ?? -1]?.value !== tag.value;
    return isTaken && ((second !== undefined && second[1] >= 1) || tag.value === 1)
      ? {
          ...tag,
          may:
            tag.value === 1 || first === undefined || second === undefined
              ? tag.may.slice(1)
              : after(first, second, tag.may),
        }
      : tag;
  });
}

/** The first after the second: it may still be what the question needs. */
const after = (first: Role, second: Role, all: readonly Role[]): Role[] => [
  second,
  [first[0], Math.min(first[1], second[1]) - 0.3],
  ...all.slice(2),
];
type Role = readonly [KindName, number];

function endBefore(measures: readonly Measure[], index: number, text: string): number {
  const before = measures.slice(0, index).findLast(({ value, dimension }) => !(value === 1 && dimension !== 'bare'));
  if (before === undefined) return 0;
  // "two sequences of 4096 tokens": what is counted first says what the second is of.
  const isOf =
    before.end < (measures[index]?.at ?? 0) &&
    /^(?: (?:of|at) (?:about |up to )?| x )$/.test(text.slice(before.end, measures[index]?.at));
  return isOf ? before.at + (/^[\d.,]*/.exec(text.slice(before.at))?.[0].length ?? 0) : before.end;
}

/** What is only ever counted. */
const WHOLE: ReadonlySet<Dimension> = new Set<Dimension>([
  ...([
    'replicas',
    'nodes',
    'layers',
    'heads',
    'runs',
    'sequences',
    'stages',
    'micro-batches',
    'steps',
    'matrices',
  ] as const),
]);

function score(measure: Measure, kind: Kind, lower: string, from: number, to: number): number {
  const { value, at, end, dimension, per } = measure;
  if (kind.must === true && !(kind.per?.some((one) => measure.per.includes(one)) ?? false))
    return Number.NEGATIVE_INFINITY;
  if (kind.only?.test(lower) === false) return Number.NEGATIVE_INFINITY;
  // Without words or a thing that it is counted for it is only ever asked for, or found by what stands around it.
  if (kind.words === undefined && kind.per === undefined) return Number.NEGATIVE_INFINITY;
  if (WHOLE.has(kind.dimensions[0] ?? 'bare') && !(value >= 1 && Number.isInteger(value)))
    return Number.NEGATIVE_INFINITY;
  if (value < (kind.least ?? 0) || value > (kind.most ?? Number.POSITIVE_INFINITY)) return Number.NEGATIVE_INFINITY;
  const others: readonly Per[] = per.filter((one) => one !== 'second');
  const isFor = kind.per === undefined ? null : kind.per.some((one) => others.includes(one));
  // One of something is a word and parts nothing: "the MTBF of 1 GPU is 40000 hours".
  const before = lower.slice(Math.max(from, at - REACH), at).replaceAll(/(?<![\d.,])1 (?=[a-z§])/g, 'one ');
  const after = isListed(lower, at, end) ? '' : lower.slice(end, Math.min(to, end + REACH));
  // The unit itself is a word beside it: "32 layers".
  const own = lower.slice(at, end).replace(/^[$₩\s]*[\d.,]*(?:e[+-]?\d+)?\s*/, '');
  const byWords =
    kind.words === undefined
      ? 0
      : Math.max(
          nearness(before, kind.words, 'before'),
          nearness(after, kind.words, 'after'),
          own !== '' && kind.words.test(own) && dimension !== 'large' ? 3 : 0,
        );
  const machine =
    dimension === 'bytes/s' ||
    dimension === 'flop/s' ||
    dimension === 'W' ||
    dimension === 'USD' ||
    (dimension === 'bytes' && kind.least === 1e9);
  const strange = others.filter((one) => one !== 'each' && !(machine && (one === 'card' || one === 'node')));
  const byPer =
    isFor === true
      ? 3.5
      : isFor === false
        ? byWords >= 2.5
          ? 0
          : byWords >= 1
            ? -0.5
            : -1.5
        : strange.length > 0
          ? -1.2
          : 0;
  const isOwn = kind.dimensions[0] === dimension;
  // 16 bytes a parameter of weights, gradients and optimizer are those of all together.
  const isAll =
    others.includes('parameter') &&
    kind.words !== undefined &&
    FAMILIES.filter((family) => family.test(lower.slice(end, end + 60).split(/\.\s/)[0] ?? '')).length > 1;
  const isOther =
    kind.not !== undefined &&
    (kind.not.test(partOf(before, 'before')) || kind.not.test(partOf(after, 'after').slice(0, 14)));
  return (
    (kind.prior ?? 0) +
    (kind.scales?.test(measure.scale) === true && dimension === 'large' ? 1 : 0) +
    byPer +
    byWords * (kind.weight ?? 1) +
    (kind.usual === undefined || dimension === 'bare'
      ? 0
      : value >= kind.usual[0] && value <= kind.usual[1]
        ? 0.4
        : -1) +
    (kind.sole?.test(lower) === true && byWords === 0 && dimension === 'bare' ? 2 : 0) +
    // A rate is what is written as 3e-4.
    (kind.most === 1 && kind.least === 1e-9 && value <= 0.02 && /e-/.test(lower.slice(at, end)) ? 2.4 : 0) +
    (isAll || (kind.whole === true && others.some((one) => EACH.has(one))) ? -3 : 0) +
    // 7B beside 300B tokens are no tokens; 95% of a test is its level.
    (dimension === 'large' &&
    kind.dimensions[0] === 'tokens' &&
    kind.per === undefined &&
    kind.weight === undefined &&
    /\d\s?(?:k|m|b|t|조|억|만|thousand|million|billion|trillion)?\s?(?:개의?\s)?(?:tok|토큰)/.test(lower)
      ? -2.6
      : 0) +
    (kind.most === 0.9999 &&
    kind.least === 0.5 &&
    kind.per === undefined &&
    dimension === 'share' &&
    LEVELS.has(value) &&
    INTERVAL.test(lower) &&
    kind.words?.test('ci') === true
      ? 2.2
      : 0) +
    (isOwn ? 0.4 : 0) +
    (dimension === 'bare' || dimension === 'large' ? 0 : 0.3) -
    (isOther ? 4 : 0)
  );
}

/** How near words are to a number in the same part of the sentence: 4 beside it, 0 where they are not. */
function nearness(text: string, words: RegExp, side: 'before' | 'after'): number {
  const part = partOf(
    side === 'before' ? text.replace(/\(([^()\d]{1,24})\)(?=[가-힣]{0,3}\s*(?:약 |=\s?)?$)/, ' $1 ') : text,
    side,
  );
  // A colon or a bracket right before the number does not part it from its word: "batch size: 16", "lr (3e-4)".
  const near =
    side === 'before' && part.trim() === ''
      ? ((/([^,.;!?()\d]{2,24})[:(=]\s*$/.exec(text)?.[1] ?? '') as string)
      : part;
  let best = 0;
  // "std across seeds is .006", "seed 간 표준편차는 0.006": what a sentence begins with is what it says something of.
  const subject = side === 'before' && IS.test(near) ? SUBJECT.exec(near)?.[0].length : undefined;
  for (const match of near.matchAll(new RegExp(words.source, 'g'))) {
    if (subject !== undefined && match.index <= subject) best = Math.max(best, 3);
    const away = side === 'before' ? near.length - match.index - match[0].length : match.index;
    const found = away <= 2 ? 4 : away <= 7 ? 3 : away <= 14 ? 2 : 1;
    best = Math.max(best, side === 'after' ? (PARTICLE.test(near) ? found * 0.35 : found - 0.2) : found);
  }
  return best;
}

const IS = /\b(?:is|was|are|were|equals|comes out (?:at|to))\s(?:about |around |roughly |only |~)?$/;
const SUBJECT = /^\s*(?:(?:the|our|a|an|my|its|their|and|but|so)\s)*/;

function partOf(text: string, side: 'before' | 'after'): string {
  const parts = (side === 'after' ? (text.replace(/^[)\]\s]+/, ' ').split(JOINT)[0] ?? '') : text).split(STOP);
  const part = (side === 'before' ? parts.at(-1) : parts[0]) ?? '';
  return side === 'before' ? (part.split(/\s(?:and|but|while|then|so|if|when|because)\s/).at(-1) ?? '') : part;
}

const PAIRS: readonly (readonly [KindName, KindName, KindName])[] = [
  ['batch', 'batchFrom', 'batchTo'],
  ['share', 'shareFirst', 'shareSecond'],
  ['cards', 'cardsFrom', 'cardsTo'],
  ['nodes', 'cardsFrom', 'cardsTo'],
  ['tokenRate', 'oldRate', 'newRate'],
  ['itemRate', 'oldRate', 'newRate'],
  ['dataBytes', 'oldBytes', 'newBytes'],
  ['stepSeconds', 'oldTime', 'newTime'],
];
const RATE = /\blr\b|learning rate|학습률|러닝 ?레이트|(?<![\w.])\d(?:\.\d+)?e-\d\b/;
const OF_TESTS: ReadonlySet<KindName> = new Set<KindName>(['level', 'alpha', 'power']);
const BECOMES =
  /became|\bdown\b|\bleaves?\b|\bleft\b|\bnow\b|taken? away|빠지|빠졌|남았|남으면|됐|되었|줄었|줄어|from|에서|→|->|to\b|로\b|으로|vs\.?|versus|대비|and|랑|이랑|하고|과|와/;

/** Of several steps that are no warm-up the last is the end of the run. */
function inSchedule(given: Tagged[], lower: string): Tagged[] {
  const rates = given.flatMap(({ may, value }, index) => (may[0]?.[0] === 'lr' ? [{ index, value }] : []));
  const [one, other] = rates;
  const least =
    one === undefined || other === undefined || !/cosine|decay|linear|코사인|감쇠|schedule|스케줄/.test(lower)
      ? -1
      : one.value < other.value
        ? one.index
        : other.index;
  const all = given.map((tag, index) => (index === least ? { ...tag, may: [['lrFloor', 5] as const] } : tag));
  const places = all.flatMap(({ may, value }, index) =>
    may[0] !== undefined && (may[0][0] === 'steps' || may[0][0] === 'stepNow') ? [{ index, value }] : [],
  );
  if (places.length < 2) return all;
  const last = places.reduce((a, b) => (b.value > a.value ? b : a)).index;
  return all.map((tag, index) => {
    if (!places.some((place) => place.index === index)) return tag;
    const name: KindName = index === last ? 'steps' : 'stepNow';
    const best = (tag.may[0]?.[1] ?? 0) + 0.5;
    return { ...tag, may: [[name, best] as const, ...tag.may.filter(([other]) => other !== name)] };
  });
}

/** Bits before and after, where two counts of them fall. */
function inBits(all: Tagged[]): Tagged[] {
  const [one, other] = all.flatMap(({ may, value }, index) => (may[0]?.[0] === 'bits' ? [{ index, value }] : []));
  if (one === undefined || other === undefined || one.value <= other.value) return all;
  return all.map((tag, index) => (index === one.index ? { ...tag, may: [['oldBits', 5] as const] } : tag));
}

/** Few cards beside nodes are those of each node: `16 nodes with 8 A100s`. */
function inNodes(all: Tagged[], lower: string): Tagged[] {
  const nodes = all.find(
    ({ may, value }) =>
      value >= 2 && may.some(([name, score]) => name === 'nodes' && score >= 1.9 && score >= (may[0]?.[1] ?? 0) - 0.6),
  );
  const cards = all.filter(
    (tag) => (tag.may[0]?.[0] === 'cards' || tag.may[0]?.[0] === 'cardsPerNode') && tag.value > 1 && tag !== nodes,
  );
  const [few] = cards;
  if (nodes === undefined || few === undefined || cards.length > 1 || few.value > MOST_OF_NODE) return all;
  if (
    Math.abs(few.at - nodes.at) > 45 ||
    /total|altogether|in all|총|전체/.test(lower.slice(Math.max(0, few.at - 14), few.end + 14))
  )
    return all;
  const first = (tag: Tagged, name: KindName): Tagged => ({
    ...tag,
    may: [[name, 6] as const, ...tag.may.filter(([other]) => other !== name)],
  });
  return all.map((tag) => (tag === few ? first(tag, 'cardsPerNode') : tag === nodes ? first(tag, 'nodes') : tag));
}
const MOST_OF_NODE = 16;

/** A batch of all cards is a batch before, or after, too. */
const isOfBatch = (name: KindName): boolean => name === 'batch' || name === 'globalBatch';

/** Two numbers of a kind are one before and one after, in their order; "to 4096 from 256" turns it. */
function inPairs(all: Tagged[], lower: string): Tagged[] {
  let result = inNodes(inBits(inSchedule(all, lower)), lower);
  for (const [kind, first, second] of PAIRS) {
    const places = result.flatMap(({ may }, index) =>
      may.some(
        ([name, s]) => (name === kind || (isOfBatch(name) && isOfBatch(kind))) && s >= 1 && s >= (may[0]?.[1] ?? 0) - 2,
      ) && !(kind === 'share' && may.some(([name, s]) => OF_TESTS.has(name) && s >= 2))
        ? [index]
        : [],
    );
    if (kind === 'batch' && places.length === 1 && RATE.test(lower)) {
      // "with batch 256. we go to 4096 now"
      const bare = result.findIndex(
        ({ may, dimension, value }) =>
          may.length === 0 && (dimension === 'bare' || dimension === 'large') && value >= 4,
      );
      if (bare >= 0) places.push(bare);
      places.sort((a, b) => a - b);
    }
    if (kind === 'batch' && places.length === 0 && RATE.test(lower) && /batch|배치/.test(lower))
      places.push(...result.flatMap(({ dimension }, index) => (dimension === 'tokens' ? [index] : [])));
    if (places.length < 2) continue;
    const order = places.slice(0, 2);
    const [a = 0, b = 0] = order;
    const [one, other] = [result[a], result[b]];
    if (one === undefined || other === undefined || (one.value === other.value && kind !== 'batch')) continue;
    if (kind === 'batch' ? !RATE.test(lower) : kind !== 'share' && !BECOMES.test(lower)) continue;
    const turned =
      /\bto\s[^,.]{0,12}$/.test(lower.slice(0, one.at)) && /\bfrom\s[^,.]{0,12}$/.test(lower.slice(one.end, other.at));
    const names: readonly KindName[] = turned ? [second, first] : [first, second];
    result = result.map((tag, index) => {
      const place = order.indexOf(index);
      const name = names[place];
      const best = Math.max(STRONG, tag.may[0]?.[1] ?? 0);
      return place < 0 || name === undefined
        ? tag
        : {
            ...tag,
            may: [...tag.may, [name, best + (kind === 'share' ? 0.01 : -0.3)] as const].sort(([, x], [, y]) => y - x),
          };
    });
  }
  return result;
}

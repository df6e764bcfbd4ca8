import { SHOULD_BE } from './account.ts';
import type { Asked } from './asked.ts';
import { withoutDenied } from './denied.ts';
import type { Facts } from './facts.ts';
import { SILENT } from './facts.ts';
import type { KindName } from './kinds.ts';
import { KIND_NAMES, kindOf } from './kinds.ts';
import type { Dimension } from './measures.ts';
import type { Tagged } from './tag.ts';
import type { Way, Ways } from './ways.ts';
import { isOfSheet, STRONG, waysTo, worth } from './ways.ts';

/** A way to what is asked for, how well it answers, and what it leaves of the question. */
export interface Found {
  target: KindName;
  way: Way;
  score: number;
  /** Numbers that were understood and have no part in it. */
  unused: readonly number[];
  /** The number that it is set against where the question is a yes or no. */
  against?: number;
}

const SAME: readonly (readonly Dimension[])[] = [
  ['share', 'points'],
  ['items', 'sequences', 'bare'],
  ['cards', 'replicas', 'nodes', 'bare'],
  ['x', 'epochs', 'bare', 'steps'],
  ['parameters', 'large', 'bare'],
  ['time', 'interval', 'card hours'],
  ['USD', 'KRW'],
  ['steps', 'bare', 'micro-batches'],
  ['tokens', 'bare', 'large'],
  ['bits', 'bare'],
  ['items/s', 'requests/s'],
  ['people', 'items'],
];

function fitsDimension(asked: Dimension, dimensions: readonly Dimension[]): number | null {
  const own = dimensions[0] ?? 'bare';
  if (asked === own) return 4;
  if (dimensions.includes(asked)) return 3;
  return SAME.some((group) => group.includes(asked) && group.includes(own)) ? 2.5 : null;
}

/** What is asked for with "how many" alone. */
const COUNTS: ReadonlySet<Dimension> = new Set<Dimension>([...(['cards', 'replicas', 'nodes'] as const)]);

/** How much a question asks for a kind, and whether the words of its topic are there; null where it does not. */
export function askedFor(
  name: KindName,
  asked: Asked,
  lower: string,
  byUnit = false,
): { sum: number; isOff: boolean } | null {
  const kind = kindOf(name);
  const words = kind.asked;
  if (kind.inner === true || (words === undefined && kind.topic === undefined)) return null;
  const isHinted = asked.units.length === 0 && asked.hints.has(kind.dimensions[0] ?? 'bare');
  if (kind.never?.test(lower) === true || (kind.byUnit === true && asked.units.length === 0 && !isHinted)) return null;
  const isOff = kind.topic?.test(lower) === false;
  let sum = kind.topic === undefined ? 0 : isOff ? -1.5 : 1;
  const [first] = asked.units;
  if (first !== undefined) {
    const fit = Math.max(
      ...asked.units.map(({ dimension, unit, weight }) => {
        const isTimes = dimension === 'x' && /^배|^times|fold/.test(unit);
        const isOther =
          (isTimes && kind.dimensions[0] !== 'x') || (kind.byUnit === true && dimension !== kind.dimensions[0]);
        const own = isOther ? null : fitsDimension(dimension, kind.dimensions);
        const share = weight / first.weight;
        return own === null || share < LEAST_SHARE ? Number.NEGATIVE_INFINITY : own * share;
      }),
    );
    if (!Number.isFinite(fit)) return null;
    sum += fit;
  }
  if (asked.dimension === null && COUNTS.has(kind.dimensions[0] ?? 'bare')) return null;
  const near = words === undefined ? 0 : Math.max(0, ...asked.spans.map((span) => nearnessIn(span, words)));
  if ((isOff || kind.named === true) && near === 0 && !byUnit) return null;
  sum += near + (near > 0 ? (kind.first ?? 0) : words === undefined ? 0 : UNNAMED);
  if (asked.dimension === null && near === 0) {
    if (asked.fits && kind.dimensions[0] === 'bytes' && words?.test(lower) === true) sum += 1;
    else if (!(isHinted && !isOff && kind.topic !== undefined)) return null;
  }
  if (isHinted) sum += near > 0 ? HINTED : HINTED / 2;
  return { sum, isOff };
}
/** A noun far from what asks is less asked for than the one beside it: "how big is a checkpoint with optimizer and weights". */
function nearnessIn({ words, weight, at }: Asked['spans'][number], noun: RegExp): number {
  if (at === undefined) return noun.test(words) ? weight : 0;
  const away = [...words.matchAll(new RegExp(noun.source, 'g'))].map((match) =>
    match.index >= at
      ? match.index - at + (BESIDES.test(words.slice(at, match.index)) ? BEHIND : 0)
      : at - match.index - match[0].length,
  );
  return away.length === 0 ? 0 : weight - Math.min(MOST_AWAY, AWAY * Math.min(...away));
}
const [AWAY, MOST_AWAY] = [0.012, 0.8];
/** "a checkpoint with optimizer": what comes with a thing is not the thing. */
const BESIDES = /\b(?:with|including|incl\.?|plus|along with|together with)\b|\bw\//;
const BEHIND = 40;
/** What a noun asks for, without its unit. */
const HINTED = 1;
/** What only the unit asks for, and no word. */
const UNNAMED = -0.8;
/** A unit that is asked for by so much less than the first is not asked for. */
const LEAST_SHARE = 0.6;

/** What a question may ask for, by a name or by its unit alone. */
export function targetsOf(question: string, asked: Asked): ReadonlySet<KindName> {
  const lower = withoutDenied(question.toLowerCase());
  return new Set(KIND_NAMES.filter((name) => askedFor(name, asked, lower, true) !== null));
}

/** Kinds of which the question says a number in so many words. */
const saidIn = (tags: readonly Tagged[]): ReadonlySet<KindName> =>
  new Set(
    tags.flatMap(({ may, value }) => (may[0] !== undefined && may[0][1] >= STRONG && value !== 1 ? [may[0][0]] : [])),
  );
/** Whoever says a number of something hardly asks for it. */
const SAID = 1.2;

/** Ways to what is asked for, the best first. */
export function answersTo(question: string, asked: Asked, tags: readonly Tagged[], facts: Facts, ways: Ways): Found[] {
  const lower = withoutDenied(question.toLowerCase());
  const said = saidIn(tags);
  return KIND_NAMES.flatMap((target): Found[] => {
    const wanted = askedFor(target, asked, lower);
    if (wanted === null || (asked.isVerdict && !BOUNDS.has(target))) return [];
    return (ways.get(target) ?? []).flatMap((way): Found[] => {
      if (way.steps.size === 0 || way.missing.has(target) || isCircular(target, way)) return [];
      const cost = said.has(target) ? SAID : 0;
      const found: Found = {
        target,
        way,
        ...valued(wanted.sum + worth(way) - cost, way, tags, facts, null, asked.from),
      };
      // What the question does not name is answered only where all that it says belongs to it.
      const isWhole = found.unused.length === 0 && way.missing.size === 0 && way.used.size > 1;
      return wanted.isOff && !isWhole ? [] : [found];
    });
  })
    .concat(asked.dimension === null ? setAgainst(question, asked, tags, facts) : [])
    .sort((a, b) => b.score - a.score);
}

function isCircular(target: KindName, { values }: Way): boolean {
  const own = SHOULD_BE[target];
  return own !== undefined && values.has(own) && !values.has(OTHER_OF[own] ?? own);
}
const OTHER_OF: Partial<Record<KindName, KindName>> = { params: 'tokens', tokens: 'params' };

/** What a question whether something binds is answered by. */
const BOUNDS: ReadonlySet<KindName> = new Set<KindName>(['intensity', 'ridge', 'turningBatch']);

/** How well each number of a question has to suit what it was taken for where nothing names what is asked. */
const SUITED = 0.95;
const LEAST_USED = 2;
/**
 * Ways to what no word of a question names: those that give the unit it asks for from all numbers that it says, each of them plainly one of its
 * kind, and assume nothing that has to be told.
 */
export function answersByUnit(
  question: string,
  asked: Asked,
  tags: readonly Tagged[],
  facts: Facts,
  ways: Ways,
): Found[] {
  if (asked.units.length === 0) return [];
  const lower = withoutDenied(question.toLowerCase());
  return KIND_NAMES.flatMap((target): Found[] => {
    const wanted = askedFor(target, asked, lower, true);
    if (wanted === null || kindOf(target).never?.test(lower) === true) return [];
    return (ways.get(target) ?? []).flatMap((way): Found[] => {
      const found: Found = { target, way, ...valued(wanted.sum + worth(way), way, tags, facts, null, asked.from) };
      const left = tags.filter(({ value }, index) => value !== 1 && !way.used.has(index));
      const isPlain =
        way.missing.size === 0 &&
        way.steps.size > 0 &&
        way.used.size >= LEAST_USED &&
        left.length === 0 &&
        [...way.suited.values()].every((fit) => fit >= SUITED) &&
        [...way.assumed.keys()].every((name) => SILENT.has(name));
      return isPlain ? [found] : [];
    });
  }).sort((a, b) => b.score - a.score);
}

/** What a number that is left costs a way. */
const UNUSED = { understood: 0.8, other: 0.25 };

/** A score less what is left of the question. */
function valued(
  sum: number,
  way: Way,
  tags: readonly Tagged[],
  facts: Facts,
  against: number | null,
  from: number,
): Pick<Found, 'score' | 'unused'> {
  const left = tags.flatMap((tag, index) =>
    tag.value === 1 || index === against || way.used.has(index) || isBackground(tag, way, tags, facts, from)
      ? []
      : [index],
  );
  const unused = left.filter((index) => (tags[index]?.may[0]?.[1] ?? 0) >= STRONG);
  return { unused, score: sum - UNUSED.understood * unused.length - UNUSED.other * (left.length - unused.length) };
}

/** What says again what a name stands for, or a size of which only a part counts. */
function isBackground(
  tag: Tagged,
  { values, used }: Way,
  tags: readonly Tagged[],
  facts: Facts,
  from: number,
): boolean {
  const { value, dimension, may, at } = tag;
  const isAgain = [...used.keys()].some(
    (index) => tags[index]?.value === value && tags[index]?.dimension === dimension,
  );
  const [role] = may[0] ?? [];
  const isPart =
    (role === 'hidden' && values.has('kvHeads') && values.has('headDim')) ||
    // What all of them cost together costs as much however many they are.
    (role === 'cards' && values.has('allHourUsd')) ||
    (role === 'params' &&
      (values.has('activeParams') || values.has('trainable') || (values.has('layers') && values.has('headDim'))));
  // "ok but if I cut them to 2k?": what the sentence that asks says goes before what was told.
  const isFormer =
    at < from &&
    [...used].some(([index, name]) => name === role && (tags[index]?.at ?? 0) >= from && index !== tags.indexOf(tag));
  return isFormer || isAgain || isOfSheet(tag, facts) || isPart || role === 'loraAlpha';
}

const COMPARED: ReadonlySet<Dimension> = new Set<Dimension>([
  'time',
  'tokens/s',
  'bytes/s',
  'requests/s',
  'items/s',
  'USD',
  'KRW',
]);
const MOST_LACKED = 3;
const OVER = /exceed|\bover\b|more than|within|under\b|less than|넘|초과|이내|안 ?되/;

/** "Does it give 50 tokens a second?": what is calculated is of the kind of a number that was said. */
function setAgainst(question: string, asked: Asked, tags: readonly Tagged[], facts: Facts): Found[] {
  const lower = withoutDenied(question.toLowerCase());
  return tags.flatMap(({ dimension }, against): Found[] => {
    if (!COMPARED.has(dimension) && !(dimension === 'bytes' && OVER.test(lower))) return [];
    const others = tags.map((tag, index) => (index === against ? { ...tag, may: [] } : tag));
    const targets = KIND_NAMES.filter((target) => {
      const kind = kindOf(target);
      return (
        kind.inner !== true &&
        kind.asked !== undefined &&
        kind.dimensions[0] === dimension &&
        kind.topic?.test(lower) !== false
      );
    });
    const ways = waysTo(question, others, facts, new Set(targets));
    return targets.flatMap((target): Found[] => {
      const near = asked.spans.some((span) => kindOf(target).asked?.test(span.words)) ? 1 : 0;
      return (ways.get(target) ?? []).flatMap((way): Found[] =>
        way.steps.size === 0 || way.missing.size > (asked.isVerdict || asked.fits ? MOST_LACKED : 0)
          ? []
          : [{ target, way, against, ...valued(2 + near + worth(way), way, others, facts, against, asked.from) }],
      );
    });
  });
}

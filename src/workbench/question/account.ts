import type { Facts } from './facts.ts';
import type { KindName } from './kinds.ts';
import { kindOf } from './kinds.ts';
import type { Dimension } from './measures.ts';
import { isDifference } from './related.ts';
import type { Rule } from './rules.ts';
import { RULES } from './rules.ts';
import type { Tagged } from './tag.ts';
import type { Way, Ways } from './ways.ts';
import { isOfSheet } from './ways.ts';

/** All that a question says, against which a way to an answer is held. */
export interface Said {
  lower: string;
  tags: readonly Tagged[];
  facts: Facts;
  ways: Ways;
  /** Where what is asked begins: what was told before it of the same thing is what it was. */
  from: number;
}
/** A way, and what its formulas come to. */
export interface Taken {
  target: KindName;
  way: Way;
  /** The number that the answer is set against. */
  against?: number;
  worked: readonly number[];
}

const RULES_FOR = new Map<KindName, Rule[]>();
for (const rule of RULES) RULES_FOR.set(rule.gives, [...(RULES_FOR.get(rule.gives) ?? []), rule]);

/**
 * Places of the numbers that a way leaves and that may well matter: what is sought follows from their kind too, and nothing that was said
 * parts them from it, or nobody knows what they are. A number that stands apart from all that the way takes matters only where a formula
 * takes it with all else that it needs.
 */
export function openOn(taken: Taken, said: Said): number[] {
  const { tags, facts } = said;
  const left = tags.flatMap((tag, index) =>
    isTaken(tag, index, taken, said) || isOfSheet(tag, facts) || isLimit(tag, taken, said) ? [] : [index],
  );
  if (left.length === 0) return [];
  const whole = bearingOn(taken, said, true);
  const any = bearingOn(taken, said, false);
  const kinds = new Set(taken.way.used.values());
  const others = left.flatMap((index) => tags[index]?.may[0]?.[0] ?? []);
  return left.filter((index) => {
    const tag = tags[index];
    if (tag === undefined) return false;
    const isAmong = isAmongUsed(tag, taken, said);
    // A share is always one of something; and what there are so many of each of which does so much.
    if (isAmong && (tag.dimension === 'share' || isCounted(tag, index, taken, said))) return true;
    const roles = rolesOf(tag);
    const [first] = roles;
    if (isAmong && first !== undefined && kinds.has(first) && !isPart(first, taken)) return true;
    if (roles.some((name) => areBesides(name, { taken, said, others: isAmong ? [] : others, isAmong }))) return true;
    if (roles.length === 0) return isAmong && !(tag.dimension === 'bare' && tag.value <= MOST_OF_ANYTHING);
    return roles.some((name) =>
      name === taken.target ? isAmong : (isAmong ? any : whole).has(name) && !isPart(name, taken),
    );
  });
}

/** A plain number as small as that may count anything. */
const MOST_OF_ANYTHING = 2;
const NEAR = 0.015;
const DAY = 86_400;

/** Whether a number is used, says again what is, or was told to be something else before. */
function isTaken(tag: Tagged, index: number, { way, against, worked }: Taken, { tags, lower, from }: Said): boolean {
  const { value, dimension, at, end } = tag;
  if (value === 1 || value === 0 || index === against || way.used.has(index)) return true;
  // "24 hours a day", and what is worked out and said as well.
  if (dimension === 'time' && value === DAY && /^24/.test(lower.slice(at, end))) return true;
  if (dimension === 'bytes' && worked.some((one) => Math.abs(one / value - 1) < NEAR)) return true;
  if (isUsual(tag, way) || isInWords(tag, way, lower)) return true;
  if (dimension === 'points' && isDifference(value, tags)) return true;
  const role = tag.may[0]?.[0];
  return [...way.used].some(([place, name]) => {
    const other = tags[place];
    if (other === undefined) return false;
    if (other.value === value && (other.dimension === dimension || isOfMachines(name, tag) || value >= LEAST_EXACT))
      return true;
    // "72 % ... on the 72"
    if (dimension === 'bare' && other.dimension === 'share' && Math.abs(other.value * 100 - value) < NEAR) return true;
    // 4 bits with their scales are 4.5.
    if (name === 'bits' && dimension === 'bits' && Math.floor(other.value) === value) return true;
    if (other.dimension !== dimension && name !== role) return false;
    const isFormer = at < from && other.at >= from && name === role;
    return isFormer || (other.at > end && BECOMES.test(lower.slice(end, other.at)));
  });
}
/** No two things of a question have as many by chance. */
const LEAST_EXACT = 1000;
/** `85/15 to 70/30`, `16장에서 8장` */
const BECOMES = /^(?:\s?\/\s?\d+)?\s?(?:to|→|->|=>|에서|부터)\s(?:\d+\s?\/\s?)?$/;

/** What a way takes for granted, said all the same: 16 bits that are two bytes, the 5 % of 1.96. */
function isUsual({ value, dimension }: Tagged, { values }: Way): boolean {
  if (dimension === 'bits')
    return BYTES_OF_ONE.some((name) => values.get(name) === value / 8) || (value === USUAL_BITS && !values.has('bits'));
  if (dimension === 'warps') return values.get('maxThreads') === value * 32;
  const level = values.get('z');
  return level !== undefined && Math.abs((LEVELS[value] ?? Number.NaN) - level) < NEAR;
}
const USUAL_BITS = 16;
const BYTES_OF_ONE = ['kvB', 'weightB', 'gradB', 'valueB', 'tokenB', 'oldKvB', 'newKvB'] as const;
const LEVELS: Readonly<Record<number, number>> = {
  ...{ 0.1: 1.645, 0.9: 1.645, 0.05: 1.96, 0.95: 1.96, 0.01: 2.576, 0.99: 2.576 },
};

/** Whether a number is part of the words that a formula of the way asks for: `2:4 sparsity`. */
function isInWords({ at, end }: Tagged, { steps }: Way, lower: string): boolean {
  return [...steps.values()].some(({ when }) =>
    when === undefined
      ? false
      : [...lower.matchAll(new RegExp(when.source, 'g'))].some(
          ({ index, 0: words }) => index <= at && end <= index + words.length && words.length < MOST_OF_WORDS,
        ),
  );
}
const MOST_OF_WORDS = 24;

const MACHINES: ReadonlySet<KindName> = new Set<KindName>(['cards', 'nodes', 'replicas', 'tp', 'pp', 'dp']);
/** "4 cards, TP 4" */
const isOfMachines = (name: KindName, { may }: Tagged): boolean =>
  MACHINES.has(name) && may.some(([role]) => MACHINES.has(role));

/** Words of what an answer is held against, or of what somebody says that it is. */
const LIMIT =
  /within|under|below|at most|at least|less than|more than|exceed|over|claim|squeeze|fit|안에|이내|이하|이상|넘|밑돌|초과|미만|들어|되는지|라고|나옵니다/;
const AROUND = 24;
/** Memory of a card beside what has to fit it, and what the answer is held against. */
function isLimit(tag: Tagged, { target, way }: Taken, { lower }: Said): boolean {
  const [own = 'bare'] = kindOf(target).dimensions;
  if (own === 'bytes' && tag.may[0]?.[0] === 'capacity' && !way.values.has('capacity')) return true;
  return (
    familyOf(tag.dimension) === familyOf(own) && LIMIT.test(lower.slice(Math.max(0, tag.at - AROUND), tag.end + AROUND))
  );
}
const familyOf = (dimension: Dimension): Dimension => (dimension === 'points' ? 'share' : dimension);

/** What somebody says of a thing has no part in what it should be. */
export const SHOULD_BE: Partial<Record<KindName, KindName>> = { optimalParams: 'params', optimalTokens: 'tokens' };

/** A size of which only parts count, by what is said of its parts. */
function isPart(name: KindName, { target, way: { values, steps } }: Taken): boolean {
  const has = (...all: readonly KindName[]): boolean => all.some((one) => values.has(one) || steps.has(one));
  return (
    (name === 'hidden' && has('kvHeads') && has('headDim')) ||
    (name === 'cards' && has('allHourUsd', 'allWatts')) ||
    (name === 'params' && (has('activeParams', 'trainable', 'layers', 'kvPerToken') || values.has('weightBytes'))) ||
    (name === 'capacity' && has('freeBytes')) ||
    name === SHOULD_BE[target] ||
    name === 'loraAlpha'
  );
}

/**
 * Whether something else follows from what is sought and a number, and from nothing that is not known: hours of cards beside their price. A
 * number that stands apart has to be one of several that follow so.
 */
function areBesides(
  name: KindName,
  { taken, said, others, isAmong }: { taken: Taken; said: Said; others: readonly KindName[]; isAmong: boolean },
): boolean {
  const { target, way } = taken;
  // How many cards hold what is sought altogether is another matter than how much it is.
  if (name === 'cards' && kindOf(target).dimensions[0] === 'bytes' && !PER_CARD.test(said.lower)) return false;
  const isTold = (need: KindName): boolean =>
    need === target ||
    need === name ||
    others.includes(need) ||
    way.values.has(need) ||
    way.steps.has(need) ||
    said.facts[need] !== undefined;
  return RULES.some(
    ({ needs, when, unless }) =>
      needs.includes(name) &&
      needs.includes(target) &&
      (isAmong || needs.filter((need) => others.includes(need)).length >= LEAST_BESIDES) &&
      needs.every(isTold) &&
      when?.test(said.lower) !== false &&
      unless?.test(said.lower) !== true,
  );
}
const LEAST_BESIDES = 2;
const PER_CARD = /(?:per|each|a|every)[\s-]?(?:gpu|card|device|rank|§)|(?:장|카드|gpu)(?:당|마다)|한 ?장에/;

const COUNTS: ReadonlySet<Dimension> = new Set<Dimension>(['cards', 'nodes', 'replicas', 'people']);
/** `8 gpus eating 2,400 images each` */
function isCounted({ dimension, end }: Tagged, index: number, { way }: Taken, { tags, lower }: Said): boolean {
  const next = tags[index + 1];
  if (COUNTS.has(dimension) && /^에? ?(?:각각|각자)|^\s?each\b/.test(lower.slice(end))) return true;
  return (
    COUNTS.has(dimension) &&
    next?.per.includes('each') === true &&
    !COUNTS.has(next.dimension) &&
    next.dimension !== 'sequences' &&
    way.used.has(index + 1) &&
    !/[,.?!;]\s/.test(lower.slice(end, next.at))
  );
}

/** Whether a number stands in one sentence, and in no bracket apart, with one that a way takes. */
function isAmongUsed(tag: Tagged, { way }: Taken, { lower, tags }: Said): boolean {
  return [...way.used.keys()].some((index) => {
    const other = tags[index];
    if (other === undefined) return false;
    const [from, to] = other.at < tag.at ? [other.end, tag.at] : [tag.end, other.at];
    return !/[.?!;\n]\s|;;|[()]/.test(lower.slice(from, to));
  });
}

/**
 * Kinds from which what is sought follows, and from which nothing parts it that was said or follows from what was said alone; the last formula
 * has to be known but for them, and where `isWhole` all of them.
 */
function bearingOn({ target, way }: Taken, { lower, facts, ways }: Said, isWhole: boolean): ReadonlySet<KindName> {
  const told = new Set<KindName>(way.used.values());
  for (const name of way.values.keys()) if (!way.assumed.has(name) && facts[name]?.assumed !== null) told.add(name);
  for (const [name, { needs }] of way.steps) if (needs.every((need) => told.has(need))) told.add(name);
  const isKnown = (name: KindName): boolean =>
    told.has(name) || facts[name] !== undefined || (ways.get(name) ?? []).some(({ missing }) => missing.size === 0);
  const bearing = new Set<KindName>([target]);
  // What is put into a set while it is gone through comes in its turn.
  for (const name of bearing) {
    if (name !== target && told.has(name)) continue;
    for (const { needs, assume, when, unless } of RULES_FOR.get(name) ?? []) {
      if (when?.test(lower) === false || unless?.test(lower) === true) continue;
      const isOpen = !isWhole && name !== target && (way.steps.has(name) || way.assumed.has(name));
      if (isOpen || needs.every((need) => assume[need] !== undefined || isKnown(need)))
        for (const need of needs) bearing.add(need);
    }
  }
  return bearing;
}

/** From here on a role of a number is one that it may well have, beside the likeliest. */
const [LIKELY, NEARLY] = [1, 1.2];
function rolesOf({ may }: Tagged): KindName[] {
  const best = may[0]?.[1] ?? 0;
  return may.flatMap(([name, score]) => (score >= LIKELY && score >= best - NEARLY ? [name] : []));
}

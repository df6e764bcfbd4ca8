import type { Asked } from './asked.ts';
import type { Facts } from './facts.ts';
import { inWords, SILENT } from './facts.ts';
import type { KindName, Words } from './kinds.ts';
import { KIND_NAMES, kindOf } from './kinds.ts';
import type { Dimension } from './measures.ts';
import type { Rule } from './rules.ts';
import { RULES } from './rules.ts';
import type { Tagged } from './tag.ts';

/** A way from what is said to a quantity. */
export interface Way {
  values: ReadonlyMap<KindName, number>;
  /** Formulas by what they give, in the order in which they follow. */
  steps: ReadonlyMap<KindName, Rule>;
  /** Numbers of the question, by their place, and what each was taken for. */
  used: ReadonlyMap<number, KindName>;
  assumed: ReadonlyMap<KindName, Words | null>;
  missing: ReadonlySet<KindName>;
  clashes: number;
}

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

/** What one may be asked for. */
const ASKABLE: ReadonlySet<KindName> = new Set<KindName>([
  ...(['params', 'tokens', 'cards', 'layers', 'kvHeads', 'headDim', 'hidden', 'vocab', 'rank', 'matrices'] as const),
  ...(['context', 'tokensPerStep', 'microBatch', 'items', 'share', 'shareFirst', 'shareSecond'] as const),
  ...(['link', 'storageRate', 'hourUsd', 'mtbf', 'saveSeconds', 'requestRate', 'requestSeconds', 'tokenRate'] as const),
  ...([
    'tflops',
    'bandwidth',
    'capacity',
    'uniqueTokens',
    'stepSeconds',
    'steps',
    'batchFrom',
    'batchTo',
    'lr',
  ] as const),
  ...([
    'itemBytes',
    'itemRate',
    'itemSeconds',
    'stages',
    'microBatches',
    'kwhPrice',
    'watts',
    'noise',
    'effect',
  ] as const),
  ...([
    'threads',
    'registers',
    'warmupShare',
    'outTokens',
    'inTokens',
    'acceptance',
    'drafted',
    'tokenB',
    'm',
    'n',
    'k',
  ] as const),
  ...(['stepNow', 'lossNats', 'runSeconds', 'slots', 'tokensPerItem', 'dataBytes', 'exchange'] as const),
]);

const STRONG = 1.9;
const PASSES = 7;
const COST = { missing: 2.6, assumed: 0.45, silent: 0.12, clash: 4.5, step: 0.12, weak: 0.7 };

/** What one name tells all at once: of a model, of a card. */
const GROUPS: readonly ReadonlySet<KindName>[] = [
  new Set<KindName>(['params', 'layers', 'hidden', 'kvHeads', 'headDim', 'vocab']),
  new Set<KindName>(['tflops', 'bandwidth', 'capacity']),
  new Set<KindName>(['m', 'n', 'k']),
  new Set<KindName>(['shareFirst', 'shareSecond']),
  new Set<KindName>(['batchFrom', 'batchTo']),
];
function costOfMissing(missing: ReadonlySet<KindName>): number {
  const names = [...missing];
  const shared = GROUPS.map((group) => names.filter((name) => group.has(name)).length).filter((count) => count > 1);
  return names.length - shared.reduce((sum, count) => sum + 0.75 * (count - 1), 0);
}

const worth = ({ used, missing, assumed, clashes, steps }: Way): number =>
  used.size -
  COST.missing * costOfMissing(missing) -
  [...assumed.keys()].reduce((sum, name) => sum + (SILENT.has(name) ? COST.silent : COST.assumed), 0) -
  COST.clash * clashes -
  COST.step * steps.size;

/** A way that lacks nothing is better than one that does, however much that uses. */
function isBetter(way: Way, old: Way): boolean {
  const [now, before] = [way, old].map(({ missing, clashes }) => missing.size === 0 && clashes < 1);
  return now === before ? worth(way) > worth(old) + 1e-9 : now === true;
}

const none = { steps: new Map(), used: new Map(), assumed: new Map(), missing: new Set<KindName>(), clashes: 0 };
const SIZES_IN_K: ReadonlySet<KindName> = new Set<KindName>(['context', 'inTokens', 'vocab']);

/** 8k of context are 8,192. */
const valueAs = (name: KindName, { value, scale }: Tagged): number =>
  SIZES_IN_K.has(name) && scale === 'k' && Number.isInteger(Math.log2(value / 1000)) ? (value / 1000) * 1024 : value;

/** The best way to every kind, from numbers, facts and rules. */
export function waysTo(
  question: string,
  tags: readonly Tagged[],
  facts: Facts,
  target: KindName | null,
): ReadonlyMap<KindName, Way> {
  const lower = question.toLowerCase();
  const ways = new Map<KindName, Way>();
  const fixed = new Set<KindName>();
  const sure = new Map<KindName, number>();
  tags.forEach((tag, index) => {
    const best = tag.may[0]?.[1] ?? 0;
    for (const [name, score] of tag.may) {
      const away = best - score;
      if (away > 2.5) continue;
      const grade = score - away + (away === 0 ? 10 : 0);
      if (grade <= (sure.get(name) ?? Number.NEGATIVE_INFINITY)) continue;
      sure.set(name, grade);
      ways.set(name, {
        ...none,
        values: new Map([[name, valueAs(name, tag)]]),
        used: new Map([[index, name]]),
        clashes: away > 0.6 ? COST.weak * (away / 2) : 0,
      });
      if (away <= 0.3 && score >= STRONG) fixed.add(name);
      else fixed.delete(name);
    }
  });
  for (const [key, fact] of Object.entries(facts)) {
    const name = key as KindName;
    if (fixed.has(name)) continue;
    const way: Way = {
      ...none,
      values: new Map([[name, fact.value]]),
      used: new Map((fact.uses ?? []).filter((index) => index >= 0).map((index) => [index, name])),
      assumed: fact.assumed === null ? new Map() : new Map([[name, fact.assumed]]),
    };
    const old = ways.get(name);
    // What is said goes before what a name stands for.
    if (old !== undefined && way.used.size === 0 && old.clashes === 0) continue;
    if (old !== undefined && worth(old) > worth(way) && fact.assumed !== null) continue;
    ways.set(name, way);
    if (fact.assumed === null) fixed.add(name);
  }
  for (const name of ASKABLE)
    if (!ways.has(name) && name !== target) ways.set(name, { ...none, values: new Map(), missing: new Set([name]) });
  const held = RULES.filter(({ when, unless }) => (when?.test(lower) ?? true) && !(unless?.test(lower) ?? false));
  const rules = held.filter(({ last }) => last !== true);
  for (let pass = 0; pass < PASSES; pass += 1) {
    let changed = false;
    for (const rule of rules) {
      if (fixed.has(rule.gives)) continue;
      const way = by(rule, ways);
      const old = ways.get(rule.gives);
      if (way === null || (old !== undefined && !isBetter(way, old))) continue;
      ways.set(rule.gives, way);
      changed = true;
    }
    if (!changed) break;
  }
  // What is only ever the answer.
  for (const rule of held) {
    if (rule.last !== true || fixed.has(rule.gives)) continue;
    const way = by(rule, ways);
    const old = ways.get(rule.gives);
    if (way !== null && (old === undefined || isBetter(way, old))) ways.set(rule.gives, way);
  }
  return ways;
}

/** What a rule gives by the ways to what it needs; null where one is unknown or rests on what the rule gives. */
function by(rule: Rule, ways: ReadonlyMap<KindName, Way>): Way | null {
  const values = new Map<KindName, number>();
  const steps = new Map<KindName, Rule>();
  const used = new Map<number, KindName>();
  const assumed = new Map<KindName, Words | null>();
  const missing = new Set<KindName>();
  let clashes = 0;
  for (const name of rule.needs) {
    const fallback = rule.assume[name];
    let way = ways.get(name);
    if (
      fallback !== undefined &&
      (way === undefined || way.missing.size > 0 || way.clashes > 0 || (way.used.size === 0 && way.assumed.size > 0))
    ) {
      way = { ...none, values: new Map([[name, fallback]]), assumed: new Map([[name, inWords(name, fallback)]]) };
    }
    if (way === undefined || way.steps.has(rule.gives) || way.values.has(rule.gives)) return null;
    if (way.missing.has(rule.gives)) return null;
    clashes += way.clashes;
    for (const [one, value] of way.values) values.set(one, value);
    for (const [one, step] of way.steps) steps.set(one, step);
    for (const [one, words] of way.assumed) assumed.set(one, words);
    for (const one of way.missing) missing.add(one);
    for (const [index, one] of way.used) {
      const other = used.get(index);
      if (other !== undefined && other !== one && !areOneShape(other, one)) clashes += 1;
      used.set(index, one);
    }
  }
  for (const name of steps.keys()) values.delete(name);
  steps.set(rule.gives, rule);
  return { values, steps, used, assumed, missing, clashes };
}

const SHAPE: ReadonlySet<KindName> = new Set<KindName>([
  'm',
  'n',
  'k',
  'matrixIn',
  'matrixOut',
  'z',
  'zPower',
  'oldBits',
  'bits',
  'level',
  'alpha',
  'power',
]);
const areOneShape = (a: KindName, b: KindName): boolean => SHAPE.has(a) && SHAPE.has(b);

const SAME: readonly (readonly Dimension[])[] = [
  ['share', 'points'],
  ['items', 'sequences', 'bare'],
  ['cards', 'replicas', 'nodes', 'bare'],
  ['x', 'epochs', 'bare', 'steps'],
  ['parameters', 'large', 'bare'],
  ['time', 'interval'],
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

/** How much a question asks for a kind; null where it does not. */
export function askedFor(name: KindName, asked: Asked, lower: string): number | null {
  const kind = kindOf(name);
  const words = kind.asked;
  if (kind.inner === true || (words === undefined && kind.topic === undefined)) return null;
  if (kind.topic?.test(lower) === false || kind.never?.test(lower) === true) return null;
  let sum = kind.topic === undefined ? 0 : 1;
  if (asked.dimension !== null) {
    const fit = fitsDimension(asked.dimension, kind.dimensions);
    if (fit === null) return null;
    sum += fit;
  }
  if (asked.dimension === null && COUNTS.has(kind.dimensions[0] ?? 'bare')) return null;
  const near =
    words === undefined ? 0 : Math.max(0, ...asked.spans.map((span) => (words.test(span.words) ? span.weight : 0)));
  sum += near + (near > 0 ? (kind.first ?? 0) : 0);
  if (asked.dimension === null && near === 0) {
    if (!(asked.fits && kind.dimensions[0] === 'bytes' && words?.test(lower) === true)) return null;
    sum += 1;
  }
  return sum;
}

/** Ways to what is asked for, the best first. */
export function answersTo(question: string, asked: Asked, tags: readonly Tagged[], facts: Facts): Found[] {
  const lower = question.toLowerCase();
  const understood = tags.flatMap(({ may, value }, index) =>
    (may[0]?.[1] ?? 0) >= STRONG && value !== 1 ? [index] : [],
  );
  const targets = KIND_NAMES.flatMap((target) => {
    const sum = askedFor(target, asked, lower);
    return sum === null ? [] : [{ target, sum }];
  });
  return targets
    .flatMap(({ target, sum }): Found[] => {
      const way = waysTo(question, tags, facts, target).get(target);
      if (way === undefined || way.steps.size === 0) return [];
      const unused = understood.filter((index) => !way.used.has(index));
      const score = sum + worth(way) - 0.8 * unused.length;
      return [{ target, way, score, unused }];
    })
    .concat(asked.dimension === null ? setAgainst(question, asked, tags, facts) : [])
    .sort((a, b) => b.score - a.score);
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

/** "Does it give 50 tokens a second?": what is calculated is of the kind of a number that was said. */
function setAgainst(question: string, asked: Asked, tags: readonly Tagged[], facts: Facts): Found[] {
  const lower = question.toLowerCase();
  return tags.flatMap(({ dimension }, against): Found[] => {
    if (!COMPARED.has(dimension)) return [];
    const others = tags.map((tag, index) => (index === against ? { ...tag, may: [] } : tag));
    const ways = waysTo(question, others, facts, null);
    const understood = others.flatMap(({ may }, index) => ((may[0]?.[1] ?? 0) >= STRONG ? [index] : []));
    return KIND_NAMES.flatMap((target): Found[] => {
      const kind = kindOf(target);
      const way = ways.get(target);
      if (kind.inner === true || kind.asked === undefined || kind.dimensions[0] !== dimension) return [];
      if (kind.topic?.test(lower) === false || way === undefined || way.steps.size === 0 || way.missing.size > 0)
        return [];
      const unused = understood.filter((index) => !way.used.has(index));
      const near = asked.spans.some((span) => kind.asked?.test(span.words)) ? 1 : 0;
      return [{ target, way, score: 1 + near + worth(way) + 1 - 0.8 * unused.length, unused, against }];
    });
  });
}

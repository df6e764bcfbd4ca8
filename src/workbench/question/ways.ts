import { withoutDenied } from './denied.ts';
import type { Facts } from './facts.ts';
import { inWords, SILENT } from './facts.ts';
import type { KindName, Words } from './kinds.ts';
import { kindOf } from './kinds.ts';
import type { Rule } from './rules.ts';
import { RULES } from './rules.ts';
import type { Tagged } from './tag.ts';
import { unknownIn } from './unknown.ts';

/** A way from what is said to a quantity. */
export interface Way {
  values: ReadonlyMap<KindName, number>;
  /** Formulas by what they give, in the order in which they follow. */
  steps: ReadonlyMap<KindName, Rule>;
  /** Numbers of the question, by their place, and what each was taken for. */
  used: ReadonlyMap<number, KindName>;
  assumed: ReadonlyMap<KindName, Words | null>;
  missing: ReadonlySet<KindName>;
  /** How well each number suits what it was taken for, about 1 at best. */
  suited: ReadonlyMap<number, number>;
  /** What facts and derivations of what was given add or take. */
  extra: number;
}

/** What one may be asked for. */
export const ASKABLE: ReadonlySet<KindName> = new Set<KindName>([
  ...(['globalBatch', 'batch'] as const),
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

/** From here on a number was understood. */
export const STRONG = 1.9;
const PASSES = 7;
/** Ways that are kept to each kind: those that lack nothing, and those that do. */
const [MOST_WHOLE, MOST_LACKING] = [5, 2];
/** Combinations of ways that are followed while a rule's needs are put together. */
const MOST_PARTS = 8;
const COST = { missing: 2.6, assumed: 0.45, silent: 0.12, step: 0.12, again: 0.5 };
/** A number that suits a kind less is none of it. */
const LEAST_FIT = -0.6;
/** How much one of something, and what a name says as well, count as used. */
const LITTLE = 0.3;

/** What one name tells all at once: of a model, of a card. */
const GROUPS: readonly ReadonlySet<KindName>[] = [
  new Set<KindName>(['params', 'layers', 'hidden', 'kvHeads', 'headDim', 'vocab']),
  new Set<KindName>(['tflops', 'bandwidth', 'capacity']),
  new Set<KindName>(['m', 'n', 'k']),
  new Set<KindName>(['shareFirst', 'shareSecond']),
  new Set<KindName>(['batchFrom', 'batchTo']),
];
function costOfMissing(missing: ReadonlySet<KindName>): number {
  if (missing.size < 2) return missing.size;
  const names = [...missing];
  const shared = GROUPS.map((group) => names.filter((name) => group.has(name)).length).filter((count) => count > 1);
  return names.length - shared.reduce((sum, count) => sum + 0.75 * (count - 1), 0);
}

/** What a way is worth by what it uses, lacks and assumes, and by how many steps it takes. */
function worthOf({ suited, extra, missing, assumed }: Omit<Way, 'values' | 'steps' | 'used'>, steps: number): number {
  let fits = extra;
  for (const fit of suited.values()) fits += fit;
  let granted = 0;
  for (const name of assumed.keys()) granted += SILENT.has(name) ? COST.silent : COST.assumed;
  return fits - COST.missing * costOfMissing(missing) - granted - COST.step * steps;
}
export const worth = (way: Way): number => worthOf(way, way.steps.size);

const none = {
  steps: new Map(),
  used: new Map(),
  assumed: new Map(),
  missing: new Set<KindName>(),
  suited: new Map(),
  extra: 0,
};
const SIZES_IN_K: ReadonlySet<KindName> = new Set<KindName>(['context', 'inTokens', 'vocab']);

/** 8k of context are 8,192. */
const valueAs = (name: KindName, { value, scale }: Tagged): number =>
  SIZES_IN_K.has(name) && scale === 'k' && Number.isInteger(Math.log2(value / 1000)) ? (value / 1000) * 1024 : value;

/** How well a number suits one of the kinds that it may be: 1 for the likeliest where words say so. */
const suits = (score: number, best: number): number =>
  Math.max(-1, 1 - 0.28 * (best - score) - 0.3 * Math.max(0, STRONG - score)) + 0.02 * Math.min(score, MOST_SURE);
const MOST_SURE = 8;

/** What the sheet of a named card says too. */
export const isOfSheet = ({ value, dimension }: Tagged, facts: Facts): boolean =>
  OF_SHEET.some((name) => {
    const known = facts[name]?.value;
    return kindOf(name).dimensions[0] === dimension && known !== undefined && Math.abs(value / known - 1) < 0.06;
  });
/** Another number than that of the sheet, for what the sheet says. */
const isOtherSheet = (name: KindName, tag: Tagged, facts: Facts): boolean =>
  (OF_SHEET as readonly KindName[]).includes(name) && facts[name] !== undefined && !isOfSheet(tag, facts);
const OF_SHEET = ['capacity', 'bandwidth', 'tflops'] as const;
interface Rated {
  way: Way;
  worth: number;
  isWhole: boolean;
}
interface Kept extends Rated {
  sign: string;
}
type Best = Map<KindName, Kept[]>;

const rated = (way: Way): Rated => ({ way, worth: worth(way), isWhole: way.missing.size === 0 });
const signOf = (way: Way): string =>
  [
    [...way.used].map(([index, name]) => `${index}${name}`).sort(),
    [...way.missing].sort(),
    [...way.assumed.keys()].sort(),
  ].join('|');
const byWorth = (a: Omit<Rated, 'way'>, b: Omit<Rated, 'way'>): number =>
  Number(b.isWhole) - Number(a.isWhole) || b.worth - a.worth;

/** Whether a way of such worth is better than one of as many ways to a kind as are kept. */
function isWorthKeeping(all: readonly Kept[], { isWhole, worth: own }: Omit<Rated, 'way'>): boolean {
  const alike = all.filter((other) => other.isWhole === isWhole);
  return alike.length < (isWhole ? MOST_WHOLE : MOST_LACKING) || alike.some((other) => other.worth < own);
}

/** Adds a way to those of a kind, and says whether it is one of the best. */
function keep(ways: Best, name: KindName, way: Way): boolean {
  const all = ways.get(name) ?? [];
  const first = rated(way);
  // Each way that is tried over and over comes here: what is no better than all that are kept is left out before it is signed.
  if (!isWorthKeeping(all, first)) return false;
  const one: Kept = { ...first, sign: signOf(way) };
  const same = all.find(({ sign }) => sign === one.sign);
  if (same !== undefined && same.worth >= one.worth - 1e-9) return false;
  const sorted = [...all.filter((other) => other !== same), one].sort(byWorth);
  const best = [
    ...sorted.filter(({ isWhole }) => isWhole).slice(0, MOST_WHOLE),
    ...sorted.filter(({ isWhole }) => !isWhole).slice(0, MOST_LACKING),
  ];
  ways.set(name, best);
  return best.includes(one);
}

export type Ways = ReadonlyMap<KindName, readonly Way[]>;

/** The best ways to each of some kinds, from numbers, facts and rules. */
export function waysTo(question: string, tags: readonly Tagged[], facts: Facts, targets: ReadonlySet<KindName>): Ways {
  const lower = withoutDenied(question.toLowerCase());
  const ways: Best = new Map();
  const unknown = unknownIn(lower, ASKABLE);
  /** Kinds that the question gives in so many words. */
  const given = new Set<KindName>();
  tags.forEach((tag, index) => {
    const best = Math.max(STRONG, tag.may[0]?.[1] ?? 0);
    for (const [name, score] of tag.may) {
      const little = tag.value === 1 || isOfSheet(tag, facts);
      const fit = suits(score, best) * (little ? LITTLE : 1) - (isOtherSheet(name, tag, facts) ? LITTLE : 0);
      if (fit < LEAST_FIT || unknown.has(name)) continue;
      keep(ways, name, {
        ...{ ...none, values: new Map([[name, valueAs(name, tag)]]), used: new Map([[index, name]]) },
        suited: new Map([[index, fit]]),
      });
      if (score >= STRONG && best - score <= 0.3) given.add(name);
    }
  });
  for (const [key, fact] of Object.entries(facts)) {
    const name = key as KindName;
    const places = (fact.uses ?? []).filter((index) => index >= 0);
    // What is said goes before what a name stands for.
    if ((given.has(name) && places.length === 0) || unknown.has(name)) continue;
    keep(ways, name, {
      ...{ ...none, values: new Map([[name, fact.value]]), used: new Map(places.map((index) => [index, name])) },
      suited: new Map(places.map((index) => [index, 1])),
      extra: fact.assumed === null ? 0.05 : 0,
      assumed: fact.assumed === null ? new Map() : new Map([[name, fact.assumed]]),
    });
    if (fact.assumed === null) given.add(name);
  }
  for (const name of ASKABLE)
    if (!(ways.get(name) ?? []).some(({ worth }) => worth > 0.4))
      keep(ways, name, { ...none, values: new Map(), missing: new Set([name]) });
  const held = leadingTo(targets, lower);
  let changed = new Set<KindName>(ways.keys());
  for (let pass = 0; pass < PASSES && changed.size > 0; pass += 1) {
    const now = new Set<KindName>();
    for (const rule of held) {
      if (
        rule.last === true ||
        unknown.has(rule.gives) ||
        !rule.needs.some((name) => changed.has(name) || now.has(name))
      )
        continue;
      for (const way of by(rule, ways, given, unknown)) if (keep(ways, rule.gives, way)) now.add(rule.gives);
    }
    changed = now;
  }
  // What is only ever the answer.
  for (const rule of held)
    if (rule.last === true || unknown.has(rule.gives))
      for (const way of by(rule, ways, given, unknown)) keep(ways, rule.gives, way);
  return new Map([...ways].map(([name, all]) => [name, all.map(({ way }) => way)]));
}

const RULES_OF = new Map<KindName, Rule[]>();
for (const rule of RULES) RULES_OF.set(rule.gives, [...(RULES_OF.get(rule.gives) ?? []), rule]);
/** Rules that a question does not rule out and that end in one of the targets, by whatever others. */
function leadingTo(targets: ReadonlySet<KindName>, lower: string): Rule[] {
  const wanted = new Set(targets);
  const held = new Set<Rule>();
  // What is put into a set while it is gone through comes in its turn.
  for (const name of wanted)
    for (const rule of RULES_OF.get(name) ?? []) {
      if (rule.when?.test(lower) === false || rule.unless?.test(lower) === true) continue;
      held.add(rule);
      for (const need of rule.needs) wanted.add(need);
    }
  return RULES.filter((rule) => held.has(rule));
}

/** What a rule gives by the ways to what it needs; none where one is unknown or rests on what the rule gives. */
function by(rule: Rule, ways: Best, given: ReadonlySet<KindName>, unknown: ReadonlySet<KindName>): Way[] {
  let parts: Way[] = [{ ...none, values: new Map() }];
  for (const name of rule.needs) {
    const fallback = unknown.has(name) ? undefined : rule.assume[name];
    const options = (ways.get(name) ?? [])
      .map(({ way }) => way)
      .filter(
        ({ steps, values, missing }) =>
          !steps.has(rule.gives) &&
          !values.has(rule.gives) &&
          !missing.has(rule.gives) &&
          !(fallback !== undefined && missing.size > 0),
      );
    if (fallback !== undefined)
      options.push({
        ...{ ...none, values: new Map([[name, fallback]]), assumed: new Map([[name, inWords(name, fallback)]]) },
      });
    if (options.length === 0) return [];
    const joined = parts.flatMap((part) =>
      options.filter((option) => agree(part, option)).map((option) => ({ part, option })),
    );
    // Of many only the best are put together: what a pair is worth is told without it.
    const best =
      joined.length <= MOST_PARTS
        ? joined
        : joined
            .map(({ part, option }) => ({ part, option, ...ratedTogether(part, option) }))
            .sort(byWorth)
            .slice(0, MOST_PARTS);
    parts = best.map(({ part, option }) => together(part, option));
  }
  const kept = ways.get(rule.gives) ?? [];
  return parts.flatMap((part): Way[] => {
    // Whoever says a number has no use for one that rests on what is taken for granted.
    const again = part.assumed.size > 0 ? COST.again * 3 : COST.again;
    const extra = part.extra - (given.has(rule.gives) ? again : 0);
    const isWhole = part.missing.size === 0;
    if (!isWorthKeeping(kept, { isWhole, worth: worthOf({ ...part, extra }, part.steps.size + 1) })) return [];
    const values = new Map(part.values);
    for (const name of part.steps.keys()) values.delete(name);
    return [{ ...part, values, steps: new Map(part.steps).set(rule.gives, rule), extra }];
  });
}

/** Whether two ways can be one: not where they take a number for two things or a thing for two numbers. */
function agree(a: Way, b: Way): boolean {
  for (const [name, value] of b.values) {
    const other = a.values.get(name);
    if ((other !== undefined && other !== value) || a.steps.has(name)) return false;
  }
  for (const [name, rule] of b.steps) {
    const other = a.steps.get(name);
    if ((other !== undefined && other !== rule) || a.values.has(name)) return false;
  }
  for (const [index, name] of b.used) {
    const other = a.used.get(index);
    if (other !== undefined && other !== name && !areOneShape(other, name)) return false;
  }
  return true;
}

const extraOf = (a: Way, b: Way): number => Math.min(a.extra, 0) + Math.min(b.extra, 0) + Math.max(a.extra, b.extra, 0);
const bothMissing = (a: Way, b: Way): ReadonlySet<KindName> =>
  b.missing.size === 0 ? a.missing : new Set([...a.missing, ...b.missing]);

/** Two ways that agree, as one. */
const together = (a: Way, b: Way): Way => ({
  values: both(a.values, b.values),
  steps: both(a.steps, b.steps),
  used: both(a.used, b.used),
  assumed: both(a.assumed, b.assumed),
  missing: bothMissing(a, b),
  // A number that both rest on counts once.
  suited: both(a.suited, b.suited),
  extra: extraOf(a, b),
});

/** What two ways that agree are worth as one. */
function ratedTogether(a: Way, b: Way): Omit<Rated, 'way'> {
  const missing = bothMissing(a, b);
  let steps = a.steps.size;
  for (const name of b.steps.keys()) if (!a.steps.has(name)) steps += 1;
  const suited = both(a.suited, b.suited);
  const assumed = both(a.assumed, b.assumed);
  return { isWhole: missing.size === 0, worth: worthOf({ suited, extra: extraOf(a, b), missing, assumed }, steps) };
}

/** What either says, and what the second says where both do. */
function both<Key, Value>(a: ReadonlyMap<Key, Value>, b: ReadonlyMap<Key, Value>): ReadonlyMap<Key, Value> {
  if (a.size === 0 || b.size === 0) return b.size === 0 ? a : b;
  const all = new Map(a);
  for (const [key, value] of b) all.set(key, value);
  return all;
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
  'tileM',
  'tileN',
  'meanLossBefore',
  'meanLossAfter',
  'oldKvB',
  'newKvB',
]);
const areOneShape = (a: KindName, b: KindName): boolean => SHAPE.has(a) && SHAPE.has(b);

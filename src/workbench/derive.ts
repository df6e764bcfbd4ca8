import { calculate } from './calculate.ts';
import { deviceNamed } from './devices.ts';
import { inDigits } from './in-digits.ts';
import { modelOf, parametersOf } from './models.ts';
import { multiprocessorsOf } from './multiprocessors.ts';
import type { Asked } from './question/asked.ts';
import { askedIn } from './question/asked.ts';
import type { Fact, Facts } from './question/facts.ts';
import { factsIn, SILENT } from './question/facts.ts';
import type { KindName, Words } from './question/kinds.ts';
import { kindOf } from './question/kinds.ts';
import type { Dimension } from './question/measures.ts';
import { related } from './question/related.ts';
import type { Found } from './question/solve.ts';
import { answersByUnit, answersTo, targetsOf } from './question/solve.ts';
import type { Tagged } from './question/tag.ts';
import { tagged } from './question/tag.ts';
import { unknownIn } from './question/unknown.ts';
import type { Ways } from './question/ways.ts';
import { ASKABLE, STRONG, waysTo } from './question/ways.ts';
import type { Quantities } from './question-quantities.ts';
import { withSigns } from './question-quantities.ts';

/** What a question comes to by the book of rules. */
export interface Derived {
  text: string;
  asked: Asked;
  tags: readonly Tagged[];
  facts: Facts;
  found: readonly Found[];
  /** The ways to all that its numbers come to. */
  ways: Ways;
  /** What it says is not known. */
  unknown: ReadonlySet<KindName>;
}

/** Reads a question and finds the ways to what it asks for; null where it asks for nothing. */
export function derived(question: string, q: Quantities): Derived | null {
  const digits = inDigits(question);
  const text = withSigns(digits);
  const said = related(tagged(text), text.toLowerCase());
  const asked = askedIn(text, withoutSettings(text, said));
  if (asked === null) return null;
  const facts: Facts = { ...ofModel(q), ...ofDevice(q), ...factsIn(text, digits, said) };
  const peak = facts.tflops?.value;
  // Of several cards it is about one: the others have no part in it.
  const exact = exactSize(q);
  const tags = said.map((tag) =>
    exact !== null && isOf(tag, 'params') && Math.abs(tag.value / exact - 1) < NOMINAL
      ? { ...tag, value: exact }
      : facts.cards !== undefined && isOf(tag, 'cards')
        ? { ...tag, may: [] }
        : peak !== undefined && isOf(tag, 'tflops') && tag.value < REACHED * peak
          ? {
              ...tag,
              may: [['achieved', tag.may[0]?.[1] ?? 0] as const, ...tag.may.filter(([name]) => name !== 'achieved')],
            }
          : tag,
  );
  const unknown = unknownIn(digits.toLowerCase(), ASKABLE);
  // A model of the table says itself whether its heads share keys and values.
  const told = (facts.kvHeads?.value ?? 0) < (facts.heads?.value ?? 0) ? `${digits}\n(GQA)` : digits;
  const waysOf = (what: Asked) => waysTo(told, tags, facts, targetsOf(told, what));
  const ways = waysOf(asked);
  const named = answersTo(told, asked, tags, facts, ways);
  // "warm-up 2% of 250k steps?": a share of something asks for what its word names. Settings alone ask for nothing.
  const bySetting = named.some(isSure) || !tags.some(({ dimension }) => dimension === 'share') ? null : askedIn(text);
  const found =
    bySetting === null
      ? named
      : [...named, ...answersTo(told, bySetting, tags, facts, waysOf(bySetting))].sort(byScore);
  return {
    text,
    asked,
    tags,
    facts,
    ways,
    unknown,
    found: found.some(isSure) ? found : [...answersByUnit(told, asked, tags, facts, ways), ...found],
  };
}

/** From here on what a question asks for has a name in it. */
const LEAST_NAMED = 2;
const isSure = ({ score }: Found): boolean => score >= LEAST_NAMED;
const byScore = (a: Found, b: Found): number => b.score - a.score;
const NEAR = 14;
/** A text without the settings that it tells, a number with its unit and the word that names it, each place left as long as it was. */
function withoutSettings(text: string, tags: readonly Tagged[]): string {
  let open = text;
  const lower = text.toLowerCase();
  for (const { at, end, may } of tags) {
    const [name, score] = may[0] ?? [];
    if (name === undefined || score === undefined || score < STRONG) continue;
    const { words } = kindOf(name);
    const before = words === undefined ? null : lastOf(words, lower.slice(Math.max(0, at - NEAR), at));
    const from = before === null ? at : Math.max(0, at - NEAR) + before;
    open = `${open.slice(0, from)}${' '.repeat(end - from)}${open.slice(end)}`;
  }
  return open;
}

/** Where the last of some words begins that nothing parts from the end; null where there is none. */
function lastOf(words: RegExp, text: string): number | null {
  const found = [...text.matchAll(new RegExp(words.source, 'g'))].at(-1);
  return found === undefined || /[,.;?!]|\d/.test(text.slice(found.index)) ? null : found.index;
}

/** What a card of the table is said to give is what was reached where it is so much less than its peak. */
const REACHED = 0.7;
const isOf = ({ may }: Tagged, name: KindName): boolean => may[0]?.[0] === name;
const GB = 1e9;

/** The card by its data sheet. */
function ofDevice({ device, deviceAssumed, unknownDevice }: Quantities): Facts {
  if (device === undefined || unknownDevice !== undefined) return {};
  const { bf16Tflops, memoryGBs, memoryGB, capability } = deviceNamed(device);
  const assumed = deviceAssumed === true ? { ko: device, en: device } : null;
  const fact = (value: number): Fact => ({ value, assumed });
  return {
    tflops: fact(bf16Tflops * 1e12),
    bandwidth: fact(memoryGBs * GB),
    capacity: fact(memoryGB * GB),
    ...(capability === null ? {} : ofMultiprocessor(device, fact)),
  };
}

function ofMultiprocessor(device: string, fact: (value: number) => Fact): Facts {
  const { count, holds } = multiprocessorsOf(device);
  return {
    multiprocessors: fact(count),
    maxThreads: fact(holds.maxWarps * 32),
    smRegisters: fact(holds.registers),
    smShared: fact(holds.sharedBytes),
    maxBlocks: fact(holds.maxBlocks),
  };
}

/** The shape of a model of the table. */
function ofModel({ model, modelAssumed }: Quantities): Facts {
  if (model === undefined) return {};
  const { layers, heads, kvHeads, headDim, hidden, vocab, ffn } = modelOf(model);
  const shape: Partial<Record<KindName, number>> = { layers, heads, kvHeads, headDim, hidden, vocab, ffn };
  return Object.fromEntries(
    // What is said by name is said; a size alone stands for a model of that size.
    Object.entries(shape).map(([name, value]) => [
      name,
      { value, assumed: modelAssumed === true ? { ko: model, en: model } : null },
    ]),
  );
}

/** Names say a size to the digit or two: what the tensors of a named model come to is more exact. */
const NOMINAL = 0.02;
function exactSize({ model, modelAssumed }: Quantities): number | null {
  return model === undefined || modelAssumed === true ? null : parametersOf(modelOf(model)).total;
}

/** The values and formulas of a way, as `calculate` takes them. */
export function argumentsOf({ way }: Found): {
  values: Record<string, number>;
  steps: Record<string, { formula: string; unit: string }>;
} {
  return {
    values: Object.fromEntries(way.values),
    steps: Object.fromEntries([...way.steps].map(([name, { formula }]) => [name, { formula, unit: '' }])),
  };
}

/** What each formula of a way comes to. */
export function workedOut(found: Found): number[] {
  const parsed = calculate.args.safeParse(argumentsOf(found));
  if (!parsed.success) return [];
  const result = calculate.run(parsed.data, () => {
    throw new Error('no files');
  });
  return Object.values(result).map(({ value }) => value);
}

/** What a way comes to, in the base unit; NaN where something is missing, where it says only what was said, and where a value on it cannot be. */
export function valueOfWay(found: Found, tags: readonly Tagged[]): number {
  if (found.way.missing.size > 0) return Number.NaN;
  const parsed = calculate.args.safeParse(argumentsOf(found));
  if (!parsed.success) return Number.NaN;
  const result = calculate.run(parsed.data, () => {
    throw new Error('no files');
  });
  const value = result[found.target]?.value ?? Number.NaN;
  const cannotBe = [...found.way.steps.keys()].some((name) => !canBe(name, result[name]?.value ?? Number.NaN));
  const says = [...found.way.used.keys()].some((index) => {
    const tag = tags[index];
    return (
      tag !== undefined &&
      kindOf(found.target).dimensions.includes(tag.dimension) &&
      tag.dimension !== 'bare' &&
      Math.abs(tag.value / value - 1) < 1e-9
    );
  });
  const isAlias =
    found.way.steps.get(found.target)?.needs.length === 1 &&
    /^\w+$/.test(found.way.steps.get(found.target)?.formula ?? '');
  return cannotBe || (says && (isAlias || (found.way.used.size > 1 && found.way.steps.size > 1))) ? Number.NaN : value;
}

/** Shares that come to more than all where what was said cannot be, or is too much to bear. */
const OVERLOADED: ReadonlySet<KindName> = new Set<KindName>([
  'mfu',
  'utilization',
  'commShare',
  'memoryTaken',
  'scaling',
]);
/** What may go down as well as up. */
const SIGNED: ReadonlySet<KindName> = new Set<KindName>(['meanLossChange']);
const COUNTED: ReadonlySet<Dimension> = new Set<Dimension>([
  ...(['cards', 'nodes', 'replicas', 'layers', 'heads', 'stages'] as const),
]);
/** Less than one card, and more than all of something, are a number that was taken for something else. */
function canBe(name: KindName, value: number): boolean {
  const { dimensions, least, most } = kindOf(name);
  const [dimension = 'bare'] = dimensions;
  if (!Number.isFinite(value) || (value < 0 && !SIGNED.has(name))) return false;
  if (SIGNED.has(name)) return true;
  if (COUNTED.has(dimension) && value < 1 && value !== 0) return false;
  if (dimension === 'share' && value > 1 && !OVERLOADED.has(name)) return false;
  return value >= (least ?? 0) * 0.5 && value <= (most ?? Number.POSITIVE_INFINITY) * 2;
}

const TOLD: ReadonlySet<KindName> = new Set<KindName>(['cards', 'batch', 'microBatch', 'epochs']);

/** What a way takes for granted and tells. */
export function assumptionsOf({ way }: Found): Words[] {
  const told = [...way.assumed].flatMap(([name, words]) =>
    words === null || (SILENT.has(name) && !TOLD.has(name)) ? [] : [words],
  );
  return told.filter(({ en }, index) => told.findIndex((other) => other.en === en) === index);
}

import type { Amount, Factor, Read } from './amounts.ts';
import { amountsIn } from './amounts.ts';
import type { Sought } from './sought.ts';
import { soughtIn } from './sought.ts';
import type { Vector } from './units.ts';
import { AGENTS, GENERIC, isSameVector, product, REPEATS } from './units.ts';

/** How every number of a question, each once, comes to what it seeks by its units alone. */
export interface Chain {
  sought: Sought;
  /** In base units, before it is rounded. */
  value: number;
  /** Amounts above and below the line, as said. */
  terms: readonly { value: number; said: string; power: number; raw?: number }[];
  /** What is added as it is, where the rest comes to the same unit. */
  added: readonly { value: number; said: string }[];
  /** Whether what is left of the whole is sought: one less the chain. */
  isPart: boolean;
  /** What the units alone do not say: how many readings were left out. */
  looseness: number;
}

const MOST_AMOUNTS = 7;
const MOST_OPEN = 2;
const FORMAT =
  /\b(?:bf16|fp16|fp32|fp8|fp4|tf32|int8|int4|nf4|awq|gptq|q\d_\w+)\b|양자화|quanti|반정밀도|비트|\bbits?\b/i;
const EACH = /\beach\b|\bapiece\b|\bevery\b|각각|씩|마다/i;
const PLUS =
  /\bplus\b|\badd(?:s|ed)?\b|fixed|start-?up|set-?up|\bttft\b|first token|load(?:s|ing)? (?:time|takes)|initial|one-?time|on top|고정|초기|준비|기본|추가로|더하|첫 ?토큰/;

/** What machines do together, and what a batch is worth, follow laws of their own; what is left free or kept in a format is a number that is not said. */
const TOGETHER =
  /all[\s-]?reduce|all[\s-]?gather|reduce[\s-]?scatter|all[\s-]?to[\s-]?all|\bring\b|broadcast|올리듀스|pipeline|bubble|버블|파이프라인 ?병렬|speculat|추측|mtbf|fail|crash|outage|고장|장애|critical|noise scale|b_?crit|임계|노이즈 ?스케일|\bzero\b|fsdp|비워|남겨|예비|reserve|leave|leaving|headroom|여유/i;

/** A chain for a text; null where there is none, or more than one that comes to another number. */
export function chainIn(text: string): Chain | null {
  if (TOGETHER.test(text)) return null;
  const all = amountsIn(text);
  const faster = byEfficiency(all, text.toLowerCase());
  if (faster !== null) return faster;
  const sought = soughtIn(text);
  if (sought === null) return null;
  const read = withoutStrangers(all, sought);
  if (read.loose > 0 || read.amounts.length === 0 || read.amounts.length > MOST_AMOUNTS) return null;
  if (read.factors.some(({ on }) => on === null)) return null;
  const open = read.amounts.filter(({ of }) => '?' in of).length;
  if (open > MOST_OPEN || ('?' in sought.of && open > 1)) return null;
  if ('B' in sought.of && FORMAT.test(text)) return null;
  if (read.amounts.length + read.factors.length < 2) return null;
  // "백만 토큰에 얼마": so many are what it is asked for.
  const asked = read.amounts.filter(({ value, of }) => !isAskedFor(value, of, sought));
  // "지금 96장에서 몇 장": of one thing, whatever it is.
  const [thing] = asked.filter(({ of }) => '?' in of);
  const isThing = '?' in sought.of && thing !== undefined && open === 1;
  const problem: Problem = {
    ...read,
    amounts: isThing ? asked.map((one) => ({ ...one, of: rename(one.of, OPEN_THING) })) : asked,
    sought: isThing ? { ...sought, of: rename(sought.of, OPEN_THING) } : sought,
    text: text.toLowerCase(),
  };
  return compared(problem) ?? summed(problem) ?? chained(problem);
}

const isAskedFor = (value: number, of: Vector, sought: Sought): boolean => {
  const below = Object.fromEntries(
    Object.entries(sought.of)
      .filter(([, power]) => power < 0)
      .map(([name]) => [name, 1]),
  );
  return (
    sought.times < 1 &&
    Object.keys(below).length > 0 &&
    isSameVector(of, below) &&
    Math.abs(value * sought.times - 1) < 1e-9
  );
};

const EFFICIENCY = /\bmfu\b|\bhfu\b|utili[sz]|effici|이용률|활용률|사용률|효율/;
const CHANGES = /\bfrom\b|\bto\b|에서|→|->|instead|대신|올라|오르|올리|떨어|내려|낮아|improv|rais|drop/;
/** What takes so long, or so much, at one efficiency, at another. */
function byEfficiency({ amounts, factors, loose }: Read, text: string): Chain | null {
  const [one, other, third] = factors;
  const [amount, more] = amounts;
  if (loose > 0 || one === undefined || other === undefined || third !== undefined) return null;
  if (amount === undefined || more !== undefined || !EFFICIENCY.test(text) || !CHANGES.test(text)) return null;
  const sought = soughtIn(text);
  if (sought === null || !isSameVector(amount.of, sought.of) || one.share === other.share) return null;
  const isRate = (sought.of.s ?? 0) < 0;
  const [above, below] = isRate ? [other, one] : [one, other];
  return {
    ...{ sought, looseness: 1, added: [], isPart: false, value: (amount.value * above.share) / below.share },
    terms: [
      { value: amount.value, said: amount.said, power: 1 },
      { value: above.share, said: above.said, power: 1 },
      { value: below.share, said: below.said, power: -1 },
    ],
  };
}

/** What is measured in something in which nothing else is, and that is not sought, can have no part: sizes of files beside rates of files. */
function withoutStrangers({ amounts, factors, loose }: Read, sought: Sought): Read {
  const isStranger = (index: number): boolean =>
    Object.keys(amounts[index]?.of ?? {}).some(
      (name) =>
        BASES.has(name) && !(name in sought.of) && amounts.every(({ of }, place) => place === index || !(name in of)),
    ) && !factors.some(({ on }) => on === index);
  const kept = amounts.flatMap((_, index) => (isStranger(index) ? [] : [index]));
  if (kept.length === amounts.length || kept.length < LEAST_KEPT) return { amounts, factors, loose };
  return {
    amounts: kept.flatMap((index) => amounts[index] ?? []),
    factors: factors.map((factor) => ({ ...factor, on: factor.on === null ? null : kept.indexOf(factor.on) })),
    loose,
  };
}
const BASES: ReadonlySet<string> = new Set(['B', 'J', 'F', 'kg', 'USD', 'KRW']);
const LEAST_KEPT = 2;

/** In machines mostly, of which more take less time. */
const OPEN_THING = '#card';

interface Problem {
  amounts: readonly Amount[];
  factors: readonly Factor[];
  sought: Sought;
  text: string;
}

interface Solution {
  powers: readonly number[];
  value: number;
  looseness: number;
}

/** Ways to put every amount above or below a line so that the units come to what is sought. */
function solutions({ amounts, factors, sought, text }: Problem): Solution[] {
  const found: Solution[] = [];
  const symbols = [
    ...new Set(amounts.flatMap(({ of, soft }) => [...Object.keys(of), ...soft]).concat(Object.keys(sought.of))),
  ].filter((name) => name.startsWith('#'));
  const isHourly = amounts.some(({ of }) => of['#card'] === 1 && of.s === 1);
  const options = amounts.map(({ of, soft }) => optionsOf(of, soft, { symbols, isHourly, isEach: EACH.test(text) }));
  // "per step" of what is told of one step.
  const own = Object.fromEntries(
    Object.entries(sought.of).filter(
      ([name, power]) =>
        power > 0 || !name.startsWith('#') || amounts.some(({ of, soft }) => name in of || soft.includes(name)),
    ),
  );
  const targets = '?' in sought.of ? symbols.map((name) => rename(sought.of, name)) : [own];
  const count = amounts.length;
  const visit = (index: number, left: Vector, powers: number[], looseness: number): void => {
    if (index === count) {
      const rest = Object.entries(left);
      if (rest.length === 0 || areOne(rest))
        found.push({
          powers: [...powers],
          value: worthOf(amounts, factors, powers),
          looseness: looseness + rest.length,
        });
      return;
    }
    for (const { of, cost } of options[index] ?? [])
      for (const power of Object.keys(of).length === 0 ? [1] : [1, -1]) {
        powers.push(power);
        visit(index + 1, product(left, of, -power), powers, looseness + cost);
        powers.pop();
      }
  };
  for (const target of targets) visit(0, target, [], 0);
  return found;
}

const rename = (of: Vector, name: string): Vector =>
  Object.entries(of).reduce<Vector>((sum, [key, power]) => product(sum, { [key === '?' ? name : key]: power }), {});

/** An amount as it was said; counted for what words near it say; and of any of the things where it does not say of which. */
function optionsOf(of: Vector, soft: readonly string[], { symbols, isHourly, isEach }: Setting): Option[] {
  const names = Object.keys(of);
  const [name] = names;
  // Three epochs are three times as much; and an hour of a card costs what an hour costs where hours of cards are counted.
  const isRepeat = names.length === 1 && name !== undefined && REPEATS.has(name) && of[name] === 1;
  const isPrice = names.length === 2 && of.s === -1 && ('USD' in of || 'KRW' in of);
  const more: Option[] = [
    ...(isRepeat ? [{ of: {}, cost: 1 }] : []),
    ...(isPrice && isHourly ? [{ of: product(of, { '#card': -1 }), cost: 1 }] : []),
  ];
  if ('?' in of)
    return [
      ...symbols
        .filter((symbol) => !(symbol in of) && !NEVER_OPEN.has(symbol))
        .map((symbol) => ({ of: rename(of, symbol), cost: 0 })),
      ...(isEach ? [{ of: without(of), cost: 1 }] : []),
    ].flatMap(({ of: one, cost }) => softened(one, soft, cost));
  return [...softened(of, soft, 0), ...more];
}

interface Setting {
  symbols: readonly string[];
  isHourly: boolean;
  isEach: boolean;
}

interface Option {
  of: Vector;
  cost: number;
}

function softened(given: Vector, soft: readonly string[], least: number): Option[] {
  return [given].flatMap((one) => {
    const all = soft.reduce((sum, name) => product(sum, { [name]: 1 }, -1), one);
    return soft.length === 0
      ? [{ of: one, cost: least }]
      : [
          { of: all, cost: least },
          ...(soft.length > 1 ? soft.map((name) => ({ of: product(one, { [name]: 1 }, -1), cost: least + 1 })) : []),
          { of: one, cost: least + soft.length },
        ];
  });
}
/** A thing that is named in two ways: 45 items an hour, 30,000 labels. */
function areOne(rest: readonly (readonly [string, number])[]): boolean {
  const [one, other, third] = rest;
  return (
    one !== undefined &&
    other !== undefined &&
    third === undefined &&
    one[1] === -other[1] &&
    Math.abs(one[1]) === 1 &&
    one[0].startsWith('#') &&
    other[0].startsWith('#') &&
    (GENERIC.has(one[0]) || GENERIC.has(other[0])) &&
    !AGENTS.has(one[0]) &&
    !AGENTS.has(other[0]) &&
    !NEVER_ONE.has(one[0]) &&
    !NEVER_ONE.has(other[0])
  );
}
/** Nobody counts these without saying so. */
const NEVER_OPEN: ReadonlySet<string> = new Set(['#token', '#parameter', '#word', '#step']);
const NEVER_ONE: ReadonlySet<string> = new Set([
  '#token',
  '#parameter',
  '#word',
  '#step',
  '#epoch',
  '#request',
  '#user',
]);
const without = (of: Vector): Vector => Object.fromEntries(Object.entries(of).filter(([name]) => name !== '?'));

function worthOf(amounts: readonly Amount[], factors: readonly Factor[], powers: readonly number[]): number {
  const plain = amounts.reduce((all, { value }, index) => all * value ** (powers[index] ?? 1), 1);
  return factors.reduce((all, factor) => all * factor.value ** powerOf(factor, amounts, powers), plain);
}

/** What a share takes of goes up or down with it. */
function powerOf({ on, isYield }: Factor, amounts: readonly Amount[], powers: readonly number[]): number {
  if (!isYield) return powers[on ?? 0] ?? 1;
  // What is got out of a machine makes its rate less, and what an hour of it costs more.
  const rate = amounts.findIndex(({ of }) => (of.s ?? 0) < 0);
  const at = rate < 0 ? (on ?? 0) : rate;
  const isPrice = 'USD' in (amounts[at]?.of ?? {}) || 'KRW' in (amounts[at]?.of ?? {});
  return (powers[at] ?? 1) * (isPrice ? -1 : 1);
}

const NEAR = 1e-9;
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= NEAR * Math.max(Math.abs(a), Math.abs(b));

function chained(problem: Problem): Chain | null {
  const all = solutions(problem);
  const least = Math.min(...all.map(({ looseness }) => looseness));
  const best = all.filter(({ looseness }) => looseness === least);
  const [first] = best;
  if (first === undefined) return parallel(problem);
  if (best.some(({ value }) => !isNear(value, first.value))) return proportion(problem, best);
  return chainOf(first, problem);
}

function chainOf({ powers, value, looseness }: Solution, { amounts, factors, sought }: Problem): Chain {
  return {
    ...{ sought, value, looseness, added: [], isPart: false },
    terms: [
      ...amounts.map(({ value: size, said, raw }, index) => ({ value: size, said, raw, power: powers[index] ?? 1 })),
      ...factors.map((factor) => ({ value: factor.value, said: factor.said, power: powerOf(factor, amounts, powers) })),
    ],
  };
}

/** Workers beside a time of one thing work side by side. */
function parallel(problem: Problem): Chain | null {
  const { amounts } = problem;
  const agents = amounts.flatMap(({ of }, index) => {
    const [name, ...others] = Object.keys(of);
    return name !== undefined && others.length === 0 && AGENTS.has(name) && of[name] === 1 ? [index] : [];
  });
  const [agent] = agents;
  const name = agent === undefined ? undefined : Object.keys(amounts[agent]?.of ?? {})[0];
  if (agent === undefined || agents.length > 1 || name === undefined) return null;
  const latency = amounts.findIndex(
    ({ of, soft }) => of.s === 1 && (Object.keys(of).length === 2 || soft.length > 0) && !(name in of),
  );
  if (latency < 0 || amounts.some(({ of }) => (of.s ?? 0) < 0)) return null;
  const of = product(amounts[latency]?.of ?? {}, { [name]: 1 });
  const worked = { ...problem, amounts: amounts.map((one, index) => (index === latency ? { ...one, of } : one)) };
  const all = solutions(worked);
  const [first] = all;
  return first === undefined || all.some(({ value }) => !isNear(value, first.value)) ? null : chainOf(first, worked);
}

/** Two numbers of one kind and another of one of them: by the rule of three. */
function proportion(problem: Problem, best: readonly Solution[]): Chain | null {
  const { amounts, factors, sought } = problem;
  if (factors.length > 0) return null;
  const pairs = amounts.flatMap((one, index) =>
    amounts.flatMap((other, place) =>
      place > index && isSameVector(one.of, other.of) ? [[index, place] as const] : [],
    ),
  );
  const [pair] = pairs;
  if (pair === undefined || pairs.length > 1 || best.length !== 2 || amounts.length !== 3) return null;
  const known = amounts.findIndex((_, index) => !pair.includes(index));
  const whole = amounts[known];
  if (whole === undefined || !isSameVector(whole.of, sought.of)) return null;
  const names = Object.keys(amounts[pair[0]]?.of ?? {});
  const isAgent = names.every((name) => AGENTS.has(name)) || (amounts[pair[0]]?.of.s ?? 0) < 0;
  const isTime = (sought.of.s ?? 0) > 0 && Object.keys(sought.of).length === 1;
  const isOfTime = names.length === 1 && (amounts[pair[0]]?.of.s ?? 0) === 1;
  const isOfAgents = Object.keys(sought.of).length === 1 && Object.keys(sought.of).every((name) => AGENTS.has(name));
  const isInverse = (isAgent && isTime) || (isOfTime && isOfAgents);
  const is = newOf(pair, known, problem);
  if (is === null) return null;
  const powers = amounts.map((_, index) => (index === known ? 1 : (index === is) !== isInverse ? 1 : -1));
  const solution = best.find((one) => one.powers.every((power, index) => power === powers[index]));
  return solution === undefined ? null : chainOf(solution, problem);
}

/** Which of two is the new one: what the first becomes, or the one that does not stand in a sentence with what is known; null where neither is plain. */
function newOf([a, b]: readonly [number, number], known: number, { amounts, text }: Problem): number | null {
  const [one, other, whole] = [amounts[a], amounts[b], amounts[known]];
  if (one === undefined || other === undefined || whole === undefined) return null;
  if (
    /^[^.?!\d]{0,16}(?:\bto\b|→|->|에서|던 ?(?:걸|것을?)|(?:는|은) ?(?:걸|것을?))\s*$/.test(
      text.slice(one.end, other.at),
    )
  )
    return b;
  const parts = (from: Amount, to: Amount): boolean => {
    const [first, last] = from.at < to.at ? [from, to] : [to, from];
    return /[.?!;]\s|(?:고|며|는데|인데|면)\s/.test(text.slice(first.end, last.at));
  };
  const [isWithFirst, isWithSecond] = [!parts(one, whole), !parts(other, whole)];
  return isWithFirst === isWithSecond ? null : isWithFirst ? b : a;
}

/** Where two numbers of one kind are set against each other. */
function compared(problem: Problem): Chain | null {
  const { amounts, factors, sought, text } = problem;
  if (sought.by === null) return null;
  const pairs = amounts.flatMap((one, index) =>
    amounts.slice(index + 1).flatMap((other) => (isSameVector(one.of, other.of) ? [[one, other] as const] : [])),
  );
  const [pair] = pairs;
  if (pair === undefined || pairs.length > 1) return null;
  const [less, more] = [...pair].sort((a, b) => a.value - b.value);
  if (less === undefined || more === undefined) return null;
  if (sought.by === 'difference') {
    const merged: Amount = { ...more, value: more.value - less.value, said: `(${more.said} - ${less.said})` };
    const rest = [merged, ...amounts.filter((one) => !pair.includes(one))];
    const found = chained({ ...problem, amounts: rest, sought: { ...sought, by: null } });
    return found;
  }
  if (amounts.length > 2 || factors.length > 0) return null;
  if (sought.by === 'share' && !FALLS.test(text) && !RISES.test(text) && !PART.test(text)) return null;
  const isRise = sought.by === 'share' && !FALLS.test(text) && RISES.test(text);
  // How many times, and by how much it rises, are of the lesser; the others of the greater.
  const [above, below] = sought.by === 'ratio' || isRise ? [more, less] : [less, more];
  const isPart = sought.by === 'share' && (FALLS.test(text) || isRise);
  return {
    ...{ sought, looseness: 0, added: [], isPart },
    value: isPart ? Math.abs(1 - above.value / below.value) : above.value / below.value,
    terms: [
      { value: above.value, said: above.said, power: 1 },
      { value: below.value, said: below.said, power: -1 },
    ],
  };
}
const PART = /\bof\b|out of|중에?|가운데|차지|비율|share|fraction/;
const FALLS = /줄|감소|낮추|떨어|절감|내려|reduc|cut|lower|less|drop|fall|fell|sav|shrink|decreas|faster|quicker/;
const RISES = /늘|증가|올라|오르|높|increas|grow|grew|more|higher|ris|slower|longer/;

/** `a fixed 40 s plus 22 ms a token`: what is of the unit sought by itself is added. */
function summed(problem: Problem): Chain | null {
  const { amounts, sought, text } = problem;
  if (amounts.length < 3 || !PLUS.test(text) || solutions(problem).length > 0) return null;
  const found = amounts.flatMap((one, index) => {
    if (!isSameVector(one.of, sought.of)) return [];
    const rest = amounts.filter((_, place) => place !== index);
    const chain = chained({ ...problem, amounts: rest });
    return chain === null
      ? []
      : [{ ...chain, value: chain.value + one.value, added: [{ value: one.value, said: one.said }] }];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

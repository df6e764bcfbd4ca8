import type { Breach, Figures, Law, Quantity } from '../model/law.ts';
import { breach, near } from './law.ts';

/** `층마다`, `파라미터 하나에`, `장당`: what stands before a figure of one of many. */
const EACH_BEFORE_KO =
  /(?:(?:하나|한\s?(?:장|대|개|번|층|홉|건|명|노드|상자|파드|스텝|step|시간))\s?(?:에|당|마다|은|가|이)?|(?:개|장|대|건|번|층|홉|노드|파드|스텝|step|호출|요청|파라미터|토큰|시간|상자|서비스|명)\s?(?:당|마다))\s*(?:\S{0,8}(?:까지|만|평균|약|대략)\s*)?$/iu;
const EACH_AFTER_KO = /^\s?(?:개|번|대|장|건|명|줄|행)?씩/u;
const EACH_AFTER_EN =
  /^\s?(?:[\w-]+\s)?(?:each|apiece|per (?!second|cent)\w+|an? (?:step|hour|token|layer|node|card|gpu|pod|hop|call|request|parameter|box|shard|worker|day)|for each \w+|for every \w+)\b/iu;
/** `ten hops at 0.3 ms`. */
const AT_EN =
  /\b(?:hops|calls|steps|launches|requests|layers|nodes|cards|gpus|hours|parameters|boxes|pods|reads|queries) at\s*\$?$/iu;
const FOLLOWS =
  /니까|이면|면|=|→|->|총|합쳐|해서|라서|그래서|즉|고|\b(?:so|is|are|makes?|comes? to|about|needs?|takes?|that's|means|gives?|get|for)\b/iu;
/** Retries in layers are powers and have a law of their own. */
const MULTIPLIES_ITSELF = /재시도|retr(?:y|ies)|\btries\b/iu;
const TIME_OF: readonly [RegExp, number][] = [
  [/시간|hours?/iu, 3600],
  [/분|minutes?/iu, 60],
  [/하루|일|days?/iu, 86_400],
  [/초|seconds?/iu, 1],
];
const COUNTED: ReadonlySet<string> = new Set(['count', 'cards', 'steps', 'parameters', 'tokens']);

/** One of many, how many, and what they come to: `40 pods with 20 connections each is 800`. */
export const eachLaw: Law = {
  id: 'each',
  states: { code: 'law.each', params: {} },
  wide: true,
  check({ text, quantities }) {
    if (quantities.length < 3 || quantities.length > 7 || MULTIPLIES_ITSELF.test(text)) return null;
    let checked = false;
    for (const one of quantities) {
      const per = eachAt(text, one);
      if (per === null || one.unit === 'percent' || one.unit === 'times' || one.value <= 0) continue;
      const result = quantities.find(
        (other) =>
          other.start > one.end &&
          other.unit === one.unit &&
          (eachAt(text, other) === null || other === quantities.at(-1)) &&
          FOLLOWS.test(text.slice(one.end, other.start)),
      );
      if (result === undefined) continue;
      const numbers = quantities
        .filter((other) => other !== one && other.end <= result.start)
        .flatMap((other) => howMany(other, per));
      if (numbers.length === 0 || numbers.length > 4) continue;
      const stops = text.slice(one.start, result.start).match(/[.!?](?=\s)/gu)?.length ?? 0;
      if (stops > 1 || /남|부족|모자|한도|한계|까지|left|limit|cap\b|at most|up to/iu.test(around(text, result)))
        continue;
      checked = true;
      const made = productsOf(numbers).map((number) => number * one.value);
      if (made.some((value) => near(value, result.value, 0.15))) continue;
      const whole = numbers.reduce((product, number) => product * number, one.value);
      const off = Math.max(whole / result.value, result.value / whole);
      if (off < 1.4 || (numbers.length > 1 && off < 5)) continue;
      return [breach(result, { code: 'each.total', params: { numbers, each: one.text, said: result.text } })];
    }
    return checked ? [] : null;
  },
};

const around = (text: string, { start, end }: Quantity) => text.slice(Math.max(0, start - 6), end + 8);

/** What a figure is of, when it is of one of many; null else. */
function eachAt(text: string, { start, end, unit }: Quantity): string | null {
  if (unit === 'perSecond' || unit === 'bytesPerSecond') return null;
  const head = text.slice(Math.max(0, start - 24), start);
  const before = EACH_BEFORE_KO.exec(head) ?? AT_EN.exec(head);
  const after = EACH_AFTER_KO.exec(text.slice(end)) ?? EACH_AFTER_EN.exec(text.slice(end));
  return before === null && after === null ? null : `${before?.[0] ?? ''} ${after?.[0] ?? ''}`;
}

function howMany({ value, unit }: Quantity, per: string): number[] {
  if (COUNTED.has(unit)) return value > 1 ? [value] : [];
  if (unit !== 'seconds') return [];
  const size = TIME_OF.find(([pattern]) => pattern.test(per))?.[1];
  return size === undefined ? [] : [value / size];
}

/** Products of every choice of some of the numbers: a figure in between may be told and not meant. */
function productsOf(numbers: readonly number[]): number[] {
  const made = [1];
  for (const number of numbers) made.push(...made.map((one) => one * number));
  return made.slice(1);
}

/** The same unit before and after a number of devices, off by a power of ten: `2 GB, 40 nodes, 800 GB`. */
export const timesDevicesLaw: Law = {
  id: 'times-devices',
  states: { code: 'law.times-devices', params: {} },
  wide: true,
  check({ text, quantities }) {
    for (const [index, first] of quantities.entries()) {
      const [second, result] = quantities.slice(index + 1);
      if (second === undefined || result === undefined) continue;
      const [size, number] = first.unit === result.unit ? [first, second] : [second, first];
      if (size.unit !== result.unit || size.unit === 'count') continue;
      if (!['bytes', 'seconds', 'usd'].includes(size.unit) || !['count', 'cards'].includes(number.unit)) continue;
      if (number.value < 2 || !/→|->|=|×|씩|받|곱|times|x\s?\d/iu.test(text.slice(first.end, result.end + 6))) continue;
      const off = result.value / (size.value * number.value);
      const power = Math.round(Math.log10(off));
      if (power !== 0 && Math.abs(power) <= 2 && near(off, 10 ** power, 0.02))
        return [
          breach(result, {
            code: 'times-devices.size',
            params: { number: number.text, size: size.text, said: result.text },
          }),
        ];
    }
    return null;
  },
};

const TRIES = /^\s?(?:번|회|times|retries|tries|attempts)/iu;
const LAYERS = /^\s?(?:개\s?)?(?:층|단계|layers?|tiers?|hops?)/iu;

/** Retries in every layer multiply. */
export const retriesLaw: Law = {
  id: 'retries',
  states: { code: 'law.retries', params: {} },
  check({ text, quantities }) {
    if (!/재시도|시도|retr(?:y|ies)|tries|attempts|호출|calls?/iu.test(text)) return null;
    const layers = quantities.find(({ end }) => LAYERS.test(text.slice(end)));
    const tries = quantities.find((one) => one !== layers && TRIES.test(text.slice(one.end)));
    if (layers === undefined || tries === undefined || layers.value > 8 || tries.value > 20) return null;
    const calls = quantities.find(
      (one) =>
        one !== layers &&
        one !== tries &&
        one.start > Math.max(layers.end, tries.end) &&
        (/(?:호출|요청)(?:이|은|가)?\s*$/u.test(text.slice(0, one.start)) ||
          /^\s?(?:번|회|calls?|requests?|호출)/iu.test(text.slice(one.end))),
    );
    if (calls === undefined || /바깥|한 층|outer|one layer/iu.test(text.slice(layers.end, calls.start))) return null;
    const made = [tries.value, tries.value + 1].map((each) => each ** layers.value);
    return made.some((one) => near(one, calls.value, 0.05))
      ? []
      : [
          breach(calls, {
            code: 'retries.multiply',
            params: { tries: tries.text, layers: layers.text, made: made[0] ?? 0, said: calls.text },
          }),
        ];
  },
};

/** What comes in and does not go out piles up; and so many in a time are so many a second. */
export const rateLaw: Law = {
  id: 'rate',
  states: { code: 'law.rate', params: {} },
  check(figures) {
    return queue(figures) ?? perSecond(figures);
  },
};

function queue({ text, quantities }: Figures): Breach[] | null {
  const into =
    /초당\s*(\d[\d,]*)\s*(?:건|개)?\S{0,3}\s*(?:들어|쌓|와|오)|(\d[\d,]*) (?:\w+ )?(?:a|per) second (?:come|arrive|go) ?(?:in)?/iu.exec(
      text,
    );
  const out = /(\d[\d,]*)\s*(?:건|개)\S{0,3}\s*(?:나가|처리|빠)|(\d[\d,]*) (?:leave|go out|are served|drain)/iu.exec(
    text,
  );
  const time = quantities.find(({ unit, value }) => unit === 'seconds' && value > 1);
  if (into === null || out === null || time === undefined || !/쌓|밀리|pile|backlog|queue/iu.test(text)) return null;
  const read = (found: RegExpExecArray) => Number((found[1] ?? found[2] ?? '').replace(/,/g, ''));
  const piles = (read(into) - read(out)) * time.value;
  const said = quantities.find(({ start, unit }) => start > time.end && unit === 'count');
  if (said === undefined || piles <= 0) return null;
  return near(said.value, piles, 0.2)
    ? []
    : [breach(said, { code: 'rate.piles-up', params: { piles, said: said.text } })];
}

const IN_TIME =
  /^\s?(?:건|개|번|requests?|calls?|tokens?|토큰|rows?|행|samples?|queries)?(?:을|를|이|가)?\s*(?:in|over|within|처리하는 데|에)?\s*$/iu;

function perSecond({ text, quantities }: Figures): Breach[] | null {
  const rate =
    /초당\s*(?:평균\s*|약\s*)?(\d[\d,.]*)|(\d[\d,.]*)\s?(?:\w+ )?(?:a|per) second\b|(\d[\d,.]*)\s?(?:rps|qps)\b/iu.exec(
      text,
    );
  if (rate === null) return null;
  const at = rate.index + rate[0].search(/\d/u);
  const [number, time] = quantities.filter(({ start }) => start < at);
  if (number === undefined || time?.unit !== 'seconds' || time.value < 1) return null;
  if (!['count', 'tokens'].includes(number.unit) || !IN_TIME.test(text.slice(number.end, time.start))) return null;
  const said = Number((rate[1] ?? rate[2] ?? rate[3] ?? '').replace(/,/g, '').replace(/\.$/, ''));
  const made = number.value / time.value;
  return near(said, made, 0.3)
    ? []
    : [
        breach(
          { start: at, end: rate.index + rate[0].length },
          { code: 'rate.per-second', params: { number: number.text, time: time.text, made } },
        ),
      ];
}

const HALVES: readonly [RegExp, number][] = [
  [/절반|반이|반을|반만|\bhalf\b/iu, 50],
  [/3분의 1|삼분의 일|a third/iu, 33.3],
  [/4분의 1|사분의 일|a quarter/iu, 25],
];

/** So many of so many, and the share that is said of them. */
export const partOfLaw: Law = {
  id: 'part-of',
  states: { code: 'law.part-of', params: {} },
  check({ text, quantities }) {
    for (const [index, whole] of quantities.entries()) {
      const part = quantities[index + 1];
      if (part === undefined || whole.unit !== part.unit || !['count', 'tokens', 'steps', 'cards'].includes(part.unit))
        continue;
      const between = text.slice(whole.end, part.start);
      const [small, large] = /^\s?\S{0,8}?\s?(?:중에서?|중|가운데)\s*(?:에\s*)?(?:\S{1,6}\s)?$/u.test(between)
        ? [part, whole]
        : /^\s?(?:\w+\s)?(?:out of|of) (?:the |all )?$/iu.test(between)
          ? [whole, part]
          : [undefined, undefined];
      if (small === undefined || large === undefined || large.value <= 0) continue;
      const share = (small.value / large.value) * 100;
      const percent = quantities.find(({ unit, start }) => unit === 'percent' && start > part.end);
      const tail = text.slice(part.end);
      const half = HALVES.find(([pattern]) => pattern.test(tail));
      const said = percent?.value ?? half?.[1];
      if (said === undefined || /나머지|남|remaining|left|rest/iu.test(tail)) continue;
      const isNear = (one: number) => near(said, one, 0.3) || Math.abs(said - one) < 1.5;
      // What lies idle or is kept may be said of either part.
      if (isNear(share) || isNear(100 - share)) return [];
      const start = percent?.start ?? part.end + Math.max(0, half === undefined ? 0 : tail.search(half[0]));
      return [
        breach(
          { start, end: percent?.end ?? start + 2 },
          { code: 'part-of.share', params: { part: small.text, whole: large.text, percent: share } },
        ),
      ];
    }
    return null;
  },
};

/** A total, how many, and the mean. */
export const meanLaw: Law = {
  id: 'mean',
  states: { code: 'law.mean', params: {} },
  wide: true,
  check({ text, quantities }) {
    const at = /평균(?:은|이)?\s*(?:약\s*)?$|\b(?:average|mean|avg)\b[^\d.]{0,14}$/iu;
    const mean = quantities.find(({ start }) => at.test(text.slice(Math.max(0, start - 24), start)));
    if (mean === undefined || !['bytes', 'usd', 'tokens'].includes(mean.unit)) return null;
    const before = quantities.filter(({ end }) => end <= mean.start).slice(-2);
    const total = before.find(({ unit }) => unit === mean.unit);
    const number = before.find(({ unit, value }) => (unit === 'count' || unit === 'cards') && value > 1);
    if (total === undefined || number === undefined) return null;
    const made = total.value / number.value;
    return near(made, mean.value, 0.4)
      ? []
      : [breach(mean, { code: 'mean.differs', params: { total: total.text, number: number.text, said: mean.text } })];
  },
};

const PRODUCT = /(\d[\d,.]*)\s?(?:곱하기|×|\*|times|x)\s?(\d[\d,.]*)/iu;

/** A multiplication that is spelled out, and the one other figure that it is to make. */
export const productLaw: Law = {
  id: 'product',
  states: { code: 'law.product', params: {} },
  wide: true,
  check({ text, quantities }) {
    const found = PRODUCT.exec(text);
    if (found === null) return null;
    const [a, b] = [found[1], found[2]].map((digits = '') => Number(digits.replace(/,/g, '').replace(/\.$/, '')));
    if (a === undefined || b === undefined || !(a > 1) || !(b > 1)) return null;
    const others = quantities.filter(
      ({ value, unit }) => value !== a && value !== b && unit !== 'percent' && unit !== 'times',
    );
    const [said] = others;
    if (said === undefined || others.length > 1) return null;
    const written = Number.parseFloat(said.text.replace(/,/g, ''));
    return [said.value, written].some((one) => near(one, a * b, 0.15))
      ? []
      : [breach(said, { code: 'product.differs', params: { a, b, made: a * b, said: said.text } })];
  },
};

const OF_A_STEP = /^\s?(?:짜리\s?|\/\s?)?(?:step|스텝)|^\s?(?:a|per|each) step/iu;
const STEP_BEFORE = /(?:step|스텝)(?:당|마다|이|에|\s?하나에|\s?한 번에)?\s*$/iu;
const SPANS: readonly [RegExp, number][] = [
  [/일주일|한 주|a week/iu, 604_800],
  [/하루|a day|per day/iu, 86_400],
  [/한 시간|an hour/iu, 3600],
];

/** So many steps of such a length take their time. */
export const stepsLaw: Law = {
  id: 'steps',
  states: { code: 'law.steps', params: {} },
  wide: true,
  check({ text, quantities }) {
    const times = quantities.filter(({ unit }) => unit === 'seconds');
    const one = times.find(
      ({ start, end }) =>
        OF_A_STEP.test(text.slice(end)) || STEP_BEFORE.test(text.slice(Math.max(0, start - 12), start)),
    );
    const steps = quantities.filter(({ unit }) => unit === 'steps');
    const [number] = steps;
    if (one === undefined || number === undefined || steps.length > 1) return null;
    const whole = times.filter((time) => time !== one);
    const span = whole[0]?.value ?? SPANS.find(([pattern]) => pattern.test(text))?.[1];
    if (span === undefined || whole.length > 1 || span < one.value * 20) return null;
    return near(number.value * one.value, span, 0.35)
      ? []
      : [
          breach(number, {
            code: 'steps.time',
            params: { number: number.text, each: one.text, takes: number.value * one.value, said: span },
          }),
        ];
  },
};

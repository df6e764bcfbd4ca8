import { Unit as PhysicalUnit } from './math.ts';
import { perOf } from './per.ts';

/** Base dimension -> power; powers of zero are left out. `TIME`, `BIT`, `MONEY USD` are physical, lower case is a count of things. */
export type Dimensions = Readonly<Record<string, number>>;

export interface Unit {
  /** As it was written. */
  text: string;
  /** One of it in base units: seconds, bits, dollars, things. */
  factor: number;
  dimensions: Dimensions;
}

export const NO_UNIT: Unit = { text: '', factor: 1, dimensions: {} };

const CURRENCIES: ReadonlyMap<string, readonly [dimension: string, factor: number]> = new Map(
  Object.entries<readonly [dimension: string, factor: number]>({
    USD: ['MONEY USD', 1],
    $: ['MONEY USD', 1],
    dollar: ['MONEY USD', 1],
    달러: ['MONEY USD', 1],
    KRW: ['MONEY KRW', 1],
    '₩': ['MONEY KRW', 1],
    원: ['MONEY KRW', 1],
    EUR: ['MONEY EUR', 1],
    '€': ['MONEY EUR', 1],
    유로: ['MONEY EUR', 1],
    cent: ['MONEY USD', 0.01],
    '¢': ['MONEY USD', 0.01],
    센트: ['MONEY USD', 0.01],
  }),
);

const KOREAN_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    초: 's',
    분: 'min',
    시간: 'hour',
    일: 'day',
    주: 'week',
    주일: 'week',
    개월: 'month',
    달: 'month',
    년: 'year',
    톤: 'tonne',
    킬로그램: 'kg',
    그램: 'g',
    리터: 'L',
  }),
);

/** Periods behind a slash, in months: `원/월`. Right behind a number they are dates (`12월`) and no period. */
const KOREAN_PERIODS: ReadonlyMap<string, number> = new Map(
  Object.entries<number>({ 월: 1, 분기: 3, 반기: 6, 연: 12, 해: 12 }),
);

const PREFIXES: ReadonlyMap<string, number> = new Map(
  Object.entries<number>({
    k: 1e3,
    K: 1e3,
    hundred: 1e2,
    백: 1e2,
    thousand: 1e3,
    천: 1e3,
    만: 1e4,
    M: 1e6,
    million: 1e6,
    백만: 1e6,
    억: 1e8,
    billion: 1e9,
    Bn: 1e9,
    T: 1e12,
    trillion: 1e12,
    조: 1e12,
  }),
);

/** Other words for what is counted. */
const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    ...{ tok: 'token', param: 'parameter', req: 'request', img: 'image', doc: 'document', seq: 'sequence' },
    ...{ people: 'person', men: 'man', women: 'woman', children: 'child' },
    ...{ 토큰: 'token', 파라미터: 'parameter', 요청: 'request', 이미지: 'image', 문서: 'document', 시퀀스: 'sequence' },
    ...{ 샘플: 'sample', 스텝: 'step', gpu: 'card', accelerator: 'card', 장: 'card', 카드: 'card', 노드: 'node' },
  }),
);
/** A card by its name: `USD/H100-hour`. */
const CARD = /^(?:[abhlv]\d{2,3}s?|mi\d{3}x?)$/;
/** `Mtok`, `kreq`: what is counted may stand behind its scale in one word; `mtok` is no thousandth of one. */
const SCALED_COUNT =
  /^([kKmMGBT])((?:tok|token|param|parameter|req|request|img|image|doc|document|seq|sequence|sample|example|step|query|call|item|row|record|page|word|char|character|event|user|message|file|pair)s?|queries)$/;
const COUNT_SCALES: ReadonlyMap<string, number> = new Map(
  Object.entries<number>({ k: 1e3, K: 1e3, m: 1e6, M: 1e6, G: 1e9, B: 1e9, T: 1e12 }),
);
/** Floating-point operations: `TFLOP` counts them, `TFLOPS` with a capital are so many a second. */
const OPERATIONS = /^([kMGTPEZ])(FLOPS|FLOPs?|flops?)$/;
const OPERATION_SCALES = 'kMGTPEZ';
/** `GPUh`, `GPU시간`: a worker and their time in one word. */
const WORKER_TIME = /^(gpu|card|node|core|cpu|tpu|host|장|카드|노드)(h|hrs?|hours?|시간)$/i;

/** Words that the library reads as a physical unit when we mean one; it would take `nats` or `points` for one otherwise. */
const PHYSICAL =
  /^(ns|us|µs|ms|s|secs?|seconds?|min|mins|minutes?|h|hr|hrs|hours?|days?|weeks?|months?|years?|bits?|bytes?|[kKMGTP]?[Bb]|[KMGTP]i[Bb]|[munkMG]?W|[kMG]?Wh|[kMG]?Hz|[cmunkµ]?m|[mk]?g|t|tonnes?|m?[lL]|lit(?:er|re)s?|J|kJ|MJ|°C|celsius)$/;

const DIMENSIONLESS = /^(|x|×|ratio|share|fraction|factor|count|number|배|비율|몫)$|^(share|fraction|part) of\b/i;

/** Things that are counted in pairs with a time: a card hour is a card for an hour. */
const WORKERS =
  /^((gpu|card|accelerator|node|core|cpu|person|engineer|man|tpu|chip|host|machine|server|instance|vcpu)s?|장|카드|노드|[abhlv]\d{2,3}|mi\d{3}x?)$/i;

const known = new Map<string, Unit>();

const POWERS: ReadonlyMap<string, string> = new Map([
  ['²', '^2'],
  ['³', '^3'],
]);
/** Areas and volumes as they are typed, a length and its power: `m3`, `km2`. */
export const TYPED_POWER = String.raw`([kcmµ]?m|ft|yd)([23])(?![\p{L}\p{N}_])`;
const EVERY_TYPED_POWER = new RegExp(String.raw`(?<![\p{L}\p{N}_])${TYPED_POWER}`, 'gu');

/** `m³` and `m3` as `m^3`. */
export const inPowers = (text: string): string =>
  text.replace(/(?<=\p{L})[²³]/gu, (sign) => POWERS.get(sign) ?? sign).replace(EVERY_TYPED_POWER, '$1^$2');

/** Any unit that people write: `days`, `USD/hour`, `points per nat`, `GB/s`, `%`, `만 원`. A word that is no unit counts things. */
export function unitOf(text: string): Unit {
  const before = known.get(text);
  if (before !== undefined) return before;
  const written = inPowers(text.trim());
  const unit = { ...read(written), text: written };
  known.set(text, unit);
  return unit;
}

function read(text: string): Omit<Unit, 'text'> {
  if (DIMENSIONLESS.test(text)) return { factor: 1, dimensions: {} };
  if (/^(%|percent|퍼센트)($| of\b)/i.test(text)) return { factor: 0.01, dimensions: {} };
  if (/^(%p|pp|percentage points?|퍼센트포인트)$/i.test(text)) return { factor: 0.01, dimensions: {} };
  // `engineer-days` are days of engineers.
  const plain = text.replace(/\b([kKMGT]?)bps\b/g, '$1b/s').replace(/\b([kKMGT])bits?\b/g, '$1b');
  const [above = '', ...below] = perOf(plain.replace(/(?<=\p{L}|\d)-(?=\p{L})/gu, ' '));
  const whole = productOf(above);
  // `USD per million` is of a million of whatever the price is for.
  const isMoney = Object.keys(whole.dimensions).some((name) => name.startsWith('MONEY'));
  const month = physical('month');
  return below
    .map((part) => {
      const months = KOREAN_PERIODS.get(part);
      if (months !== undefined) return { ...month, factor: months * month.factor };
      const scale = isMoney ? PREFIXES.get(part) : undefined;
      return scale === undefined ? productOf(part) : { factor: scale, dimensions: {} };
    })
    .reduce(
      (rest, part) => ({ factor: rest.factor / part.factor, dimensions: times(rest.dimensions, part.dimensions, -1) }),
      whole,
    );
}

/** A number in a unit, with the word that it stands in: `1M`, `1,000`, `100만토큰`. */
const NUMBERED = /^(\d[\d,]*(?:\.\d+)?(?:e\+?\d+)?)(천만|백만|[kKMBT만억조천백](?!\p{Script=Latin}))?(.*)$/u;

function productOf(text: string): Omit<Unit, 'text'> {
  const words = text
    .split(/\s*[*·]\s*|\s+/)
    .flatMap((word) => {
      const [, worker = word, time] = WORKER_TIME.exec(word) ?? [];
      return time === undefined ? [worker] : [worker, time];
    })
    .filter((word) => word !== '');
  let factor = 1;
  let dimensions: Dimensions = {};
  for (const [index, written] of words.entries()) {
    const isLast = index === words.length - 1;
    const [, digits, scale = '', word = written] = NUMBERED.exec(written) ?? [];
    if (digits !== undefined) factor *= Number(digits.replaceAll(',', '')) * (PREFIXES.get(scale) ?? 1);
    if (word === '') continue;
    const prefix = isLast ? undefined : scaleBefore(word, words[index + 1] ?? '');
    if (prefix !== undefined) {
      factor *= prefix;
      continue;
    }
    const one = wordOf(word);
    // An adjective: `working days` are days, `failed runs` are runs.
    if (!isLast && isCount(one.dimensions) && !WORKERS.test(word)) continue;
    factor *= one.factor;
    dimensions = times(dimensions, one.dimensions, 1);
  }
  return { factor, dimensions };
}

/** `B tokens` are billions of them, `B` alone is a byte. */
function scaleBefore(word: string, next: string): number | undefined {
  return PREFIXES.get(word) ?? (word === 'B' && isCount(wordOf(next).dimensions) ? 1e9 : undefined);
}

function wordOf(word: string): Omit<Unit, 'text'> {
  const [, base = word, power = '1'] = /^(.*?)\^(-?\d+)$/.exec(word) ?? [];
  const one = baseOf(base);
  const exponent = Number(power);
  return { factor: one.factor ** exponent, dimensions: times({}, one.dimensions, exponent) };
}

function baseOf(word: string): Omit<Unit, 'text'> {
  if (/^(%p?|percent)$/.test(word)) return { factor: 0.01, dimensions: {} };
  const money = CURRENCIES.get(word) ?? CURRENCIES.get(word.replace(/s$/, ''));
  if (money !== undefined) return { factor: money[1], dimensions: { [money[0]]: 1 } };
  const [, scale = '', currency = ''] = /^(k|K|M|B|만|억)(USD|KRW|EUR|원|달러|\$)$/.exec(word) ?? [];
  if (currency !== '') {
    const [dimension, factor] = CURRENCIES.get(currency) ?? ['MONEY USD', 1];
    return { factor: factor * (scale === 'B' ? 1e9 : (PREFIXES.get(scale) ?? 1)), dimensions: { [dimension]: 1 } };
  }
  const spelled = KOREAN_WORDS.get(word) ?? word;
  if (PHYSICAL.test(spelled)) return physical(spelled);
  const [, times = '', operations] = OPERATIONS.exec(word) ?? [];
  if (operations !== undefined)
    return {
      factor: 1000 ** (OPERATION_SCALES.indexOf(times) + 1),
      dimensions: operations === 'FLOPS' ? { flop: 1, TIME: -1 } : { flop: 1 },
    };
  const [, many = '', counted] = SCALED_COUNT.exec(word) ?? [];
  if (counted !== undefined) return { factor: COUNT_SCALES.get(many) ?? 1, dimensions: { [singular(counted)]: 1 } };
  return { factor: 1, dimensions: { [singular(word)]: 1 } };
}

function physical(word: string): Omit<Unit, 'text'> {
  const spelled = word
    .replace(/^mins$/, 'minutes')
    .replace(/^hrs?$/, 'hour')
    .replace(/^K(?=[Bb]$)/, 'k')
    .replace(/^(?:t|tonnes)$/, 'tonne')
    .replace(/^(?:l|lit(?:er|re)s?)$/, 'L')
    .replace(/^ml$/, 'mL')
    .replace(/^µ(?=[sm]$)/, 'u')
    .replace(/^°C$/, 'celsius');
  const { value, dimensions } = new PhysicalUnit(1, spelled) as unknown as { value: number; dimensions: number[] };
  const { BASE_DIMENSIONS } = PhysicalUnit as unknown as { BASE_DIMENSIONS: string[] };
  return {
    factor: value,
    dimensions: Object.fromEntries(
      BASE_DIMENSIONS.flatMap((name, index) => (dimensions[index] ? [[name, dimensions[index]]] : [])),
    ),
  };
}

function singular(word: string): string {
  const plain = word.toLowerCase();
  const whole = SAME.get(plain) ?? SAME.get(plain.replace(/s$/, ''));
  if (whole !== undefined) return whole;
  if (CARD.test(plain)) return 'card';
  if (/ies$/.test(plain)) return `${plain.slice(0, -3)}y`;
  if (/(?:[^aeiou]ch|sh|x|ss|zz)es$/.test(plain)) return plain.slice(0, -2);
  if (/(ss|us|is)$/.test(plain)) return plain;
  return plain.length > 2 ? plain.replace(/s$/, '') : plain;
}

/** The dimensions of a product: `a * b^power`. */
export function times(a: Dimensions, b: Dimensions, power: number): Dimensions {
  const product: Record<string, number> = { ...a };
  for (const [name, exponent] of Object.entries(b)) {
    const sum = (Object.hasOwn(product, name) ? (product[name] ?? 0) : 0) + exponent * power;
    if (Math.abs(sum) < 1e-9) delete product[name];
    else product[name] = sum;
  }
  return product;
}

/** Time, money, data and the like: these must fit. What is merely counted may be left to people's sense. */
export function physicalPart(dimensions: Dimensions): Dimensions {
  return Object.fromEntries(
    Object.entries(dimensions).filter(([name]) => name === name.toUpperCase() && /[A-Z]/.test(name)),
  );
}

function isCount(dimensions: Dimensions): boolean {
  return Object.keys(physicalPart(dimensions)).length === 0 && Object.keys(dimensions).length > 0;
}

/**
 * Things that a priced or timed result has left both above and below, as of a price per image times tokens: the number would be off by
 * whatever one has of the other. Null where there are none.
 */
export function countedTwice(found: Dimensions, declared: Dimensions): { above: string; below: string } | null {
  if (Object.keys(physicalPart(declared)).length === 0) return null;
  const left = Object.entries(times(found, declared, -1)).filter(([name]) => name === name.toLowerCase());
  const above = left.find(([, power]) => power > 0)?.[0];
  const below = left.find(([, power]) => power < 0)?.[0];
  return above === undefined || below === undefined ? null : { above, below };
}

export function sameDimensions(a: Dimensions, b: Dimensions): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => Math.abs((a[name] ?? 0) - (b[name] ?? 0)) < 1e-9);
}

/** Whether both may be added or compared: their physical parts agree, and they do not count different things. */
export function areComparable(a: Dimensions, b: Dimensions): boolean {
  if (!sameDimensions(physicalPart(a), physicalPart(b))) return false;
  const counted = (dimensions: Dimensions) =>
    Object.keys(dimensions).some((name) => !(name in physicalPart(dimensions)));
  return !counted(a) || !counted(b) || sameDimensions(a, b);
}

/** In words, for a sentence about a mismatch: `time`, `money per time`, `tokens`. */
export function dimensionWords(dimensions: Dimensions): string {
  const wordFor = (name: string, power: number) => {
    const word = name.startsWith('MONEY ') ? name.slice(6) : name === 'BIT' ? 'data' : name.toLowerCase();
    return Math.abs(power) === 1 ? word : `${word}^${Math.abs(power)}`;
  };
  const above = Object.entries(dimensions).filter(([, power]) => power > 0);
  const below = Object.entries(dimensions).filter(([, power]) => power < 0);
  const list = (part: typeof above) => part.map(([name, power]) => wordFor(name, power)).join('·');
  if (above.length + below.length === 0) return 'a plain number';
  return `${above.length === 0 ? '1' : list(above)}${below.length === 0 ? '' : ` per ${list(below)}`}`;
}

/** The unit in which a result of these dimensions is shown: that of the first of `near` that fits, else one of the common ones. */
export function unitFor(dimensions: Dimensions, near: readonly Unit[]): Unit {
  const fitting = near.find((unit) => sameDimensions(unit.dimensions, dimensions));
  if (fitting !== undefined) return fitting;
  if (Object.keys(dimensions).length === 0) return NO_UNIT;
  for (const common of ['days', 'GB', 'USD', 'KRW', 'USD/day', 'GB/s', 'W'])
    if (sameDimensions(unitOf(common).dimensions, dimensions)) return unitOf(common);
  const spell = (name: string) =>
    name === 'TIME' ? 's' : name === 'BIT' ? 'bit' : name.startsWith('MONEY ') ? name.slice(6) : name;
  const above = Object.entries(dimensions).filter(([, power]) => power > 0);
  const below = Object.entries(dimensions).filter(([, power]) => power < 0);
  const part = (entries: typeof above) =>
    entries
      .map(([name, power]) => (Math.abs(power) === 1 ? spell(name) : `${spell(name)}^${Math.abs(power)}`))
      .join(' ');
  return { text: `${part(above) || '1'}${below.length === 0 ? '' : `/${part(below)}`}`, factor: 1, dimensions };
}

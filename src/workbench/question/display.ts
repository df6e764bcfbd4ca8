import type { Asked } from './asked.ts';
import type { KindName } from './kinds.ts';
import { kindOf } from './kinds.ts';
import type { Dimension } from './measures.ts';
import { unitAt } from './measures.ts';

/** A value in the unit that was asked for, or in one in which it is easily read. */
export interface Shown {
  /** The unit in base units; 1 where it is the base unit. */
  times: number;
  unit: string;
  ko: string;
  en: string;
}

type Step = readonly [times: number, unit: string, ko: string];
const BYTES: readonly Step[] = [
  [1e12, 'TB', 'TB'],
  [1e9, 'GB', 'GB'],
  [1e6, 'MB', 'MB'],
  [1e3, 'KB', 'KB'],
  [1, 'bytes', '바이트'],
];
const TIME: readonly Step[] = [
  [86_400, 'days', '일'],
  [3600, 'hours', '시간'],
  [60, 'minutes', '분'],
  [1, 's', '초'],
  [1e-3, 'ms', 'ms'],
  [1e-6, 'us', 'us'],
];
const UNITS: Partial<Record<Dimension, readonly Step[]>> = {
  bytes: [[2 ** 40, 'TiB', 'TiB'], [2 ** 30, 'GiB', 'GiB'], [2 ** 20, 'MiB', 'MiB'], [2 ** 10, 'KiB', 'KiB'], ...BYTES],
  time: [[30 * 86_400, 'months', '개월'], [7 * 86_400, 'weeks', '주'], ...TIME],
  'bytes/s': [
    [1e12, 'TB/s', 'TB/s'],
    [1e9, 'GB/s', 'GB/s'],
    [1e6, 'MB/s', 'MB/s'],
    [1, 'B/s', 'B/s'],
  ],
  'flop/s': [
    [1e15, 'PFLOPS', 'PFLOPS'],
    [1e12, 'TFLOPS', 'TFLOPS'],
    [1e9, 'GFLOPS', 'GFLOPS'],
  ],
};
/** Of energy what was asked for, and kWh otherwise. */
const ENERGY: readonly Step[] = [
  [1, 'kWh', 'kWh'],
  [1e3, 'MWh', 'MWh'],
];
const WORDS: Partial<Record<Dimension, readonly [en: string, ko: string]>> = {
  ...{ flops: [' FLOPs', ' FLOPs'], tokens: [' tokens', '토큰'], 'tokens/s': [' tokens a second', '토큰/초'] },
  ...{
    'requests/s': [' requests a second', '건/초'],
    'items/s': [' samples a second', '개/초'],
    parameters: [' parameters', '개'],
  },
  ...{ cards: [' cards', '장'], replicas: [' replicas', '대'], steps: [' steps', ' step'], items: [' samples', '개'] },
  ...{
    sequences: [' sequences', '개'],
    epochs: [' epochs', '에폭'],
    x: [' times', '배'],
    kWh: [' kWh', 'kWh'],
    bits: [' bits', '비트'],
  },
  ...{
    USD: [' USD', '달러'],
    KRW: [' KRW', '원'],
    'card hours': [' card hours', ' 카드 시간'],
    runs: [' runs', '번'],
    nats: [' nats', ' nats'],
  },
  ...{ 'FLOPs/byte': [' FLOPs a byte', ' FLOP/byte'], nodes: [' nodes', '대'], interval: [' s', '초'] },
};
const WHOLE: ReadonlySet<Dimension> = new Set<Dimension>([
  'cards',
  'replicas',
  'steps',
  'items',
  'sequences',
  'runs',
  'nodes',
]);

/** Four digits, and whole numbers whole up to ten million. */
export function digits(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e15 || size < 1e-4) return Number(value.toPrecision(4)).toExponential().replace('e+', 'e');
  for (const [least, letter] of [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e7, 'M'],
  ] as const)
    if (size >= least) return `${Number((value / (letter === 'M' ? 1e6 : least)).toPrecision(4))}${letter}`;
  if (size >= 1000)
    return (Number.isInteger(value) ? value : Number(value.toPrecision(4))).toLocaleString('en-US', {
      maximumFractionDigits: 0,
    });
  return String(Number(value.toPrecision(4)));
}

/** A value of a kind as it is shown, by the unit asked for. */
export function shownAs(
  name: KindName,
  { unit, dimension }: Pick<Asked, 'unit' | 'dimension'>,
  value: number,
  isWon = false,
): Shown {
  const { dimensions } = kindOf(name);
  const [kind = 'bare'] = dimensions;
  const own: Dimension = kind === 'interval' ? 'time' : isWon && kind === 'USD' ? 'KRW' : kind;
  if (own === 'share' || own === 'points') {
    const percent = digits(value * 100);
    const sign = dimension === 'points' || own === 'points' ? ['%p', ' percentage points'] : ['%', '%'];
    return { times: 1, unit: 'share', ko: `${percent}${sign[0]}`, en: `${percent}${sign[1]}` };
  }
  const steps = own === 'kWh' ? ENERGY : UNITS[own];
  if (steps !== undefined) {
    const said = unit === '' ? null : unitAt(` ${unit}`, 0);
    const wanted =
      said !== null && said.dimension === own
        ? steps.find(([times]) => Math.abs(times / said.times - 1) < 1e-9)
        : undefined;
    const usual = own === 'bytes' ? BYTES : own === 'time' ? TIME : steps;
    const least = own === 'time' ? 2 : 1;
    const [times, unitName, ko] = wanted ??
      (own === 'kWh' ? ENERGY[0] : undefined) ??
      usual.find(([size]) => value >= size * (size > 1 ? least : 1)) ??
      usual.at(-1) ?? [1, '', ''];
    const number = digits(value / times);
    const isGiga = own === 'bytes' && times === 1e9;
    const alias = isGiga && wanted === undefined ? '' : own === 'bytes' && times === 2 ** 30 ? '' : '';
    return { times, unit: unitName, ko: `${number}${ko}${alias}`, en: `${number} ${unitName}${alias}` };
  }
  if (own === 'KRW' && value >= 1e6) return { times: 1, unit: 'KRW', ko: inWon(value), en: `${digits(value)} KRW` };
  const [en, ko] = WORDS[own] ?? ['', ''];
  const number = WHOLE.has(own) && value < 1e9 ? Math.round(value * 1000) / 1000 : value;
  const written =
    WHOLE.has(own) && Number.isInteger(number) && number < 1e9 ? number.toLocaleString('en-US') : digits(number);
  return { times: 1, unit: FIGURE[own] ?? own, ko: `${written}${ko}`, en: `${written}${en}` };
}
/** `7188만원`, `1.235억원`: as sums are said in Korean. */
const inWon = (value: number): string =>
  value >= 1e8
    ? `${Number((value / 1e8).toPrecision(4))}억원`
    : `${Math.round(value / 1e4).toLocaleString('en-US')}만원`;
const FIGURE: Readonly<Record<string, string>> = {
  ...{ bare: '', large: '', items: 'count', sequences: 'count', replicas: 'count', runs: 'count', epochs: 'times' },
  ...{ 'tokens/s': 'tokens', flops: 'FLOPs', 'card hours': 'hours', interval: 's', nats: '' },
};

/** A value with the name of its kind: `8 KV heads`, `KV 헤드 8`. */
export function said(name: KindName, value: number, language: 'ko' | 'en', isAsSaid = false): string {
  const [dimension = 'bare'] = kindOf(name).dimensions;
  const isPlain = isAsSaid || (!(dimension in UNITS) && dimension !== 'share' && dimension !== 'points');
  if (isPlain)
    return language === 'ko' ? `${kindOf(name).ko} ${digits(value)}` : `${digits(value)} (${kindOf(name).en})`;
  const shown = shownAs(name, { unit: '', dimension: null }, value);
  return language === 'ko' ? `${kindOf(name).ko} ${shown.ko}` : `${shown.en} (${kindOf(name).en})`;
}

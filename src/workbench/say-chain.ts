import type { Figure } from '../core/tool.ts';
import { calculate } from './calculate.ts';
import type { Both } from './desk-answers.ts';
import type { Chain } from './question/chain.ts';
import { digits } from './question/display.ts';
import { runTool } from './run-tool.ts';

/** What a chain comes to, in words and as what `calculate` runs again. */
export interface ChainAnswer {
  args: Record<string, unknown>;
  figures: Record<string, Figure>;
  answer: Both;
}

const TIME: readonly (readonly [size: number, unit: string])[] = [
  [86_400, 'days'],
  [3600, 'hours'],
  [60, 'minutes'],
  [1, 's'],
  [1e-3, 'ms'],
  [0, 'us'],
];
/** Units as the figures of the desk have them. */
const UNIT: Readonly<Record<string, string>> = {
  ...{
    seconds: 's',
    second: 's',
    sec: 's',
    초: 's',
    분: 'minutes',
    mins: 'minutes',
    minute: 'minutes',
    min: 'minutes',
  },
  ...{
    hour: 'hours',
    hrs: 'hours',
    hr: 'hours',
    h: 'hours',
    시간: 'hours',
    일: 'days',
    day: 'days',
    milliseconds: 'ms',
  },
  ...{ 주: 'weeks', week: 'weeks', 개월: 'months', 달: 'months', 밀리초: 'ms', 바이트: 'bytes', byte: 'bytes' },
  ...{ 'gpu hours': 'GPU hours', 'gpu-hours': 'GPU hours', gpu시간: 'GPU hours', 'gpu 시간': 'GPU hours' },
};

/** Runs a chain and says what was asked first, then from which numbers it follows. */
export function sayChain(chain: Chain): ChainAnswer {
  const { sought, terms, added } = chain;
  const least = TIME.find(([size]) => chain.value >= 2 * size) ?? ([1, 's'] as const);
  const [times, unit] =
    sought.times === 0 ? [least[0] || 1e-6, least[1]] : [sought.times, UNIT[sought.unit.toLowerCase()] ?? sought.unit];
  const names = terms.map((_, index) => `v${index + 1}`);
  const values = Object.fromEntries([
    ...terms.map(({ value }, index) => [names[index] ?? '', value] as const),
    ...added.map(({ value }, index) => [`a${index + 1}`, value] as const),
    ...(times === 1 ? [] : [['unit', times] as const]),
  ]);
  const above = names.filter((_, index) => (terms[index]?.power ?? 1) > 0);
  const below = names.filter((_, index) => (terms[index]?.power ?? 1) < 0);
  const plain = `${above.join(' * ') || '1'}${below.length === 0 ? '' : ` / (${below.join(' * ')})`}`;
  const whole = `${added.map((_, index) => `a${index + 1} + `).join('')}${chain.isPart ? `abs(1 - ${plain})` : plain}`;
  const inUnit = times === 1 ? whole : `(${whole}) / unit`;
  const share = unit === '%' ? whole : inUnit;
  const rounded =
    sought.rounds === null
      ? share
      : `${sought.rounds === 'up' ? 'ceil' : 'floor'}(${share} ${sought.rounds === 'up' ? '-' : '+'} 0.000001)`;
  const args = { values, steps: { answer: { formula: rounded, unit: unit === '%' ? 'share' : unit } } };
  const computed = runTool(calculate, args, noFiles);
  const value = computed.figures.answer?.value ?? Number.NaN;
  const said = unit === '%' ? `${digits(value * 100)}%` : `${digits(value)} ${unit}`;
  const told = (power: number): string =>
    terms
      .filter((term) => term.power > 0 === power > 0)
      .map((term) => term.said)
      .join(' x ');
  const lower = below.length === 0 ? '' : ` / ${below.length > 1 ? `(${told(-1)})` : told(-1)}`;
  const way = `${added.map((one) => `${one.said} + `).join('')}${chain.isPart ? '|1 - ' : ''}${above.length === 0 ? '1' : told(1)}${lower}${chain.isPart ? '|' : ''}`;
  return {
    args: computed.args,
    figures: computed.figures,
    answer: {
      ko: `${said} = ${way}. 질문에 있는 값을 단위가 맞게 한 번씩 쓴 계산임.`,
      en: `${said} = ${way}. Each number of the question is used once, as its unit fits.`,
    },
  };
}

function noFiles(): never {
  throw new RangeError('a formula reads no files');
}

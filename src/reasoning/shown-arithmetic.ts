import type { SaidNumber } from './said-numbers.ts';
import { ROUNDED } from './said-numbers.ts';
import { sameDimensions } from './units.ts';

/** A result that a text works out in symbols: `15 / 24.7 = 0.61`. By its place in the text's list of numbers. */
export interface Shown {
  result: number;
  /** Whether the calculation comes to it. */
  holds: boolean;
  /** What it is made of where it holds, by place. */
  operands: readonly number[];
}

const OPERATORS: Readonly<Record<string, string>> = {
  ...{ '+': '+', '-': '-', '−': '-', '–': '-', '*': '*', x: '*', X: '*', '×': '*', '·': '*', '/': '/', '÷': '/' },
};
/** What may stand between a number and the operator behind it: its unit in two words at most, and what that is a day or per order. */
const UNIT = String.raw`(?:\s?(?!x\s)[\p{L}$€%°µ]{1,12}(?:\/\p{L}{1,12})?){0,2}(?:\s(?:a|an|per)\s\p{L}{1,12})?`;
const BETWEEN = new RegExp(String.raw`^${UNIT}\s*(\)*)\s*([-+−–*xX×·/÷])?\s*((?:sqrt\(|√\(?|\()*)\s*[$€₩]?\s*$`, 'u');
const EQUALS = new RegExp(String.raw`^${UNIT}\s*(\)*)\s*[=≈]\s*(?:about |약 )?[$€₩]?\s*$`, 'u');

/** Every number of a text behind the equals sign of a calculation. */
export function shownIn(text: string, numbers: readonly SaidNumber[]): Shown[] {
  return numbers.flatMap((number, index) => {
    const before = numbers[index - 1];
    if (before === undefined) return [];
    const [, closing] = EQUALS.exec(text.slice(before.end, number.at)) ?? [];
    if (closing === undefined) return [];
    const found = calculationBefore(text, numbers, index, closing);
    return found === null ? [] : [{ result: index, ...found }];
  });
}

/** Whether a calculation before an equals sign comes to the number behind it; null where none stands there. */
function calculationBefore(
  text: string,
  numbers: readonly SaidNumber[],
  index: number,
  closing: string,
): Omit<Shown, 'result'> | null {
  const result = numbers[index];
  if (result === undefined) return null;
  const values = new Map<number, number>();
  let written = closing;
  let isCalculation = false;
  for (let at = index - 1; at >= 0; at -= 1) {
    const operand = numbers[at];
    if (operand === undefined) break;
    const isSigned = /^[-−]/.test(operand.text);
    const gap = text.slice(numbers[at - 1]?.end ?? Math.max(0, operand.at - 6), operand.at);
    const [, closed = '', operator] = BETWEEN.exec(gap) ?? [];
    const brackets = /((?:sqrt\(|√\(?|\()+)\s*[$€₩]?\s*$/.exec(gap)?.[1] ?? '';
    // Behind a number a minus is no sign: `250 −3`.
    const isMinus = operator === undefined && isSigned && BETWEEN.test(gap) && at > 0;
    values.set(at, isMinus ? Math.abs(operand.value) : operand.value);
    written = `${brackets}{${at}}${written}`;
    if (values.size > 1) {
      isCalculation = true;
      if (isResultOf(result, withoutOpen(written), values, numbers))
        return { holds: true, operands: [...values.keys()] };
    }
    const symbol = operator === undefined ? (isMinus ? '-' : undefined) : OPERATORS[operator];
    if (symbol === undefined || at === 0) break;
    written = `${closed}${symbol}${written}`;
  }
  return isCalculation ? { holds: false, operands: [] } : null;
}

/** Without the bracket in which the text has the whole calculation: `(5040 - 3200 = 1840)`. */
function withoutOpen(written: string): string {
  const count = (bracket: string) => written.split(bracket).length - 1;
  const open = Math.max(0, count('(') - count(')'));
  return written.replace(new RegExp(`^\\({0,${open}}`), '');
}

/** Whether a number is what a calculation comes to, give or take what its rounding and that of the operands leave open. */
function isResultOf(
  result: SaidNumber,
  written: string,
  values: ReadonlyMap<number, number>,
  numbers: readonly SaidNumber[],
): boolean {
  const hasShare = [...values.keys()].some((at) => numbers[at]?.isPercent === true);
  // A percent sign is a hundredth; where only percents are added, or make a percentage, it may be what is counted: `100 - 35 % = 65 %`.
  const isCounted = !hasShare || result.isPercent || !/[*/]/.test(written);
  const inHundredths = new Map([...values].map(([at, value]) => [at, value * shareOf(numbers[at])]));
  return (
    (isCounted && comesTo(result, { written, values, numbers, slackOf: slackIn })) ||
    (hasShare &&
      comesTo(result, {
        ...{ written, numbers, values: inHundredths },
        slackOf: (operand) => slackIn(operand) * shareOf(operand),
      }))
  );
}

const shareOf = (operand: SaidNumber | undefined) => (operand?.isPercent === true ? 1 / 100 : 1);

interface Calculation {
  written: string;
  values: ReadonlyMap<number, number>;
  numbers: readonly SaidNumber[];
  slackOf: (operand: SaidNumber | undefined) => number;
}

function comesTo(
  { value, slack, isPercent, text, unit }: SaidNumber,
  { written, values, numbers, slackOf }: Calculation,
): boolean {
  const come = computedFrom(written, values);
  if (come === null) return false;
  const open = [...values].reduce((sum, [at, given]) => {
    const moved = computedFrom(written, new Map(values).set(at, given + slackOf(numbers[at])));
    return sum + Math.abs((moved ?? come) - come);
  }, 0);
  // Operands take the scale of the result (`1,259 - 1,084 = 175만`), and its unit of time or data (`3 x 20 s = 1 min`).
  const units = [...values.keys()].flatMap((at) => numbers[at]?.unit ?? []);
  const factors = units.flatMap((one) =>
    unit !== null && sameDimensions(one.dimensions, unit.dimensions) ? [one.factor / unit.factor] : [],
  );
  const isOne = (times: number, share: number) =>
    Math.abs(value * share - come * times) <=
    Math.max(open * times + slack * share * 1.01, ROUNDED * Math.abs(come * times));
  return [1, scaleOf(text), ...factors].some((times) => isOne(times, 1) || (isPercent && isOne(times, 1 / 100)));
}

const SCALE: readonly [RegExp, number][] = [
  [/k$/i, 1e3],
  [/M$/, 1e6],
  [/B$/, 1e9],
  [/T$/, 1e12],
  [/천만$/, 1e7],
  [/백만$/, 1e6],
  [/만$/, 1e4],
  [/억$/, 1e8],
  [/조$/, 1e12],
];

/** The magnitude with which a number is written: 10,000 of `1,840만`. */
export const scaleOf = (text: string): number => SCALE.find(([end]) => end.test(text))?.[1] ?? 1;

/** A whole number that somebody calculates with is meant as it stands. */
const slackIn = (operand: SaidNumber | undefined) =>
  operand === undefined || Number.isInteger(operand.value) ? 0 : operand.slack;

/** What a calculation comes to, brackets and precedence as in school; null for what is none. Numbers stand in it by their places: `{0} - {1}`. */
function computedFrom(written: string, values: ReadonlyMap<number, number>): number | null {
  const tokens = written.match(/\{\d+\}|sqrt\(|√\(?|[-+*/()]/g) ?? [];
  let at = 0;
  const factor = (): number => {
    const token = tokens[at];
    at += 1;
    if (token === '√') return Math.sqrt(factor());
    const isRoot = token === 'sqrt(' || token === '√(';
    if (token !== '(' && !isRoot) return values.get(Number(token?.slice(1, -1))) ?? Number.NaN;
    const inner = sum();
    at += 1;
    return isRoot ? Math.sqrt(inner) : inner;
  };
  const product = (): number => {
    let value = factor();
    while (tokens[at] === '*' || tokens[at] === '/') {
      const isTimes = tokens[at] === '*';
      at += 1;
      const other = factor();
      value = isTimes ? value * other : value / other;
    }
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-') {
      const sign = tokens[at] === '+' ? 1 : -1;
      at += 1;
      value += sign * product();
    }
    return value;
  };
  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? value : null;
}

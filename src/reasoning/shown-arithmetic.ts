import type { SaidNumber } from './said-numbers.ts';
import { ROUNDED } from './said-numbers.ts';

/** A result that a text works out in symbols: `15 / 24.7 = 0.61`. By its place in the text's list of numbers. */
export interface Shown {
  result: number;
  /** Whether the calculation comes to it. */
  holds: boolean;
}

const OPERATORS: Readonly<Record<string, string>> = {
  ...{ '+': '+', '-': '-', '−': '-', '–': '-', '*': '*', x: '*', X: '*', '×': '*', '·': '*', '/': '/', '÷': '/' },
};
/** What may stand between a number and the operator behind it: its unit in two words at most. */
const UNIT = String.raw`(?:\s?(?!x\s)[\p{L}$€%°µ]{1,12}(?:\/\p{L}{1,12})?){0,2}`;
const BETWEEN = new RegExp(String.raw`^${UNIT}\s*(\)*)\s*([-+−–*xX×·/÷])?\s*(\(*)\s*[$€₩]?\s*$`, 'u');
const EQUALS = new RegExp(String.raw`^${UNIT}\s*(\)*)\s*[=≈]\s*(?:about |약 )?[$€₩]?\s*$`, 'u');

/** Every number of a text behind the equals sign of a calculation. */
export function shownIn(text: string, numbers: readonly SaidNumber[]): Shown[] {
  return numbers.flatMap((number, index) => {
    const before = numbers[index - 1];
    if (before === undefined) return [];
    const [, closing] = EQUALS.exec(text.slice(before.end, number.at)) ?? [];
    if (closing === undefined) return [];
    const holds = holdsBefore(text, numbers, index, closing);
    return holds === null ? [] : [{ result: index, holds }];
  });
}

/** Whether a calculation before an equals sign comes to the number behind it; null where none stands there. */
function holdsBefore(text: string, numbers: readonly SaidNumber[], index: number, closing: string): boolean | null {
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
    const [, closed = '', operator, opened = ''] = BETWEEN.exec(gap) ?? [];
    const brackets = opened !== '' ? opened : (/(\(+)\s*[$€₩]?\s*$/.exec(gap)?.[1] ?? '');
    // Behind a number a minus is no sign: `250 −3`.
    const isMinus = operator === undefined && isSigned && BETWEEN.test(gap) && at > 0;
    values.set(at, isMinus ? Math.abs(operand.value) : operand.value);
    written = `${brackets}{${at}}${written}`;
    if (values.size > 1) {
      isCalculation = true;
      if (isResultOf(result, written, values, numbers)) return true;
    }
    const symbol = operator === undefined ? (isMinus ? '-' : undefined) : OPERATORS[operator];
    if (symbol === undefined || at === 0) break;
    written = `${closed}${symbol}${written}`;
  }
  return isCalculation ? false : null;
}

/** Whether a number is what a calculation comes to, give or take what its rounding and that of the operands leave open. */
function isResultOf(
  { value, slack, isPercent }: SaidNumber,
  written: string,
  values: ReadonlyMap<number, number>,
  numbers: readonly SaidNumber[],
): boolean {
  const come = computedFrom(written, values);
  if (come === null) return false;
  const open = [...values].reduce((sum, [at, given]) => {
    const moved = computedFrom(written, new Map(values).set(at, given + slackIn(numbers[at])));
    return sum + Math.abs((moved ?? come) - come);
  }, slack * 1.01);
  const isOne = (given: number) => Math.abs(given - come) <= Math.max(open, ROUNDED * Math.abs(come));
  return isOne(value) || (isPercent && isOne(value / 100));
}

/** A whole number that somebody calculates with is meant as it stands. */
const slackIn = (operand: SaidNumber | undefined) =>
  operand === undefined || Number.isInteger(operand.value) ? 0 : operand.slack;

/** What a calculation comes to, brackets and precedence as in school; null for what is none. Numbers stand in it by their places: `{0} - {1}`. */
function computedFrom(written: string, values: ReadonlyMap<number, number>): number | null {
  const tokens = written.match(/\{\d+\}|[-+*/()]/g) ?? [];
  let at = 0;
  const factor = (): number => {
    const token = tokens[at];
    at += 1;
    if (token !== '(') return values.get(Number(token?.slice(1, -1))) ?? Number.NaN;
    const inner = sum();
    at += 1;
    return inner;
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

import type { MathNode } from 'mathjs';
import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import { headOf } from '../core/scenario.ts';
import { startOf } from './amounts.ts';
import { parse } from './math.ts';
import type { Unit } from './units.ts';
import { physicalPart, TYPED_POWER, unitOf } from './units.ts';

export type Operator = '+' | '-' | '*' | '/' | '^';
export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** A formula as data: what is computed from what. Names are facts, inputs of options or other quantities, with a path into a mapping. */
export type Expression =
  | { kind: 'number'; value: number; unit: Unit | null }
  | { kind: 'name'; name: string }
  | { kind: 'negative'; of: Expression }
  | { kind: 'binary'; operator: Operator; left: Expression; right: Expression }
  | { kind: 'comparison'; operator: Comparison; left: Expression; right: Expression }
  | { kind: 'logic'; operator: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'choice'; test: Expression; then: Expression; otherwise: Expression }
  | { kind: 'call'; name: FunctionName; args: Expression[] };

export const FUNCTIONS = {
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  sqrt: Math.sqrt,
  ln: Math.log,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  exp: Math.exp,
  ceil: Math.ceil,
  floor: Math.floor,
  round: Math.round,
} as const satisfies Record<string, (...values: number[]) => number>;
export type FunctionName = keyof typeof FUNCTIONS;

const OPERATORS: ReadonlySet<string> = new Set(['+', '-', '*', '/', '^']);
const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);
const LONGEST = 1_000;
const DEEPEST = 64;
/** Without the formula, which is as deep as it is long. */
const TOO_DEEP = `expected a formula of at most ${DEEPEST} levels, found more`;

// Names may be written in any script, and `$name` is the same name.
const isLetter = parse.isAlpha;
parse.isAlpha = (character, before, after) => /\p{L}/u.test(character) || isLetter(character, before, after);

/**
 * Reads a formula. `isName` tells names of the scenario from words of units; a word behind a number that is both is a unit where
 * `isUnit` says that the scenario measures in it. Throws SCENARIO_INVALID with what was expected.
 */
export function parseFormula(
  text: string,
  isName: (name: string) => boolean,
  isUnit: (word: string) => boolean = () => false,
): Expression {
  if (text.length > LONGEST) refuse(`expected a formula of at most ${LONGEST} characters, found ${text.length}`);
  const { plain, literals } = withoutLiterals(text, isName, isUnit);
  let tree: MathNode;
  try {
    tree = parse(plain);
  } catch (error) {
    if (error instanceof RangeError) refuse(TOO_DEEP);
    const reason = error instanceof Error ? error.message.replace(/ \(char \d+\)$/, '') : String(error);
    return refuse(`expected a formula, found \`${text}\`: ${reason}`);
  }
  return new Reader(text, isName, literals).read(tree, 0);
}

/** Words of the library that no name of a scenario may be, and functions. */
export const WORDS: ReadonlySet<string> = new Set([
  'and',
  'or',
  'xor',
  'not',
  'mod',
  'to',
  'in',
  'per',
  'true',
  'false',
  'data',
]);

type Literal = Extract<Expression, { kind: 'number' }>;

const WORD = new RegExp(String.raw`^(?:%p(?!\p{L})|%|${TYPED_POWER}|\p{L}+(?:-\p{L}+)*(?:\^-?\d+|[²³])?)`, 'u');

/** Numbers with their units put aside under names that no scenario can have, so that `$2.40 per card hour` is one number. */
function withoutLiterals(
  text: string,
  isName: (name: string) => boolean,
  isUnit: (word: string) => boolean,
): { plain: string; literals: Map<string, Literal> } {
  const literals = new Map<string, Literal>();
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const name = /^(?:\$?[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+)*)/u.exec(text.slice(at))?.[0];
    const number = name === undefined ? startOf(text.slice(at)) : null;
    if (number === null) {
      const step = name ?? text.charAt(at);
      plain += step === 'per' ? '/' : step;
      at += step.length;
      continue;
    }
    const unit = unitBehind(text, at + number.length, { isName, isUnit, isMoney: number.currency !== '' });
    const written = `${number.currency}${unit.text === '' ? '' : `${number.currency === '' || /^[/]/.test(unit.text) ? '' : ' '}${unit.text}`}`;
    const placeholder = `__${literals.size}`;
    literals.set(placeholder, { kind: 'number', value: number.value, unit: written === '' ? null : unitOf(written) });
    plain += placeholder;
    at = unit.end;
  }
  return { plain, literals };
}

/** The words of a unit behind a number, as far as they are no names of the scenario. */
function unitBehind(
  text: string,
  from: number,
  {
    isName,
    isUnit,
    isMoney,
  }: { isName: (name: string) => boolean; isUnit: (word: string) => boolean; isMoney: boolean },
): { text: string; end: number } {
  let end = from;
  for (let words = 0; words < 6; words += 1) {
    const rest = text.slice(end);
    const between = (words === 0 && !isMoney ? /^\s*/ : /^(?:\s*[/·]\s*|\s+per\s+|\s+an?\s+|\s+)/).exec(rest)?.[0];
    if (between === undefined) break;
    const whole = WORD.exec(rest.slice(between.length))?.[0];
    // `9 days-x` subtracts, `6 engineer-days` does not.
    const word = whole?.split('-').slice(1).some(isName) ? whole.split('-')[0] : whole;
    if (word === undefined || WORDS.has(word) || /^[\w.]*\s*\(/.test(rest.slice(between.length + word.length))) break;
    if (
      isName(word) &&
      !(words === 0 && isUnit(word)) &&
      Object.keys(physicalPart(unitOf(word).dimensions)).length === 0
    ) {
      if (words > 0) break;
      refuse(`expected \`*\` between the number and \`${word}\`, which is a name here, in \`${text}\``);
    }
    end += between.length + word.length;
  }
  return { text: text.slice(from, end).trim(), end };
}

function refuse(sentence: string): never {
  throw new PitwallError('SCENARIO_INVALID', sentence);
}

/** What is read of the nodes that the library gives. */
interface Node {
  type: string;
  value?: unknown;
  name?: string;
  op?: string;
  implicit?: boolean;
  fn?: string | { name?: string };
  args?: Node[];
  content?: Node;
  condition?: Node;
  trueExpr?: Node;
  falseExpr?: Node;
  object?: Node;
  index?: { dimensions?: Node[] };
}

class Reader {
  constructor(
    private readonly text: string,
    private readonly isName: (name: string) => boolean,
    private readonly literals: ReadonlyMap<string, Literal>,
  ) {}

  read(tree: MathNode | Node, depth: number): Expression {
    const node = tree as Node;
    if (depth > DEEPEST) refuse(TOO_DEEP);
    const inner = (child: Node | undefined) => this.read(child ?? { type: 'nothing' }, depth + 1);
    switch (node.type) {
      case 'ParenthesisNode':
        return inner(node.content);
      case 'ConstantNode':
        return typeof node.value === 'number'
          ? { kind: 'number', value: node.value, unit: null }
          : this.unread('a text');
      case 'SymbolNode':
        return this.literals.get(node.name ?? '') ?? this.name((node.name ?? '').replace(/^\$/, ''));
      case 'AccessorNode':
        return this.name(pathOf(node));
      case 'ConditionalNode':
        return {
          kind: 'choice',
          test: inner(node.condition),
          then: inner(node.trueExpr),
          otherwise: inner(node.falseExpr),
        };
      case 'OperatorNode':
        return this.operation(node, (node.args ?? []).map(inner));
      case 'FunctionNode':
        return this.call(node, (node.args ?? []).map(inner));
      default:
        return this.unread(node.type.replace(/Node$/, '').toLowerCase());
    }
  }

  private name(name: string): Expression {
    if (this.isName(name) || this.isName(headOf(name))) return { kind: 'name', name };
    const unit = unitOf(name);
    const isWord = Object.keys(unit.dimensions).some((dimension) => dimension === dimension.toLowerCase());
    if (isWord) refuse(`no fact or quantity is called \`${name}\`, in \`${this.text}\``);
    return { kind: 'number', value: 1, unit };
  }

  private operation({ op = '', fn, implicit }: Node, args: Expression[]): Expression {
    const [left, right] = args;
    if (implicit === true)
      refuse(`expected an operator such as \`*\` between two values, found none in \`${this.text}\``);
    if (left === undefined) return this.unread(op);
    if (right === undefined) {
      if (fn === 'unaryMinus')
        return left.kind === 'number' ? { ...left, value: -left.value } : { kind: 'negative', of: left };
      if (fn === 'unaryPlus') return left;
      return this.unread(op);
    }
    if (op === '/' && left.kind === 'number' && right.kind === 'number' && right.unit === null && left.unit === null)
      return { kind: 'number', value: left.value / right.value, unit: null };
    if (OPERATORS.has(op)) return { kind: 'binary', operator: op as Operator, left, right };
    if (COMPARISONS.has(op)) return { kind: 'comparison', operator: op as Comparison, left, right };
    if (op === 'and' || op === 'or') return { kind: 'logic', operator: op, left, right };
    return this.unread(op);
  }

  private call({ fn }: Node, args: Expression[]): Expression {
    const name = typeof fn === 'string' ? fn : (fn?.name ?? '');
    if (!Object.hasOwn(FUNCTIONS, name))
      refuse(`no function is called \`${name}\`, in \`${this.text}\`${nearest(name, Object.keys(FUNCTIONS))}`);
    if (args.length === 0) refuse(`expected something between the brackets of \`${name}()\`, in \`${this.text}\``);
    return { kind: 'call', name: name as FunctionName, args };
  }

  private unread(what: string): never {
    return refuse(
      `expected numbers, names, + - * / ^, comparisons, \`a ? b : c\` and ${Object.keys(FUNCTIONS).join(', ')}; found \`${what}\` in \`${this.text}\``,
    );
  }
}

function pathOf({ object, index }: Node): string {
  const head = object?.type === 'AccessorNode' ? pathOf(object) : (object?.name ?? '').replace(/^\$/, '');
  return [head, ...(index?.dimensions ?? []).map(({ value }) => String(value))].join('.');
}

const names = new WeakMap<Expression, readonly string[]>();

/** Names that a formula rests on, with their paths, each once, in order. */
export function namesIn(expression: Expression): readonly string[] {
  const known = names.get(expression);
  if (known !== undefined) return known;
  const found = [...new Set(partsOf(expression).flatMap((part) => (part.kind === 'name' ? [part.name] : [])))];
  names.set(expression, found);
  return found;
}

/** Every part of a formula, the whole first. */
export function partsOf(expression: Expression): Expression[] {
  return [expression, ...childrenOf(expression).flatMap(partsOf)];
}

export function childrenOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'name':
      return [];
    case 'negative':
      return [expression.of];
    case 'choice':
      return [expression.test, expression.then, expression.otherwise];
    case 'call':
      return expression.args;
    default:
      return [expression.left, expression.right];
  }
}

/** A formula's value in base units, read from values of some kind; null as soon as something that it needs is not known. */
export type Formula<Values> = (values: Values) => number | null;

/** Makes a formula ready to be computed many times. `nameIn` tells how a name is looked up. Comparisons give 1 or 0. */
export function formulaOf<Values>(expression: Expression, nameIn: (name: string) => Formula<Values>): Formula<Values> {
  const ready = (part: Expression) => formulaOf(part, nameIn);
  switch (expression.kind) {
    case 'number': {
      const value = expression.value * (expression.unit?.factor ?? 1);
      return () => value;
    }
    case 'name':
      return nameIn(expression.name);
    case 'choice': {
      const [test, then, otherwise] = [ready(expression.test), ready(expression.then), ready(expression.otherwise)];
      return (values) => {
        const chosen = test(values);
        if (chosen === null) return null;
        return chosen !== 0 ? then(values) : otherwise(values);
      };
    }
    case 'binary':
      return operation(expression.operator, ready(expression.left), ready(expression.right));
    default:
      return combination(childrenOf(expression).map(ready), combining(expression));
  }
}

/** Thousands of what-ifs run through these: each operator has a function of its own, and nothing is put into lists. */
function operation<Values>(operator: Operator, first: Formula<Values>, second: Formula<Values>): Formula<Values> {
  switch (operator) {
    case '+':
      return (values) => {
        const left = first(values);
        const right = second(values);
        return left === null || right === null ? null : left + right;
      };
    case '-':
      return (values) => {
        const left = first(values);
        const right = second(values);
        return left === null || right === null ? null : left - right;
      };
    case '*':
      return (values) => {
        const left = first(values);
        const right = second(values);
        // Nothing of what is not known is nothing.
        if (left === 0 || right === 0) return 0;
        return left === null || right === null ? null : left * right;
      };
    case '/':
      return (values) => {
        const left = first(values);
        const right = second(values);
        return left === null || right === null ? null : left / right;
      };
    default:
      return (values) => {
        const left = first(values);
        const right = second(values);
        return left === null || right === null ? null : left ** right;
      };
  }
}

/** Of parts that must all be known. */
function combination<Values>(
  parts: readonly Formula<Values>[],
  combine: (...values: number[]) => number,
): Formula<Values> {
  const [first, second] = parts;
  if (first !== undefined && parts.length === 1)
    return (values) => {
      const value = first(values);
      return value === null ? null : combine(value);
    };
  if (first !== undefined && second !== undefined && parts.length === 2)
    return (values) => {
      const one = first(values);
      if (one === null) return null;
      const other = second(values);
      return other === null ? null : combine(one, other);
    };
  return (values) => {
    const known: number[] = [];
    for (const part of parts) {
      const value = part(values);
      if (value === null) return null;
      known.push(value);
    }
    return combine(...known);
  };
}

/** The value of a formula, computed once. */
export function evaluated(expression: Expression, lookUp: (name: string) => number | null): number | null {
  return formulaOf<null>(expression, (name) => () => lookUp(name))(null);
}

function combining(
  expression: Extract<Expression, { kind: 'negative' | 'call' | 'comparison' | 'logic' }>,
): (...values: number[]) => number {
  switch (expression.kind) {
    case 'negative':
      return (of) => -(of ?? Number.NaN);
    case 'call':
      return FUNCTIONS[expression.name];
    case 'comparison': {
      const { operator } = expression;
      return (left = Number.NaN, right = Number.NaN) => Number(holds(operator, left, right));
    }
    default:
      return expression.operator === 'and'
        ? (left, right) => Number(left !== 0 && right !== 0)
        : (left, right) => Number(left !== 0 || right !== 0);
  }
}

/** Sums of fractions differ by rounding only: what is equal but for the last digits of `size` meets a limit. */
export function holds(
  operator: Comparison,
  left: number,
  right: number,
  size = Math.max(Math.abs(left), Math.abs(right)),
): boolean {
  const gap = left - right;
  const isEqual = Math.abs(gap) <= 1e-9 * Math.max(size, Math.abs(left), Math.abs(right));
  switch (operator) {
    case '<':
      return gap < 0 && !isEqual;
    case '<=':
      return gap < 0 || isEqual;
    case '>':
      return gap > 0 && !isEqual;
    case '>=':
      return gap > 0 || isEqual;
    case '==':
      return isEqual;
    default:
      return !isEqual;
  }
}

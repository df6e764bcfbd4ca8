import { headOf } from '../core/scenario.ts';
import type { OptionValues } from './evaluate.ts';
import type { Expression } from './formula.ts';
import { evaluated } from './formula.ts';
import { followsFrom, namesBehind } from './model.ts';

/**
 * Why a figure is what it is, from the formulas behind it: one name at a time is put at its other value and all that follows is computed
 * again. Where effects depend on each other no single name makes the difference, and none is named.
 */
export interface Driver {
  /** An input or a fact. */
  name: string;
  /** It makes the whole difference; else most of it. */
  isAll: boolean;
  /** Quantities on the way that make most of it too, the nearest to the name first. */
  between: readonly string[];
}

/** From here on it is most of a difference, whichever way round it is tried. */
const MOST = 0.6;
/** What it may overshoot by before something else is holding against it. */
const OVER = 1.25;
/** What another name may make by itself beside it, for it or against it. */
const BESIDE = 0.4;
const WHOLE = 0.995;

/**
 * What makes most of the difference between two states of a quantity: two options in one world, or one option in two worlds. Null where
 * that is no single name, or a calculator would have to run for it.
 */
export function driverOf(quantity: string, own: OptionValues, other: OptionValues): Driver | null {
  const { model } = own;
  const [a, b] = [own.of(quantity), other.of(quantity)];
  if (a === null || b === null || a === b) return null;
  const behind = [own.option, other.option].flatMap((option) => [...namesBehind(model, [quantity], option)]);
  const shares = [...new Set(behind)].flatMap((name) => {
    const [mine, theirs] = [own.of(name), other.of(name)];
    if (name === quantity || mine === null || theirs === null || mine === theirs) return [];
    const there = withName(own, name, theirs, quantity);
    const back = withName(other, name, mine, quantity);
    if (there === null || back === null) return [];
    const parts = [(a - there) / (a - b), (back - b) / (a - b)];
    return [{ name, least: Math.min(...parts), most: Math.max(...parts), size: Math.max(...parts.map(Math.abs)) }];
  });
  const isOf = (name: string, root: string) =>
    [own.option, other.option].some((option) => followsFrom(model, root, option).has(name));
  const found = shares.filter(({ name, least, most }) => !model.quantities.has(name) && least >= MOST && most <= OVER);
  // An input that is set by another one is not told apart from it.
  const [driver] = found.filter(({ name }) => !found.some((one) => one.name !== name && isOf(name, one.name)));
  if (driver === undefined) return null;
  const isAlone = shares.every(({ name, size }) => size < BESIDE || isOf(name, driver.name) || isOf(driver.name, name));
  if (!isAlone) return null;
  const between = shares.filter(
    ({ name, least, most }) =>
      model.quantities.has(name) && least >= MOST && most <= OVER && isOf(name, driver.name) && name !== driver.name,
  );
  const order = (name: string) => between.filter((one) => one.name !== name && isOf(name, one.name)).length;
  return {
    name: driver.name,
    isAll: driver.least >= WHOLE && driver.most <= 2 - WHOLE,
    between: between.map(({ name }) => name).sort((x, y) => order(x) - order(y)),
  };
}

/** A quantity of an option were one name behind it at another value, in base units; null where that needs a calculator. */
function withName(values: OptionValues, at: string, value: number, quantity: string): number | null {
  const { model, option, world } = values;
  const follows = followsFrom(model, at, option);
  const done = new Map<string, number | null>();
  const compute = (path: string): number | null => {
    const head = headOf(path);
    if (head === at) return value;
    if (!follows.has(head)) return values.of(path);
    const known = done.get(path);
    if (known !== undefined) return known;
    const formula = model.quantities.get(head);
    const setting = model.settings.get(option)?.get(head);
    const found =
      formula !== undefined
        ? formula.kind === 'formula'
          ? evaluated(formula.expression, compute)
          : null
        : setting === undefined || world.amended.get(option)?.has(head) === true
          ? values.of(path)
          : evaluated(setting, (name) => (name === head ? values.of(head) : compute(name)));
    done.set(path, found);
    return found;
  };
  const found = compute(quantity);
  return found !== null && Number.isFinite(found) ? found : null;
}

/** Of several terms of which the largest or the smallest counts: the one that does, and those that do not. */
export interface Binding {
  name: string;
  others: readonly string[];
}

/** Which name sets a figure that is the largest or smallest of several; null where it is no such figure, or two come to the same. */
export function bindingOf(quantity: string, values: OptionValues): Binding | null {
  const formula = values.model.quantities.get(quantity);
  const call = formula?.kind === 'formula' ? callIn(formula.expression) : null;
  if (call === null) return null;
  const names = call.args.flatMap((one) => (one.kind === 'name' ? [one.name] : []));
  if (names.length < call.args.length || names.length < 2) return null;
  const whole = values.ofExpression(call);
  const near = (name: string) => {
    const value = values.of(name);
    return (
      value !== null && whole !== null && Math.abs(value - whole) <= 1e-9 * Math.max(Math.abs(value), Math.abs(whole))
    );
  };
  const [first, second] = names.filter(near);
  if (first === undefined || second !== undefined) return null;
  return { name: first, others: names.filter((name) => name !== first) };
}

/** The one choice of a largest or smallest term in a sum or a difference. */
function callIn(expression: Expression): Extract<Expression, { kind: 'call' }> | null {
  if (expression.kind === 'call') return expression.name === 'max' || expression.name === 'min' ? expression : null;
  if (expression.kind !== 'binary' || (expression.operator !== '+' && expression.operator !== '-')) return null;
  const found = [expression.left, expression.right].flatMap((side) => callIn(side) ?? []);
  return found.length === 1 ? (found[0] ?? null) : null;
}

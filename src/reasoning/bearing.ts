import { headOf } from '../core/scenario.ts';
import type { Expression } from './formula.ts';
import { childrenOf, evaluated } from './formula.ts';
import type { DecisionModel } from './model.ts';

/**
 * Facts and inputs that the values of names can turn on under an option as it is set: what is multiplied by a zero of that option, or
 * stands in a branch that it never takes, is left out. For what rests on what in a debate; a what-if may change the zero itself and
 * goes by `restsOn`.
 */
export function bearingOn(model: DecisionModel, names: readonly string[], option: string | null): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const constants = new Map<string, number | null>();

  /** In base units; null where it may be otherwise. */
  const constantOf = (name: string): number | null => {
    const known = constants.get(name);
    if (known !== undefined) return known;
    constants.set(name, null);
    const quantity = model.quantities.get(headOf(name));
    const value =
      quantity === undefined
        ? constantInput(model, name, option)
        : quantity.kind === 'formula'
          ? constant(quantity.expression)
          : null;
    constants.set(name, value);
    return value;
  };

  const constant = (expression: Expression): number | null => {
    if (expression.kind === 'name') return constantOf(expression.name);
    if (expression.kind === 'choice') {
      const test = constant(expression.test);
      return test === null ? null : constant(test === 0 ? expression.otherwise : expression.then);
    }
    if (zeroSide(expression) !== null) return 0;
    const values = childrenOf(expression).map(constant);
    return values.includes(null) ? null : evaluated(expression, (name) => constantOf(name));
  };

  /** The side of a product or a quotient that makes it zero whatever the other is. */
  const zeroSide = (expression: Expression): Expression | null => {
    if (expression.kind !== 'binary' || (expression.operator !== '*' && expression.operator !== '/')) return null;
    if (constant(expression.left) === 0) return expression.left;
    return expression.operator === '*' && constant(expression.right) === 0 ? expression.right : null;
  };

  const read = (expression: Expression): void => {
    const zero = zeroSide(expression);
    if (expression.kind === 'name') visit(expression.name);
    else if (zero !== null) read(zero);
    else if (expression.kind === 'choice') {
      const test = constant(expression.test);
      read(expression.test);
      if (test === null || test !== 0) read(expression.then);
      if (test === null || test === 0) read(expression.otherwise);
    } else for (const child of childrenOf(expression)) read(child);
  };

  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const head = headOf(path);
    const quantity = model.quantities.get(head);
    const setting = option === null ? undefined : model.settings.get(option)?.get(head);
    if (quantity?.kind === 'formula') read(quantity.expression);
    else if (quantity !== undefined) for (const from of quantity.from) visit(from);
    else if (setting !== undefined && !(setting.kind === 'name' && setting.name === head)) read(setting);
    else if (Object.hasOwn(model.scenario.facts, head)) found.add(head);
  };

  for (const name of names) visit(name);
  return found;
}

/** What an option sets to a plain number, or leaves at a plain default, and nobody may set otherwise. */
function constantInput(model: DecisionModel, name: string, option: string | null): number | null {
  const { facts, options } = model.scenario;
  if (option === null || !model.inputs.has(name) || Object.hasOwn(options[option]?.adjust ?? {}, name)) return null;
  const setting = model.settings.get(option)?.get(name);
  if (setting !== undefined) return setting.kind === 'number' ? evaluated(setting, () => null) : null;
  const fact = facts[name];
  if (fact === undefined || typeof fact.value !== 'number' || fact.knownBy !== undefined) return null;
  return fact.value === 0 ? 0 : null;
}

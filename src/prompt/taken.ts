import type { OwnResult } from '../core/briefing.ts';
import { namesOfFigure } from '../reasoning/judged.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { namesBehind } from '../reasoning/model.ts';
import { quoted, quotedValue, word } from './quote.ts';

/** Characters of one argument of a calculator, and of all. */
const MOST_ARGUMENT = 60;
const MOST_ARGUMENTS = 160;

type Result = Pick<OwnResult, 'name' | 'args' | 'figures'>;

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const mappingIn = (value: unknown) => (isMapping(value) ? value : {});

/** The quantity and the option of a figure that `evaluate` gives; null for any other name. */
export function cellIn(figure: string): { quantity: string; option: string } | null {
  const [, quantity, option] = /^([^/@]+)@([^/@]+)$/.exec(figure) ?? [];
  return quantity === undefined || option === undefined ? null : { quantity, option };
}

/** Facts, inputs and quantities on which some figures of a result rest, under one option or any; null where nothing tells. */
function behindFigures(model: DecisionModel, figures: readonly string[], option: string | null): Set<string> {
  const cells = figures
    .flatMap((name) => cellIn(name) ?? [])
    .filter((cell) => option === null || cell.option === option);
  return new Set(
    cells.flatMap((cell) => [cell.quantity, ...namesBehind(model, namesOfFigure(model, cell.quantity), cell.option)]),
  );
}

/**
 * What an evaluation only took to be so, and at which settings, as far as its figures rest on it: `, where it took blocked 3.4, share of
 * pick at 75`. A calculator of its own is told by its arguments. `asked`: facts that are told though they are known.
 */
export function takenIn(
  { name, args, figures }: Result,
  model: DecisionModel | null,
  asked: readonly string[] = [],
): string {
  const { facts, assumed, amended } = args;
  if (!isMapping(facts) && !isMapping(amended)) return name === 'evaluate' ? '' : argumentsOf(args);
  const names = Object.keys(figures);
  const bears = (input: string, option: string | null) =>
    model === null || behindFigures(model, names, option).has(input);
  const given = mappingIn(facts);
  const told = [...new Set([...(Array.isArray(assumed) ? assumed : []), ...asked])]
    .filter((fact): fact is string => typeof fact === 'string' && Object.hasOwn(given, fact) && bears(fact, null))
    .map((fact) => `${word(fact)} ${quotedValue(given[fact])}`);
  const set = Object.entries(mappingIn(amended)).flatMap(([option, inputs]) =>
    Object.entries(mappingIn(inputs)).flatMap(([input, to]) =>
      bears(input, option) ? [`${word(input)} of ${word(option)} at ${quotedValue(to)}${unitOf(model, input)}`] : [],
    ),
  );
  return told.length + set.length === 0 ? '' : `, where it took ${[...told, ...set].join(', ')}`;
}

/** As it is said: `tonnes of buy at 20 t`. */
const unitOf = (model: DecisionModel | null, input: string): string => {
  const unit = model?.inputUnits.get(input)?.text ?? '';
  return unit === '' ? '' : ` ${word(unit)}`;
};

function argumentsOf({ steps, values, ...args }: Record<string, unknown>): string {
  // A calculation in steps by its formulas and what went into them, each by its name.
  const formulas = Object.entries(mappingIn(steps)).flatMap(([name, step]) => {
    const formula = mappingIn(step)['formula'];
    return typeof formula === 'string' ? [`${word(name)} = ${quoted(formula)}`] : [];
  });
  const rest =
    formulas.length === 0
      ? { ...args, ...(steps === undefined ? {} : { steps }), ...(values === undefined ? {} : { values }) }
      : { ...args, ...mappingIn(values) };
  const told = [
    ...formulas.map((one) => shortened(one, MOST_ARGUMENT)),
    ...Object.entries(rest).map(([name, value]) => `${word(name)} ${shortened(quotedValue(value), MOST_ARGUMENT)}`),
  ].join(', ');
  return told === '' ? '' : `, from ${shortened(told, MOST_ARGUMENTS)}`;
}

const shortened = (text: string, most: number) => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

import { headOf } from '../../core/scenario.ts';
import type { Expression } from '../../reasoning/formula.ts';
import { childrenOf } from '../../reasoning/formula.ts';
import type { Unit } from '../../reasoning/units.ts';
import { unitOf } from '../../reasoning/units.ts';
import { slotsOf } from '../slots.ts';
import type { Path } from '../source.ts';
import type { Linted, Remark } from './remark.ts';
import { quoted } from './remark.ts';
import { feedingQuantities } from './unused.ts';

/** Labels that are missing or in another language, and numbers in formulas that a unit would do. */
export function* wordRemarks(linted: Linted): Generator<Remark> {
  yield* handConversions(linted);
  yield* sharesAsPercent(linted);
  yield* farFromTheValue(linted);
  const { scenario, model } = linted;
  for (const { fact, path } of slotsOf(scenario))
    if (path[0] === 'motion' || path.at(-1) === 'label' || path.at(-1) === 'how')
      yield {
        level: 'warning',
        path,
        message: `\`{fact:${fact}}\` stands here as it is written: facts are put into \`background\` and into what an event says`,
      };
  const feeding = feedingQuantities(model);
  const movable = Object.entries(scenario.facts).filter(([, { value }]) => typeof value === 'number');
  const shown: [string, string | undefined, Path][] = [
    ...movable.map(([name, { label }]): [string, string | undefined, Path] => [name, label, ['facts', name]]),
    ...[...feeding].map((name): [string, string | undefined, Path] => [
      name,
      model.quantities.get(name)?.label,
      ['quantities', name],
    ]),
  ];
  const [unlabelled] = shown.filter(([, label]) => label === undefined);
  if (unlabelled !== undefined) {
    const names = shown.filter(([, label]) => label === undefined).map(([name]) => name);
    yield { level: 'note', path: unlabelled[2], message: `without a label, so called by the name: ${quoted(names)}` };
  }
  if (scenario.language !== 'ko') return;
  const labels: [string, Path][] = [
    ...shown.flatMap(([, label, path]): [string, Path][] => (label === undefined ? [] : [[label, [...path, 'label']]])),
    ...Object.entries(scenario.options).map(([name, { label }]): [string, Path] => [label, ['options', name, 'label']]),
  ];
  for (const [label, path] of labels)
    if (!/\p{Script=Hangul}/u.test(label))
      yield { level: 'note', path, message: `the scenario is in Korean, the label \`${label}\` is not` };
}

const SECONDS: ReadonlyMap<number, string> = new Map([
  [24, 'hours in a day'],
  [60, 'seconds in a minute or minutes in an hour'],
  [1440, 'minutes in a day'],
  [3600, 'seconds in an hour'],
  [86_400, 'seconds in a day'],
  [604_800, 'seconds in a week'],
]);

/** Units convert themselves: a 3600 beside a time makes the result wrong by that much. */
function* handConversions({ model, states, scenario }: Linted): Generator<Remark> {
  const [values] = states.values();
  for (const quantity of model.quantities.values()) {
    if (quantity.kind !== 'formula') continue;
    const units = quantity.from.map((name): Unit | undefined => {
      const fact = Object.hasOwn(scenario.facts, headOf(name)) ? scenario.facts[headOf(name)]?.unit : undefined;
      return fact === undefined ? values?.unitOf(name) : unitOf(fact);
    });
    if (!units.some((unit) => unit !== undefined && Object.hasOwn(unit.dimensions, 'TIME'))) continue;
    for (const value of factorsIn(quantity.expression)) {
      const meaning = SECONDS.get(value);
      if (meaning === undefined) continue;
      const message = `\`${value}\` looks like the ${meaning}; units are converted by themselves, so leave it out`;
      yield { level: 'warning', path: ['quantities', quantity.name, 'is'], message };
    }
  }
}

/** Plain numbers that something is multiplied with or divided by. */
function factorsIn(expression: Expression): number[] {
  const own =
    expression.kind === 'binary' && (expression.operator === '*' || expression.operator === '/')
      ? [expression.left, expression.right].flatMap((side) =>
          side.kind === 'number' && side.unit === null ? [side.value] : [],
        )
      : [];
  return [...own, ...childrenOf(expression).flatMap(factorsIn)];
}

/** `recovered: 1` for a fact in percent is one per cent; where the fact itself is as small, that is what is meant. */
function* sharesAsPercent({ scenario }: Linted): Generator<Remark> {
  const written = [
    ...Object.entries(scenario.options).map(([option, { set }]) => ({ set, path: ['options', option, 'set'] as Path })),
    ...scenario.events.map(({ set }, index) => ({ set, path: ['events', index, 'set'] as Path })),
  ];
  for (const { set, path } of written)
    for (const [name, value] of Object.entries(set)) {
      const fact = Object.hasOwn(scenario.facts, name) ? scenario.facts[name] : undefined;
      if (fact?.unit?.startsWith('%') !== true || typeof value !== 'number' || value <= 0 || value > 1) continue;
      const isAsSmall = [fact.value, ...(fact.range ?? [])].some(
        (one) => typeof one === 'number' && one > 0 && one < 1,
      );
      if (isAsSmall) continue;
      const message = `\`${name}\` is in percent, so ${value} means ${value} %; write \`${value * 100} %\` for the share ${value}`;
      yield { level: 'warning', path: [...path, name], message };
    }
}

/** Of what is known: who takes a fact for so many times as much, or so small a part of it, mostly left out a scale or a unit. */
const FAR = 1000;

function* farFromTheValue({ scenario }: Linted): Generator<Remark> {
  for (const [name, { value, assumed, range = [] }] of Object.entries(scenario.facts)) {
    if (typeof value !== 'number' || value === 0) continue;
    const isFar = (one: unknown) =>
      typeof one === 'number' && one !== 0 && Math.abs(Math.log(Math.abs(one / value))) >= Math.log(FAR);
    const said = (key: string, one: unknown) =>
      `\`${name}\` is ${value} and its \`${key}\` ${String(one)}: is a scale or a unit missing?`;
    if (isFar(assumed)) yield { level: 'warning', path: ['facts', name, 'assumed'], message: said('assumed', assumed) };
    const end = range.find(isFar);
    if (end !== undefined) yield { level: 'warning', path: ['facts', name, 'range'], message: said('range', end) };
  }
}

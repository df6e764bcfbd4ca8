import { headOf } from '../../core/scenario.ts';
import { namesIn } from '../../reasoning/formula.ts';
import { namesOfCriterion, restsOn } from '../../reasoning/model.ts';
import { dataIn } from '../../reasoning/references.ts';
import { factsNamedIn } from '../slots.ts';
import type { Linted, Remark } from './remark.ts';

/** What could be taken out without anything being decided otherwise. */
export function* unusedRemarks({ scenario, model, states }: Linted): Generator<Remark> {
  const { facts, quantities, data, options, events } = scenario;
  if (model.criteria.length === 0 && scenario.judgements.length === 0) {
    const message = 'there is no criterion, so nothing speaks for any option';
    yield { level: 'warning', path: [], message };
    return;
  }
  const used = new Set<string>();
  for (const criterion of model.criteria)
    for (const option of model.options)
      for (const path of restsOn(model, namesOfCriterion(criterion), option)) used.add(headOf(path));
  const said = new Set(factsNamedIn(scenario).map(headOf));
  // A fact that every option sets is there for its label and unit.
  for (const name of Object.keys(facts))
    if (!used.has(name) && !said.has(name) && !model.inputs.has(name))
      yield {
        level: 'warning',
        path: ['facts', name],
        message: `no criterion rests on the fact \`${name}\`, whatever is chosen`,
      };

  const feeding = feedingQuantities(model);
  for (const name of Object.keys(quantities))
    if (!feeding.has(name))
      yield { level: 'warning', path: ['quantities', name], message: `no criterion uses the quantity \`${name}\`` };

  const inputs = new Set(Object.values(options).flatMap(({ set }) => Object.keys(set)));
  const named = new Set([
    ...[...model.quantities.values()].flatMap(({ from }) => from.map(headOf)),
    ...[...model.settings.values()].flatMap((own) =>
      [...own].flatMap(([input, setting]) =>
        namesIn(setting)
          .map(headOf)
          .filter((name) => name !== input),
      ),
    ),
    ...model.criteria.flatMap((criterion) => namesOfCriterion(criterion).map(headOf)),
  ]);
  for (const input of inputs)
    if (!named.has(input)) {
      const [option] = Object.entries(options).find(([, { set }]) => Object.hasOwn(set, input)) ?? [''];
      yield {
        level: 'warning',
        path: ['options', option, 'set', input],
        message: `nothing follows from \`${input}\`, which options set`,
      };
    }

  const read = new Set(
    Object.values(quantities).flatMap((quantity) => ('tool' in quantity ? dataIn(quantity.args) : [])),
  );
  for (const name of Object.keys(data))
    if (!read.has(name))
      yield { level: 'warning', path: ['data', name], message: `no calculator reads the data file \`${name}\`` };

  for (const [index, { set }] of events.entries())
    for (const name of Object.keys(set))
      if (!used.has(headOf(name)))
        yield {
          level: 'note',
          path: ['events', index, 'set', name],
          message: `no criterion rests on \`${name}\`, so this event changes nothing`,
        };

  for (const [option, values] of states)
    for (const name of feeding) {
      if (values.of(name) !== null) continue;
      const why = values.failureOf(name);
      if (why !== undefined)
        yield {
          level: 'warning',
          path: ['quantities', name],
          message: `\`${name}\` has no value under \`${option}\`: ${why}`,
        };
    }
}

/** Quantities on which some criterion rests, directly or through others. */
export function feedingQuantities(model: Linted['model']): Set<string> {
  const feeding = new Set<string>();
  const seen = new Set<string>();
  const visit = (path: string): void => {
    const name = headOf(path);
    if (seen.has(name)) return;
    seen.add(name);
    for (const own of model.settings.values()) {
      const setting = own.get(name);
      if (setting !== undefined) for (const one of namesIn(setting)) visit(one);
    }
    const quantity = model.quantities.get(name);
    if (quantity === undefined) return;
    feeding.add(name);
    for (const from of quantity.from) visit(from);
  };
  for (const criterion of model.criteria) for (const name of namesOfCriterion(criterion)) visit(name);
  return feeding;
}

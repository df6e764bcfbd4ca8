import type { FactValue } from '../../core/scenario.ts';
import { amendments } from '../../reasoning/amendments.ts';
import type { OptionValues } from '../../reasoning/evaluate.ts';
import { valuesOf, withFact, worldWith } from '../../reasoning/evaluate.ts';
import type { CompiledGoal, CompiledNeed } from '../../reasoning/model.ts';
import { MOST_EXCHANGED, searchedInPart } from '../../reasoning/searched.ts';
import { endsOf } from '../../reasoning/settable.ts';
import type { Movable } from '../../reasoning/solve.ts';
import { decisionOf, movableFacts } from '../../reasoning/solve.ts';
import type { Linted, Remark } from './remark.ts';
import { quoted } from './remark.ts';
import { feedingQuantities } from './unused.ts';

/** What the criteria decide, with everything known: limits that bite everywhere or nowhere, goals within their noise, twins. */
export function* decidingRemarks(linted: Linted): Generator<Remark> {
  const { model, scenario, world, states, seated } = linted;
  const movable = movableFacts(model, world);
  const others = otherwise(linted).map((other) => model.options.map((option) => valuesOf(model, other, option)));
  for (const criterion of model.criteria) {
    if (criterion.kind === 'need') yield* needRemarks(criterion, linted, { movable, others });
    else yield* goalRemarks(criterion, linted, others);
  }
  yield* twins(linted);
  for (const { option, inputs } of searchedInPart(scenario))
    yield {
      level: 'note',
      path: ['options', option, 'adjust'],
      message: `\`${option}\` has ${inputs} inputs to set, so not all of their settings are tried; up to ${MOST_EXCHANGED} are searched best`,
    };
  if (movable.length > 0 && movable.every(({ fact }) => fact.range === undefined)) {
    const message = 'no fact has a `range`, so flips are looked for from a quarter to four times of each';
    yield { level: 'note', path: ['facts'], message };
  }
  const { expect, decision } = scenario;
  if (expect === undefined) return;
  if (expect.decision.length > 0 && seated.length > 0 && [...states.values()].length > 0) {
    const members = seated.map(({ id, persona }) => ({ id, values: persona.values }));
    const decided = decisionOf(model, eventually(linted), { members, rule: decision });
    if (!expect.decision.includes(decided ?? '')) {
      const what = decided === null ? 'nothing' : `\`${decided}\``;
      const message = `once everybody knows everything this decides ${what}, and ${quoted(expect.decision)} is expected`;
      yield { level: 'warning', path: ['expect', 'decision'], message };
    }
  }
  if (expect.consulted.length > 0 && !Object.values(scenario.quantities).some((quantity) => 'consult' in quantity))
    yield {
      level: 'warning',
      path: ['expect', 'consulted'],
      message: `${expect.consulted.join(', ')} may never be asked: no quantity is a consult`,
    };
  if (decision === 'consensus' && expect.decision.length > 0 && expect.dissent.length > 0)
    yield {
      level: 'warning',
      path: ['expect', 'dissent'],
      message: 'under consensus a decision leaves nobody in dissent; expect one or the other',
    };
}

/** The world after all scripted events. */
function eventually({ scenario, world }: Linted): Linted['world'] {
  let after = world;
  for (const { set } of scenario.events)
    for (const [name, value] of Object.entries(set))
      after = typeof value === 'number' ? withFact(after, name, value) : replaced(after, name, value);
  return after;
}

/** The worlds after the events, and with each option set to the ends of what it may be set to. */
function otherwise(linted: Linted): Linted['world'][] {
  const { scenario, world } = linted;
  const after = scenario.events.length === 0 ? [] : [eventually(linted)];
  const settings = Object.entries(scenario.options).flatMap(([option, { adjust }]) =>
    Object.entries(adjust).flatMap(([input, one]) => endsOf(one).map((to) => ({ option, input, to }))),
  );
  return [...after, ...[world, ...after].flatMap((before) => settings.map((one) => worldWith(before, [one])))];
}

function replaced(world: Linted['world'], path: string, value: FactValue): Linted['world'] {
  const [head = '', member] = path.split('.');
  const facts = new Map(world.facts);
  const whole = facts.get(head);
  facts.set(head, member === undefined ? value : ({ ...(whole as object), [member]: value } as FactValue));
  return { ...world, facts };
}

/** The options in each of the worlds that may come. */
type Others = readonly (readonly OptionValues[])[];

function* needRemarks(
  need: CompiledNeed,
  { model, world, states }: Linted,
  { movable, others }: { movable: readonly Movable[]; others: Others },
): Generator<Remark> {
  const path = ['criteria', need.index, 'need'];
  const met = [...states].map(([option, values]) => ({ option, met: values.meets(need) }));
  const open = met.filter(({ met: holds }) => holds === null).map(({ option }) => option);
  if (open.length > 0) {
    yield {
      level: 'warning',
      path,
      message: `nobody can tell whether ${quoted(open)} keeps \`${need.id}\`: something that it needs has no value`,
    };
    return;
  }
  if (met.every(({ met: holds }) => holds === false)) {
    const helped = amendments(model, world)
      .filter(({ repairs }) => repairs.includes(need.id))
      .map(({ option, input, to }) => `\`${option}\` keeps it with \`${input}\` at ${to}`);
    const help = helped.length > 0 ? `; ${helped.join(', ')}` : ', and no adjustment helps';
    yield { level: 'warning', path, message: `every option misses this limit${help}` };
    return;
  }
  if (met.some(({ met: holds }) => holds === false)) return;
  const isKept = (values: OptionValues) => values.meets(need) !== false;
  const isKeptAt = (tried: Linted['world']) => model.options.every((option) => isKept(valuesOf(model, tried, option)));
  const everywhere =
    others.every((options) => options.every(isKept)) &&
    movable.every(({ path: fact, range: [low, high], now }) =>
      [low, (low + now) / 2, (now + high) / 2, high].every((value) => isKeptAt(withFact(world, fact, value))),
    );
  if (everywhere)
    yield {
      level: 'note',
      path,
      message:
        'every option keeps this limit, wherever in its range any fact lies, at every setting and after every event: it says nothing',
    };
}

function* goalRemarks(goal: CompiledGoal, { states, scenario }: Linted, others: Others): Generator<Remark> {
  const path = ['criteria', goal.index];
  const known = [...states].map(([option, values]) => ({
    option,
    value: values.of(goal.quantity),
    worth: values.ofExpression(goal.worth),
    noise: goal.noise === null ? 0 : values.ofExpression(goal.noise),
  }));
  const unknown = known.filter(({ value }) => value === null).map(({ option }) => option);
  if (unknown.length > 0) {
    yield { level: 'warning', path, message: `\`${goal.quantity}\` has no value under ${quoted(unknown)}` };
    return;
  }
  const isEqual = scenario.weights === 'equal';
  const isNoiseWritten = goal.noise !== goal.worth;
  const noise = Math.max(...known.map((one) => Math.abs(one.noise ?? 0)));
  if (known.some((one) => one.worth === 0))
    yield {
      level: isEqual ? 'warning' : 'note',
      path: [...path, 'worth'],
      message: isEqual
        ? `\`worth\` is 0, so nothing in \`${goal.quantity}\` counts: no difference is a multiple of it`
        : '`worth` is 0, so the smallest difference counts in full',
    };
  const isWithin = (values: readonly (number | null)[]) => {
    const numbers = values.flatMap((value) => value ?? []);
    return Math.max(...numbers) - Math.min(...numbers) <= noise;
  };
  const later = others.map((options) => options.map((values) => values.of(goal.quantity)));
  if ([known.map(({ value }) => value), ...later].every(isWithin))
    yield {
      level: 'note',
      path,
      message: `all options are ${noise === 0 ? 'the same' : `within \`${isNoiseWritten ? 'noise' : 'worth'}\` of each other`} in \`${goal.quantity}\`, so with these facts it does not affect the decision`,
    };
}

/** Options between which the model can see no difference. */
function* twins({ model, states, scenario }: Linted): Generator<Remark> {
  const names = [...feedingQuantities(model), ...model.inputs];
  const judged = new Set(scenario.judgements.flatMap((one) => one.for ?? one.against ?? []));
  const options = [...states];
  for (const [index, [option, values]] of options.entries())
    for (const [other, others] of options.slice(index + 1)) {
      if (judged.has(option) || judged.has(other)) continue;
      if (names.every((name) => values.of(name) === others.of(name)))
        yield {
          level: 'warning',
          path: ['options', other],
          message: `\`${option}\` and \`${other}\` differ in nothing that the model knows`,
        };
    }
}

import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Scenario } from '../core/scenario.ts';
import { FactValue } from '../core/scenario.ts';
import type { Tool } from '../core/tool.ts';
import { MOST_SETTINGS_AT_ONCE } from '../models/evaluation-values.ts';
import { valuesOf } from '../reasoning/evaluate.ts';
import { isOfWhole, judgedIn, namesOfWhole } from '../reasoning/judged.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { compileModel } from '../reasoning/model.ts';
import { canBe, settableWords } from '../reasoning/settable.ts';
import type { Calculate } from '../reasoning/worlds.ts';

/** Computes quantities of the question under options, from the values that its caller gives or holds. */
export const EVALUATE = 'evaluate';

export const EVALUATE_ASSUMES = 'Formulas and units are those of the question; what is not given is not known.';

const Args = z.strictObject({
  /** Left out: all. */
  options: z.array(z.string()).optional(),
  quantities: z.array(z.string()).optional(),
  /** Name -> value, in the fact's own unit; those left out are not known. */
  facts: z.record(z.string(), FactValue).default({}),
  /** Which of them the caller only assumes. */
  assumed: z.array(z.string()).optional(),
  /** Also what each option comes to as a whole: limits that it misses, and its lead. */
  whole: z.boolean().optional(),
  /** Settings, as `option/input`, that the caller gave; the others of `amended` are those that count. */
  given: z.array(z.string()).optional(),
  /** Option -> input -> another setting; a list of them is one call each, made by whoever asks. */
  amended: z.record(z.string(), z.record(z.string(), z.union([z.number(), z.array(z.number())]))).optional(),
});

const Result = z.strictObject({
  values: z.record(z.string(), z.record(z.string(), z.number().nullable())),
  /** Option -> name -> what it comes to as a whole; where that was asked for. */
  judged: z
    .record(z.string(), z.record(z.string(), z.strictObject({ value: z.number(), unit: z.string() })))
    .optional(),
});

/** The calculator of one question. */
export function evaluateTool(
  scenario: Scenario,
  calculate: Calculate,
  data: Readonly<Record<string, string>>,
): Tool<z.infer<typeof Args>, z.infer<typeof Result>> {
  let compiled: DecisionModel | null = null;
  const modelOf = (): DecisionModel => {
    compiled ??= compileModel(scenario);
    return compiled;
  };
  const units = new WeakMap<object, Record<string, string>>();
  return {
    name: EVALUATE,
    description: `Computes this question's quantities for its options from the facts given: change a fact or an option's setting and see what follows, down to limits and costs. \`misses.LIMIT\`: by how much a limit is missed; \`ahead.inAll\`: all goals added up, the option as it is set here against the best other option at its best setting, as on your sheet. Settings and facts may be lists: one call for each combination, at most ${MOST_SETTINGS_AT_ONCE} together, each told with its settings.`,
    args: Args as unknown as z.ZodType<z.infer<typeof Args>>,
    result: Result,
    assumption: EVALUATE_ASSUMES,
    run({ options, quantities, facts, assumed = [], amended = {}, whole = false }) {
      const model = modelOf();
      const chosen = options ?? [...model.options];
      const asked = quantities ?? [...model.quantities.keys()];
      const wanted = asked.filter((name) => !isOfWhole(name));
      known(chosen, model.options, 'option');
      known(wanted, [...model.quantities.keys(), ...model.inputs], 'quantity');
      known(
        asked.filter(isOfWhole).map((name) => name.split('@')[0] ?? name),
        namesOfWhole(model),
        'figure of the whole',
      );
      known([...Object.keys(facts), ...assumed], Object.keys(scenario.facts), 'fact');
      fewEnough(scenario, facts, amended);
      for (const [name, value] of Object.entries(facts)) {
        sameShape(scenario, name, value);
        knownWithin(scenario, name, value);
      }
      known(Object.keys(amended), model.options, 'option');
      for (const [option, set] of Object.entries(amended)) settable(scenario, option, Object.keys(set));
      const set = Object.entries(amended).map(([option, inputs]) => [option, new Map(numbersOf(inputs))] as const);
      for (const [option, inputs] of set) for (const [input, to] of inputs) allowed(model, option, input, to);
      const world = {
        facts: new Map(Object.entries(facts)),
        amended: new Map(set),
        calculate,
        data,
      };
      const shown: Record<string, string> = {};
      const values = Object.fromEntries(
        chosen.map((option) => {
          const state = valuesOf(model, world, option);
          return [
            option,
            Object.fromEntries(
              wanted.map((quantity) => {
                const amount = state.amount(quantity);
                if (amount !== null) shown[quantity] = amount.unit.text;
                return [quantity, amount?.value ?? null];
              }),
            ),
          ];
        }),
      );
      const judged = whole
        ? { judged: Object.fromEntries(chosen.map((option) => [option, judgedIn(model, world, option)])) }
        : {};
      const result = { values, ...judged };
      units.set(result, shown);
      return result;
    },
    figures(result) {
      const shown = units.get(result) ?? {};
      const values = Object.entries(result.values).flatMap(([option, quantities]) =>
        Object.entries(quantities).flatMap(([quantity, value]) =>
          value === null ? [] : [[`${quantity}@${option}`, { value, unit: shown[quantity] ?? '' }] as const],
        ),
      );
      const whole = Object.entries(result.judged ?? {}).flatMap(([option, figures]) =>
        Object.entries(figures).map(([name, figure]) => [`${name}@${option}`, figure] as const),
      );
      return Object.fromEntries([...values, ...whole]);
    },
  };
}

/** A value of another kind than the fact's would leave all that follows from it unknown, without a word. */
function sameShape({ facts, options }: Scenario, name: string, value: FactValue): void {
  const { value: own = 0, unit = '' } = facts[name] ?? {};
  if (kindOf(value) === kindOf(own)) return;
  const by = Object.keys(options).find(
    (option) => Object.hasOwn(options[option]?.set ?? {}, name) || Object.hasOwn(options[option]?.adjust ?? {}, name),
  );
  const hint = by === undefined ? '' : `; of one option it is set by \`amended\`, as \`{"${by}": {"${name}": 1}}\``;
  throw new PitwallError(
    'TOOL_INVALID',
    `expected ${kindOf(own)}${unit === '' ? '' : ` in ${unit}`} for the fact \`${name}\`, got ${JSON.stringify(value)}${hint}`,
    { data: { fact: name } },
  );
}

/** A part of a mapping, or a word, that the question does not have: all that follows from it would be unknown, without a word. */
function knownWithin(scenario: Scenario, name: string, value: FactValue): void {
  const own = scenario.facts[name]?.value;
  if (typeof value === 'object' && !Array.isArray(value) && typeof own === 'object' && !Array.isArray(own))
    known(Object.keys(value), Object.keys(own), `part of \`${name}\``);
  if (typeof value === 'string') known([value], wordsFor(scenario, name), `value of \`${name}\``);
}

/** The words that a fact may have: its own, those that options and news set it to, and those by which something is looked up. */
function wordsFor({ facts, options, events, data }: Scenario, name: string): string[] {
  const { value, assumed } = facts[name] ?? {};
  const set = [...Object.values(options).map((option) => option.set[name]), ...events.map((event) => event.set[name])];
  const keys = Object.values(facts).flatMap((fact) =>
    typeof fact.value === 'object' && !Array.isArray(fact.value) ? Object.keys(fact.value) : [],
  );
  return [...new Set([value, assumed, ...set, ...keys, ...Object.keys(data)].filter((one) => typeof one === 'string'))];
}

/** A setting that the question does not let an option have; what an option sets and nobody may set otherwise can be tried at any value. */
function allowed({ scenario, inputUnits }: DecisionModel, option: string, input: string, to: number): void {
  const adjust = scenario.options[option]?.adjust[input];
  if (adjust === undefined || canBe(to, adjust, inputUnits.get(input)?.text || scenario.facts[input]?.unit || ''))
    return;
  throw new PitwallError(
    'TOOL_INVALID',
    `\`${input}\` of \`${option}\` can be set ${settableWords(adjust)}, not to ${to}`,
    { data: { option, input } },
  );
}

function kindOf(value: FactValue): string {
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'boolean') return 'true or false';
  return Array.isArray(value) ? 'a list of numbers' : 'a mapping';
}

type Amended = Readonly<Record<string, Readonly<Record<string, number | readonly number[]>>>>;

/** Lists that are still lists here make more calls than whoever asks may make at once, or none. */
function fewEnough(scenario: Scenario, facts: Readonly<Record<string, FactValue>>, amended: Amended): void {
  const known = Object.entries(facts).flatMap(([name, value]) =>
    Array.isArray(value) && typeof scenario.facts[name]?.value === 'number'
      ? [{ what: `the fact \`${name}\``, count: value.length }]
      : [],
  );
  const set = Object.entries(amended).flatMap(([option, inputs]) =>
    Object.entries(inputs).flatMap(([input, to]) =>
      typeof to === 'number' ? [] : [{ what: `\`${input}\` of \`${option}\``, count: to.length }],
    ),
  );
  const lists = [...known, ...set];
  if (lists.length === 0) return;
  const told = lists
    .map(({ what, count }) => `${count} ${count === 1 ? 'value' : 'values'} of ${what}`)
    .join(' times ');
  const calls = lists.reduce((product, { count }) => product * count, 1);
  throw new PitwallError(
    'TOOL_INVALID',
    `expected lists that make 1 to ${MOST_SETTINGS_AT_ONCE} calls together, got ${told}${lists.length > 1 ? `, which is ${calls}` : ''}: shorten a list, or ask for one at a time`,
  );
}

/** Settings that are one number each; `fewEnough` has refused all others. */
const numbersOf = (inputs: Amended[string]): [string, number][] =>
  Object.entries(inputs).flatMap(([input, to]) => (typeof to === 'number' ? [[input, to]] : []));

/** What an option neither sets nor lets be set would change nothing. */
function settable({ options }: Scenario, option: string, inputs: readonly string[]): void {
  const { set = {}, adjust = {} } = options[option] ?? {};
  const among = [...new Set([...Object.keys(adjust), ...Object.keys(set)])];
  const wrong = inputs.find((input) => !among.includes(input));
  if (wrong !== undefined)
    throw new PitwallError('TOOL_INVALID', `\`${option}\` has no setting \`${wrong}\`${nearest(wrong, among)}`, {
      data: { known: among },
    });
}

function known(names: readonly string[], among: readonly string[], what: string): void {
  const wrong = names.find((name) => !among.includes(name));
  if (wrong !== undefined)
    throw new PitwallError('TOOL_INVALID', `no ${what} is called \`${wrong}\`${nearest(wrong, among)}`, {
      data: { known: among },
    });
}

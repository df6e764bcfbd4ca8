import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Scenario } from '../core/scenario.ts';
import { FactValue } from '../core/scenario.ts';
import type { Tool } from '../core/tool.ts';
import { valuesOf } from '../reasoning/evaluate.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { compileModel } from '../reasoning/model.ts';
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
  /** Option -> input -> another setting. */
  amended: z.record(z.string(), z.record(z.string(), z.number())).optional(),
});

const Result = z.strictObject({ values: z.record(z.string(), z.record(z.string(), z.number().nullable())) });

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
    description:
      "Computes this question's quantities for its options from the facts given: change a fact or an option's setting and see what follows, down to limits and costs.",
    args: Args as unknown as z.ZodType<z.infer<typeof Args>>,
    result: Result,
    assumption: EVALUATE_ASSUMES,
    run({ options, quantities, facts, amended = {} }) {
      const model = modelOf();
      const chosen = options ?? [...model.options];
      const wanted = quantities ?? [...model.quantities.keys()];
      known(chosen, model.options, 'option');
      known(wanted, [...model.quantities.keys(), ...model.inputs], 'quantity');
      known(Object.keys(facts), Object.keys(scenario.facts), 'fact');
      const world = {
        facts: new Map(Object.entries(facts)),
        amended: new Map(Object.entries(amended).map(([option, inputs]) => [option, new Map(Object.entries(inputs))])),
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
      const result = { values };
      units.set(result, shown);
      return result;
    },
    figures(result) {
      const shown = units.get(result) ?? {};
      return Object.fromEntries(
        Object.entries(result.values).flatMap(([option, quantities]) =>
          Object.entries(quantities).flatMap(([quantity, value]) =>
            value === null ? [] : [[`${quantity}@${option}`, { value, unit: shown[quantity] ?? '' }] as const],
          ),
        ),
      );
    },
  };
}

function known(names: readonly string[], among: readonly string[], what: string): void {
  const wrong = names.find((name) => !among.includes(name));
  if (wrong !== undefined)
    throw new PitwallError('TOOL_INVALID', `no ${what} is called \`${wrong}\`${nearest(wrong, among)}`, {
      data: { known: among },
    });
}

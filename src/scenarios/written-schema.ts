import { z } from 'zod';
import { Criterion, Fact, FactValue, Judgement, Measurement, Option, Quantity, Scenario } from '../core/scenario.ts';
import { Value } from '../core/values.ts';

const Text = z.string().min(1);
const Names = z.union([Text, z.array(z.string()).min(1)]);
/** A number, or one with its unit: `9 days`, `$58`. */
const Amount = z.union([z.number(), Text]);
const Ends = z.union([Text, z.tuple([Amount, Amount])]);
/** Listed for editors; any spelling, label or close synonym will do. */
const AnyValue = z.union([Value, z.string()]);

const WrittenFact = z.strictObject({
  ...Fact.shape,
  knownBy: Names.optional(),
  assumed: Amount.optional(),
  range: Ends.optional(),
});

const WrittenOption = z.strictObject({
  ...Option.shape,
  label: Text.optional(),
  short: Text.optional(),
  adjust: z
    .record(
      z.string(),
      z.union([Ends, z.strictObject({ from: Amount, to: Amount, step: Amount }), z.array(Amount).min(3)]),
    )
    .optional(),
  actions: z.union([z.record(z.string(), Text), Option.shape.actions]).optional(),
});

const [Need, More, Less] = Criterion.options;
const WrittenCriterion = z.union([
  Text,
  z.strictObject({ ...Need.shape, value: AnyValue }),
  z.strictObject({ ...More.shape, value: AnyValue }),
  z.strictObject({ ...Less.shape, value: AnyValue }),
]);

/** A scenario as people may write it: the shape that editors check a script against, wider than what it is read into. */
export const WrittenScenario = z.strictObject({
  ...Scenario.shape,
  id: Scenario.shape.id.optional(),
  title: Scenario.shape.title.optional(),
  language: Scenario.shape.language.optional(),
  options: z.union([z.record(z.string(), z.union([Text, WrittenOption])), z.array(Text).min(2)]),
  facts: z.record(z.string(), z.union([FactValue, WrittenFact])).optional(),
  quantities: z.record(z.string(), z.union([Text, Quantity])).optional(),
  criteria: z.array(WrittenCriterion).optional(),
  judgements: z.array(z.strictObject({ ...Judgement.shape, value: AnyValue, by: Names.optional() })).optional(),
  measurements: z
    .array(
      z.strictObject({
        ...Measurement.shape,
        cost: Text.optional(),
        costUsd: Amount.optional(),
        days: Amount.optional(),
        error: Amount.optional(),
      }),
    )
    .optional(),
  cast: Names.optional(),
  order: Names.optional(),
  protocol: z.union([z.string(), Scenario.shape.protocol]).optional(),
});

import { z } from 'zod';
import { Basis, Consideration, Fact, FactValue, Option, Scenario } from '../core/scenario.ts';
import { Value } from '../core/values.ts';

const Names = z.union([z.string().min(1), z.array(z.string()).min(1)]);

/** Its ends may be left out, and a figure alone is no scale. */
const WrittenScale = z.union([
  z.string(),
  z.strictObject({
    figure: z.string().optional(),
    neutral: z.number().optional(),
    full: z.number().optional(),
    signed: z.boolean().optional(),
  }),
]);

/** What a consideration rests on, under `from` or on the consideration itself. */
const WrittenBasis = z.strictObject({
  judgement: z.string().optional(),
  weight: z.enum(['low', 'medium']).optional(),
  fact: z.string().optional(),
  tool: z.string().optional(),
  args: z.record(z.string(), z.unknown()).optional(),
  figure: z.string().optional(),
  consult: z.string().optional(),
  question: z.string().optional(),
  read: WrittenScale.optional(),
});

const WrittenConsideration = z.strictObject({
  ...Consideration.shape,
  ...WrittenBasis.shape,
  id: Consideration.shape.id.optional(),
  /** Listed for editors; any spelling, label or close synonym will do. */
  value: z.union([Value, z.string()]),
  from: z.union([Basis, WrittenBasis, z.string()]).optional(),
  raisedBy: Names.optional(),
});

const WrittenOption = z.strictObject({ ...Option.shape, short: Option.shape.short.optional() });

/** A scenario as people may write it: the shape that editors check a script against, wider than what it is read into. */
export const WrittenScenario = z.strictObject({
  ...Scenario.shape,
  id: Scenario.shape.id.optional(),
  title: Scenario.shape.title.optional(),
  language: Scenario.shape.language.optional(),
  options: z.union([
    z.record(z.string(), z.union([z.string().min(1), WrittenOption])),
    z.array(z.string().min(1)).min(2),
  ]),
  facts: z
    .record(z.string(), z.union([FactValue, z.strictObject({ ...Fact.shape, knownBy: Names.optional() })]))
    .optional(),
  considerations: z.array(WrittenConsideration).optional(),
  cast: Names.optional(),
  protocol: z.union([z.string(), Scenario.shape.protocol]).optional(),
});

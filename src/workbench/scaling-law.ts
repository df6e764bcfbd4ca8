import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { FLOPS_PER_PARAMETER_AND_TOKEN, FLOPS_SOURCE } from './cluster.ts';
import { drawTable, short } from './draw-table.ts';
import type { Allocation, ScalingFit } from './scaling-fits.ts';
import {
  bestFor,
  flopsForParams,
  flopsForTokens,
  LARGEST_FITTED_FLOPS,
  lossAt,
  PUBLISHED,
  REFIT,
} from './scaling-fits.ts';

/** Tokens a parameter of the rule of thumb read off Hoffmann et al. 2022, table 3. */
const RULE = 20;

const Args = z
  .strictObject({
    compute: z
      .number()
      .min(1e15)
      .max(1e28)
      .optional()
      .describe('Training budget, FLOPs; six times parameters times tokens.'),
    params: z.number().min(1e6).max(1e14).optional().describe('Parameters of the model, dense.'),
    tokens: z.number().min(1e7).max(1e16).optional().describe('Tokens of training.'),
    tokensPerParam: z.number().min(1).max(10_000).default(RULE).describe('The rule of thumb to set beside the fits.'),
  })
  .refine(
    ({ compute, params, tokens }) =>
      [compute, params, tokens].filter((one) => one !== undefined).length === 1 ||
      (compute === undefined && params !== undefined && tokens !== undefined),
    'expected one of compute, params and tokens, or params with tokens',
  );
type Args = z.infer<typeof Args>;

const Row = z.strictObject({
  params: z.number(),
  tokens: z.number(),
  compute: z.number(),
  /** By the refit, so that the three can be compared, nats a token. */
  loss: z.number(),
});
type Row = z.infer<typeof Row>;

const Result = z.strictObject({
  /** Where each method would put the optimum for what was given. */
  refit: Row,
  published: Row,
  rule: Row,
  /** The plan itself when both parameters and tokens were given. */
  plan: Row.nullable(),
  tokensPerParam: z.number(),
  /** Most over fewest parameters among the three; by tokens when the parameters were given. */
  spread: z.number(),
  /** Beyond every run that the fits have seen. */
  extrapolated: z.boolean(),
  why: z.string(),
});
type Result = z.infer<typeof Result>;

const WHY =
  'The published constants came from an optimizer that had stopped early and from exponents cut to two digits: with a token exponent of .28 under a parameter exponent of .34 they call for ever more tokens a parameter, against the other two approaches of their own paper. The refit on the same data gives exponents that are nearly equal, and so about twenty tokens a parameter.';

function run({ compute, params, tokens, tokensPerParam }: Args): Result {
  const plan = params !== undefined && tokens !== undefined ? rowOf({ params, tokens }) : null;
  const budget = plan?.compute ?? compute;
  const by = (fit: ScalingFit): Row => rowOf(bestFor(fit, budget ?? budgetFor(fit, params, tokens)));
  const refit = by(REFIT);
  const published = by(PUBLISHED);
  const rule = rowOf(byRule(tokensPerParam, { compute: budget, params, tokens }));
  const sizes = [refit, published, rule].map((row) =>
    budget === undefined && params !== undefined ? row.tokens : row.params,
  );
  return {
    refit,
    published,
    rule,
    plan,
    tokensPerParam: refit.tokens / refit.params,
    spread: Math.max(...sizes) / Math.min(...sizes),
    extrapolated: (plan ?? refit).compute > LARGEST_FITTED_FLOPS,
    why: WHY,
  };
}

function budgetFor(fit: ScalingFit, params: number | undefined, tokens: number | undefined): number {
  return params === undefined ? flopsForTokens(fit, tokens as number) : flopsForParams(fit, params);
}

function byRule(
  ratio: number,
  given: { compute: number | undefined; params: number | undefined; tokens: number | undefined },
): Allocation {
  const { compute, params, tokens } = given;
  const size =
    compute === undefined
      ? (params ?? (tokens as number) / ratio)
      : Math.sqrt(compute / (FLOPS_PER_PARAMETER_AND_TOKEN * ratio));
  return { params: size, tokens: ratio * size };
}

function rowOf(allocation: Allocation): Row {
  const { params, tokens } = allocation;
  return { params, tokens, compute: FLOPS_PER_PARAMETER_AND_TOKEN * params * tokens, loss: lossAt(REFIT, allocation) };
}

function figures({ refit, published, rule, plan, tokensPerParam, spread }: Result): Record<string, Figure> {
  const optimum = 'lowest loss at 6 x parameters x tokens';
  const law = 'E + A / parameters^a + B / tokens^b';
  return {
    compute: {
      value: (plan ?? refit).compute / 1e21,
      unit: 'ZFLOPs',
      formula: '6 x parameters x tokens / 10^21',
      source: FLOPS_SOURCE,
    },
    params: { value: refit.params, unit: 'parameters', formula: optimum, source: REFIT.source },
    tokens: { value: refit.tokens, unit: 'tokens', formula: optimum, source: REFIT.source },
    loss: { value: (plan ?? refit).loss, unit: 'nats', formula: law, source: REFIT.source },
    tokensPerParam: { value: tokensPerParam, unit: 'tokens', formula: 'tokens / parameters', source: REFIT.source },
    publishedParams: { value: published.params, unit: 'parameters', formula: optimum, source: PUBLISHED.source },
    publishedTokens: { value: published.tokens, unit: 'tokens', formula: optimum, source: PUBLISHED.source },
    ruleParams: {
      value: rule.params,
      unit: 'parameters',
      formula: 'sqrt(FLOPs / (6 x tokens a parameter))',
      source: 'Hoffmann et al. 2022, table 3',
    },
    ruleTokens: {
      value: rule.tokens,
      unit: 'tokens',
      formula: 'parameters x tokens a parameter',
      source: 'Hoffmann et al. 2022, table 3',
    },
    spread: { value: spread, unit: 'x', formula: 'largest / smallest of the three', source: 'the three methods above' },
    ...(plan === null
      ? {}
      : {
          excessLoss: {
            value: plan.loss - refit.loss,
            unit: 'nats',
            formula: 'loss of the plan - lowest loss for its FLOPs',
            source: REFIT.source,
          },
        }),
  };
}

/** How large a model and how many tokens a budget is best spent on, by three methods side by side. */
export const scalingLaw: Tool<Args, Result> = {
  name: 'scaling_law',
  description:
    'Parameters, tokens and loss that a training budget is best spent on, by the refit of the Chinchilla law, the law as published and twenty tokens a parameter, with why they differ.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: [
    ...['compute', 'params', 'tokens', 'loss', 'tokensPerParam', 'publishedParams', 'publishedTokens'],
    ...['ruleParams', 'ruleTokens', 'spread', 'excessLoss'],
  ],
  headline: { figure: 'loss' },
  assumption:
    'Fresh tokens of the quality of MassiveText and a tuned schedule: the loss is on that data, and cheaper serving is worth nothing to these laws.',
  draw: ({ refit, published, rule, plan, extrapolated, why }, _, __, width) => {
    const cells = (name: string, { params, tokens, compute, loss }: Row): string[] => [
      ...[name, short(params), short(tokens), compute.toExponential(2).replace('e+', 'e'), loss.toFixed(3)],
    ];
    const rows = [
      cells('refit (Besiroglu et al. 2024)', refit),
      cells('as published (Hoffmann et al. 2022)', published),
      cells('tokens a parameter', rule),
      ...(plan === null ? [] : [cells('this plan', plan)]),
    ];
    const beyond = `No run that the fits have seen took more than ${LARGEST_FITTED_FLOPS.toExponential(0).replace('e+', 'e')} FLOPs: the loss here is carried on.`;
    return drawTable(
      ['method', 'parameters', 'tokens', 'FLOPs', 'loss'],
      rows,
      width,
      why,
      ...(extrapolated ? [beyond] : []),
    );
  },
};

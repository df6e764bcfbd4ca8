import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { Parameters } from './cluster.ts';
import { drawTable, percent } from './draw-table.ts';
import { OPTIMIZER_BYTES, PRECISION } from './training-states.ts';

const count = z.number().int().nonnegative().default(0);

/** How many models each method keeps, trained and frozen, and what it learns from. */
const METHODS = {
  PPO: { trained: 2, frozen: 2, source: 'Ouyang et al. 2022, section 3.5' },
  DPO: { trained: 1, frozen: 1, source: 'Rafailov et al. 2023, section 4' },
  KTO: { trained: 1, frozen: 1, source: 'Ethayarajh et al. 2024, section 4' },
} as const;
type Method = keyof typeof METHODS;

/** Data of a published run of each method: what was enough there. */
const PUBLISHED: Record<Method, { amount: number; what: string; source: string }> = {
  PPO: { amount: 33_000, what: 'ranked prompts for the reward model', source: 'Ouyang et al. 2022, table 6' },
  DPO: { amount: 64_000, what: 'pairs', source: 'Tunstall et al. 2023, section 4' },
  KTO: {
    amount: 128_000,
    what: 'labelled answers',
    source: 'Ethayarajh et al. 2024, table 2 (both answers of 64,000 pairs)',
  },
};

/** Weight x count of the good answers over that of the bad ones should lie in this range. */
export const KTO_BALANCE = { low: 1, high: 4 / 3, source: 'Ethayarajh et al. 2024, equation 8' };

const RISKS: Record<Method, string[]> = {
  PPO: [
    'The policy finds what the reward model overrates; true reward falls again as the divergence grows (Gao et al. 2023, figure 1).',
    'Four models, sampling in the loop and many settings: the least stable of the three (Rafailov et al. 2023, section 1).',
  ],
  DPO: [
    'Both answers of a pair can become less likely, the chosen one too (Pal et al. 2024, section 3).',
    'Pairs from another model teach a policy that never writes such answers (Tajwar et al. 2024).',
  ],
  KTO: [
    'It needs the balance of good and bad answers put right by weights (Ethayarajh et al. 2024, equation 8).',
    'With clean pairs at hand it throws away which answer beat which (Ethayarajh et al. 2024, section 5).',
  ],
};

const Args = z
  .strictObject({
    params: Parameters,
    rewardParams: z
      .number()
      .positive()
      .optional()
      .describe('Parameters of reward and value model; left out: as the policy.'),
    pairs: count.describe('Answers to one prompt of which one is preferred.'),
    good: count.describe('Single answers that were liked.'),
    bad: count.describe('Single answers that were not.'),
    prompts: count.describe('Prompts without answers, to sample from.'),
    adapters: z
      .number()
      .positive()
      .optional()
      .describe(
        'Trainable parameters of one set of adapters, for each method alike; reference and policy then share one base, reward and value model another.',
      ),
  })
  .refine(({ params, adapters = 0 }) => adapters < params, {
    path: ['adapters'],
    message: 'expected fewer than `params`: adapters are trained beside them',
  });
type Args = z.infer<typeof Args>;

const Row = z.strictObject({
  method: z.enum(['PPO', 'DPO', 'KTO']),
  /** Copies of weights that are in memory at once. */
  models: z.number().int(),
  /** Weights, gradients and optimizer states; activations and generation come on top. */
  statesGB: z.number(),
  /** The same when everything is trained, beside adapters. */
  fullGB: z.number(),
  data: z.string(),
  amount: z.number().int(),
  /** Over what a published run had. */
  share: z.number(),
  possible: z.boolean(),
  risks: z.array(z.string()),
  source: z.string(),
});

const Result = z.strictObject({
  methods: z.array(Row),
  /** Weights on good and bad answers that bring KTO into balance; null without answers of both kinds. */
  ktoWeights: z.strictObject({ good: z.number(), bad: z.number() }).nullable(),
  /**
   * DPO where pairs make up most of the answers, else KTO; null without data for either. PPO earns its memory only where a
   * reward model must judge answers that are not there yet, which no count of data shows.
   */
  chosen: z.enum(['DPO', 'KTO']).nullable(),
});
type Result = z.infer<typeof Result>;

function run(args: Args): Result {
  const { pairs, good, bad, prompts } = args;
  const labelled = good + bad + 2 * pairs;
  const needs: Record<Method, { amount: number; data: string; possible: boolean }> = {
    PPO: {
      amount: pairs,
      data: `${pairs} comparisons for the reward model, ${prompts + pairs} prompts to sample from`,
      possible: pairs > 0,
    },
    DPO: { amount: pairs, data: `${pairs} pairs`, possible: pairs > 0 },
    KTO: {
      amount: labelled,
      data: `${labelled} labelled answers, each pair giving two`,
      possible: good + pairs > 0 && bad + pairs > 0,
    },
  };
  const methods = (Object.keys(METHODS) as Method[]).map((method) => ({
    method,
    models: modelsOf(method, args),
    statesGB: statesOf(method, args) / 1e9,
    fullGB: statesOf(method, { ...args, adapters: undefined }) / 1e9,
    ...needs[method],
    share: needs[method].amount / PUBLISHED[method].amount,
    risks: RISKS[method],
    source: METHODS[method].source,
  }));
  return { methods, ktoWeights: weightsFor(good + pairs, bad + pairs), chosen: chosenFor(args) };
}

function chosenFor({ pairs, good, bad }: Args): Result['chosen'] {
  if (pairs > 0 && 2 * pairs >= good + bad) return 'DPO';
  if (good + pairs > 0 && bad + pairs > 0) return 'KTO';
  return null;
}

/** With adapters the reference is the policy's base with them switched off, and the reward model that of the value model. */
function modelsOf(method: Method, { adapters }: Args): number {
  const { trained, frozen } = METHODS[method];
  return adapters === undefined ? trained + frozen : trained;
}

function statesOf(method: Method, { params, rewardParams = params, adapters }: Args): number {
  const training = PRECISION.weights + PRECISION.gradients + OPTIMIZER_BYTES.adamw + PRECISION.master;
  // A trained model with its frozen counterpart: policy and reference, value and reward model.
  const pair = (size: number): number =>
    adapters === undefined ? size * (training + PRECISION.weights) : size * PRECISION.weights + adapters * training;
  return pair(params) + (method === 'PPO' ? pair(rewardParams) : 0);
}

/** The side that is short is weighed up to the middle of the range. */
function weightsFor(good: number, bad: number): Result['ktoWeights'] {
  if (good === 0 || bad === 0) return null;
  const ratio = good / bad;
  if (ratio >= KTO_BALANCE.low && ratio <= KTO_BALANCE.high) return { good: 1, bad: 1 };
  const aim = (KTO_BALANCE.low + KTO_BALANCE.high) / 2;
  return ratio < aim ? { good: aim / ratio, bad: 1 } : { good: 1, bad: ratio / aim };
}

function figures({ methods, ktoWeights }: Result): Record<string, Figure> {
  const of = (name: Method) => methods.find(({ method }) => method === name) as z.infer<typeof Row>;
  const states = (method: Method): Figure => ({
    value: of(method).statesGB,
    unit: 'GB',
    formula: 'trained x 16 bytes + frozen x 2 bytes, everything or adapters in each method alike',
    source: `${METHODS[method].source}; Rajbhandari et al. 2020, section 3.1`,
  });
  const share = (method: Method): Figure => ({
    value: of(method).share,
    unit: 'share',
    formula: `amount / ${PUBLISHED[method].amount} ${PUBLISHED[method].what} of a published run`,
    source: PUBLISHED[method].source,
  });
  return {
    ppoGB: states('PPO'),
    dpoGB: states('DPO'),
    ktoGB: states('KTO'),
    ppoShare: share('PPO'),
    dpoShare: share('DPO'),
    ktoShare: share('KTO'),
    models: { value: of('PPO').models, unit: 'count', formula: 'copies that PPO keeps', source: METHODS.PPO.source },
    ...(ktoWeights === null
      ? {}
      : {
          goodWeight: {
            value: ktoWeights.good / ktoWeights.bad,
            unit: 'x',
            formula: 'weight of a good answer / weight of a bad one',
            source: KTO_BALANCE.source,
          },
        }),
  };
}

/** PPO, DPO and KTO for given preference data: models in memory, data against published runs, risks. */
export const preferenceTuningPlan: Tool<Args, Result> = {
  name: 'preference_tuning_plan',
  description:
    'Compares PPO, DPO and KTO for the preference data at hand: models in memory and their bytes, data against published runs, weights for KTO, and known risks.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['ppoGB', 'dpoGB', 'ktoGB', 'ppoShare', 'dpoShare', 'ktoShare', 'models', 'goodWeight'],
  headline: { figure: 'dpoGB' },
  assumption:
    'The data is as clean as in the published runs: whether labels agree with each other decides more than the method.',
  draw: ({ methods, chosen }, _, __, width) =>
    drawTable(
      ['method', 'models', 'states', 'all trained', 'of a published run'],
      methods.map((row) => [
        `${row.method}${row.method === chosen ? ' *' : ''}`,
        String(row.models),
        `${row.statesGB.toFixed(1)} GB`,
        `${row.fullGB.toFixed(1)} GB`,
        row.possible ? percent(row.share) : 'no data',
      ]),
      width,
      ...methods.flatMap(({ method, data, risks }) => [
        `${method}: ${data}.`,
        ...risks.map((risk) => `${method}: ${risk}`),
      ]),
    ),
};

import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { drawTable, short } from './draw-table.ts';

const SOURCE = 'McCandlish et al. 2018, section 2.2';
const TWO_BATCHES = 'McCandlish et al. 2018, appendix A.1';
/** What the member's card multiplies the noise scale by. */
const RULE = 2;

const Measured = z.strictObject({ batch: z.number().int().positive(), squaredNorm: z.number().positive() });

const Args = z
  .strictObject({
    noiseScale: z.number().positive().max(1e9).optional().describe('Gradient noise scale tr(S) / |G|^2, samples.'),
    gradientNorms: z
      .strictObject({ small: Measured, big: Measured })
      .optional()
      .describe('Mean squared gradient norms at two batch sizes (samples), from which the noise scale follows.'),
    sequence: z.number().int().positive().describe('Tokens in one sample.'),
    devices: z.number().int().positive().describe('Data-parallel replicas.'),
    freeGB: z.number().positive().describe('Memory of one device that is left for activations, GB.'),
    perSampleGB: z.number().positive().describe('Activations of one sample on one device, GB.'),
    ruleFactor: z.number().positive().default(RULE).describe("The member's rule: this many times the noise scale."),
  })
  .superRefine(({ noiseScale, gradientNorms, freeGB, perSampleGB }, context) => {
    const issue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if ((noiseScale === undefined) === (gradientNorms === undefined))
      issue([], 'expected either noiseScale or gradientNorms');
    if (perSampleGB > freeGB)
      issue(['perSampleGB'], `expected at most freeGB (${freeGB}): not one sample fits, found ${perSampleGB}`);
    if (gradientNorms === undefined) return;
    const { small, big } = gradientNorms;
    if (small.batch >= big.batch) issue(['gradientNorms'], 'expected the big batch to be larger than the small one');
    else if (small.squaredNorm <= big.squaredNorm)
      issue(['gradientNorms'], 'expected the squared norm to be larger at the small batch, as noise adds to it');
    else if (big.batch * big.squaredNorm <= small.batch * small.squaredNorm)
      issue(['gradientNorms'], 'expected a gradient beside the noise: these norms leave nothing of it');
  });
type Args = z.infer<typeof Args>;

const Plan = z.strictObject({
  /** What the rule asks for, samples. */
  target: z.number(),
  microBatch: z.number().int(),
  accumulation: z.number().int(),
  /** Samples and tokens of one optimizer step as it can be run. */
  globalBatch: z.number().int(),
  globalTokens: z.number().int(),
  /** Optimizer steps over their minimum, and samples over theirs, for the same loss. */
  steps: z.number(),
  data: z.number(),
});
type Plan = z.infer<typeof Plan>;

const Result = z.strictObject({
  noiseScale: z.number(),
  noiseScaleTokens: z.number(),
  /** Samples that fit on one device at once. */
  samplesThatFit: z.number().int(),
  paper: Plan,
  rule: Plan,
});
type Result = z.infer<typeof Result>;

function run(args: Args): Result {
  const noiseScale = args.noiseScale ?? fromNorms(args.gradientNorms as NonNullable<Args['gradientNorms']>);
  const samplesThatFit = Math.floor(args.freeGB / args.perSampleGB);
  const planFor = (target: number): Plan => {
    const share = Math.max(1, Math.round(target / args.devices));
    const accumulation = Math.ceil(share / samplesThatFit);
    const microBatch = Math.ceil(share / accumulation);
    const globalBatch = microBatch * accumulation * args.devices;
    return {
      target,
      microBatch,
      accumulation,
      globalBatch,
      globalTokens: globalBatch * args.sequence,
      steps: 1 + noiseScale / globalBatch,
      data: 1 + globalBatch / noiseScale,
    };
  };
  return {
    noiseScale,
    noiseScaleTokens: noiseScale * args.sequence,
    samplesThatFit,
    paper: planFor(noiseScale),
    rule: planFor(args.ruleFactor * noiseScale),
  };
}

/** The noise scale from two batch sizes: unbiased estimates of |G|^2 and tr(S), one over the other. */
function fromNorms({ small, big }: NonNullable<Args['gradientNorms']>): number {
  const gradient = (big.batch * big.squaredNorm - small.batch * small.squaredNorm) / (big.batch - small.batch);
  const noise = (small.squaredNorm - big.squaredNorm) / (1 / small.batch - 1 / big.batch);
  return noise / gradient;
}

function figures({ noiseScale, paper, rule }: Result): Record<string, Figure> {
  const batch = 'micro-batch x accumulation x devices';
  const steps = { unit: 'x', formula: '1 + noise scale / batch', source: SOURCE };
  const data = { unit: 'x', formula: '1 + batch / noise scale', source: SOURCE };
  const ours = 'the rule of the card';
  return {
    noiseScale: { value: noiseScale, unit: 'samples', formula: 'tr(S) / |G|^2', source: TWO_BATCHES },
    microBatch: {
      value: paper.microBatch,
      unit: 'samples',
      formula: 'at most free memory / memory a sample',
      source: SOURCE,
    },
    accumulation: {
      value: paper.accumulation,
      unit: 'times',
      formula: 'batch / (micro-batch x devices)',
      source: SOURCE,
    },
    globalBatch: { value: paper.globalBatch, unit: 'samples', formula: batch, source: SOURCE },
    globalTokens: { value: paper.globalTokens, unit: 'tokens', formula: 'batch x sequence', source: SOURCE },
    steps: { value: paper.steps, ...steps },
    data: { value: paper.data, ...data },
    ruleBatch: { value: rule.globalBatch, unit: 'samples', formula: `factor x noise scale, as ${batch}`, source: ours },
    ruleTokens: { value: rule.globalTokens, unit: 'tokens', formula: 'batch x sequence', source: ours },
    ruleSteps: { value: rule.steps, ...steps },
    ruleData: { value: rule.data, ...data },
  };
}

/** The batch beyond which more samples a step buy little, by the paper and by the member's rule. */
export const criticalBatchSize: Tool<Args, Result> = {
  name: 'critical_batch_size',
  description:
    'Global batch at the gradient noise scale and at a multiple of it, as micro-batch and accumulation that fit in memory, with what each costs in steps and in data.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: [
    ...['noiseScale', 'microBatch', 'accumulation', 'globalBatch', 'globalTokens', 'steps', 'data'],
    ...['ruleBatch', 'ruleTokens', 'ruleSteps', 'ruleData'],
  ],
  headline: { figure: 'globalBatch' },
  assumption:
    'The noise scale is that of the loss at which it was measured: it grows as the loss falls, often by ten times over a run.',
  draw: ({ paper, rule }, _, __, width) =>
    drawTable(
      ['batch at', 'micro', 'accumulation', 'samples', 'tokens', 'steps', 'data'],
      [
        { name: 'the noise scale', plan: paper },
        { name: "the card's rule", plan: rule },
      ].map(({ name, plan }) => [
        ...[name, String(plan.microBatch), String(plan.accumulation), String(plan.globalBatch)],
        ...[short(plan.globalTokens), `${plan.steps.toFixed(2)} x`, `${plan.data.toFixed(2)} x`],
      ]),
      width,
    ),
};

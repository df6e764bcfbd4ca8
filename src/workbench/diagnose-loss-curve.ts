import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { diagnose } from './loss-curve/diagnose.ts';
import { drawCurve } from './loss-curve/draw-curve.ts';
import { Finding, FINDING_KINDS } from './loss-curve/finding.ts';
import { readCurve } from './loss-curve/read-curve.ts';
import type { Point } from './loss-curve/series.ts';

const Args = z
  .strictObject({
    points: z
      .array(z.strictObject({ step: z.number(), loss: z.number().nullable() }))
      .min(1)
      .optional()
      .describe('The curve itself; a loss of null stands for one that was not a number.'),
    file: z.string().min(1).optional().describe('Name of a training log instead: CSV, JSON lines or trainer_state.json.'),
  })
  .refine(({ points, file }) => (points === undefined) !== (file === undefined), 'expected either points or file');
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  healthy: z.boolean(),
  points: z.number().int(),
  firstStep: z.number().nullable(),
  lastStep: z.number().nullable(),
  noise: z.number(),
  findings: z.array(Finding),
});
export type CurveDiagnosis = z.infer<typeof Result>;

/** The largest lasting drop of a diagnosed curve, as a finding. */
export function largestDrop({ findings }: CurveDiagnosis): Finding | undefined {
  return findings.filter(({ kind }) => kind === 'improvement').sort((a, b) => dropOf(a) - dropOf(b))[0];
}

/** Signed, nats: after minus before, so negative. */
export function dropOf({ statistic }: Finding): number {
  return statistic.drop ?? 0;
}

function pointsOf({ points, file }: Args, readData: (name: string) => string): readonly Point[] {
  return points ?? readCurve(readData(file ?? ''), file ?? '');
}

function figures(diagnosis: CurveDiagnosis): Record<string, Figure> {
  const { findings } = diagnosis;
  const all: Record<string, Figure> = {};
  for (const kind of FINDING_KINDS) {
    const strengths = findings.filter((finding) => finding.kind === kind).map(({ strength }) => strength);
    all[kind] = { value: Math.max(0, ...strengths), unit: 'strength 0..1' };
  }
  const drop = largestDrop(diagnosis);
  if (drop !== undefined) {
    const { before, after, within } = drop.statistic;
    all.drop = { value: dropOf(drop), unit: 'nats', formula: 'level after - level before' };
    if (before !== undefined) all.before = { value: before, unit: 'nats' };
    if (after !== undefined) all.after = { value: after, unit: 'nats' };
    all.dropFrom = { value: drop.from, unit: 'step' };
    all.dropTo = { value: drop.to, unit: 'step' };
    if (within !== undefined) all.dropWithin = { value: within, unit: 'steps', formula: 'dropTo - dropFrom' };
  }
  const spike = findings
    .filter(({ kind }) => kind === 'spike')
    .sort((a, b) => (b.statistic.height ?? 0) - (a.statistic.height ?? 0))[0];
  if (spike !== undefined) {
    const { height, step, recoverySteps } = spike.statistic;
    if (height !== undefined) all.spikeHeight = { value: height, unit: 'nats', formula: 'peak - median before' };
    if (step !== undefined) all.spikeStep = { value: step, unit: 'step' };
    if (recoverySteps !== undefined) all.recoverySteps = { value: recoverySteps, unit: 'steps' };
  }
  return all;
}

/** What a training-loss curve shows: spikes, plateaus, waves, slow or broken runs, lasting drops. */
export const diagnoseLossCurve: Tool<Args, CurveDiagnosis> = {
  name: 'diagnose_loss_curve',
  description:
    'Finds plateau, spike, oscillation, slow convergence, divergence and lasting improvement in a training-loss curve, each with its strength and statistics.',
  args: Args,
  result: Result,
  run: (args, readData) => diagnose(pointsOf(args, readData)),
  figures,
  assumption: 'The curve is training loss: a drop in it says nothing by itself about held-out loss or about why it dropped.',
  draw: ({ findings }, args, readData, width) => drawCurve(pointsOf(args, readData), findings, width),
};

import { z } from 'zod';
import { CardRules } from '../core/card-rules.ts';
import type { Language } from '../core/language.ts';
import type { Figure, ReadData, Tool } from '../core/tool.ts';
import { Advice, adviser } from './loss-curve/advise.ts';
import { Diagnosis, diagnose } from './loss-curve/diagnose.ts';
import { curveOfFile, diagnoseFile } from './loss-curve/diagnose-file.ts';
import { drawCurve } from './loss-curve/draw-curve.ts';
import type { FindingKind } from './loss-curve/finding.ts';
import { FINDING_KINDS, Finding } from './loss-curve/finding.ts';
import type { Logged } from './loss-curve/series.ts';

const Args = z
  .strictObject({
    points: z
      .array(z.strictObject({ step: z.number(), loss: z.number().nullable() }))
      .min(1)
      .optional()
      .describe('The curve itself; a loss of null stands for one that was not a number.'),
    file: z.string().min(1).optional().describe('Name of a training log instead; the format is told by its content.'),
    column: z.string().min(1).optional().describe('The loss to read, where the log has several.'),
    language: z
      .enum(['ko', 'en'])
      .optional()
      .describe('Language of what is said about an advice; left out, that of the advice.'),
    rules: CardRules.optional().describe("Rules of a member's card: what it advises on each kind of finding."),
  })
  .refine(({ points, file }) => (points === undefined) !== (file === undefined), 'expected either points or file');
type Args = z.infer<typeof Args>;

function pointsOf({ points, file = '', column }: Args, readData: ReadData): Logged {
  return points ?? curveOfFile(file, readData, column);
}

const Advised = z.strictObject({
  ...Diagnosis.shape,
  /** With what the card that came with the call says to each; null where it says nothing, or none came. */
  findings: z.array(z.strictObject({ ...Finding.shape, advice: Advice.nullable() })),
});
type Advised = z.infer<typeof Advised>;

function advised(diagnosis: Diagnosis, rules: CardRules | undefined, language?: Language): Advised {
  const advise = rules === undefined ? () => null : adviser(rules, language);
  const findings = diagnosis.findings.map((finding) => ({ ...finding, advice: advise(finding, diagnosis) }));
  return { ...diagnosis, findings };
}

function adviceLines({ kind, from, advice }: Advised['findings'][number]): string[] {
  if (advice === null) return [];
  return [
    '',
    `${kind} at ${Math.round(from)}: ${advice.inWords ?? advice.text} (${advice.member}, line ${advice.line}${advice.inWords === null ? '' : `: ${advice.text}`})`,
    `  ${advice.appliesWhen}`,
  ];
}

const STRENGTHS: Record<FindingKind, string> = {
  plateau: '(1 - fall / fall of its own power law) x clarity',
  spike: 'height / (height + 2 noise)',
  oscillation: 'amplitude / (amplitude + noise); without a period 2 noise',
  'slow-convergence': 'how far the ratio of late to early slope is from a logarithm toward a line',
  divergence: 'rise / (rise + 2 noise); 1 when the last value is not a number',
  improvement: 'drop / (drop + 2 noise)',
};

const figureNames = [
  ...FINDING_KINDS,
  ...['drop', 'before', 'after', 'dropFrom', 'dropTo', 'within'],
  ...['spikeHeight', 'spikeStep', 'recoverySteps', 'noise'],
];

/** Strength of each kind (0 when absent), the largest lasting change (`drop`, 0 when there is none) and the highest spike. */
function figures({ findings, change, noise }: Advised): Record<string, Figure> {
  const all: Record<string, Figure> = {};
  for (const kind of FINDING_KINDS) {
    const strengths = findings.filter((finding) => finding.kind === kind).map(({ strength }) => strength);
    all[kind] = { value: Math.max(0, ...strengths), unit: 'strength', formula: STRENGTHS[kind] };
  }
  all.drop = { value: change?.size ?? 0, unit: 'nats', formula: 'level after - level before' };
  all.noise = { value: noise, unit: 'nats', formula: '1.4826 median |value - mean of its neighbours| / sqrt(1.5)' };
  if (change !== null) {
    all.before = { value: change.before, unit: 'nats' };
    all.after = { value: change.after, unit: 'nats' };
    all.dropFrom = { value: change.from, unit: 'step' };
    all.dropTo = { value: change.to, unit: 'step' };
    all.within = { value: change.to - change.from, unit: 'steps', formula: 'dropTo - dropFrom' };
  }
  const spikes = findings.filter(({ kind }) => kind === 'spike');
  const highest = spikes.sort((a, b) => (b.statistic.height ?? 0) - (a.statistic.height ?? 0))[0];
  if (highest !== undefined) {
    const { height, recoverySteps } = highest.statistic;
    all.spikeStep = { value: highest.from, unit: 'step' };
    if (height !== undefined) all.spikeHeight = { value: height, unit: 'nats', formula: 'peak - median before' };
    if (recoverySteps !== undefined) all.recoverySteps = { value: recoverySteps, unit: 'steps' };
  }
  return all;
}

/** What a training-loss curve shows: spikes, plateaus, waves, slow or broken runs, lasting drops. */
export const diagnoseLossCurve: Tool<Args, Advised> = {
  name: 'diagnose_loss_curve',
  description:
    'Finds plateau, spike, oscillation, slow convergence, divergence and lasting improvement in a training-loss curve, each with its strength and statistics.',
  args: Args,
  result: Advised,
  run: ({ points, file = '', column, language, rules }, readData) =>
    advised(points === undefined ? diagnoseFile(file, readData, column) : diagnose(points), rules, language),
  readsCard: true,
  figures,
  figureNames,
  headline: { figure: 'improvement', scale: { neutral: 0, full: 1 } },
  assumption:
    'The curve is training loss: a drop in it says nothing by itself about held-out loss or about why it dropped.',
  draw: ({ findings }, args, readData, width) =>
    [drawCurve(pointsOf(args, readData), findings, width), ...findings.flatMap(adviceLines)].join('\n'),
};

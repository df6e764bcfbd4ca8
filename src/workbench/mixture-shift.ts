import { z } from 'zod';
import type { Figure, ReadData, Tool } from '../core/tool.ts';
import { diagnoseFile } from './loss-curve/diagnose-file.ts';

const SUM_TOLERANCE = 1e-6;
const Shares = z.record(z.string(), z.number().min(0).max(1));

const Args = z
  .strictObject({
    loss: z.record(z.string(), z.number().positive()).describe('Loss in each domain at the change, nats.'),
    before: Shares.describe('Share of each domain before the change; the shares sum to one.'),
    after: Shares.describe('Share of each domain after it.'),
    curve: z
      .union([z.string().min(1), z.strictObject({ file: z.string().min(1) })])
      .optional()
      .describe('Training log whose lasting change of level is compared with the composition.'),
  })
  .superRefine(({ loss, before, after }, context) => {
    const domains = Object.keys(loss).sort().join(', ');
    for (const [name, shares] of Object.entries({ before, after })) {
      const named = Object.keys(shares).sort().join(', ');
      if (named !== domains) {
        const message = `expected the domains of \`loss\` (${domains || 'none'}), found ${named || 'none'}`;
        context.addIssue({ code: 'custom', path: [name], message });
      }
      const sum = Object.values(shares).reduce((total, share) => total + share, 0);
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        const message = `expected the shares to sum to 1, found ${Number(sum.toPrecision(9))}`;
        context.addIssue({ code: 'custom', path: [name], message });
      }
    }
  });
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  expectedBefore: z.number(),
  expectedAfter: z.number(),
  /** Change of the mean by composition alone, nats. */
  composition: z.number(),
  /** Largest lasting change of level of the curve, nats; null without a curve or when it has none. */
  observed: z.number().nullable(),
  /** Observed less composition: above zero, worse than composition alone predicts. */
  residual: z.number().nullable(),
  /** Composition over observed. */
  explained: z.number().nullable(),
  byDomain: z.record(z.string(), z.number()),
});
type Result = z.infer<typeof Result>;

function run({ loss, before, after, curve }: Args, readData: ReadData): Result {
  const mean = (shares: Record<string, number>): number =>
    Object.entries(loss).reduce((sum, [domain, value]) => sum + (shares[domain] ?? 0) * value, 0);
  const expectedBefore = mean(before);
  const expectedAfter = mean(after);
  const composition = expectedAfter - expectedBefore;
  const observed = curve === undefined ? null : changeIn(typeof curve === 'string' ? curve : curve.file, readData);
  return {
    expectedBefore,
    expectedAfter,
    composition,
    observed,
    residual: observed === null ? null : observed - composition,
    explained: observed === null ? null : composition / observed,
    byDomain: Object.fromEntries(
      Object.entries(loss).map(([domain, value]) => [domain, ((after[domain] ?? 0) - (before[domain] ?? 0)) * value]),
    ),
  };
}

function changeIn(file: string, readData: ReadData): number | null {
  return diagnoseFile(file, readData).change?.size ?? null;
}

function figures({
  expectedBefore,
  expectedAfter,
  composition,
  observed,
  residual,
  explained,
}: Result): Record<string, Figure> {
  return {
    expectedBefore: { value: expectedBefore, unit: 'nats', formula: 'sum of share before x loss' },
    expectedAfter: { value: expectedAfter, unit: 'nats', formula: 'sum of share after x loss' },
    composition: { value: composition, unit: 'nats', formula: 'sum of (share after - share before) x loss' },
    ...(observed === null
      ? {}
      : {
          observed: {
            value: observed,
            unit: 'nats',
            formula: 'level after - level before',
            source: 'diagnose_loss_curve',
          },
        }),
    ...(residual === null ? {} : { residual: { value: residual, unit: 'nats', formula: 'observed - composition' } }),
    ...(explained === null ? {} : { explained: { value: explained, unit: 'x', formula: 'composition / observed' } }),
  };
}

/** How far training loss moves when only the mix of domains changes, beside what the curve did. */
export const mixtureShift: Tool<Args, Result> = {
  name: 'mixture_shift',
  description:
    'Separates how far training loss moves by the change of data mix alone (domain losses held fixed) from what the curve shows, with the remainder.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['expectedBefore', 'expectedAfter', 'composition', 'observed', 'residual', 'explained'],
  headline: { figure: 'explained', scale: { neutral: 0, full: 1 } },
  assumption:
    'The loss within each domain is held at its value at the change; what the model learned or forgot is in the remainder.',
};

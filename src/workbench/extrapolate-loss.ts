import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import type { Figure, ReadData, Tool } from '../core/tool.ts';
import { FLOPS_PER_PARAMETER_AND_TOKEN } from './cluster.ts';
import { diagnose } from './loss-curve/diagnose.ts';
import { drawCurve } from './loss-curve/draw-curve.ts';
import { readCurve } from './loss-curve/read-curve.ts';
import { median } from './loss-curve/robust.ts';
import type { Point, Series } from './loss-curve/series.ts';
import { indexAt, slice, toSeries } from './loss-curve/series.ts';
import type { TailLaw } from './tail-law.ts';
import { fitTail, lossAtStep, rangeAt } from './tail-law.ts';

const FEWEST_POINTS = 40;
/** Share of the steps that warm-up and the first fall may take. */
const START = 0.1;
/** The tail must at least grow by this factor in steps, and is not carried further than by the other. */
const SHORTEST_REACH = 1.5;
const FARTHEST_REACH = 10;
/** Share of the tail, in logarithm of the step, that the backtest holds back. */
const HELD_BACK = 0.3;
const SOURCE = 'Kaplan et al. 2020, section 3.3';

const Args = z
  .strictObject({
    points: z
      .array(z.strictObject({ step: z.number(), loss: z.number().nullable() }))
      .min(1)
      .optional()
      .describe('The curve itself.'),
    file: z.string().min(1).optional().describe('Name of a training log instead.'),
    budget: z
      .union([
        z.number().positive(),
        z.strictObject({ tokens: z.number().positive(), tokensPerStep: z.number().positive() }),
        z.strictObject({
          flops: z.number().positive(),
          params: z.number().positive(),
          tokensPerStep: z.number().positive(),
        }),
      ])
      .describe('Where the loss is wanted: a step, or all tokens or FLOPs of the run with what one step takes.'),
  })
  .refine(({ points, file }) => (points === undefined) !== (file === undefined), 'expected either points or file');
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  atStep: z.number(),
  lastStep: z.number(),
  /** Level at the end of the log, nats. */
  current: z.number(),
  predicted: z.number(),
  low: z.number(),
  high: z.number(),
  fit: z.strictObject({ from: z.number(), floor: z.number(), scale: z.number(), exponent: z.number() }),
  /** A fit without the last part of the tail, against what came: nats, predicted less seen. */
  backtest: z.strictObject({ from: z.number(), predicted: z.number(), seen: z.number(), error: z.number() }),
});
type Result = z.infer<typeof Result>;

function run(args: Args, readData: ReadData): Result {
  const points = pointsOf(args, readData);
  const { series, nonFinite } = toSeries(points);
  const lastStep = series.steps.at(-1) ?? 0;
  const atStep = stepOf(args.budget);
  const tail = tailOf(points, series, nonFinite.at(-1) ?? Number.NEGATIVE_INFINITY);
  const from = tail.steps[0] as number;
  if (atStep <= lastStep)
    throw outOfReach(`expected a budget after the last step of the log (${lastStep}), got step ${round(atStep)}`);
  if (atStep > FARTHEST_REACH * lastStep)
    throw outOfReach(
      `expected a budget of at most ${FARTHEST_REACH} times the last step of the log (${lastStep}), got step ${round(atStep)}: no interval would mean anything`,
    );
  const law = lawOf(tail);
  const cut = from * (lastStep / from) ** (1 - HELD_BACK);
  const before = lawOf(slice(tail, 0, indexAt(tail.steps, cut)));
  const seen = median(tail.losses.subarray(indexAt(tail.steps, lastStep - (lastStep - cut) / 4)));
  const end = lastStep - (lastStep - cut) / 8;
  const predictedThen = lossAtStep(before.best, end);
  const error = predictedThen - seen;
  // A miss grows with the distance carried, in the logarithm of the step.
  const miss = (Math.abs(error) * Math.log(atStep / lastStep)) / Math.log(end / cut);
  const predicted = lossAtStep(law.best, atStep);
  const [low, high] = rangeAt(law, atStep);
  const { floor, scale, exponent } = law.best;
  return {
    atStep,
    lastStep,
    current: lossAtStep(law.best, lastStep),
    predicted,
    low: Math.min(low, predicted - miss),
    high: Math.max(high, predicted + miss),
    fit: { from, floor, scale, exponent },
    backtest: { from: cut, predicted: predictedThen, seen, error },
  };
}

function pointsOf({ points, file = '' }: Args, readData: ReadData): readonly Point[] {
  return points ?? readCurve(readData(file), file);
}

function stepOf(budget: Args['budget']): number {
  if (typeof budget === 'number') return budget;
  if ('tokens' in budget) return budget.tokens / budget.tokensPerStep;
  return budget.flops / (FLOPS_PER_PARAMETER_AND_TOKEN * budget.params * budget.tokensPerStep);
}

/** What one law can hold for: after warm-up, after the last lasting change of level, and after the last loss that was not a number. */
function tailOf(points: readonly Point[], series: Series, broken: number): Series {
  const { findings, change } = diagnose(points);
  const rise = findings.find(({ kind }) => kind === 'divergence');
  const last = series.steps.at(-1) ?? 0;
  if (rise !== undefined && rise.to >= last)
    throw refusal(`expected a curve that falls, but it diverges from step ${rise.from}`);
  const start = Math.max(START * last, change?.to ?? 0, broken + 1, 1);
  const tail = slice(series, indexAt(series.steps, start), series.steps.length);
  const first = tail.steps[0] ?? last;
  const since = change !== null && change.to >= START * last ? ` since the level changed at step ${change.to}` : '';
  if (tail.steps.length < FEWEST_POINTS)
    throw refusal(
      `expected at least ${FEWEST_POINTS} points after the start of training, found ${tail.steps.length}${since}`,
    );
  if (last < SHORTEST_REACH * first)
    throw refusal(`expected a tail that grows by ${SHORTEST_REACH} in steps, found ${first} to ${last}${since}`);
  return tail;
}

function lawOf(tail: Series): TailLaw {
  const law = fitTail(tail);
  if (law === null)
    throw refusal(
      `expected a tail that falls, found none from step ${tail.steps[0] ?? 0} to ${tail.steps.at(-1) ?? 0} (${tail.steps.length} points)`,
    );
  return law;
}

function refusal(sentence: string): PitwallError {
  return new PitwallError('DATA_INVALID', `extrapolate_loss: ${sentence}`);
}

function outOfReach(sentence: string): PitwallError {
  return new PitwallError('TOOL_INVALID', `extrapolate_loss: \`budget\`: ${sentence}`);
}

function round(step: number): number {
  return Number(step.toPrecision(6));
}

function figures({ atStep, current, predicted, low, high, fit, backtest }: Result): Record<string, Figure> {
  const law = 'floor + scale / step^exponent, fitted to the tail';
  return {
    atStep: { value: atStep, unit: 'step', formula: 'budget / work of one step', source: SOURCE },
    current: { value: current, unit: 'nats', formula: `${law}, at the last step`, source: SOURCE },
    predicted: { value: predicted, unit: 'nats', formula: law, source: SOURCE },
    low: { value: low, unit: 'nats', formula: 'lowest of the laws that fit, or off by the backtest', source: SOURCE },
    high: {
      value: high,
      unit: 'nats',
      formula: 'highest of the laws that fit, or off by the backtest',
      source: SOURCE,
    },
    gain: { value: predicted - current, unit: 'nats', formula: 'predicted - current', source: SOURCE },
    floor: { value: fit.floor, unit: 'nats', formula: law, source: SOURCE },
    backtestError: {
      value: backtest.error,
      unit: 'nats',
      formula: 'predicted - seen, last part held back',
      source: SOURCE,
    },
  };
}

/** The loss that a run would reach at a budget, from its own tail. */
export const extrapolateLoss: Tool<Args, Result> = {
  name: 'extrapolate_loss',
  description:
    'Carries a training-loss curve on to a budget by a power law fitted to its tail, with an interval and a backtest on a part held back; refuses a curve that is too short.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['atStep', 'current', 'predicted', 'low', 'high', 'gain', 'floor', 'backtestError'],
  headline: { figure: 'gain' },
  assumption:
    'Nothing changes until the budget: same data, batch and shape of schedule; a decay of the learning rate to zero would end lower.',
  draw: ({ atStep, lastStep, fit }, args, readData, width) => {
    const ahead = Array.from({ length: 60 }, (_, i) => lastStep + ((i + 1) / 60) * (atStep - lastStep));
    const carried = ahead.map((step) => ({ step, loss: fit.floor + fit.scale * step ** -fit.exponent }));
    return drawCurve([...pointsOf(args, readData), ...carried], [], width);
  },
};

import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import type { Figure, ReadData, Tool } from '../core/tool.ts';
import { FLOPS_PER_PARAMETER_AND_TOKEN } from './cluster.ts';
import { diagnose } from './loss-curve/diagnose.ts';
import { curveOfFile } from './loss-curve/diagnose-file.ts';
import { drawCurve } from './loss-curve/draw-curve.ts';
import { median } from './loss-curve/robust.ts';
import type { Logged, Series } from './loss-curve/series.ts';
import { indexAt, pointsOf as pointsIn, slice, toSeries } from './loss-curve/series.ts';
import type { TailLaw } from './tail-law.ts';
import { fitTail, lossAtStep, rangeAt } from './tail-law.ts';

const FEWEST_POINTS = 40;
/** Share of the steps that warm-up and the first fall may take. */
const START = 0.1;
/** The tail must at least grow by this factor in steps, and is not carried further than by the other. */
const SHORTEST_REACH = 1.5;
const FARTHEST_REACH = 10;
/** Share of the tail, in logarithm of the step, that the backtest holds back, and those that only tell how far a law misses. */
const HELD_BACK = 0.3;
const HELD_BACK_ALSO = [0.2, 0.4, 0.5];
/** How much further than its worst backtest a law may miss: set on half of the public logs, and on made-up laws for a rate known to be constant. */
const MISS = 1.6;
const MISS_OF_CONSTANT = 1;
/** A schedule that still decays lowers a loss below its law; by at most about this share of it, as public runs end. */
const DECAY = 0.06;
/** The steps of a log times this: by then any common schedule may have ended. */
const DECAYS_WITHIN = 1.5;
/** Of the level: what a run may wander without any law saying so. */
const SLACK = 0.003;
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
    column: z.string().min(1).optional().describe('The loss to read, where the log has several.'),
    schedule: z
      .strictObject({
        kind: z.enum(['constant', 'cosine', 'linear', 'wsd']),
        end: z.number().positive().optional().describe('Step at which the rate is at its lowest.'),
      })
      .optional()
      .describe('How the learning rate goes; left out, it may be either.'),
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
  fit: z.strictObject({
    from: z.number(),
    floor: z.number(),
    scale: z.number(),
    exponent: z.number(),
    shift: z.number(),
  }),
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
  const current = lossAtStep(law.best, lastStep);
  const rates = HELD_BACK_ALSO.flatMap((share) => missRate(tail, share) ?? []);
  const further = args.schedule?.kind === 'constant' ? MISS_OF_CONSTANT : MISS;
  const rate = further * Math.max(Math.abs(error) / Math.log(end / cut), ...rates);
  const miss = rate * Math.log(atStep / lastStep) + SLACK * current;
  const decay = DECAY * decaying(args.schedule, lastStep, atStep);
  const predicted = lossAtStep(law.best, atStep);
  const [low, high] = rangeAt(law, atStep);
  const { floor, scale, exponent, shift } = law.best;
  return {
    atStep,
    lastStep,
    current,
    predicted,
    low: Math.max(0, Math.min(low, predicted - miss) - decay * predicted),
    high: Math.max(high, predicted + miss),
    fit: { from, floor, scale, exponent, shift },
    backtest: { from: cut, predicted: predictedThen, seen, error },
  };
}

/** How far a law misses what was held back, nats for each e-fold in steps; null where there is too little to fit. */
function missRate(tail: Series, share: number): number | null {
  const first = tail.steps[0] as number;
  const last = tail.steps.at(-1) as number;
  const cut = first * (last / first) ** (1 - share);
  const law = fitTail(slice(tail, 0, indexAt(tail.steps, cut)));
  if (law === null) return null;
  const end = last - (last - cut) / 8;
  const seen = median(tail.losses.subarray(indexAt(tail.steps, last - (last - cut) / 4)));
  return Math.abs(lossAtStep(law.best, end) - seen) / Math.log(end / cut);
}

/** Share of a schedule's decay that lies between the end of the log and the budget. */
function decaying(schedule: Args['schedule'], lastStep: number, atStep: number): number {
  if (schedule?.kind === 'constant') return 0;
  if (schedule?.end === undefined) return Math.min(1, Math.log(atStep / lastStep) / Math.log(DECAYS_WITHIN));
  if (lastStep >= schedule.end)
    throw refusal(
      `expected a log from before the end of its schedule (step ${schedule.end}), which ends at ${lastStep}: to go on takes another schedule`,
    );
  if (atStep > schedule.end)
    throw outOfReach(
      `expected a budget up to the end of the schedule (step ${schedule.end}), got step ${round(atStep)}`,
    );
  return (atStep - lastStep) / (schedule.end - lastStep);
}

function pointsOf({ points, file = '', column }: Args, readData: ReadData): Logged {
  return points ?? curveOfFile(file, readData, column);
}

function stepOf(budget: Args['budget']): number {
  if (typeof budget === 'number') return budget;
  if ('tokens' in budget) return budget.tokens / budget.tokensPerStep;
  return budget.flops / (FLOPS_PER_PARAMETER_AND_TOKEN * budget.params * budget.tokensPerStep);
}

/** What one law can hold for: after warm-up, after the last lasting change of level, and after the last loss that was not a number. */
function tailOf(points: Logged, series: Series, broken: number): Series {
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
    'Nothing changes until the budget: same data and batch. Where no schedule is given the interval reaches lower for a rate that still decays.',
  draw: ({ atStep, lastStep, fit }, args, readData, width) => {
    const ahead = Array.from({ length: 60 }, (_, i) => lastStep + ((i + 1) / 60) * (atStep - lastStep));
    const carried = ahead.map((step) => ({ step, loss: fit.floor + fit.scale * (step + fit.shift) ** -fit.exponent }));
    const logged = pointsOf(args, readData);
    return drawCurve([...('steps' in logged ? pointsIn(logged) : logged), ...carried], [], width);
  },
};

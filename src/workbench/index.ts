import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { ReadData, Tool } from '../core/tool.ts';
import { calculate } from './calculate.ts';
import { communicationShare } from './communication-share.ts';
import { compressionPlan } from './compression-plan.ts';
import { criticalBatchSize } from './critical-batch-size.ts';
import { dataMixture } from './data-mixture.ts';
import { decodeBound } from './decode-bound.ts';
import { designExperiment } from './design-experiment.ts';
import { diagnoseLossCurve } from './diagnose-loss-curve.ts';
import { extrapolateLoss } from './extrapolate-loss.ts';
import { finetuneMemory } from './finetune-memory.ts';
import { linkTraffic } from './link-traffic.ts';
import { mixtureShift } from './mixture-shift.ts';
import { numberFormatSupport } from './number-format-support.ts';
import { occupancy } from './occupancy.ts';
import { preferenceTuningPlan } from './preference-tuning-plan.ts';
import { quantizationPlan } from './quantization-plan.ts';
import { roofline } from './roofline.ts';
import type { Computed } from './run-tool.ts';
import { runTool as runOne } from './run-tool.ts';
import { scalingLaw } from './scaling-law.ts';
import { stepTimeBound } from './step-time-bound.ts';
import { tileEfficiency } from './tile-efficiency.ts';
import { trainingCost } from './training-cost.ts';

export { answerQuestion, MOST_ASKED } from './answer-question.ts';
export { isOfDesk } from './desk.ts';
export type { Continued } from './follow-up.ts';
export { continued } from './follow-up.ts';
export { nearestCalculation } from './nearest-question.ts';
export type { QuestionAnswer } from './question-answer.ts';

/** Every calculator, in the order of `pitwall tool list`. */
export const TOOLS: readonly Tool[] = [
  diagnoseLossCurve,
  extrapolateLoss,
  scalingLaw,
  criticalBatchSize,
  trainingCost,
  finetuneMemory,
  quantizationPlan,
  compressionPlan,
  preferenceTuningPlan,
  dataMixture,
  mixtureShift,
  designExperiment,
  communicationShare,
  linkTraffic,
  stepTimeBound,
  roofline,
  decodeBound,
  tileEfficiency,
  numberFormatSupport,
  occupancy,
  calculate,
] as Tool[];

export const toolIndex: ReadonlyMap<string, Tool> = new Map(TOOLS.map((tool) => [tool.name, tool]));

/** Throws TOOL_INVALID with the nearest name. */
export function toolByName(name: string): Tool {
  const tool = toolIndex.get(name);
  if (tool !== undefined) return tool;
  const known = [...toolIndex.keys()];
  throw new PitwallError('TOOL_INVALID', `no tool is called \`${name}\`${nearest(name, known)}`, {
    data: { name, known },
  });
}

/** Runs a tool by name on arguments that nobody has checked yet. Throws TOOL_INVALID, or DATA_INVALID for a file. */
export function runTool(name: string, args: unknown, readData: ReadData): Computed {
  return runOne(toolByName(name), args, readData);
}

import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { ReadData, Tool } from '../core/tool.ts';
import { communicationShare } from './communication-share.ts';
import { designExperiment } from './design-experiment.ts';
import { diagnoseLossCurve } from './diagnose-loss-curve.ts';
import { mixtureShift } from './mixture-shift.ts';
import type { Computed } from './run-tool.ts';
import { runTool as runOne } from './run-tool.ts';

/** Every calculator, in the order of `pitwall tool list`. */
export const TOOLS: readonly Tool[] = [diagnoseLossCurve, mixtureShift, designExperiment, communicationShare] as Tool[];

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

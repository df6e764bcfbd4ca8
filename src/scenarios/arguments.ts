import { z } from 'zod';
import type { Scenario } from '../core/scenario.ts';
import type { Tool, ToolIndex } from '../core/tool.ts';
import { valuesOf } from '../reasoning/evaluate.ts';
import type { CompiledQuantity, DecisionModel } from '../reasoning/model.ts';
import type { Calculate } from '../reasoning/worlds.ts';
import { worldOf } from '../reasoning/worlds.ts';
import type { Finding } from './finding.ts';
import { isMapping, shapeFindings } from './shape.ts';
import type { Path } from './source.ts';
import type { ScenarioReading } from './written.ts';

const FILES: readonly string[] = ['file', 'curve', 'log'];

/**
 * What a script leaves to its calculators: an argument by the fact, input or quantity that is called so, the only data file for one that
 * was given nothing, and the figure that counts, which whoever gets the figures alone could not tell.
 */
export function withArguments(
  scenario: Scenario,
  tools: ToolIndex | undefined,
): { scenario: Scenario; readings: ScenarioReading[] } {
  const readings: ScenarioReading[] = [];
  const inputs = Object.values(scenario.options).flatMap(({ set }) => Object.keys(set));
  const known = new Set([...Object.keys(scenario.facts), ...inputs, ...Object.keys(scenario.quantities)]);
  const quantities = Object.fromEntries(
    Object.entries(scenario.quantities).map(([name, quantity]) => {
      const tool = 'tool' in quantity ? tools?.get(quantity.tool) : undefined;
      if (tool === undefined || !('tool' in quantity)) return [name, quantity];
      const figure = quantity.figure ?? tool.headline?.figure;
      const whole = figure === undefined ? quantity : { ...quantity, figure };
      const added = likeNamed(quantity.args, tool, known, Object.keys(scenario.data), name);
      if (Object.keys(added).length === 0) return [name, whole];
      const which = Object.entries(added).map(([argument, from]) => `\`${argument}\` from ${from}`);
      readings.push({ path: ['quantities', name], message: `\`${quantity.tool}\` takes ${which.join(', ')}` });
      return [name, { ...whole, args: { ...quantity.args, ...added } }];
    }),
  );
  return { scenario: { ...scenario, quantities }, readings };
}

function likeNamed(
  args: Readonly<Record<string, unknown>>,
  tool: Tool,
  known: ReadonlySet<string>,
  files: readonly string[],
  self: string,
): Record<string, string> {
  const takes = tool.args instanceof z.ZodObject ? Object.keys(tool.args.shape) : [];
  const missing = takes.filter((name) => !Object.hasOwn(args, name) && name !== self);
  const [file, ...others] = files;
  return Object.fromEntries(
    missing.flatMap((name) => {
      if (known.has(name)) return [[name, `$${name}`]];
      const isOnlyFile = file !== undefined && others.length === 0 && FILES.includes(name);
      return isOnlyFile && Object.keys(args).length === 0 ? [[name, `$data.${file}`]] : [];
    }),
  );
}

const NOTHING: Calculate = () => ({ figures: {}, headline: undefined });

type ByTool = Extract<CompiledQuantity, { kind: 'tool' }>;

/** Under every option, what a calculator's own schema holds against its arguments with everything known; each sentence once. */
export function refusals(model: DecisionModel, tools: ToolIndex): (Finding & { quantity: string })[] {
  const world = worldOf(model.scenario, NOTHING);
  const found = new Map<string, Finding & { quantity: string }>();
  for (const option of model.options) {
    const values = valuesOf(model, world, option);
    for (const quantity of model.quantities.values()) {
      const tool = quantity.kind === 'tool' ? tools.get(quantity.tool) : undefined;
      if (tool === undefined || quantity.kind !== 'tool') continue;
      const args = values.argsOf(quantity);
      if (args === null) continue;
      for (const finding of shapeFindings(args, tool.args)) {
        const one = refusalOf(quantity, finding);
        if (!found.has(one.sentence)) found.set(one.sentence, one);
      }
    }
  }
  return [...found.values()];
}

function refusalOf({ name, tool, args }: ByTool, finding: Finding): Finding & { quantity: string } {
  const argument = finding.path.length === 0 ? 'these arguments' : `\`${finding.path.join('.')}\``;
  return {
    ...finding,
    quantity: name,
    path: ['quantities', name, 'args', ...finding.path],
    sentence: `\`${tool}\` cannot take ${argument}${origin(args, finding.path)}: ${finding.sentence}`,
  };
}

/** ` from \`$fact\`` when the refused part was written as a reference. */
function origin(args: unknown, path: Path): string {
  let value = args;
  for (const key of path) {
    if (!isMapping(value) && !Array.isArray(value)) break;
    value = (value as Record<string | number, unknown>)[key];
  }
  return typeof value === 'string' && value.startsWith('$') ? ` from \`${value}\`` : '';
}

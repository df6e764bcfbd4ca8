import type { Figure, ReadData } from '../core/tool.ts';
import { toolByName } from './index.ts';
import { runTool } from './run-tool.ts';

interface Calculated {
  figures: Record<string, Figure>;
  headline: string | undefined;
}

/** Runs calculators by name, each with the same arguments once. Throws as they do. */
export function calculatorOver(readData: ReadData): (tool: string, args: Record<string, unknown>) => Calculated {
  const done = new Map<string, Calculated>();
  return (name, args) => {
    const key = `${name} ${JSON.stringify(args)}`;
    const known = done.get(key);
    if (known !== undefined) return known;
    const tool = toolByName(name);
    const calculated = { figures: runTool(tool, args, readData).figures, headline: tool.headline?.figure };
    done.set(key, calculated);
    return calculated;
  };
}

import type { Tool } from '../../src/core/tool.ts';
import type { Computed } from '../../src/workbench/run-tool.ts';
import { runTool } from '../../src/workbench/run-tool.ts';

/** A tool on fixed arguments and some that change: its result, and its figures as bare numbers. */
export function caller<Args, Result>(tool: Tool<Args, Result>, fixed: object = {}) {
  const compute = (changed: object = {}): Computed =>
    runTool(tool, { ...fixed, ...changed }, (name) => {
      throw new Error(`no file ${name}`);
    });
  return {
    result: (changed: object = {}) => compute(changed).result as Result,
    figure: (name: string, changed: object = {}): number => compute(changed).figures[name]?.value ?? Number.NaN,
    figures: (changed: object = {}) => compute(changed).figures,
  };
}

/** Sets fields of a table for the length of `look`. */
export function perturbed<T extends object, R>(table: T, changed: Partial<T>, look: () => R): R {
  const before = { ...table };
  Object.assign(table, changed);
  try {
    return look();
  } finally {
    Object.assign(table, before);
  }
}

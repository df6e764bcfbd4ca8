import type { z } from 'zod';
import type { Figure } from './effects.ts';

export type { Figure };

/** Text of a data file by the name it has in the tool's arguments; throws DATA_INVALID when there is none. */
export type ReadData = (name: string) => string;

/**
 * A calculator: pure in its arguments and the data files that they name.
 * `figures` are the quantities that a quantity may read and a claim may cite, by short name.
 */
export interface Tool<Args = unknown, Result = unknown> {
  name: string;
  /** One sentence for a model that must choose among tools, and for `pitwall tool list`. */
  description: string;
  args: z.ZodType<Args>;
  result: z.ZodType<Result>;
  run(args: Args, readData: ReadData): Result;
  figures(result: Result): Record<string, Figure>;
  /** Every name that `figures` may give, where it is known without running; then a scenario is checked against it. */
  figureNames?: readonly string[];
  /** The same, where the arguments name what comes out. */
  figuresFrom?(args: unknown): readonly string[];
  /**
   * The figure that a scenario means when it names none, and the scale on which it counts where it has a natural one: a share
   * of the whole, a strength, a bound that is felt and one that decides.
   */
  headline?: { figure: string; scale?: { neutral: number; full: number } };
  /** Whether it takes the rules of a member's card as its argument `rules`. */
  readsCard?: boolean;
  /** The assumption that matters most, in one sentence. */
  assumption: string;
  /** Optional picture for a terminal, `width` columns wide. */
  draw?(result: Result, args: Args, readData: ReadData, width: number): string;
}

/** Calculators that every member has, whatever their card says: arithmetic is nobody's field. */
export const COMMON_TOOLS: readonly string[] = ['calculate'];

/** The names that a call's figures may have; null where they are not known without running it. */
export function figuresGiven(tool: Tool, args: unknown): readonly string[] | null {
  return tool.figureNames ?? tool.figuresFrom?.(args) ?? null;
}

/** Tools by name; a Map will do. */
export interface ToolIndex {
  get(name: string): Tool | undefined;
  /** Names to suggest when one is not found. */
  keys?(): Iterable<string>;
}

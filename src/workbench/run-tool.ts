import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { issueSentence } from '../core/issue.ts';
import type { Figure, ReadData, Tool } from '../core/tool.ts';

export interface Computed {
  /** As the tool's schema made them, defaults put in. */
  args: Record<string, unknown>;
  result: unknown;
  figures: Record<string, Figure>;
}

/**
 * Checks arguments against the tool's schema and runs it. Numbers that are not finite are read as JSON writes them, as null.
 * Throws TOOL_INVALID naming the tool and the field, or what the tool throws.
 */
export function runTool<Args, Result>(tool: Tool<Args, Result>, args: unknown, readData: ReadData): Computed {
  const given = finiteOrNull(args);
  const parsed = tool.args.safeParse(given);
  if (!parsed.success) throw refusal(tool, given, parsed.error);
  const result = tool.run(parsed.data, readData);
  return { args: parsed.data as Record<string, unknown>, result, figures: tool.figures(result) };
}

function refusal<Args, Result>(
  { name, args: schema }: Tool<Args, Result>,
  args: unknown,
  error: z.ZodError,
): PitwallError {
  const sentences = error.issues.map((issue) => issueSentence(issue, args, keysOf(schema)));
  return new PitwallError('TOOL_INVALID', `${name}: ${sentences.join('; ')}`, {
    data: { tool: name, fields: error.issues.map(({ path }) => path.join('.')) },
    cause: error,
  });
}

/** What a calculator takes by name; nothing where its arguments are no plain object. */
const keysOf = (schema: z.ZodType): string[] => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);

/** The same value unless something in it changes, so that a long curve is not copied for nothing. */
function finiteOrNull(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const clean = value.map(finiteOrNull);
    return clean.some((member, index) => member !== value[index]) ? clean : value;
  }
  let clean: Record<string, unknown> | undefined;
  for (const [key, member] of Object.entries(value)) {
    const finite = finiteOrNull(member);
    if (finite !== member) clean = { ...(clean ?? (value as Record<string, unknown>)), [key]: finite };
  }
  return clean ?? value;
}

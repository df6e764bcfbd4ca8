import type { Basis, Scenario } from '../core/scenario.ts';
import type { Tool } from '../core/tool.ts';
import { resolveArgs } from '../reasoning/considerations.ts';
import type { Finding } from './finding.ts';
import { shapeFindings } from './shape.ts';
import type { Path } from './source.ts';

export type Given = Pick<Scenario, 'facts' | 'data'>;
export type ToolBasis = Extract<Basis, { tool: string }>;

/** What a tool's own schema holds against its arguments once facts and data are put in; paths begin within `args`. */
export function refusals({ tool: name, args }: ToolBasis, tool: Tool, { facts, data }: Given): Finding[] {
  return shapeFindings(resolveArgs(args, facts, data), tool.args).map((finding) => {
    const argument = finding.path.length === 0 ? 'these arguments' : `\`${finding.path.join('.')}\``;
    return {
      ...finding,
      sentence: `\`${name}\` cannot take ${argument}${origin(args, finding.path)}: ${finding.sentence}`,
    };
  });
}

/** ` from \`$fact\`` when the refused part was written as a reference. */
function origin(args: unknown, path: Path): string {
  let value = args;
  for (const key of path) {
    if (value === null || typeof value !== 'object') break;
    value = (value as Record<string | number, unknown>)[key];
  }
  return typeof value === 'string' && value.startsWith('$') ? ` from \`${value}\`` : '';
}

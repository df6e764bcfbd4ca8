import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runTool, TOOLS } from '../../src/workbench/index.ts';

const Curve = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('law'), steps: z.number(), floor: z.number(), scale: z.number(), exponent: z.number() }),
  z.object({ kind: z.literal('step'), steps: z.number(), from: z.number(), to: z.number(), at: z.number() }),
]);
const Audit = z.array(
  z.strictObject({
    tool: z.string(),
    tolerance: z.number().positive().max(0.02),
    cases: z
      .array(
        z.strictObject({
          what: z.string().min(5),
          source: z.string().min(5),
          args: z.record(z.string(), z.unknown()),
          figure: z.string(),
          expected: z.number(),
        }),
      )
      .length(3),
  }),
);
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const audit = Audit.parse(JSON.parse(read('test/workbench/audit.json')));
const page = read('docs/TOOLS.md').split('## Audit')[1] ?? '';

/** A curve that a case describes instead of listing its points; a small wave stands for noise. */
function pointsOf(given: unknown): { step: number; loss: number }[] {
  const curve = Curve.parse(given);
  return Array.from({ length: curve.steps }, (_, i) => {
    const step = i + 1;
    if (curve.kind === 'law') return { step, loss: curve.floor + curve.scale * step ** -curve.exponent };
    return { step, loss: (step <= curve.at ? curve.from : curve.to) + 0.01 * Math.sin(7 * step * step) };
  });
}

function figureOf(tool: string, { curve, ...args }: Record<string, unknown>, figure: string): number | undefined {
  const given = curve === undefined ? args : { ...args, points: pointsOf(curve) };
  return runTool(tool, given, (file) => {
    throw new Error(`no file ${file}`);
  }).figures[figure]?.value;
}

describe('the audit of docs/TOOLS.md', () => {
  it('has one row for each calculator, and says how many they are', () => {
    expect(audit.map(({ tool }) => tool)).toEqual(TOOLS.map(({ name }) => name));
    const rows = page.split('\n').flatMap((line) => /^\| `(\w+)` \|/.exec(line)?.[1] ?? []);
    expect(rows).toEqual(TOOLS.map(({ name }) => name));
    expect(page).toContain(`the ${TOOLS.length} calculators`);
  });

  it.each(audit)('names the three cases of $tool with their sources on the page', ({ cases }) => {
    for (const { what, source } of cases) expect(page).toContain(`${what} (${source})`);
  });

  it.each(audit.flatMap(({ tool, tolerance, cases }) => cases.map((one) => ({ tool, tolerance, ...one }))))(
    '$tool: $what ($source)',
    ({ tool, tolerance, args, figure, expected }) => {
      const value = figureOf(tool, args, figure) ?? Number.NaN;
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected) + 1e-12);
    },
  );
});

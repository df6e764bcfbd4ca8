import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as all from '../../src/reasoning/math.ts';
import { unitOf } from '../../src/reasoning/units.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A unit as `units.ts` reads it. */
interface PhysicalUnit {
  value: number;
  dimensions: number[];
}
interface Parts {
  parse: (text: string) => { toJSON(): unknown };
  Unit: (new (value: number, spelled: string) => PhysicalUnit) & { UNITS: Record<string, { prefixes: object }> };
}

let folder: string;
let few: Parts;
const whole = all as unknown as Parts;

beforeAll(async () => {
  folder = mkdtempSync(join(ROOT, 'node_modules/.few-'));
  const outfile = join(folder, 'few.mjs');
  await build({
    entryPoints: [join(ROOT, 'dev/few-of-mathjs.mjs')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
  });
  few = (await import(pathToFileURL(outfile).href)) as Parts;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a text is read as, or that it is none. */
function read<T>(work: () => T): T | 'refused' {
  try {
    return work();
  } catch {
    return 'refused';
  }
}

const unitIn = ({ Unit }: Parts, spelled: string) =>
  read(() => {
    const { value, dimensions } = new Unit(1, spelled);
    return { value, dimensions: [...dimensions] };
  });

const treeIn = ({ parse }: Parts, text: string) => read(() => JSON.stringify(parse(text)));

describe('the few parts of mathjs that a bundle has', () => {
  it('read every physical unit that a scenario may have as all of it does', () => {
    const units = Object.entries(whole.Unit.UNITS)
      .flatMap(([name, { prefixes }]) => Object.keys(prefixes).map((prefix) => `${prefix}${name}`))
      .filter((word) => Object.keys(unitOf(word).dimensions).some((name) => /^[A-Z_]+$/.test(name)));
    expect(units.length).toBeGreaterThan(60);
    const read = units.map((unit) => ({ unit, few: unitIn(few, unit), all: unitIn(whole, unit) }));
    expect(read.filter(({ few: a, all: b }) => !sameUnit(a, b))).toEqual([]);
    expect(read.filter(({ few: a }) => a === 'refused')).toEqual([]);
  });

  it.each(['km/hour', 'kWh', 'GB/s', 'm^2', 'kg m / s^2', 'USD', 'no unit', '5 m', '', 'm^', '(m/s', 'percent'])(
    'read `%s` as all of it does',
    (spelled) => {
      expect(sameUnit(unitIn(few, spelled), unitIn(whole, spelled))).toBe(true);
    },
  );

  it('read every line of the scenarios as a formula as all of it does', () => {
    const scenarios = readdirSync(join(ROOT, 'scenarios')).filter((file) => file.endsWith('.yaml'));
    const lines = scenarios.flatMap((file) =>
      [...readFileSync(join(ROOT, 'scenarios', file), 'utf8').matchAll(/(?:is|need): ([^,}#\n]+)/g)].map(
        ([, text = '']) => text,
      ),
    );
    expect(lines.length).toBeGreaterThan(50);
    for (const line of lines) expect(treeIn(few, line), line).toBe(treeIn(whole, line));
  });

  it('read texts without sense as all of it does', () => {
    const token = fc.constantFrom(
      'a',
      'b.c',
      '1',
      '2.5e3',
      '+',
      '-',
      '*',
      '/',
      '^',
      '(',
      ')',
      ',',
      'min',
      '<=',
      '==',
      '?',
      ':',
      'and',
      '%',
      '!',
      "'",
      '[',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
        const text = tokens.join(' ');
        expect(treeIn(few, text)).toBe(treeIn(whole, text));
      }),
      { numRuns: 500 },
    );
  });
});

/** The same to the last digits: a product is not worked out in the same order. */
function sameUnit(a: PhysicalUnit | 'refused', b: PhysicalUnit | 'refused'): boolean {
  if (a === 'refused' || b === 'refused') return a === b;
  return (
    a.dimensions.every((power, at) => power === b.dimensions[at]) &&
    Math.abs(a.value - b.value) <= 1e-12 * Math.max(Math.abs(a.value), Math.abs(b.value))
  );
}

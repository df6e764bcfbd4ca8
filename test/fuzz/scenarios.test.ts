import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { PitwallError } from '../../src/core/error.ts';
import { calculateWith, lintScenario, loadTeam, placesIn, scenarioFrom } from '../../src/project/index.ts';
import { change, mutated } from './mutate-json.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const team = loadTeam({ projectDir: ROOT });
const shipped = readdirSync(join(ROOT, 'scenarios'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name): unknown => parse(readFileSync(join(ROOT, 'scenarios', name), 'utf8')));

/** Whether it is a scenario; anything but one that can be linted, or a refusal with its place, fails. */
function read(text: string): boolean {
  const file = join(ROOT, 'scenarios', 'mutant.yaml');
  try {
    const { scenario, data } = scenarioFrom(text, file, { projectDir: ROOT, team });
    const place = placesIn(text, file);
    for (const { path } of lintScenario(scenario, {
      cards: team.members.map(({ card }) => card),
      calculate: calculateWith(data),
    }))
      expect(place(path).line).toBeGreaterThan(0);
    return true;
  } catch (error) {
    if (!(error instanceof PitwallError)) throw error;
    expect(error.sentence.split('\n')).toHaveLength(1);
    return false;
  }
}

describe('a script', () => {
  it('that was a shipped one before parts of it were changed is a scenario or one refusal', () => {
    const taken: boolean[] = [];
    fc.assert(
      fc.property(fc.constantFrom(...shipped), fc.array(change, { minLength: 1, maxLength: 2 }), (script, changes) => {
        taken.push(read(stringify(mutated(script, changes))));
      }),
      { numRuns: 120 },
    );
    expect(new Set(taken)).toEqual(new Set([true, false]));
  });

  const unit = fc.constantFrom('', ' days', ' USD', ' USD/hour', ' %', 'k', ' tokens', ' GB', ' 만 원', ' zz');
  const atom = fc.oneof(
    fc.constantFrom(
      'a',
      'b',
      '$a',
      'c.count',
      'c.nothing',
      'q',
      'true',
      '__proto__',
      'constructor',
      'pi',
      'i',
      'end',
      '1e999',
      '0x10',
      '',
      '"x"',
    ),
    fc.tuple(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), unit).map(([value, of]) => `${value}${of}`),
  );
  const formula = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      atom,
      fc
        .tuple(
          tie('any'),
          fc.constantFrom('+', '-', '*', '/', '^', '<', '>=', '==', 'and', 'or', '%', 'in', 'to', ':', ',', '=', '!'),
          tie('any'),
        )
        .map((parts) => parts.join(' ')),
      tie('any').map((inner) => `(${inner})`),
      tie('any').map((inner) => `-${inner}`),
      fc
        .tuple(
          fc.constantFrom('min', 'max', 'sqrt', 'ln', 'round', 'f', 'import', 'eval', 'createUnit', '__proto__'),
          fc.array(tie('any'), { maxLength: 3 }),
        )
        .map(([name, args]) => `${name}(${args.join(', ')})`),
      fc.tuple(tie('any'), tie('any'), tie('any')).map(([test, one, other]) => `${test} ? ${one} : ${other}`),
      fc.array(tie('any'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    ),
  })).any;

  it('with any formula is computed or refused where the formula stands', () => {
    const taken: boolean[] = [];
    fc.assert(
      fc.property(formula, (is) => {
        const script = {
          motion: 'Rent or wait?',
          language: 'en',
          options: { rent: { label: 'rent', set: { a: 2 } }, wait: { label: 'wait', set: { a: 3 } } },
          facts: { a: 1, b: '3 days', c: { value: { count: 4 } } },
          quantities: { q: { is } },
          criteria: [{ less: 'q', worth: 1, value: 'cost' }],
          cast: ['pulse', 'cortex'],
        };
        taken.push(read(stringify(script)));
      }),
      { numRuns: 400 },
    );
    expect(new Set(taken)).toEqual(new Set([true, false]));
  });
});

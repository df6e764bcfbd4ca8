import { describe, expect, it } from 'vitest';
import { lintScenario, placesIn } from '../../src/project/index.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { growth, NEARER_SQUARE } from '../fixtures/pace.ts';

const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index)).join('\n');
const HEAD = 'id: full\nmotion: Rent or wait?\nlanguage: en\ncast: [pulse, cortex]\nprotocol: [opening blind, vote]\n';
const TWO = 'options: { a: { label: aa, set: { f0: 2 } }, b: { label: bb, set: { f0: 3 } } }\n';
const FACTS = 'facts: { f0: 1, f1: 2 }\n';
const ONE = 'quantities: { q0: { is: f0 * f1 } }\n';
const LESS = 'criteria: [{ less: q0, worth: 1, value: cost }]\n';

const wide = (count: number) => `quantities:\n${rows(count, (i) => `  q${i}: { is: f0 * f1 + ${i} }`)}\n`;

/** A script with `count` of one part, up to what may be of it. */
const PARTS: [part: string, most: number, script: (count: number) => string][] = [
  [
    'facts',
    512,
    (n) => `${HEAD}${TWO}facts:\n${rows(n, (i) => `  f${i}: { value: ${i + 1}, label: the f${i} }`)}\n${ONE}${LESS}`,
  ],
  ['quantities', 512, (n) => `${HEAD}${TWO}${FACTS}${wide(n)}${LESS}`],
  [
    'quantities, each on the one before',
    512,
    (n) =>
      `${HEAD}${TWO}${FACTS}quantities:\n${rows(n, (i) => `  q${i}: { is: ${i === 0 ? 'f0' : `q${i - 1}`} + f1 }`)}\ncriteria: [{ less: q${n - 1}, worth: 1, value: cost }]\n`,
  ],
  [
    'options',
    64,
    (n) =>
      `${HEAD}options:\n${rows(n, (i) => `  o${i}: { label: option ${i}, set: { f0: ${i} } }`)}\n${FACTS}${ONE}${LESS}`,
  ],
  [
    'criteria',
    64,
    (n) =>
      `${HEAD}${TWO}${FACTS}${wide(n)}criteria:\n${rows(n, (i) => `  - { less: q${i}, worth: 1, value: cost }`)}\n`,
  ],
  [
    'measurements',
    64,
    (n) =>
      `${HEAD}${TWO}facts:\n${rows(n + 2, (i) => `  f${i}: { value: ${i + 1}, label: the f${i}, range: [0, ${i + 3}] }`)}\n${ONE}${LESS}measurements:\n${rows(n, (i) => `  - { learns: f${i + 1}, how: test ${i}, cost: $400, days: 2 days, owner: pulse }`)}\n`,
  ],
];

function lint(text: string): void {
  const place = placesIn(text, 'full.yaml');
  for (const { path } of lintScenario(parseScenario(text, 'full.yaml'), {
    calculate: () => {
      throw new Error('none');
    },
  }))
    place(path);
}

describe('reading and linting a script', () => {
  it.each(PARTS)(
    'of as many %s as there may be takes time that grows with them, not with their square',
    (part, most, script) => {
      const [key = ''] = part.split(',');
      expect(() => lint(script(most + 1))).toThrow(`expected at most ${most} ${key}, found ${most + 1}`);
      expect(growth((count) => lint(script(count)), most)).toBeLessThan(NEARER_SQUARE);
    },
  );
});

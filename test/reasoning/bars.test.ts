import { describe, expect, it } from 'vitest';
import { barIn } from '../../src/reasoning/bars.ts';
import { matchNumbers } from '../../src/reasoning/matching.ts';
import type { KnownFigure } from '../../src/reasoning/said-figures.ts';
import { numbersIn } from '../../src/reasoning/said-numbers.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';

const scenario = parseScenario(
  `id: wash
language: en
motion: How do we wash?
cast: [pulse, blaze]
facts:
  fill: { value: 74, unit: '%', label: the share that is filled }
  days: { value: 14, unit: days, label: the days until delivery }
options:
  keep: { label: keep all }
  rent: { label: rent one more }
quantities:
  late: { is: days * 2, unit: days, label: how late it is }
criteria:
  - { less: late, worth: 1 day, value: schedule }
measurements:
  - { learns: fill, how: weigh forty loads, cost: 40 EUR, days: 2 }
`,
  'wash.yaml',
);
const held = new Map(Object.entries({ fill: 74, days: 14 }));

describe('a bar in words', () => {
  it.each([
    ['keep all only if the days until delivery stay below 20 days', { fact: 'days', value: 20 }],
    ['weigh forty loads: from 80 % on we keep all', { fact: 'fill', value: 80 }],
  ])('is of the fact that it names, or that its measurement learns: %s', (text, bar) => {
    expect(barIn(text, scenario, held)).toEqual(bar);
  });

  it.each([
    ['the delivery is paid within 20 days', 'one word of several'],
    ['the sharing of the work, at 70 %', 'a word that only begins alike'],
    ['late by at most 16 days: how late it is decides', 'more words of a quantity'],
    ['the dayshift lasts 12 days', 'a word in another'],
  ])('is of no fact of which it has less than the name: %s (%s)', (text) => {
    expect(barIn(text, scenario, held)).toBeNull();
  });

  it.each([
    ['fact:fill stays above 70 %', { fact: 'fill', value: 70 }],
    ['`days` is at most 16 days', { fact: 'days', value: 16 }],
  ])('is of the fact that it names by id: %s', (text, bar) => {
    expect(barIn(text, scenario, held)).toEqual(bar);
  });

  it.each(['the hire firm confirms in writing', 'keep all if the days until delivery stay below 900 days'])(
    'is none without a value near the fact: %s',
    (text) => {
      expect(barIn(text, scenario, held)).toBeNull();
    },
  );
});

const fact = (name: string, value: number, unit: string, words: string[]): KnownFigure => ({
  ref: `fact:${name}`,
  value,
  unit,
  name,
  words,
});
const known = [
  fact('lorry', 9000, 'EUR', ['lorry']),
  fact('kit', 7500, 'EUR', ['brine', 'kit']),
  fact('plant', 2150, 'EUR', ['plant']),
];
const lost = (text: string, given = '') => matchNumbers(text, { known, given: numbersIn(given) }).unmatched;

describe('a number that nobody cites', () => {
  it('is what facts come to that its sentence names', () => {
    expect(lost('One more lorry with its kit is €16,500 a season.')).toEqual([]);
  });

  it('is invented where it names none of them, or they come to another sum', () => {
    expect(lost('We pay €16,500 for it.')).toEqual(['16,500']);
    expect(lost('One more lorry with its kit is €17,400 a season.')).toEqual(['17,400']);
  });

  it('may be what a share leaves, in a calculation that comes out', () => {
    const given = 'It loses 34 % of 4,800 at 2.5 each.';
    expect(lost('So 4800 * 0.66 * 2.5 = 7920 are left.', given)).toEqual([]);
    expect(lost('So 4800 * 0.61 * 2.5 = 7320 are left.', given)).toEqual(['0.61']);
  });
});

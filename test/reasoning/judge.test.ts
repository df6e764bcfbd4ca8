import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asWritten, OptionValues, withFact, worldWith } from '../../src/reasoning/evaluate.ts';
import { judgeOf } from '../../src/reasoning/judge.ts';
import { needsOf } from '../../src/reasoning/model.ts';
import { judged } from '../../src/reasoning/place.ts';
import { compiled } from './scripts.ts';

/** Every operation, members of mappings, a setting by its own name and one by another fact, and what comes to no number. */
const TEXT = `motion: x?
options:
  one: { label: one, set: { a: 3, b: $b + 1, kind: $small }, adjust: { a: 0..9, b: 0..6 } }
  two: { label: two, set: { a: 2, kind: $large }, adjust: { a: [0, 2, 4] } }
facts: { a: 1, b: 2, c: { value: 4, range: 0..8 }, unknown: { value: 5, range: 0..8 }, on: true, small: { size: 2 }, large: { size: 7 }, kind: { size: 1 } }
quantities:
  sum: a + b * c - kind.size
  ratio: { is: a / (b - c) }
  root: { is: sqrt(a - b) }
  power: { is: (a - c) ^ 2 + 2 ^ (0 - b) }
  many: { is: "min(a, b) + max(b, c) + min(a, b, c) + ceil(c / 3) + floor(a / 2) + round(b / 4) + abs(a - c) + ln(c + 1) + exp(0 - a)" }
  chosen: { is: "a > b and c >= 2 ? many : b == 2 or a != 3 ? ratio : -root" }
  nothing: { is: a * unknown + on }
  doubtful: { is: "ratio < root ? 1 : 2" }
criteria:
  - { need: sum <= c + 3, value: cost }
  - { need: nothing >= a - b + c, value: cost }
  - { need: doubtful < 2, value: cost }
  - { more: chosen, worth: c + 1, noise: b, value: cost }
  - { less: power, worth: 2, value: cost }
  - { more: ratio, worth: 1, value: cost }
`;

const { model, world } = compiled(TEXT);
const values = fc.oneof(fc.integer({ min: -2, max: 9 }), fc.double({ min: -4, max: 12, noNaN: true }));

describe('a judge', () => {
  it.each(model.options)('judges %s at every setting in every world as its values are, one by one', (option) => {
    const settings = fc.record({ a: values, b: values }, { requiredKeys: [] });
    const closed = fc.constantFrom(undefined, new Set(['many']), new Set(['ratio', 'sum']));
    const facts = fc.record({
      c: values,
      isKnown: fc.boolean(),
      closed,
      isSet: fc.boolean(),
      isLikelyOut: fc.boolean(),
    });
    fc.assert(
      fc.property(
        facts,
        fc.array(settings, { minLength: 1, maxLength: 6 }),
        ({ c, isKnown, isLikelyOut, ...of }, all) => {
          const known = new Map(world.facts);
          if (!isKnown) known.delete('unknown');
          const base = { ...world, facts: known, ...(of.closed === undefined ? {} : { closed: of.closed }) };
          const there = withFact(base, 'c', c);
          const written = of.isSet ? worldWith(there, [{ option, input: 'b', to: 5 }]) : asWritten(there, option);
          const judge = judgeOf(model, written, option);
          for (const one of all) {
            const ofWritten = Object.entries(one).map(([input, to]) => ({ option, input, to }));
            // Only what may be set, or is, can be set.
            if (option === 'two' && !of.isSet && one.b !== undefined) continue;
            const stands = new OptionValues(model, worldWith(written, ofWritten), option);
            const expected = judged({ set: [], ofWritten }, stands, { isLikelyOut });
            expect(judge.judged({ set: [], ofWritten }, isLikelyOut)).toEqual(expected);
            const kept = needsOf(model).map((need) => stands.meets(need) !== false);
            expect(kept.map((_, need) => judge.keeps(ofWritten, need))).toEqual(kept);
          }
        },
      ),
      { numRuns: 400, seed: 7 },
    );
  });
});

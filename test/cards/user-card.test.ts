import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import { ELEMENTS } from '../fixtures/user-card.ts';

const root = new URL('../../', import.meta.url);
// The shipped card says the facts of the user's in other words; without front matter it is of the very same form.
const text = readFileSync(new URL('personas/pulse.md', root), 'utf8').replace(/^---\n[\s\S]*?\n---\n\n/, '');
const card = parseCard(text, 'pulse.md');

/** What stands at a path; several where a step is `*`. */
function at(value: unknown, [step, ...rest]: string[]): unknown[] {
  if (step === undefined) return [value];
  if (step === '#') return [(value as unknown[]).length];
  if (step === '*') return (value as unknown[]).flatMap((one) => at(one, rest));
  return at((value as Record<string, unknown>)[step], rest);
}

describe('the list of the elements of the user’s card', () => {
  it.each(ELEMENTS.map((element) => [element.element, element.at, element]))(
    'has %s typed at %s',
    (_, path, { is }) => {
      const found = at(card, path.split('.'));
      if (is instanceof RegExp) expect(found.map(String)).toContainEqual(expect.stringMatching(is));
      else expect(found).toEqual([is]);
    },
  );

  it('names for each element a test that there is', () => {
    for (const { shownBy, element } of ELEMENTS) {
      const file = readFileSync(new URL(shownBy.file, root), 'utf8');
      expect([element, file.includes(shownBy.test) || file.includes(shownBy.test.replaceAll("'", "\\'"))]).toEqual([
        element,
        true,
      ]);
    }
  });

  it('leaves no field of the card out', () => {
    const named = new Set(ELEMENTS.map(({ at: path }) => path.split('.')[0]));
    const filled = Object.entries(card).filter(([, value]) =>
      Array.isArray(value) ? value.length > 0 : value !== undefined,
    );
    expect(filled.map(([field]) => field).filter((field) => !named.has(field) && field !== 'inferred')).toEqual([]);
  });
});

describe('the thinking pattern', () => {
  it('has four rules in the order of their lines, each a condition with its advice', () => {
    const [framework] = card.frameworks;
    const rows = text.split('\n');
    expect(framework?.rules).toHaveLength(4);
    for (const { when, then, line } of framework?.rules ?? []) {
      expect(rows[line - 1]).toContain(when);
      expect(rows[line]).toContain(then);
    }
  });
});

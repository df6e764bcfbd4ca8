import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveMacros, withMacros } from '../../../src/cards/exchange/macros.ts';
import {
  fromInline,
  inline,
  readList,
  readMap,
  readText,
  writeList,
  writeMap,
  writeText,
} from '../../../src/cards/exchange/passage.ts';

const MARKS = [
  '#',
  '## ',
  '```',
  '~~~',
  '---',
  '===',
  '- ',
  '> ',
  '\\',
  '<!-- ',
  '<script>',
  '1. ',
  '|',
  '\n',
  '\r\n',
  ' ',
  '\t',
  '*',
  '_',
  'word',
  ': ',
  '{{char}}',
  '<USER>',
  'Ada',
];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(fc.oneof(fc.constantFrom(...MARKS), fc.string({ maxLength: 4 })), { maxLength: 30 })
    .map((parts) => parts.join('')),
);

describe('a passage', () => {
  it('comes back as it was, or is not written', () => {
    let written = 0;
    fc.assert(
      fc.property(text, (words) => {
        const passage = writeText(words);
        if (passage === null) return;
        written += 1;
        expect(readText(`\n${passage.body}\n\n`, passage.edges)).toBe(words);
        expect(passage.body).not.toMatch(/^ {0,3}(?:#{1,6}(?:\s|$)|```|~~~|=+\s*$|-+\s*$)/m);
      }),
      { numRuns: 2000 },
    );
    expect(written).toBeGreaterThan(500);
  });

  it('as a list or a map of names comes back too', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), (items) => {
        const list = writeList(items);
        if (list !== null) expect(readList(list)).toEqual(items);
        const entries = items.map((item, index) => [`name ${index}`, item] as const);
        const map = writeMap(entries);
        if (map !== null) expect(readMap(map)).toEqual(entries);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['a\rb', 'a\r\nb\nc', 'nul\0', 'half \ud83d', 'lost \ufffd', '   \n', '\u009b31m'])(
    'is not written where a card could not hold it: %j',
    (words) => expect(writeText(words)).toBeNull(),
  );
});

it('a name in a heading or a cell has no meaning in Markdown, and comes back', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (words) => {
      const plain = words.replaceAll(/\s+/g, ' ').trim();
      expect(fromInline(inline(words))).toBe(plain);
    }),
  );
});

describe('macros', () => {
  const names = { char: 'Ada', user: 'User' };

  it('are written out and come back as they were spelled', () => {
    const words = '{{char}} and {{Char}}, not Ada, met <USER>; {{random:a,b}} stays.';
    const resolved = resolveMacros(words, names);
    expect(resolved?.text).toBe('Ada and Ada, not Ada, met User; {{random:a,b}} stays.');
    expect(withMacros(resolved?.text ?? '', names, resolved?.macros ?? { places: 0, were: [] })).toBe(words);
  });

  it('stay written out where names were added', () => {
    const resolved = resolveMacros('{{char}} left.', names);
    expect(withMacros('Ada and Ada left.', names, resolved?.macros ?? { places: 0, were: [] })).toBeNull();
  });

  it('of any text come back, whatever the names', () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('a', 'aa', 'Ada', '{{user}}', '.*'),
        fc.constantFrom('a', 'User', '$&'),
        (words, char, user) => {
          const resolved = resolveMacros(words, { char, user });
          if (resolved !== null) expect(withMacros(resolved.text, { char, user }, resolved.macros)).toBe(words);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

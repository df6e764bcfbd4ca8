import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forTerminal } from '../../src/cli/print/control.ts';

const Unit = fc.oneof(
  fc.constantFrom(
    '\u001b',
    '[',
    '31m',
    '\u009b',
    '\r',
    '\n',
    '\t',
    '\u0000',
    '\u0007',
    '\u202e',
    '\u200d',
    '👩',
    '가',
    'a',
    '⟨',
    '⟩',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const AnyText = fc.array(Unit, { maxLength: 40 }).map((units) => units.join(''));

it('no text from elsewhere steers a terminal: of controls a line feed and a tab are left', () => {
  fc.assert(
    fc.property(AnyText, (text) => {
      expect(forTerminal(text)).not.toMatch(/(?![\n\t])\p{Cc}/u);
    }),
    { numRuns: 2000 },
  );
});

it('what is shown once is shown as it is', () => {
  fc.assert(
    fc.property(AnyText, (text) => {
      const shown = forTerminal(text);
      expect(forTerminal(shown)).toBe(shown);
    }),
    { numRuns: 2000 },
  );
});

it('whatever can be seen is kept, in its order', () => {
  const seen = (text: string) =>
    text.replaceAll(/⟨U\+[0-9A-F]{4,6}⟩/g, '').replaceAll(/[\p{Cc}\p{Cf}\p{DI}\u2028\u2029]/gu, '');
  fc.assert(
    fc.property(AnyText, (text) => {
      expect(seen(forTerminal(text))).toBe(seen(text));
    }),
    { numRuns: 2000 },
  );
});

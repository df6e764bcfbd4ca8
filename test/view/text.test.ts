import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible } from '../../src/core/visible.ts';
import { mayHide, visibleAll } from '../../src/view/page/text.ts';

/** What must never reach the page as it is; written out here, and not taken from what is tested. */
const HIDING = [
  0x00, 0x08, 0x0b, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x61c, 0x180e, 0x200b, 0x200e, 0x200f, 0x2028, 0x202a, 0x202e,
  0x2060, 0x2066, 0x2069, 0xfeff, 0xe0001, 0xe0041,
];

describe('text that hides or steers', () => {
  it.each(HIDING.map((code) => [code.toString(16).toUpperCase().padStart(4, '0'), code] as const))(
    'shows U+%s by its number',
    (name, code) => {
      expect(visible(`a${String.fromCodePoint(code)}b`)).toBe(`a⟨U+${name}⟩b`);
    },
  );

  it('leaves words, line feeds, tabs and joined emoji alone', () => {
    const text = '한글 mixed\n\twith 👩‍🔬 and é, 漢字, עברית';
    expect(visible(text)).toBe(text);
    expect(visible('a\u200db')).toBe('a⟨U+200D⟩b');
  });

  it('is found in JSON whichever way it is written, so that no text is passed over', () => {
    const unit = fc.oneof(
      fc.constantFrom(...HIDING).map((code) => String.fromCodePoint(code)),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(
        fc.array(unit).map((parts) => parts.join('')),
        (text) => {
          const json = JSON.stringify({ [text]: [text] });
          if (visible(text) !== text) expect(mayHide(json)).toBe(true);
          const shown = visibleAll(JSON.parse(json) as Record<string, string[]>);
          expect(shown).toEqual({ [visible(text)]: [visible(text)] });
          expect(visible(visible(text))).toBe(visible(text));
        },
      ),
    );
  });
});

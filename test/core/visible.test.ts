import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointName, hides, visible, visibleJson } from '../../src/core/visible.ts';

/** Each hides, reverses or steers text: a control, a bidirectional mark, a zero width, a separator, a tag, half of nothing else. */
const HIDDEN: [string, string][] = [
  ['\u0000', 'U+0000'],
  ['\u001b', 'U+001B'],
  ['\r', 'U+000D'],
  ['\u0085', 'U+0085'],
  ['\u009b', 'U+009B'],
  ['\u00ad', 'U+00AD'],
  ['\u200b', 'U+200B'],
  ['\u200d', 'U+200D'],
  ['\u2028', 'U+2028'],
  ['\u202e', 'U+202E'],
  ['\u2066', 'U+2066'],
  ['\ufeff', 'U+FEFF'],
  ['\u{e0041}', 'U+E0041'],
];

describe('a character that is not seen', () => {
  it.each(HIDDEN)('%j is shown as %s', (character, name) => {
    expect([hides(`a${character}b`), codePointName(character)]).toEqual([true, name]);
    expect(visible(`a${character}b${character}`)).toBe(`a⟨${name}⟩b⟨${name}⟩`);
  });

  it.each(HIDDEN)('%j is an escape in JSON, of the same value', (character) => {
    const shown = visibleJson(JSON.stringify({ a: `x${character}y` }));
    expect([hides(shown), JSON.parse(shown)]).toEqual([false, { a: `x${character}y` }]);
  });
});

describe('a text', () => {
  it.each(['한국어 글', 'a\n\tb', 'é è', 'naïve', '👍🏽', '', '⟨U+202E⟩'])('%j stays as it is', (text) => {
    expect([hides(text), visible(text), visibleJson(text)]).toEqual([false, text, text]);
  });

  it('keeps the joiner inside an emoji, and shows it anywhere else', () => {
    expect(visible('👩\u200d🚀')).toBe('👩\u200d🚀');
    expect(visible('❤\ufe0f\u200d🔥')).toBe('❤\ufe0f\u200d🔥');
    expect(visible('👩\u200d')).toBe('👩⟨U+200D⟩');
    expect(visible('\u200d🚀')).toBe('⟨U+200D⟩🚀');
    expect(visible('a\u200db')).toBe('a⟨U+200D⟩b');
    expect(visible('👩 \u200d🚀')).toBe('👩 ⟨U+200D⟩🚀');
    expect(visible('👩\u200d 🚀')).toBe('👩⟨U+200D⟩ 🚀');
  });

  it('hides nothing once it is shown, whatever it was, but for joiners of emoji', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(hides(visible(text).replaceAll('\u200d', ''))).toBe(false);
      }),
    );
  });
});

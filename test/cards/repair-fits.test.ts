import { describe, expect, it } from 'vitest';
import { pack } from '../../dev/hangul/pack.ts';
import { USUALLY_LOST } from '../../src/cards/repair/code-page.ts';
import { fits } from '../../src/cards/repair/fits.ts';
import { unpack, WIDTH } from '../../src/cards/repair/ngrams.ts';

const survivors = (character: string) => [...Buffer.from(character)].filter((byte) => !USUALLY_LOST.includes(byte));
const syllables = Array.from({ length: 0xd7a3 - 0xac00 + 1 }, (_, at) => String.fromCharCode(0xac00 + at));

describe('the characters that fit what survived', () => {
  it('hold the true one for every Hangul syllable, and at most 64', () => {
    const broken = syllables.filter((syllable) => survivors(syllable).length < 3);
    expect(broken).toHaveLength(2660);
    for (const syllable of broken) {
      const found = fits(survivors(syllable), USUALLY_LOST);
      expect(found).toContain(syllable);
      expect(found.length).toBeLessThanOrEqual(64);
      expect(new Set(found).size).toBe(found.length);
    }
  });

  it.each([...'”═┐❌🎯賞حㅎ\uFE0F'])('hold %s', (character) => {
    expect(survivors(character).length).toBeLessThan(Buffer.from(character).length);
    expect(fits(survivors(character), USUALLY_LOST)).toContain(character);
  });

  it('are none when a byte stands there that the damage would have taken', () => {
    expect(fits([0xea, 0x81], USUALLY_LOST)).toEqual([]);
  });
});

describe('counts as bytes', () => {
  it('come back, small ones exactly and large ones within an eighth', () => {
    const ngrams = {
      alphabet: ' 가나다',
      one: [100_000, 7, 3, 0],
      two: new Map([
        [0, new Map([[1, 5]])],
        [1, new Map([[3, 1234]])],
      ]),
      three: new Map([
        [2, new Map([[3, 1]])],
        [
          3 * WIDTH + 3,
          new Map([
            [0, 2],
            [3, 4],
          ]),
        ],
      ]),
    };
    const back = unpack(pack(ngrams));
    expect(back.alphabet).toBe(ngrams.alphabet);
    expect(back.three).toEqual(ngrams.three);
    expect(back.two.get(0)).toEqual(new Map([[1, 5]]));
    expect(back.one.slice(2)).toEqual([3, 0]);
    const large: [number, number][] = [
      [back.one[0] ?? 0, 100_000],
      [back.two.get(1)?.get(3) ?? 0, 1234],
    ];
    for (const [found, count] of large) expect(Math.abs(found / count - 1)).toBeLessThanOrEqual(1 / 8);
  });

  it('that end early are an error and no counts', () => {
    const whole = pack({ alphabet: ' 가', one: [2, 1], two: new Map(), three: new Map() });
    expect(() => unpack(whole.subarray(0, whole.length - 1))).toThrow('unexpected end of file');
  });
});

import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it, vi } from 'vitest';
import { columns, fitted, padTo, wrap, wrapParts } from '../../src/report/width.ts';

const words = fc.array(
  fc.constantFrom(
    '계속',
    '되돌리기',
    '비교',
    'loss',
    '2.56',
    'a',
    '체크포인트를',
    '한국어문장이아주길어서한줄에안들어가는경우',
  ),
  {
    minLength: 1,
    maxLength: 30,
  },
);

describe('wrapping', () => {
  it('keeps every line within the page and loses no character but the spaces at breaks', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 8, max: 60 }), (list, width) => {
        const text = list.join(' ');
        const lines = wrap(text, width);
        expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('breaks Korean between eojeol', () => {
    expect(wrap('학습을 계속할 것인지 정합니다', 14)).toEqual(['학습을 계속할', '것인지', '정합니다']);
  });

  it('cuts a word that is wider than the page between graphemes', () => {
    expect(wrap('가나다라마바사', 8)).toEqual(['가나다라', '마바사']);
  });

  it('keeps the separator at the end of a broken line of parts', () => {
    expect(wrapParts(['계속 .72', '되돌리기 .66', 'a'], 14)).toEqual(['계속 .72 ·', '되돌리기 .66 ·', 'a']);
  });
});

describe('a reply without a space in it', () => {
  it('is wrapped in time that grows with its length and not with the square of it', () => {
    const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    const letters = 100_000;
    expect(wrap('가'.repeat(1_000_000), 80)).toHaveLength(25_000);
    const lines = wrap('e\u0301가'.repeat(letters / 3), 81);
    const given = segment.mock.calls.map(([text]) => text.length);
    segment.mockRestore();
    expect(lines).toHaveLength(Math.ceil(letters / 3 / 27));
    // The square of its length is what the segmenter takes for a text; all of that stays in proportion to the letters.
    expect(given.reduce((sum, length) => sum + length ** 2, 0)).toBeLessThan(1000 * letters);
  });

  it('may be a heap of marks on one letter', () => {
    expect(wrap(`a${'\u0301'.repeat(5000)}b`, 8).join('')).toHaveLength(5002);
  });

  it('is cut to a line at the first letter that does not fit', () => {
    expect(fitted('가나다', 5)).toBe('가나');
    expect(fitted('\u001b[2mab\u001b[22mcd', 3)).toBe('\u001b[2mab\u001b[22mc');
  });
});

describe('columns', () => {
  const rows = [
    ['Pulse', '계속 .72', 'keep'],
    ['김도윤', 'ablate .60', '되돌리기'],
    ['Sentinel', '비교 실험 .81', 'x'],
  ];

  it('begin at the same column in rows of Korean and English', () => {
    const starts = columns(rows).map((line, index) => stringWidth(line) - stringWidth(rows[index]?.[2] ?? ''));
    expect(new Set(starts)).toEqual(new Set([10 + 15]));
    const seconds = columns(rows).map((line, index) =>
      stringWidth(line.slice(0, line.indexOf(rows[index]?.[1] ?? '?'))),
    );
    expect(seconds).toEqual([10, 10, 10]);
  });

  it('wrap the last one under itself', () => {
    expect(columns([['가', '하나 둘 셋 넷 다섯 여섯']], { width: 20 })).toEqual(['가  하나 둘 셋 넷', '    다섯 여섯']);
  });

  it('count no colour codes', () => {
    expect(padTo('\u001b[1m가\u001b[22m', 4)).toBe('\u001b[1m가\u001b[22m  ');
  });
});

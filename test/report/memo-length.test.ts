import { describe, expect, it } from 'vitest';
import type { MemoPart, WrittenLine } from '../../src/core/memo.ts';
import { fittedMemo, memoWords } from '../../src/report/memo-length.ts';

const words = (text: string) => memoWords([{ part: 'why', text, turns: [], who: null, when: null }]);

describe('the words of a memo', () => {
  it.each([
    ['로그의 50%를 30대로 셉니다', 2],
    ['약 $1,040이 듭니다', 2],
    ['It costs $4,680 for 12 days, 3x of 2024', 5],
    ['H100 세 장을 씁니다', 4],
    ['(15%로) 둡니다', 1],
  ])('are those that are no figure, whatever is written with it: %s', (text, count) => {
    expect(words(text)).toBe(count);
  });
});

describe('a memo that is too long', () => {
  const line = (part: MemoPart, count: number): WrittenLine => ({
    part,
    text: `${'word '.repeat(count - 1)}end.`,
    turns: [],
    who: null,
    when: null,
  });
  const parts = (...lines: WrittenLine[]) =>
    fittedMemo({ lines, leftOut: [] }, 100).lines.map(({ part, text }) => `${part} ${text.split(' ').length}`);
  const short = [line('decision', 20), line('why', 20), line('why', 20)];

  it('keeps why the next best is not taken, where a line of what is open is enough', () => {
    expect(parts(...short, line('changes', 20), line('open', 26))).toEqual([
      'decision 20',
      'why 20',
      'why 20',
      'changes 20',
    ]);
  });

  it('loses no line for less than a sentence', () => {
    expect(parts(...short, line('changes', 20), line('open', 22))).toHaveLength(5);
  });

  it('loses the second reason where nothing less is enough', () => {
    expect(parts(line('decision', 60), line('why', 40), line('why', 60), line('open', 3))).toEqual([
      'decision 60',
      'why 40',
      'open 3',
    ]);
  });
});

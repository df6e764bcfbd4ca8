import { describe, expect, it } from 'vitest';
import { memoWords } from '../../src/report/memo-length.ts';

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

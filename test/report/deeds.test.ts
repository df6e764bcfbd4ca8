import { describe, expect, it } from 'vitest';
import { tellsDeed } from '../../src/report/deeds.ts';

describe('a condition', () => {
  it.each([
    'without a sound weld by day nine, everybody goes home',
    'condition: if the seal leaks, the pump is shut off · Kim, Lee',
    'the crew stops when the seal leaks',
    'no second shift unless the seal holds, and if it fails, the old pump runs',
    '9일까지 결과가 없으면 모두 옛 펌프로 간다',
    '새는 곳이 있으면 곧바로 펌프를 끈다',
  ])('says what is done where it is not met: %s', (condition) => {
    expect(tellsDeed(condition)).toBe(true);
  });

  it.each([
    'the weld is sound by day nine',
    'condition: if the seal holds, the pump runs on · Kim, Lee',
    'the pump runs on only if the seal holds',
    'nobody works at night · Kim, Lee',
    '밤에는 아무도 부르지 않는다',
    '새는 곳이 없을 때만 펌프를 돌린다',
  ])('does not: %s', (condition) => {
    expect(tellsDeed(condition)).toBe(false);
  });
});

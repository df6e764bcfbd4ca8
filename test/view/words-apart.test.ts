import { expect, it } from 'vitest';
import { wordsApart } from '../../src/view/server/words-apart.ts';

const marked = (pieces: { text: string; changed: boolean }[] | undefined) =>
  pieces?.filter(({ changed }) => changed).map(({ text }) => text.trim());
const whole = (pieces: { text: string }[] | undefined) => pieces?.map(({ text }) => text).join('');

it('marks the words that the other text does not have, and numbers whole', () => {
  const [a, b] = ['Rewinding costs 1,141 steps now.', 'Rewinding costs 420 steps then.'];
  const apart = wordsApart(a, b);
  expect(marked(apart?.a)).toEqual(['1,141', 'now']);
  expect(marked(apart?.b)).toEqual(['420', 'then']);
  expect([whole(apart?.a), whole(apart?.b)]).toEqual([a, b]);
});

it('marks Korean by words and not by syllables', () => {
  const apart = wordsApart('저는 되돌리기를 지지합니다.', '저는 비교 실험을 지지합니다.');
  expect(marked(apart?.a)).toEqual(['되돌리기를']);
  expect(marked(apart?.b)).toEqual(['비교 실험을']);
});

it('marks nothing where two texts are equal or have nothing in common', () => {
  expect(wordsApart('as it was', 'as it was')).toBeNull();
  expect(wordsApart('one thing', 'quite another matter altogether')).toBeNull();
});

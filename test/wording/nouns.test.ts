import { describe, expect, it } from 'vitest';
import { headNoun } from '../../src/wording/nouns.ts';

describe('what a noun phrase is about', () => {
  it.each([
    ['the speed on both engines', 'speed'],
    ['our own speed', 'speed'],
    ['the seed', 'seed'],
    ['the hours taken from the desks', 'hours'],
    ['the steps lost', 'steps'],
    ['tokens served', 'tokens'],
    ['the need', 'need'],
  ])('is a noun, also where it ends like a participle: %s', (phrase, head) => {
    expect(headNoun(phrase)).toBe(head);
  });
});

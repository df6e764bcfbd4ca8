import { describe, expect, it } from 'vitest';
import { introducer } from '../../src/report/introduced.ts';

const members = [
  { id: 'flux', name: 'Flux', role: '정하린 · 데이터 엔지니어', person: '정하린' },
  { id: 'ada', name: 'Ada', role: 'Head Gardener' },
];

describe('who somebody is', () => {
  it('stands where they are first named, and nowhere again', () => {
    const said = introducer({ members, language: 'ko' });
    expect(said('Flux가 확인하고 Flux가 적는다')).toBe('Flux(정하린, 데이터 엔지니어)가 확인하고 Flux가 적는다');
    expect(said('정하린과 Flux')).toBe('정하린과 Flux');
  });

  it('stands behind their own name as well as behind what they go by', () => {
    expect(introducer({ members, language: 'ko' })('정하린이 잰다')).toBe('정하린(Flux, 데이터 엔지니어)이 잰다');
    expect(introducer({ members, language: 'en' })('Ada waters.')).toBe('Ada (Head Gardener) waters.');
  });

  it('stands behind what is theirs', () => {
    expect(introducer({ members, language: 'en' })("After Ada's trial, Ada waters.")).toBe(
      "After Ada's (Head Gardener) trial, Ada waters.",
    );
  });

  it('is not put into words of others, into other words, or beside what was said already', () => {
    const said = introducer({ members, language: 'en' });
    expect(said('“Ask Ada” and Adamant')).toBe('“Ask Ada” and Adamant');
    expect(said('Ada (of the nursery) waters.')).toBe('Ada (of the nursery) waters.');
    expect(said('Ada again')).toBe('Ada again');
  });
});

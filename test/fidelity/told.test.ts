import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import { compileCard, SCORERS, turnVerdicts } from '../../src/fidelity/index.ts';
import type { SpokenTurn } from '../../src/fidelity/model/turn.ts';
import { closestLine } from '../../src/fidelity/reader/lines.ts';
import { toldOfSelf } from '../../src/fidelity/reader/told.ts';

/** A card of nobody that the checks were written with: another field, firms that no list has, prizes and counts. */
const CARD = `# W-07: 한소라 (Han Sora)
## "Tide" | 해양 기상 분석가 | Marine Weather Analyst

---

## Quick Reference Card

| Attribute | Value |
|-----------|-------|
| **ID** | W-07 |
| **Name** | 한소라 (Han Sora) |
| **Callsign** | Tide |
| **Role** | Marine Weather Analyst |
| **Experience** | 12 years |
| **Languages** | 한국어 (Native), English (Fluent) |
| **Education** | PhD Oceanography (KAIST), BS Physics (연세대학교) |
| **Military** | 해군 기상 장교 |
| **Conferences** | AGU 강연 3회, EGU 포스터 5회 |
| **Philosophy** | "관측소가 말하기 전에는 아무도 폭풍을 모른다." |

---

## Career Path

**Harbor Forecasts (2012-2016)** - Analyst
- 파고 예보 모델 TideNet을 설계
- AGU 2015 강연

**North Pier (2016-2021)** - Senior Analyst
- 태풍 경로 앙상블 GaleMix를 운영
- 예보 오차를 30% 줄임

**현재: Breakwater (2021-Present)** - Marine Weather Analyst

---

## Slack Messages

\`\`\`
"관측소 값부터 열어 봐요."

"예보가 빗나가면 제 탓이에요. 기록부터 남길게요."
\`\`\`

---

## Personality

신중하다. 출항을 막을 때는 이유를 세 줄로 적는다.
`;

const tide = compileCard(parseCard(CARD, 'tide.md'), { text: CARD });

const told = (text: string) => {
  const figures = new Map<string, number>();
  toldOfSelf(figures, text, tide);
  return Object.fromEntries(figures);
};

describe('what a turn tells of its speaker, held against the card', () => {
  it.each([
    ['2012년부터 2016년까지 Harbor Forecasts에 있었어요.', 2, 0],
    ['I was at North Pier from 2016 to 2021.', 2, 0],
    ['2018년에 Harbor Forecasts에 들어갔어요.', 0, 1],
    ['I joined North Pier in 2014, fresh from school.', 0, 1],
    ['AGU 강연은 2015년에 했어요.', 1, 0],
    ['Harbor Forecasts until 2016, North Pier until 2021, and this desk since.', 2, 0],
  ])('years: %s', (text, together, apart) => {
    const { 'year with its name': withName = 0, 'year off its name': offName = 0 } = told(text);
    expect([withName, offName]).toEqual([together, apart]);
  });

  it.each([
    ['TideNet은 Harbor Forecasts에서 만들었어요.', 'names together', 'names apart'],
    ['GaleMix came out of North Pier, years ago.', 'names together', 'names apart'],
    ['TideNet은 North Pier에서 만들었어요.', 'names apart', 'names together'],
    ['GaleMix came out of Harbor Forecasts, years ago.', 'names apart', 'names together'],
  ])('names: %s', (text, is, isNot) => {
    expect(told(text)).toHaveProperty([is]);
    expect(told(text)).not.toHaveProperty([isNot]);
  });

  it('takes firms that follow each other for no claim that they are one', () => {
    expect(told('Harbor Forecasts와 North Pier를 거쳤어요.')).not.toHaveProperty(['names apart']);
  });

  it('adds up what bears the card out and what does not, so that a life told in full and in order is no suspicion', () => {
    const whole = 'Harbor Forecasts from 2012 to 2016, where I made TideNet, then North Pier until 2021.';
    expect(told(whole)['told otherwise, in shares']).toBe(0);
    expect(told(whole)['told as the card']).toBeGreaterThan(2);
    const off = told('Harbor Forecasts from 2012 to 2016, where I made GaleMix, then North Pier until 2019.');
    expect(off['told otherwise, in shares']).toBeGreaterThan(0);
    expect(off['told as the card']).toBe(0);
    expect(told('오늘은 바람이 세요.')).not.toHaveProperty(['told otherwise, in shares']);
  });

  it('leaves out what is told of others, and what is only supposed', () => {
    expect(told('그 친구는 2018년에 Harbor Forecasts에 들어갔어요.')).toEqual({});
    expect(told('If I had joined North Pier in 2010, I would know.')).toEqual({});
  });
});

describe('the rule on lives', () => {
  const failedBy = (utterance: string) => {
    const turn: SpokenTurn = { id: 't', persona: tide.id, utterance, context: [] };
    const [verdict] = turnVerdicts([turn], tide, SCORERS);
    return verdict?.reasons.filter(({ gates }) => gates).map(({ evidence }) => evidence.finding.code) ?? [];
  };

  it.each([
    '저는 공군에 있을 때 바다를 처음 봤어요.',
    'My bachelor years at Stanford taught me physics.',
    'I joined North Pier in 2014, fresh from school.',
    '이 일이 올해로 3년째인데 아직 태풍이 무서워요.',
  ])('fails %s', (text) => {
    expect(failedBy(text)).toEqual([expect.stringMatching(/^identity\./u)]);
  });

  it.each([
    '저는 해군에 있을 때 바다를 처음 봤어요.',
    'My bachelor years at Yonsei taught me physics.',
    'I joined North Pier in 2016, fresh from Harbor Forecasts.',
    'North Pier put out a report on gales in 2009, and I still read it.',
    '공군이 쓰는 예보도 같이 봤어요.',
    '3년째 같은 부표를 쓰는데 아직 멀쩡해요.',
    'Stanford published the ensemble data yesterday, so I compared our tracks with theirs.',
  ])('does not fail %s', (text) => {
    expect(failedBy(text)).toEqual([]);
  });
});

describe('the closest line of a card', () => {
  it('is against a sentence that denies what it says', () => {
    const along = closestLine('관측소 값부터 열어 보죠.', tide);
    const against = closestLine('관측소 값은 안 열어 봐도 돼요.', tide);
    expect(along).toMatchObject({ isAgainst: false });
    expect(against).toMatchObject({ isAgainst: true });
    expect(against.likeness).toBeGreaterThan(0.2);
    expect(closestLine('점심은 김밥으로 할게요.', tide).likeness).toBeLessThan(along.likeness);
  });
});

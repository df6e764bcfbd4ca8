import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import { compileCard } from '../../src/fidelity/index.ts';
import { lifeIn } from '../../src/fidelity/reader/life.ts';

const TEXT = `# K-07: Ines Baker
## "Kiln" | Materials Engineer

## Quick Reference

| Attribute | Value |
|-----------|-------|
| **ID** | K-07 |
| **Name** | Ines Baker |
| **Callsign** | Kiln |
| **Role** | Materials Engineer |
| **Experience** | 12 years |
| **Education** | MS Physics (MIT), BS Mathematics (KAIST) |
| **Military** | 해군 통신장교 |

## Career Path

**Samsung (2012-2016)** - Engineer
- Sintering furnaces and their linings

**Intel (2016-2020)** - Senior Engineer
- Halved the porosity of alumina substrates

**Present: Oven Works (2020-Present)** - Materials Engineer
- Glazes
`;
const card = compileCard(parseCard(TEXT, 'kiln.md'), { text: TEXT });
const SMALL_TALK = 'A podcast host asks about her career before this team.';
const codes = (utterance: string, situation = SMALL_TALK) =>
  lifeIn(utterance, situation, card).flatMap(({ finding }) => (finding === null ? [] : [finding.code]));
const borne = (utterance: string, situation = SMALL_TALK) =>
  lifeIn(utterance, situation, card).filter(({ finding }) => finding === null).length;

const CRAFT = `# K-08: 서윤호
## "Loom" | 직조 기술자

## Quick Reference

| Attribute | Value |
|-----------|-------|
| **ID** | K-08 |
| **Name** | 서윤호 (Seo Yoonho) |
| **Callsign** | Loom |
| **Role** | 직조 기술자 |
| **Education** | MS Physics (MIT), BS Mathematics (KAIST) |

## Career Path

**한빛방직 (2003-2008)** - Trainee
- 보풀을 재는 자를 만듦

**Marlowe Textiles, Leeds (2008-2014)** - Staff Weaver
- Designed the ShuttleCheck gauge
- 2011년 염색기능장 자격을 얻음

**Present: Oven Works (2014-Present)** - Weaver
- Repairs looms
`;
const craft = compileCard(parseCard(CRAFT, 'loom.md'), { text: CRAFT });

describe('a life that is told', () => {
  it('is borne out where places, years and order are the card’s', () => {
    for (const said of [
      'Samsung from 2012 to 2016, then Intel until 2020, and Oven Works since.',
      '삼성에 2012년부터 2016년까지 있었고, 그다음 인텔이에요. 2020년에 여기로 왔어요.',
      'MS at MIT in physics, mathematics at KAIST before that.',
      '해군에서 통신장교로 있었어요.',
    ]) {
      expect(codes(said), said).toEqual([]);
      expect(borne(said), said).toBeGreaterThan(0);
    }
  });

  it('is ruled out by a year of another time, with the place in the sentence or in the question', () => {
    expect(codes('Intel, 2013 to 2017, mostly furnaces.')).toContain('identity.year');
    expect(codes('삼성에는 2015년부터 있었어요.')).toContain('identity.year');
    expect(codes('2010년에 들어가서 2016년까지 있었어요.', '후배가 삼성 시절을 물었다.')).toContain('identity.year');
    expect(codes('2018년에 왔어요.', '누가 언제 합류했느냐고 물었다.')).toContain('identity.year');
  });

  it('is ruled out by an order that is not the card’s, and not by one that is told backwards', () => {
    expect(codes('Intel first, then Samsung.')).toContain('identity.apart');
    expect(codes('I came from Intel, and before that Samsung.')).toEqual([]);
  });

  it('is ruled out by a degree, a school or a service that no line has', () => {
    expect(codes('PhD in physics from MIT.')).toContain('identity.claim');
    expect(codes('Mathematics at MIT, then the master’s.', 'Someone asks what she studied.')).toContain(
      'identity.claim',
    );
    expect(codes('물리 석사는 KAIST에서 했어요.')).toContain('identity.claim');
    expect(codes('Air force, two years.', 'Small talk about military service.')).toContain('identity.claim');
    expect(codes('저는 통신병이었어요.')).toContain('identity.claim');
  });

  it('is ruled out by a place of work among places of the card, and by years at work', () => {
    expect(codes('Samsung, then two years at Google, then Intel.')).toContain('identity.employer');
    expect(codes('I have been a materials engineer for five years.')).toContain('identity.experience');
  });

  it('is ruled out by a deed of another post', () => {
    expect(codes('At Samsung I halved the porosity of alumina.')).toContain('identity.apart');
    expect(codes('At Intel I halved the porosity of alumina.')).toEqual([]);
  });

  it('is held against posts at firms that nobody else knows, by the words of their names', () => {
    const told = (utterance: string, situation = SMALL_TALK) =>
      lifeIn(utterance, situation, craft).flatMap(({ finding }) => (finding === null ? [] : [finding.code]));
    expect(told('한빛방직에는 2010년부터 있었어요.')).toContain('identity.year');
    expect(told('한빛방직에는 2003년부터 있었어요.')).toEqual([]);
    expect(told('리즈 말로의 일이에요. Marlowe에서 시작했고, 한빛방직은 그다음이에요.')).toContain('identity.apart');
    expect(told('I designed ShuttleCheck at Marlowe.')).toEqual([]);
    expect(told('한빛방직에서 ShuttleCheck를 만들었어요.')).toContain('identity.apart');
    expect(told('스태프는 한빛방직에서 달았어요.')).toContain('identity.apart');
    expect(told('스태프는 Marlowe에서 달았어요.')).toEqual([]);
    expect(told('2013년에 염색기능장이 되었어요.')).toContain('identity.apart');
    expect(told('2011년에 염색기능장이 되었어요.')).toEqual([]);
  });

  it('is ruled out by the second of two degrees at one school, and by an order told with `after`', () => {
    expect(codes('KAIST에서 학부와 석사를 마쳤어요.')).toContain('identity.claim');
    expect(codes('It was a reading group at MIT, while I was an undergraduate there.')).toContain('identity.claim');
    expect(codes('At Samsung, after Intel.')).toContain('identity.apart');
    expect(codes('At Intel, after Samsung.')).toEqual([]);
  });

  it('is asked for by a question about what was, and then the answer’s places are the speaker’s', () => {
    expect(codes('That was at Intel, in 2013.', 'A newcomer asks where she learned about linings.')).toContain(
      'identity.year',
    );
    expect(codes('i was at Intel in 2013.', 'Lunch.')).toContain('identity.year');
    expect(codes('That was at Intel, in 2013.', 'Somebody reads the news aloud.')).toEqual([]);
  });

  it('is nobody’s where others are spoken of, something is supposed, or no life is asked for', () => {
    for (const said of ['My friend was at Intel from 2010.', 'If I had joined Intel in 2010, I would be rich.'])
      expect(codes(said), said).toEqual([]);
    expect(codes('Google, Samsung and the 2011 batch.', 'Somebody asks which suppliers were audited.')).toEqual([]);
  });
});

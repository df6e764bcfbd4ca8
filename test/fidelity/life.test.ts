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

  it('is nobody’s where others are spoken of, something is supposed, or no life is asked for', () => {
    for (const said of ['My friend was at Intel from 2010.', 'If I had joined Intel in 2010, I would be rich.'])
      expect(codes(said), said).toEqual([]);
    expect(codes('Google, Samsung and the 2011 batch.', 'Somebody asks which suppliers were audited.')).toEqual([]);
  });
});

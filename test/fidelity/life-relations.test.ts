import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import { compileCard } from '../../src/fidelity/index.ts';
import { lifeIn } from '../../src/fidelity/reader/life.ts';

const TEXT = `# R-03: 남가온 (Nam Gaon)
## "Reed" | 데이터베이스 엔지니어

## Quick Reference

| Attribute | Value |
|-----------|-------|
| **ID** | R-03 |
| **Name** | 남가온 (Nam Gaon) |
| **Callsign** | Reed |
| **Role** | Principal Database Engineer |
| **Experience** | 14 years |
| **Languages** | 한국어 (Native), Go (Mother Tongue), Rust (Reading) |
| **Education** | PhD (POSTECH) — Query Optimization, BS Mathematics (KAIST, 수석 졸업) |
| **Military** | 공군 (제3비행단) |
| **Conferences** | VLDB 키노트 2회, SIGMOD 튜토리얼 4회 |

## Career Path

**Naver (2011-2014)** - Senior Engineer, Storage Team
- 백업 도구 Silver Heron 2.0을 설계, 복구 시간을 절반으로 줄임

**Google Research (2014-2018)** - Postdoctoral Researcher → Staff Engineer
- 질의 최적화 연구, SIGMOD 2016 Best Paper
- 한 달에 5천만 명이 쓰는 메시징 구조

**AWS (2018-2022)** - Principal Engineer
- DynamoDB의 트랜잭션과 부하 분산을 맡아 비용을 30% 낮춤

**현재: Reed Works (2022-Present)** - Principal Database Engineer
- 저장 구조
`;
const card = compileCard(parseCard(TEXT, 'reed.md'), { text: TEXT });
const OVER_LUNCH = 'A colleague asks about a slow query over lunch.';
const told = (utterance: string, situation = OVER_LUNCH) => lifeIn(utterance, situation, card);
const codes = (utterance: string, situation = OVER_LUNCH) =>
  told(utterance, situation).flatMap(({ finding, isSure }) => (finding !== null && isSure ? [finding.code] : []));
const doubted = (utterance: string, situation = OVER_LUNCH) =>
  told(utterance, situation).filter(({ finding, isSure }) => finding !== null && !isSure).length;

describe('counts of a life', () => {
  it('are held where the card counts the same thing', () => {
    expect(codes("I've given three keynotes at VLDB, so ask me anything.")).toContain('identity.apart');
    expect(codes('저는 SIGMOD 튜토리얼을 여섯 번 했어요.')).toContain('identity.apart');
    expect(codes('The third time VLDB gave me the keynote, the projector died.')).toContain('identity.apart');
    expect(codes("I've given two keynotes at VLDB.")).toEqual([]);
    expect(codes('저는 SIGMOD 튜토리얼을 네 번 했어요.')).toEqual([]);
  });

  it('are nobody’s where a part is told, or what others wrote and said is counted', () => {
    expect(codes('Two of my VLDB keynotes were about locks; one keynote was about sleep.')).toEqual([]);
    expect(codes('저는 오늘 VLDB 논문 세 편을 읽었어요.')).toEqual([]);
    expect(codes('I sat through three VLDB keynotes this week and remember one.')).toEqual([]);
  });

  it('tell by how much something of one’s own changed, and how many used it', () => {
    expect(codes('At Naver I designed Silver Heron 2.0 and it cut recovery time to a third.')).toContain(
      'identity.apart',
    );
    expect(codes('At Naver I designed Silver Heron 2.0 and it cut recovery time in half.')).toEqual([]);
    expect(codes('Google Research에서 저는 한 달에 500만 명이 쓰는 메시징을 맡았어요.')).toContain('identity.apart');
    expect(codes('우리 복구 시간이 지난주에 세 배로 늘었어요.')).toEqual([]);
  });
});

describe('work told of a post', () => {
  it('is the other post’s where two things of it are told, in either language', () => {
    expect(codes('At Naver I worked on transactions and load balancing.')).toContain('identity.apart');
    expect(codes('네이버 다닐 때 트랜잭션을 고쳐서 비용을 30% 낮췄죠, 부하 분산까지요.')).toContain('identity.apart');
    expect(codes('At AWS I worked on transactions and load balancing.')).toEqual([]);
  });

  it('is a doubt where one thing is told that no line has there', () => {
    expect(codes('At AWS I designed a compiler.')).toEqual([]);
    expect(doubted('At AWS I designed a compiler.')).toBe(1);
  });

  it('is ruled out by name', () => {
    expect(codes('Silver Heron 2.0 was AWS.', 'A host asks about his career.')).toContain('identity.apart');
    expect(codes('Silver Heron 2.0 was Naver.', 'A host asks about his career.')).toEqual([]);
  });

  it('is nobody’s life where a firm made something', () => {
    for (const said of ['AWS raised the price of DynamoDB again.', '구글이 낸 질의 최적화 논문을 읽었어요.'])
      expect(codes(said), said).toEqual([]);
  });
});

describe('standing', () => {
  it('is held by rank, team and part of the firm', () => {
    expect(codes('I joined AWS as an intern and never left the pager.')).toContain('identity.apart');
    expect(codes('I joined AWS as a principal engineer.')).toEqual([]);
    expect(codes('At AWS it was a manager who taught me to sleep.')).toEqual([]);
    expect(codes('I was on the Ledger team at Naver.')).toContain('identity.apart');
    expect(codes('I once worked with the Kafka team at Naver.')).toEqual([]);
    expect(codes('I was on the storage team at Naver.')).toEqual([]);
    expect(codes('I was at Google Brain for four years.')).toContain('identity.employer');
    expect(codes('I read it in the Google Brain paper.')).toEqual([]);
  });

  it('is held by what came before what', () => {
    expect(codes('I was at AWS before I ever joined Naver.')).toContain('identity.apart');
    expect(codes('I was at Naver before I ever joined AWS.')).toEqual([]);
    expect(codes('AWS 가기 전에 네이버에서 일했어요.')).toEqual([]);
    expect(codes('At AWS we drained the zone before the Naver crawler hit us, I remember.')).toEqual([]);
    expect(codes('My first job was at AWS.')).toContain('identity.apart');
    expect(codes('My first job was at Naver.')).toEqual([]);
  });

  it('is held by how somebody came out of school', () => {
    expect(codes('나 KAIST를 거의 바닥으로 나온 사람이야.')).toContain('identity.claim');
    expect(codes('KAIST를 수석으로 나왔어도 그건 몰랐어요.')).toEqual([]);
    expect(codes('학부를 거기서 나왔고 박사도 거기서 했죠.', 'KAIST에 다녔느냐고 물었다.')).toContain('identity.claim');
  });

  it('is held by prizes, tongues and units served in', () => {
    expect(codes('We won the best paper award at ICDE and I still have the mug.')).toContain('identity.apart');
    expect(codes('I heard the keynote at ICDE.')).toEqual([]);
    expect(codes('Rust가 모국어나 마찬가지입니다.')).toContain('identity.apart');
    expect(codes('Go가 모국어나 마찬가지입니다.')).toEqual([]);
    expect(codes('저는 공군에서 제5비행단에 있었습니다.')).toContain('identity.claim');
    expect(codes('저는 공군에서 제3비행단에 있었습니다.')).toEqual([]);
  });

  it('is held by the subject of a thesis, and not by what was met with at school', () => {
    expect(codes('제 박사 논문은 정적 분석이었어요.')).toContain('identity.apart');
    expect(codes('My doctorate was on query optimisation.')).toEqual([]);
    expect(codes('저는 박사 때 정보 이론 수업을 들었어요.')).toEqual([]);
  });
});

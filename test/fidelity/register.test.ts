import { describe, expect, it } from 'vitest';
import type { SpokenTurn } from '../../src/fidelity/model/turn.ts';
import { register } from '../../src/fidelity/scorers/register.ts';
import { compiledCard } from './judge/cards.ts';

/** Codes of what is found in how a turn is said; what the reader doubts is left out. */
function foundIn(persona: string, addressee: string, utterance: string, situation = '회의 중이다.'): string[] {
  const card = compiledCard(persona);
  const lang = /[가-힣]/u.test(utterance) ? 'ko' : 'en';
  const turn: SpokenTurn = { id: 't', persona, addressee, utterance, lang, context: [{ text: situation }] };
  const codes = register.score([turn], card).evidence.map(({ finding }) => finding.code);
  return codes.filter((code) => !/^reader\.|length$/u.test(code));
}

describe('the speech level to whom a card does not list', () => {
  it.each([
    ['sentinel', 'junior', '카나리부터 봐. 되돌리는 명령은 네가 직접 쳐 봐.'],
    ['axiom', 'outsider', '상한부터 정해. 증명은 내일 보낼게.'],
    ['pulse', 'executive', '런은 오늘 밤에 끝나. 내일 곡선 보여 줄게.'],
  ])('is what it has for everybody, and a guest is never spoken to plainly: %s to %s', (persona, to, text) => {
    expect(foundIn(persona, to, text)).toEqual(['register.addressee']);
  });

  it.each([
    ['sentinel', 'junior', '카나리부터 보십시오. 되돌리는 명령은 직접 쳐 보십시오.'],
    ['pulse', 'junior', '런은 오늘 밤에 끝나. 내일 곡선 보여 줄게.'],
    ['pulse', 'executive', '런은 오늘 밤에 끝납니다. 내일 곡선을 보여 드리겠습니다.'],
    ['pulse', 'outsider', '런은 오늘 밤에 끝나요. 내일 곡선 보여 드릴게요.'],
  ])('may be that, or polite to a guest: %s to %s', (persona, to, text) => {
    expect(foundIn(persona, to, text)).toEqual([]);
  });
});

describe('a language that somebody asks in', () => {
  const english = 'The learning rate is too big. Add two thousand steps of warmup and run it again.';

  it.each(['The intern asked only in Korean.', '신입이 한국어로 두 줄만 써 달라고 했다.'])(
    'is answered in it: %s',
    (situation) => {
      expect(foundIn('pulse', 'outsider', english, situation)).toEqual(['register.not-asked-for']);
    },
  );

  it.each([
    'Jihyun asks whether the new build answers better in Korean.',
    '한국어로 옮긴 프롬프트가 통과했다.',
    'She asked in English and wrote in Korean.',
  ])('is not one that is only spoken of, and none where there are two: %s', (situation) => {
    expect(foundIn('pulse', 'outsider', english, situation)).toEqual([]);
  });
});

describe('a short turn', () => {
  it.each([
    ['axiom', 'No. Commuting sets stay disjoint.'],
    ['sentinel', 'No pager tonight, no tickets.'],
  ])('is not of another language by one word that two of them have: %s', (persona, text) => {
    expect(foundIn(persona, 'all', text)).toEqual([]);
  });

  it('is of another language by what only that has', () => {
    expect(foundIn('axiom', 'all', 'No lo sé, pero es muy raro.')).toEqual(['register.language']);
  });
});

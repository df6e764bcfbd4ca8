import { describe, expect, it } from 'vitest';
import { compileCards, SCORERS } from '../../src/evaluate.ts';
import { loadTeam } from '../../src/pitwall.ts';
import { lintMember } from '../../src/project/index.ts';
import { inKorean } from '../../src/view/page/korean.ts';
import { FIDELITY_KO } from '../../src/view/page/words-persona-ko.ts';
import { LABELLED_FILES, labelledTurns } from '../fidelity/turns/labelled.ts';

const team = loadTeam({ projectDir: process.cwd() });
const cards = compileCards(team.members);

/** Sentences without their figures and quotations, each once, that have no Korean. */
function unknown(sentences: readonly string[]): string[] {
  return [...new Set(sentences)].filter((sentence) => {
    const korean = inKorean(sentence);
    return korean === null || !/\p{Script=Hangul}/u.test(korean) || /\{\d\}|undefined/.test(korean);
  });
}

describe('what a Korean page says for the scorers', () => {
  it('has Korean for every place and every note over all labelled turns', () => {
    const said = LABELLED_FILES.flatMap((file) =>
      labelledTurns(file).flatMap(({ turn }) => {
        const card = cards.find(({ id }) => id === turn.persona);
        if (card === undefined) return [];
        return SCORERS.flatMap((scorer) => {
          const { note, evidence } = scorer.score([turn], card);
          return [...(note === '' ? [] : [note]), ...evidence.map(({ why }) => why)];
        });
      }),
    );
    expect(said.length).toBeGreaterThan(500);
    expect(unknown(said)).toEqual([]);
  });

  it('has Korean for every law, every finding of the linter and every scorer that a shipped card leaves unscored', () => {
    const said = team.members.flatMap((member, index) => [
      ...(cards[index]?.laws.map(({ states }) => states) ?? []),
      ...(cards[index]?.unscored.map(({ why }) => why) ?? []),
      ...lintMember(member, team).map(({ sentence }) => sentence),
    ]);
    expect(unknown(said)).toEqual([]);
  });

  it('names every scorer, and says what it looks at', () => {
    const ids = SCORERS.map(({ id }) => id);
    expect(ids.filter((id) => FIDELITY_KO.scorers[id] === undefined || FIDELITY_KO.what[id] === undefined)).toEqual([]);
  });

  it.each([
    ['turns of 2 rounds; a course takes 3', '라운드가 2개뿐입니다. 흐름을 보려면 3개가 있어야 합니다'],
    ['chinchilla: 7 tokens for each parameter; the card has 20', '토큰 비율: 파라미터마다 토큰 7개, 카드는 20개'],
    ['claims hardware work, which the card leaves to blaze', '카드가 blaze에게 맡긴 하드웨어 일을 제 일처럼 말함'],
    ['speaks as blaze; the card is Kim Doyun', 'blaze인 듯 말함, 카드의 인물은 Kim Doyun'],
    ['a sentence that nobody has put into Korean', null],
  ])('says `%s` in Korean, or nothing', (english, korean) => {
    expect(inKorean(english)).toBe(korean);
  });
});

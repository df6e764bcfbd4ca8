import { describe, expect, it } from 'vitest';
import { compileCard } from '../../src/fidelity/compile/compile-card.ts';
import type { SpokenTurn } from '../../src/fidelity/model/turn.ts';
import { catchPhraseOf } from '../../src/fidelity/scorers/catch-phrase.ts';
import { SCORERS } from '../../src/fidelity/scorers/index.ts';
import { overDeferralOf } from '../../src/fidelity/scorers/over-deferral.ts';
import { shippedCards } from './team.ts';

const [pulse] = shippedCards().filter(({ id }) => id === 'pulse');
if (pulse === undefined) throw new RangeError('expected a shipped card');
const card = compileCard(pulse, { colleagues: shippedCards() });

const turnsOf = (utterances: readonly string[], persona = 'pulse', debate = 'd'): SpokenTurn[] =>
  utterances.map((utterance, index) => ({
    id: `${debate}/${persona}-${index + 1}`,
    persona,
    utterance,
    context: [],
    debate,
  }));

const TALK = [
  '학습률을 조금 낮춰 보자.',
  '그 배치에서는 손실이 튀더라.',
  '체크포인트를 하나 더 남기자.',
  '웜업이 짧았던 것 같아.',
  '검증 곡선이 아직 내려가는 중이야.',
  '토큰을 더 먹이는 게 낫겠어.',
  '시드를 바꿔서 다시 돌려 봤어.',
  '기울기 노름이 열 배로 뛰었네.',
  '옵티마이저 상태부터 확인하자.',
  '평가셋을 먼저 고정하자.',
];
const CATCH = '결국은 실험이 답이지.';
const withCatch = (many: number) => TALK.map((text, index) => (index < many ? `${text} ${CATCH}` : text));

const score = (id: string, turns: SpokenTurn[], all = turns) =>
  SCORERS.find((scorer) => scorer.id === id)?.score(turns, card, { all });

describe('one catch-phrase', () => {
  it('may stand in a quarter of the turns, and lowers A3 the more it is above', () => {
    const scores = [0, 2, 3, 5, 10].map((many) => score('A3', turnsOf(withCatch(many))));
    expect(scores[0]?.notes).toEqual([]);
    expect(scores[1]?.notes).toMatchObject([{ code: 'own-words.phrase', params: { percent: 20 } }]);
    expect(scores[2]).toMatchObject({
      figures: { catchPhrase: 0.3 },
      notes: [{ params: { phrase: expect.stringContaining('실험이 답이지') } }],
    });
    const values = scores.map((one) => one?.score ?? Number.NaN);
    expect(values[2]).toBeLessThan(values[1] ?? 0);
    expect(values[3]).toBeLessThan(values[2] ?? 0);
    expect(values[4]).toBeLessThan(0.3);
    expect(scores[2]?.evidence.at(-1)?.quote).toContain('실험이 답이지');
  });

  it('is none where everybody says it, where turns are few, or where the same question was held again', () => {
    const own = turnsOf(withCatch(6));
    expect(catchPhraseOf(own, turnsOf(withCatch(6), 'blaze'), card)).toBeNull();
    expect(catchPhraseOf(own.slice(0, 5), [], card)).toBeNull();
    const again = [1, 2, 3, 4].flatMap((seed) => turnsOf([...TALK.slice(0, 2), CATCH], 'pulse', `seed-${seed}`));
    expect(catchPhraseOf(again, [], card)).toBeNull();
  });
});

describe('over-deferral', () => {
  const OWN = [
    '학습률 스케줄과 웜업은 어떻게 잡을까, 손실이 발산하잖아.',
    '옵티마이저는 AdamW로 가고 학습률은 낮추자.',
  ];
  const passed = '학습률 스케줄 문제라면 형한테 물어봐. 학습률과 옵티마이저는 Blaze한테 맡겨 줘.';

  it('counts what a member passes on of their own field, and says where when it is more than a tenth', () => {
    expect(overDeferralOf(turnsOf(OWN), card)).toMatchObject({ owned: 2, deferred: [] });
    const some = turnsOf([...OWN, passed]);
    expect(overDeferralOf(some, card)).toMatchObject({ owned: 3, deferred: [{ turn: { id: 'd/pulse-3' } }] });
    const a5 = score('A5', some);
    expect(a5?.figures).toMatchObject({ ownedTurns: 3, overDeferral: 1 / 3 });
    expect(a5?.notes).toEqual([{ code: 'boundary.passes-on', params: { deferred: 1, owned: 3, most: 10 } }]);
    expect(a5?.evidence.at(-1)?.turn).toBe('d/pulse-3');
  });

  it('leaves a deferral of what is a colleague’s alone', () => {
    const hardware = ['커널 점유율은 Blaze한테 물어봐 줘.', 'NVLink 대역폭은 형한테 물어봐.'];
    expect(overDeferralOf(turnsOf(hardware), card)).toMatchObject({ owned: 0, deferred: [] });
  });
});

import { describe, expect, it } from 'vitest';
import { settingsOfConditions } from '../../src/reasoning/condition-settings.ts';
import { conditionsIn, isSettledCondition } from '../../src/reasoning/conditions.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { FACTS_ONLY, scenarioOf } from '../playbook/fixture.ts';
import type { Recorded } from './turns.ts';
import { claim, recorded } from './turns.ts';

const scenario = scenarioOf(FACTS_ONLY, {
  options: {
    rent: {
      label: '카드를 더 빌린다',
      short: '증설',
      set: { rented: 16 },
      adjust: { rented: [0, 32] as [number, number] },
    },
    wait: { label: '이대로 둔다', short: '유지', set: {} },
  },
  facts: { ...FACTS_ONLY.facts, budgetUsd: { value: 1000, unit: 'USD', label: '예산', source: '지난해 계획' } },
});
const model = compileModel(scenario);

const on = (turn: number, speaker: string, condition: string | null, change: Partial<Recorded> = {}) =>
  recorded({ turn, speaker, claims: [claim()], condition, ...change });
const standing = (turns: readonly ReturnType<typeof on>[]) =>
  conditionsIn(
    turns.map(({ body }) => body as Recorded),
    model,
  );
const texts = (turns: readonly ReturnType<typeof on>[]) => standing(turns).map(({ text }) => text);

describe('conditions that members put', () => {
  it('stand side by side, and one put in other words or at another value in the place of what it was', () => {
    const first = on(1, 'pulse', '예산을 900 USD 이하로 지킨다');
    expect(texts([first, on(2, 'pulse', '밤에는 아무도 부르지 않는다')])).toHaveLength(2);
    expect(texts([first, on(2, 'pulse', '예산을 800 USD 이하로 지킨다')])).toEqual(['예산을 800 USD 이하로 지킨다']);
  });

  it('of one member at another value take the place of what they were, whatever the value is of, and nobody has accepted them so', () => {
    const first = on(1, 'pulse', '로더 대기가 0.676초 아래로 나오면 바로 되돌린다');
    const accepts = on(2, 'cortex', null, { act: 'support', answers: { turn: 1, claim: 1 } });
    const later = '로더 대기가 0.613초 아래로 나오면 되돌린다';
    expect(texts([first, on(2, 'cortex', later)])).toHaveLength(2);
    const [only, ...more] = standing([first, on(3, 'pulse', later)]);
    expect([only?.text, more]).toEqual([later, []]);
    const [stood] = standing([on(1, 'pulse', later), on(2, 'cortex', later)]);
    expect(stood?.accepted).toEqual([{ by: 'cortex', turn: 2 }]);
    expect(
      standing([on(1, 'pulse', '야간에는 9명 이하로 부른다'), accepts, on(3, 'pulse', '야간에는 5명 이하로 부른다')])[0]
        ?.text,
    ).toBe('야간에는 5명 이하로 부른다');
  });

  it('go with the option for which they were put, unless somebody has accepted them', () => {
    const at = (option: string) => ({ stance: { option, confidence: 0.6, support: {}, movedBy: [] } });
    const put = on(1, 'pulse', '밤에는 아무도 부르지 않는다', at('rent'));
    const accepts = on(2, 'cortex', null, { act: 'support', answers: { turn: 1, claim: 1 }, ...at('rent') });
    const moves = on(3, 'pulse', null, at('wait'));
    expect(texts([put, on(2, 'pulse', null, at('rent'))])).toHaveLength(1);
    expect(texts([put, moves])).toEqual([]);
    expect(texts([put, accepts, moves])).toHaveLength(1);
  });

  it('are taken back by whose they are, in any turn, and by nobody else', () => {
    const put = on(1, 'pulse', '밤에는 아무도 부르지 않는다');
    const back = (speaker: string) => on(2, speaker, null, { drops: [{ turn: 1, what: 'condition' }] });
    expect(texts([put, back('pulse')])).toEqual([]);
    expect(texts([put, back('cortex')])).toHaveLength(1);
  });

  it('settle nothing until another accepts them or a vote hangs on them', () => {
    const put = on(1, 'pulse', '밤에는 아무도 부르지 않는다');
    const answers = { turn: 1, claim: 1 };
    const isSettled = (...later: ReturnType<typeof on>[]) => standing([put, ...later]).map(isSettledCondition);
    expect(isSettled()).toEqual([false]);
    expect(isSettled(on(2, 'cortex', null, { act: 'support', answers }))).toEqual([true]);
    expect(isSettled(on(2, 'cortex', null, { act: 'rebut', answers }))).toEqual([false]);
    expect(isSettled(on(2, 'cortex', '밤에는 아무도 부르지 않는다'))).toEqual([true]);
    expect(isSettled(on(2, 'pulse', '밤에는 아무도 부르지 않는다', { phase: 'vote' }))).toEqual([true]);
  });

  it.each([
    ['카드는 12장이고 예산 900 USD를 끝까지 지킨다.', {}, true],
    ['The cards, with that 900 USD as the bar: no more is left.', {}, true],
    ['카드를 빌린다.', { stance: 'wait' }, false],
    ['카드를 빌리되 900 USD는 너무 적다.', {}, false],
    ['The cards, but not with that 900 USD.', {}, false],
    ['카드를 빌린다.', { condition: '예산은 1,000 USD 이상' }, false],
    ['카드를 빌린다.', { act: 'rebut' as const }, false],
    ['카드를 빌린다.', { answers: null }, false],
  ])(
    'are accepted by a vote for the same option that answers them, unless it says otherwise: %s %o',
    (utterance, of, isAccepted) => {
      const { stance = 'rent', ...change } = of as Partial<Omit<Recorded, 'stance'>> & { stance?: string };
      const standsAt = (option: string) => ({ stance: { option, confidence: 0.7, support: {}, movedBy: [] } });
      const all = standing([
        on(1, 'pulse', '예산은 900 USD 이하', standsAt('rent')),
        on(2, 'cortex', null, {
          ...{ phase: 'vote', act: 'close', answers: { turn: 1, claim: 1 }, utterance, ...standsAt(stance) },
          ...change,
        }),
      ]);
      expect(all[0]?.accepted).toEqual(isAccepted ? [{ by: 'cortex', turn: 2 }] : []);
    },
  );

  it.each([
    ['예산은 800 USD 이하', '예산은 900 USD 이상', true],
    ['예산은 900 USD 이하', '예산은 800 USD 이상', false],
    ['빌리는 카드 8장', '빌리는 카드 16장', true],
    ['rented is at least 12', 'at most 8 of rented', true],
    ['rented is no more than 12', 'rented is not below 8', false],
    ['예산은 800 USD를 넘지 않는다', '예산이 900 USD면 중단', false],
    ['예산은 800 USD 이하', '빌리는 카드 16장', false],
    ['빌리는 카드는 적어도 12장', '빌리는 카드는 많아야 8장', true],
    ['빌리는 카드는 최소 8장', '빌리는 카드는 최대 12장', false],
    // A budget meeting is no budget, and a number of another thing is none of it.
    ['예산은 800 USD 이하', '예산안 회의에서 900 USD 이상을 다룬다', false],
    ['fact:budgetUsd is at most 800 USD', '예산은 900 USD 이상', true],
  ])('are contested where both name one thing with values that cannot hold together: %s / %s', (one, other, clash) => {
    const all = standing([on(1, 'pulse', one), on(2, 'cortex', other)]);
    expect(all.map(({ against }) => against)).toEqual(clash ? [[2], [1]] : [[], []]);
    if (clash) expect(all.some(isSettledCondition)).toBe(false);
  });
});

describe('a setting that a condition names', () => {
  const at = (option: string) => ({ stance: { option, confidence: 0.6, support: {}, movedBy: [] } });
  const vote = (turn: number, speaker: string, option: string, condition: string | null) =>
    on(turn, speaker, condition, { phase: 'vote', act: 'close', ...at(option) });
  const set = (turns: readonly ReturnType<typeof on>[]) =>
    settingsOfConditions(
      turns.map(({ body }) => body as Recorded),
      model,
      'rent',
      [],
    ).map(({ input, to }) => ({ input, to }));

  it('counts where the vote that hangs on it is for what was decided', () => {
    expect(set([vote(1, 'pulse', 'rent', '빌리는 카드 8장'), vote(2, 'cortex', 'rent', null)])).toEqual([
      { input: 'rented', to: 8 },
    ]);
  });

  it('does not where that vote was for another option, though its member goes along in closing', () => {
    const against = vote(1, 'pulse', 'wait', '빌리는 카드 8장');
    const along = on(3, 'pulse', null, { phase: 'close', act: 'close', ...at('rent') });
    expect(set([against, vote(2, 'cortex', 'rent', null), along])).toEqual([]);
  });
});

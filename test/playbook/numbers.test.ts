import { describe, expect, it } from 'vitest';
import type { DebateDocument } from '../../src/core/document.ts';
import type { Quantity } from '../../src/core/turn.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { claim } from '../reasoning/turns.ts';
import { documentFrom, FACTS_ONLY, PORTS, scenarioOf, setupOf, WITH_TOOLS } from './fixture.ts';
import { countNumbers, numbersIn, orphanNumbers } from './numbers.ts';

const scenario = scenarioOf(FACTS_ONLY, {
  facts: {
    ...FACTS_ONLY.facts,
    params: { value: 7e9, unit: 'parameters' },
    device: { value: 'H100 80GB SXM' },
    fall: { value: -0.234, unit: 'nats' },
  },
});

const quantity = (text: string, value: number, refs: string[], op: Quantity['op'] = 'is'): Quantity => ({
  text,
  value,
  unit: '',
  refs,
  op,
});

/** A debate of one turn that says this and vouches for these numbers. */
function saying(utterance: string, numbers: Quantity[] = [], more: Partial<DebateDocument> = {}): DebateDocument {
  const empty = documentFrom(scenario, []);
  const turn: DebateDocument['turns'][number] = {
    turn: 3,
    round: 1,
    phase: 'rebuttal',
    speaker: 'flux',
    why: '',
    utterance,
    act: 'support',
    addressee: 'all',
    answers: null,
    question: null,
    claims: [claim({ text: utterance, numbers })],
    stance: { option: null, confidence: 0, support: {}, movedBy: [] },
    proposes: null,
    withdraws: [],
    condition: null,
    unused: [],
  };
  return { ...empty, ...more, turns: [...(more.turns ?? []), turn] };
}

const orphans = (document: DebateDocument) => orphanNumbers(document, scenario).map(({ text }) => text);

describe('what counts as a number', () => {
  it.each([
    ['H100 64장에 FlashAttention-2를 썼어요', ['64']],
    ['loss가 2.56에서 2.33, 그러니까 −0.23이야', ['2.56', '2.33', '−0.23']],
    ['토큰 2,000,000개 중 11%가 FP8이에요.', ['2,000,000', '11']],
    ['7B는 이름이 아니라 크기다', ['7B']],
    ['int8, bf16, GPT-4, Qwen2.5는 이름', []],
    ['It took 12. Then 3, maybe.', ['12', '3']],
    ['½만 남았다', ['½']],
    ['4bit 3x 2번', ['4', '3', '2']],
  ])('%s', (text, found) => {
    expect(numbersIn(text)).toEqual(found);
  });
});

describe('a number without ground', () => {
  it('is one that no claim vouches for', () => {
    expect(orphanNumbers(saying('36시간 밀렸어요'), scenario)).toEqual([{ turn: 3, text: '36' }]);
  });

  it('is one that the fact does not say, by a factor of ten or by one digit', () => {
    expect(orphans(saying('36시간', [quantity('36', 36, ['fact:backlog'])]))).toEqual([]);
    expect(orphans(saying('360시간', [quantity('360', 360, ['fact:backlog'])]))).toEqual(['360']);
    expect(orphans(saying('37시간', [quantity('37', 37, ['fact:backlog'])]))).toEqual(['37']);
    expect(orphans(saying('37시간', [quantity('37', 36, ['fact:backlog'])]))).toEqual(['37']);
  });

  it('is one whose sign, percent or operation does not follow', () => {
    expect(orphans(saying('0.23', [quantity('0.23', 0.234, ['fact:fall'], 'abs')]))).toEqual([]);
    expect(orphans(saying('0.23', [quantity('0.23', 0.234, ['fact:fall'])]))).toEqual(['0.23']);
    expect(orphans(saying('31%', [quantity('31', 31, ['fact:waste'], 'percent')]))).toEqual([]);
    expect(orphans(saying('31%', [quantity('31', 31, ['fact:waste'])]))).toEqual(['31']);
    const less = quantity('24', 24, ['fact:backlog', 'fact:deadline'], 'difference');
    expect(orphans(saying('24', [less]))).toEqual([]);
    expect(orphans(saying('24', [{ ...less, op: 'sum' }]))).toEqual(['24']);
  });

  it('is one whose ref leads nowhere', () => {
    for (const ref of ['fact:backlogs', 'tool:2.1/usd', 'rule:nothing.full', 'turn:9.1', 'count:votes', 'card:flux:3'])
      expect(orphans(saying('36', [quantity('36', 36, [ref])]))).toEqual(['36']);
  });

  it('is one printed twice on the strength of one quantity', () => {
    expect(orphans(saying('36, 다시 36', [quantity('36', 36, ['fact:backlog'])]))).toEqual(['36']);
  });

  it('is not a digit in a name, nor in a text that the scenario gives', () => {
    expect(orphans(saying('H100 80GB SXM에서 FP8로'))).toEqual([]);
    expect(orphans(saying('80GB에서'))).toEqual(['80']);
  });

  it('is not a size that stands for a fact', () => {
    expect(orphans(saying('7B 모델', [quantity('7B', 7e9, ['fact:params'])]))).toEqual([]);
    expect(orphans(saying('7B 모델'))).toEqual(['7B']);
    expect(orphans(saying('8B 모델', [quantity('8B', 8e9, ['fact:params'])]))).toEqual(['8B']);
  });

  it('is a fact as it will be only after the script has changed it', () => {
    const numbers = [quantity('3.6', 3.6, ['fact:rentPrice'])];
    const change = { after: 'rebuttal 1', set: { rentPrice: 3.6 }, say: '' };
    expect(orphans(saying('3.6달러', numbers, { facts: [change] }))).toEqual(['3.6']);
    const round1 = { ...saying('').turns[0], turn: 2, claims: [] } as unknown as DebateDocument['turns'][number];
    const later = saying('3.6달러', numbers, { facts: [change], turns: [round1] });
    for (const turn of later.turns.slice(1)) turn.round = 2;
    expect(orphans(later)).toEqual([]);
  });
});

describe('whole debates', () => {
  it.each([
    ['facts only', FACTS_ONLY, 'ko', 'generic'],
    ['with tools and a consult', WITH_TOOLS, 'ko', 'generic'],
    ['in the members’ own voices', WITH_TOOLS, 'ko', 'own'],
    ['in English', WITH_TOOLS, 'en', 'own'],
  ] as const)('leave no number without ground over ten seeds: %s', async (_, input, language, voices) => {
    const debated = scenarioOf(input, { language });
    let looked = 0;
    for (let seed = 1; seed <= 10; seed += 1) {
      const setup = setupOf({ scenario: debated, seed, voices });
      const document = documentFrom(debated, await holdDebate({ setup, ports: PORTS, record: null }));
      expect(orphanNumbers(document, debated)).toEqual([]);
      looked += countNumbers(document, debated);
    }
    expect(looked).toBeGreaterThan(200);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Register } from '../../src/core/language.ts';
import { randomFrom } from '../../src/core/random.ts';
import type { Quantity } from '../../src/core/turn.ts';
import type { Grammar } from '../../src/core/voice.ts';
import { SYMBOLS } from '../../src/voices/symbols.ts';
import type { Filled, Speech } from '../../src/wording/expand.ts';
import { capitalised, expand, inRegister } from '../../src/wording/expand.ts';
import { memberOf } from '../playbook/fixture.ts';

const number = (text: string): Quantity => ({ text, value: Number(text), unit: '', refs: ['fact:x'], op: 'is' });

function speech(grammar: Grammar, change: Partial<Speech> & { slots?: Record<string, Filled> } = {}): Speech {
  const { slots = {}, ...rest } = change;
  return {
    language: 'ko',
    register: 'polite',
    tags: new Set(),
    grammars: [grammar],
    fill: (slot) => slots[slot] ?? null,
    ...rest,
  };
}

const say = (grammar: Grammar, change: Parameters<typeof speech>[1] = {}, seed = 1) =>
  expand('s', speech(grammar, change), randomFrom(seed)).text;

describe('an expansion', () => {
  it('puts in symbols, content, speech level and particles', () => {
    const slots = { x: { text: '비교 실험', numbers: [] } };
    const grammar = { s: ['{x}은/는 <t>.'], t: ['(좋아|좋아요|좋습니다)'] };
    expect(say(grammar, { slots })).toBe('비교 실험은 좋아요.');
    expect(say(grammar, { slots, register: 'plain' })).toBe('비교 실험은 좋아.');
    expect(say(grammar, { slots, register: 'formal' })).toBe('비교 실험은 좋습니다.');
  });

  it('takes only alternatives whose tags hold', () => {
    const grammar = {
      s: [
        { text: 'a', when: ['x', '!y'] },
        { text: 'b', when: ['y'] },
      ],
    };
    expect(say(grammar, { tags: new Set(['x']) })).toBe('a');
    expect(say(grammar, { tags: new Set(['x', 'y']) })).toBe('b');
    expect(() => say(grammar)).toThrow(RangeError);
  });

  it('passes over alternatives that need content which is not there, also inside a symbol', () => {
    for (let seed = 0; seed < 30; seed += 1) {
      expect(say({ s: ['{none} a', 'b <t>', '{none} c'], t: ['{none}', 'd'] }, {}, seed)).toBe('b d');
    }
    expect(() => say({ s: ['{none}'] })).toThrow('every way to say <s> needs content that is not there');
  });

  it('says every alternative sooner or later', () => {
    const heard = new Set(Array.from({ length: 60 }, (_, seed) => say({ s: ['a', 'b', 'c', 'd'] }, {}, seed)));
    expect([...heard].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses a symbol that leads back to itself', () => {
    expect(() => say({ s: ['<s>'] })).toThrow(RangeError);
  });

  it('keeps the numbers that are said, in order, and drops those of other speech levels', () => {
    const slots = Object.fromEntries(
      ['1', '31', '2', '0.2'].map((text) => [`n${text.replace('.', '')}`, { text, numbers: [number(text)] }]),
    );
    const numbersOf = (text: string, register: Register = 'polite') =>
      expand('s', speech({ s: [text] }, { slots, register }), randomFrom(1)).numbers.map((one) => one.text);
    expect(numbersOf('{n2}, {n31}')).toEqual(['2', '31']);
    expect(numbersOf('({n1}|{n2}|없음) {n31}')).toEqual(['2', '31']);
    expect(numbersOf('({n1}|없음|없음) {n31}')).toEqual(['31']);
    expect(numbersOf('({n2}|없음|없음) {n02}')).toEqual(['0.2']);
  });
});

describe('speech levels', () => {
  it('are chosen inside one another', () => {
    expect(inRegister('(a|b(1|2|3)|c)', 'polite')).toBe('b2');
    expect(inRegister('말(해|해요|합니다) (야|예요|입니다)', 'formal')).toBe('말합니다 입니다');
  });

  it('leave brackets that are no choice', () => {
    expect(inRegister('H100(80GB)', 'plain')).toBe('H100(80GB)');
  });
});

describe('the shipped neutral voice', () => {
  const { voice } = memberOf('pulse');
  const filled: Record<string, Filled> = Object.fromEntries(
    ['say', 'echo', 'mine', 'ask', 'rule', 'urge', 'action'].map((slot) => [slot, { text: '근거', numbers: [] }]),
  );

  it.each(['ko', 'en'] as const)('leaves no sign of its grammar in any symbol at any level: %s', (language) => {
    const grammar = voice[language];
    const registers = fc.constantFrom<Register>('plain', 'polite', 'formal');
    const tags = fc.subarray([
      'for',
      'against',
      'moved',
      'stayed',
      'sure',
      'unsure',
      'own-reason-gone',
      'evidence:tool',
    ]);
    const slots: Record<string, Filled> = { ...filled };
    for (const { always, maybe } of Object.values(SYMBOLS))
      for (const slot of [...always, ...maybe]) slots[slot] ??= { text: '실험', numbers: [] };
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(SYMBOLS)),
        registers,
        tags,
        fc.nat(),
        (symbol, register, list, seed) => {
          const said = expand(
            symbol,
            speech(grammar, { language, register, tags: new Set(list), slots }),
            randomFrom(seed),
          ).text;
          expect(said).not.toMatch(/[{}<>|]|\s\s|\([^)]*$|[가-힣]\/[가-힣]|\s[.,!?]/);
          expect(said.length).toBeGreaterThan(1);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

it('capitalises each English sentence and no decimal', () => {
  expect(capitalised('it fell by 0.2. then it rose! why? loss.web is 2.5 now')).toBe(
    'It fell by 0.2. Then it rose! Why? Loss.web is 2.5 now',
  );
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CARD_FINDINGS, CardStatement } from '../../src/cards/lint/finding.ts';
import { EN as CARD_EN } from '../../src/cards/lint/words/en.ts';
import { KO as CARD_KO } from '../../src/cards/lint/words/ko.ts';
import { cardFindingText } from '../../src/cards/lint/words/sentences.ts';
import { compileCards, SCORERS, withSentences } from '../../src/evaluate.ts';
import { FINDINGS, Finding } from '../../src/fidelity/findings/finding.ts';
import { EN } from '../../src/fidelity/words/en.ts';
import { KO } from '../../src/fidelity/words/ko.ts';
import { measureWords } from '../../src/fidelity/words/measures.ts';
import { findingText } from '../../src/fidelity/words/sentences.ts';
import { loadTeam } from '../../src/pitwall.ts';
import { lintMember } from '../../src/project/index.ts';
import { turnsByOthers } from './turns/by-others.ts';

type Words = Record<string, (params: never) => string>;
const TABLES: [string, Record<string, z.ZodObject>, { en: Words; ko: Words }, z.ZodType][] = [
  ['fidelity', FINDINGS, { en: EN, ko: KO } as { en: Words; ko: Words }, Finding],
  ['lint', CARD_FINDINGS, { en: CARD_EN, ko: CARD_KO } as { en: Words; ko: Words }, CardStatement],
];

/** Values of which each can be told from every other in a sentence; `pick`: which of an enumeration's words. */
function samplesOf(schema: z.ZodObject, pick: number): { params: Record<string, unknown>; shown: string[] } {
  const shown: string[] = [];
  let next = 100;
  const sample = (type: z.ZodType): unknown => {
    next += 7;
    if (type instanceof z.ZodString) return shown[shown.push(`slot${next}`) - 1];
    if (type instanceof z.ZodNumber) {
      shown.push(String(next));
      return next;
    }
    if (type instanceof z.ZodBoolean) return pick % 2 === 0;
    if (type instanceof z.ZodEnum) return type.options[pick % type.options.length];
    if (type instanceof z.ZodNullable) return pick % 2 === 0 ? null : sample(type.unwrap() as z.ZodType);
    if (type instanceof z.ZodArray) return [sample(type.element as z.ZodType), sample(type.element as z.ZodType)];
    if (type instanceof z.ZodObject)
      return Object.fromEntries(Object.entries(type.shape).map(([key, one]) => [key, sample(one as z.ZodType)]));
    throw new TypeError(`expected a kind of parameter that this test knows, got ${type.constructor.name}`);
  };
  return { params: sample(schema) as Record<string, unknown>, shown };
}

const PICKS = Array.from({ length: 10 }, (_, index) => index);
/** Figures that a sentence shows otherwise than as they are: a share, a slope, an exponent, a size by letter. */
const ROUNDED = /^(?:judge|compare|drift)\.|^compute\./;

describe.each(TABLES)('words of %s', (_, codes, { en, ko }, schema) => {
  it.each(Object.keys(codes))('say `%s` in both languages and leave no slot empty', (code) => {
    const table = codes[code];
    if (table === undefined) throw new RangeError('expected a code of the table');
    const said = PICKS.map((pick) => {
      const { params, shown } = samplesOf(table, pick);
      expect(schema.parse({ code, params })).toEqual({ code, params });
      const sentences = { en: en[code]?.(params as never) ?? '', ko: ko[code]?.(params as never) ?? '' };
      for (const sentence of Object.values(sentences)) {
        expect(sentence.trim()).not.toBe('');
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\{|\}|\bis ;|: ;|\(\)/);
        for (const value of shown)
          if (!ROUNDED.test(code) || value.startsWith('slot')) expect(sentence).toContain(value);
      }
      return sentences;
    });
    for (const { ko: korean } of said) expect(korean).toMatch(/\p{Script=Hangul}/u);
    for (const { en: english } of said)
      expect(english.replaceAll(/\([가-힣]+\)/g, '')).not.toMatch(/\p{Script=Hangul}/u);
  });

  it('have no code of another family', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(codes).toSorted());
    expect(Object.keys(ko).toSorted()).toEqual(Object.keys(codes).toSorted());
  });
});

/** Of the labelled turns, one in so many: codes recur. */
const EVERY = 7;

describe('what is found', () => {
  const team = loadTeam({ projectDir: process.cwd() });
  const cards = compileCards(team.members);

  it('has a known code with its own parameters over labelled turns of every author', () => {
    const some = turnsByOthers().filter((_, index) => index % EVERY === 0);
    const found = some.flatMap(({ turn }) => {
      const card = cards.find(({ id }) => id === turn.persona);
      if (card === undefined) return [];
      return SCORERS.flatMap((scorer) => {
        const { notes, evidence } = scorer.score([turn], card);
        return [...notes, ...evidence.map(({ finding }) => finding)];
      });
    });
    expect(found.length).toBeGreaterThan(500);
    for (const one of found) Finding.parse(one);
  });

  it('has one of every law, every gap of a card and everything that lint finds in a shipped card', () => {
    for (const { laws, unscored } of cards)
      for (const one of [...laws.map(({ states }) => states), ...unscored.map(({ finding }) => finding)])
        Finding.parse(one);
    for (const one of team.members.flatMap((member) => lintMember(member, team))) CardStatement.parse(one.finding);
  });

  it('is refused with a code that nobody knows, or with the parameters of another', () => {
    expect(Finding.safeParse({ code: 'share.sideways', params: {} }).success).toBe(false);
    expect(Finding.safeParse({ code: 'share.above-whole', params: { ratio: 20 } }).success).toBe(false);
    expect(CardStatement.safeParse({ code: 'tool.unknown', params: {} }).success).toBe(false);
  });

  it('names every scorer in both languages, and says what it looks at', () => {
    const ids = SCORERS.map(({ id }) => id);
    for (const language of ['en', 'ko'] as const)
      for (const id of ids) {
        const { name, sentence } = measureWords(id, language);
        expect([id, name === id, sentence.endsWith('.')]).toEqual([id, false, true]);
      }
  });
});

describe('the sentence of a finding', () => {
  it.each([
    [
      { code: 'drift.few-rounds', params: { rounds: 2, least: 3 } },
      'only 2 rounds; a trend needs 3',
      '라운드가 2개뿐입니다. 추세를 보려면 3개가 필요합니다',
    ],
    [
      { code: 'chinchilla-ratio.differs', params: { said: 7, ratio: 20 } },
      'says 7 tokens per parameter; the card says 20',
      '파라미터당 토큰 7개라고 함. 카드에는 20개',
    ],
    [
      { code: 'reader.finds', params: { fault: 'stance_flip', inThousand: 2 } },
      'reads like giving way without a reason; 2 in 1000 turns in character read so',
      '이유 없이 물러서는 말로 읽힘. 카드에 맞는 턴 1000개 중 2개가 이렇게 읽힘',
    ],
  ] as const)('is plain in both languages: $0.code', (finding, english, korean) => {
    expect(findingText(finding)).toBe(english);
    expect(findingText(finding, 'ko')).toBe(korean);
  });

  it('stands beside its data in JSON, and what is read back is the same finding', () => {
    const note = { code: 'vote.right', params: { debates: 1 } } as const;
    const [printed] = withSentences([note]);
    expect(printed).toEqual({ ...note, sentence: 'share of right final votes in 1 debate with a known answer' });
    expect(Finding.parse(printed)).toEqual(printed);
  });

  it('of a card is in the language that is asked for', () => {
    const one = { level: 'error', line: 3, finding: { code: 'tool.unknown', params: { name: 'x' } } } as const;
    expect([cardFindingText(one), cardFindingText(one, 'ko')]).toEqual([
      'lists `x`, which is not a tool',
      '없는 도구: `x`',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { turnVerdicts } from '../../../src/fidelity/index.ts';
import type { TurnReading } from '../../../src/fidelity/model/scorer.ts';
import { inPlace, perTurn } from '../../../src/fidelity/model/scorer.ts';
import type { SpokenTurn } from '../../../src/fidelity/model/turn.ts';
import { MEASURED } from '../../../src/fidelity/proven/measured.ts';
import { gates, isMoreThanChance } from '../../../src/fidelity/proven/proven.ts';
import { keepReading } from '../../../src/fidelity/reader/read.ts';
import { compiledCard } from '../judge/cards.ts';

const pulse = compiledCard('pulse');
const TEXT = '이번 런은 어제 켠 것부터 같이 보자.';

/** The verdict on one turn of which a scorer says this and the reader that. */
function verdictOf(reading: TurnReading, reader: { rarity: number; probability: number } | null) {
  const turn: SpokenTurn = { id: 't', persona: 'pulse', utterance: TEXT, context: [] };
  for (const place of inPlace([turn], [])) keepReading(place, pulse, reader === null ? null : { ...reader, heads: [] });
  const scorer = perTurn({ id: 'X', hard: false, weight: 1, version: 1, read: () => reading });
  const [verdict] = turnVerdicts([turn], pulse, [scorer]);
  if (verdict === undefined) throw new RangeError('expected a verdict');
  return verdict;
}

const finds = (code: 'identity.trade' | 'register.length'): TurnReading => ({
  score: 0,
  evidence: [
    {
      span: [0, 2],
      quote: TEXT.slice(0, 2),
      finding:
        code === 'identity.trade'
          ? { code, params: { said: 'a', card: 'b' } }
          : { code, params: { length: 1, low: 2, high: 3 } },
    },
  ],
});
const CLEAR = { rarity: 0.7, probability: 0.2 };

describe('a verdict on a turn', () => {
  it('fails by a check that is hardly ever wrong, and says how often it is', () => {
    const verdict = verdictOf(finds('identity.trade'), CLEAR);
    expect(verdict).toMatchObject({ failed: true, flagged: true, by: ['rules'] });
    expect(verdict.score).toBeLessThan(0.1);
    expect(verdict.reasons[0]).toMatchObject({
      gates: true,
      error: { wrong: expect.toSatisfy((wrong: number) => wrong <= 2), of: MEASURED.sound },
    });
  });

  it('has a note, and does not fail, by a check that is wrong more often', () => {
    expect(MEASURED.wrong['register.length']).toBeGreaterThan(MEASURED.sound / 100);
    expect(verdictOf(finds('register.length'), CLEAR)).toMatchObject({
      failed: false,
      flagged: false,
      score: 0.8,
      reasons: [{ gates: false }],
    });
  });

  it('flags what the reader finds rare as a whole, and leaves what it cannot read to the rules', () => {
    expect(verdictOf({ score: 1 }, { rarity: 0.01, probability: 0.95 })).toMatchObject({
      failed: false,
      flagged: true,
      by: ['reader'],
    });
    expect(verdictOf({ score: 1 }, null)).toMatchObject({ failed: false, flagged: false, judged: false, score: null });
  });

  it('is none where a scorer that counts could not read the turn', () => {
    expect(verdictOf({ score: null, read: false }, CLEAR)).toMatchObject({ flagged: null, score: null });
  });

  it('quotes what it rests on verbatim', () => {
    const said = '박사는 MIT에서 했고 지금은 부산에 살아.';
    const [verdict] = turnVerdicts([{ id: 't', persona: 'pulse', utterance: said, context: [] }], pulse, [
      perTurn({ id: 'X', hard: false, weight: 1, version: 1, read: () => finds('identity.trade') }),
    ]);
    for (const { evidence } of verdict?.reasons ?? []) expect(TEXT.slice(...evidence.span)).toBe(evidence.quote);
  });
});

describe('what a check has proven', () => {
  it('holds a single finding against a member, and not what its own errors account for', () => {
    expect(isMoreThanChance('identity.claim', 1, 20)).toBe(true);
    expect(isMoreThanChance('reader.finds', 1, 40)).toBe(false);
    expect(isMoreThanChance('reader.finds', 12, 40)).toBe(true);
  });

  it('never gates by a voice, a length or a doubt', () => {
    expect(gates({ code: 'voice.sounds-like', params: { whom: 'blaze' } })).toBe(false);
    expect(gates({ code: 'register.length', params: { length: 1, low: 2, high: 3 } })).toBe(false);
    expect(gates({ code: 'reader.doubts', params: { fault: 'tone', inThousand: 9 } })).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import { compileCard, SCORERS, turnVerdicts } from '../../src/fidelity/index.ts';
import { ofOneself } from '../../src/fidelity/reader/sheet.ts';

/** A card of a trade that no turn of the training is about. */
const CARD = `---
traits: { readiness: 0.35, initiative: 0.6 }
---

# P-04: 백하늘 (Baek Haneul)
## "Kiln" | 도예가 | Potter

| Attribute | Value |
|-----------|-------|
| **ID** | P-04 |
| **Name** | 백하늘 (Baek Haneul) |
| **Role** | Potter |
| **Languages** | 한국어 (Native), English (Fluent) |
| **Philosophy** | "식기 전에 꺼내면 다 깨진다." |

## Messages

\`\`\`
"가마는 아직 400도예요. 내일 아침에 열어요."
\`\`\`

## Personality

느긋하고 손이 빠르다.
`;
const kiln = compileCard(parseCard(CARD, 'kiln.md'), { text: CARD });
const seen = (text: string) => {
  const figures = new Map<string, number>();
  ofOneself(figures, text, kiln, new Set(['personality', 'philosophy']));
  return Object.fromEntries(figures);
};

describe('what a turn says of a text that makes its speaker', () => {
  it.each([
    '제 소개에 느긋한 사람이라고 적혀 있어서 천천히 답해요.',
    '느긋하게 말하라고 주어진 설정이 있거든요.',
    '저는 프로필상 손이 빠른 사람이라 먼저 답할게요.',
    'My description says unhurried, so I answer slowly.',
    'As the notes on me put it, I am never in a hurry.',
    'That is in the script I was given.',
  ])('is seen in either language and any trade: %s', (text) => {
    expect(seen(text)['own sheet']).toBeGreaterThan(0);
  });

  it.each([
    '유약 설명서에 1,230도라고 적혀 있어요.',
    '전시 소개는 관장님이 써 주셨어요.',
    'The glaze recipe says cone six, so we fire to cone six.',
    'She read the description aloud and nobody laughed.',
  ])('is not seen in talk about other texts: %s', (text) => {
    expect(seen(text)['own sheet']).toBe(0);
  });

  it('tells a figure of the settings from one of the work', () => {
    expect(seen('My readiness is 0.35 today.')['figures of the settings']).toBe(1);
    expect(seen('수축률은 0.12예요.')['figures of the settings']).toBe(0);
  });

  it('tells a name that is given from one that is spoken of', () => {
    expect(seen('안녕하세요, 저는 백하늘입니다.')).toMatchObject({ 'own name given': 1, 'own name as another’s': 0 });
    expect(seen('하늘답게 짧게 답할게요.')['own name as another’s']).toBe(1);
    expect(seen('Haneul says it stays shut.')['own name as another’s']).toBe(1);
    // A callsign is a word of the trade as well.
    expect(seen('Leave it, the kiln stays shut.')['own name as another’s']).toBe(0);
  });
});

describe('letters of a language that the card does not list', () => {
  const finds = (utterance: string, before = '가마를 언제 여는지 물었다.') =>
    turnVerdicts([{ id: 't', persona: 'kiln', utterance, lang: 'ko', context: [{ text: before }] }], kiln, SCORERS)[0]
      ?.reasons.map(({ evidence }) => evidence.finding.code)
      .includes('register.script');

  it('are a fault within a sentence of the own language', () => {
    expect(finds('내일 아침에 온도를 确认하고 열게요.')).toBe(true);
  });

  it('are none where they are quoted, where somebody used them before, or where they are a sign', () => {
    expect(finds("상자에 '破損注意'라고 붙여 두었어요.")).toBe(false);
    expect(finds('破損 표시가 있는 건 빼고 열게요.', '破損이라고 적힌 상자를 어떻게 할지 물었다.')).toBe(false);
    expect(finds('큰 건 大 칸에, 작은 건 小 칸에 넣어요.')).toBe(false);
  });
});

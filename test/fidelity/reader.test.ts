import { describe, expect, it } from 'vitest';
import { inPlace } from '../../src/fidelity/model/scorer.ts';
import type { SpokenTurn } from '../../src/fidelity/model/turn.ts';
import { followingFigures, followsFromOthers } from '../../src/fidelity/reader/figures.ts';
import { masked } from '../../src/fidelity/reader/mask.ts';
import { PROVEN_AUROC, rarityOf, readTurn } from '../../src/fidelity/reader/read.ts';
import { readerWeights, SHARES } from '../../src/fidelity/reader/weights.ts';
import { compiledCard } from './judge/cards.ts';

const pulse = compiledCard('pulse');
const read = (utterance: string, more: Partial<SpokenTurn> = {}) => {
  const turn: SpokenTurn = {
    id: 't',
    persona: 'pulse',
    utterance,
    context: [{ text: '주니어가 학습률을 물었다.' }],
    ...more,
  };
  const [place] = inPlace([turn], []);
  if (place === undefined) throw new RangeError('expected a place');
  return readTurn(place, pulse);
};

describe('the trained reader', () => {
  it('was measured on authors and personas that it had not seen, and is proven in every kind', () => {
    const { authors, personas, sound, joined, heads } = readerWeights();
    expect(authors).toBeGreaterThanOrEqual(10);
    expect(personas).toBeGreaterThanOrEqual(10);
    expect(sound).toBeGreaterThan(1_000);
    expect(joined.auroc).toBeGreaterThanOrEqual(0.82);
    expect(heads.flatMap(({ fault, auroc }) => (fault !== null && auroc < PROVEN_AUROC ? [fault] : []))).toEqual([]);
    const leak = heads.find(({ fault }) => fault === 'prompt_leak');
    expect(leak?.recall).toBeGreaterThanOrEqual(0.85);
  });

  it('tells an assistant from the member, and how rare that is among sound turns', () => {
    const assistant = read(
      '좋은 질문입니다! 학습률은 매우 중요한 요소이므로 여러 측면을 종합적으로 고려하시는 것이 좋습니다. 도움이 되셨기를 바랍니다!',
    );
    const member = read('grad norm부터 보자. 튀기 직전 샤드만 빼고 200 step 돌려 보면 오후에 답 나와.');
    const of = (reading: typeof member) =>
      reading?.heads.find(({ fault }) => fault === 'generic_assistant')?.rarity ?? 1;
    expect(of(assistant)).toBeLessThan(0.01);
    expect(of(member)).toBeGreaterThan(0.2);
    expect(assistant?.probability).toBeGreaterThan(member?.probability ?? 1);
  });

  it('cannot tell from a word or two, nor where nothing is known of the situation', () => {
    expect(read('네, 좋아요.')).toBeNull();
    expect(read('체크포인트는 40k까지 있어요, 거기서 다시 띄울게요.', { context: [] })).toBeNull();
  });

  it('says the same of the same turn', () => {
    const text = '체크포인트는 40k까지 있어요, 거기서 다시 띄울게요.';
    expect(read(text)).toEqual(read(text));
  });

  it('does not know who they are by their names', () => {
    expect(masked('도윤아, Blaze한테 12.5GB라고 했어', pulse)).toBe('①아, ②한테 0gb라고 했어');
  });
});

describe('the share of sound turns with a score as high', () => {
  const sound = SHARES.map((_, at) => 10 - at);

  it('falls as the score rises, and is never nothing', () => {
    const rarities = [-20, 3, 5.5, 9.9, 10, 11, 40].map((score) => rarityOf(score, sound));
    expect(rarities).toEqual([...rarities].sort((a, b) => b - a));
    expect(rarities[0]).toBe(1);
    expect(rarities.at(-1)).toBeGreaterThan(0);
    expect(rarityOf(10 - 4, sound)).toBeCloseTo(SHARES[4] ?? 0, 6);
  });
});

describe('figures that follow from others', () => {
  it.each([
    ['150문항씩 넷이면 600문항, 분당 20문항이니 30분', 1],
    ['250문항에서 15개, 6%', 1],
    ['43분에서 31분을 썼으니 22분', 0],
  ])('%s', (text, least) => {
    expect(followingFigures(text, '').follow).toBeGreaterThanOrEqual(least);
  });

  it('clear a figure that a rule of thumb misread', () => {
    const text = '1B에 20B 토큰이면 N·D가 2e19고 6을 곱해 1.2e20이야.';
    expect(followsFromOthers(text, '2e19', 0, text.length, '')).toBe(true);
    expect(followsFromOthers('13B면 16바이트씩 108GB야.', '108GB', 0, 20, '')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { compileCard } from '../../src/fidelity/index.ts';
import { numbers } from '../../src/fidelity/scorers/numbers.ts';
import { shippedCards } from './team.ts';

const cards = shippedCards();
const pulse = cards.find(({ id }) => id === 'pulse');
if (pulse === undefined) throw new Error('expected Pulse among the shipped cards');
const compiled = compileCard(pulse, { colleagues: cards });

/** The laws that a sentence breaks. */
function broken(utterance: string): string[] {
  const [turn] = numbers.score([{ id: '1', persona: 'pulse', utterance, context: [] }], compiled).turns;
  return [...new Set((turn?.evidence ?? []).map(({ finding }) => finding.code.split('.')[0] ?? ''))];
}

describe('two shares', () => {
  it.each(['업무의 몫은 35%에서 80% 사이 어디로 나와도 같습니다.', 'The rest is between 35% and 80%.'])(
    'are the ends of a range in "%s"',
    (text) => {
      expect(broken(text)).toEqual([]);
    },
  );

  it('are parts of a whole where one is the rest', () => {
    expect(broken('35%는 데이터이고 나머지 80%는 모델이야.')).toContain('parts');
  });
});

describe('laws of numbers', () => {
  it.each([
    ['each', 'Forty pods with twenty connections each is 8,000.', 'Forty pods with twenty connections each is 800.'],
    ['each', '홉 하나에 0.3ms면 열 홉에 30ms야.', '홉 하나에 0.3ms면 열 홉에 3ms야.'],
    ['each', 'Eight GPUs at $3 an hour for ten hours is $2,400.', 'Eight GPUs at $3 an hour for ten hours is $240.'],
    ['times-devices', '이미지가 20GB야. 노드 40대 → 80GB를 받아.', '이미지가 2GB야. 노드 40대 → 80GB를 받아.'],
    [
      'retries',
      '한 층에서 세 번, 세 층이면 클릭 하나에 호출 9번이야.',
      '한 층에서 세 번, 세 층이면 클릭 하나에 호출 27번이야.',
    ],
    ['rate', '5,000 requests in 10 seconds is 50 a second.', '5,000 requests in 10 seconds is 500 a second.'],
    ['part-of', '1,000개 중 300개가 중복이면 3%야.', '1,000개 중 300개가 중복이면 30%야.'],
    ['product', '256 곱하기 4096이니까 토큰은 10만 개야.', '256 곱하기 4096이니까 토큰은 105만 개야.'],
    [
      'steps',
      '하루가 86,400초니까 2초짜리 step이면 4,320 step이야.',
      '하루가 86,400초니까 2초짜리 step이면 43,200 step이야.',
    ],
    ['bits', 'QLoRA 40bit로 내리면 돼.', 'QLoRA 4bit로 내리면 돼.'],
    [
      'direction',
      '체크포인트 주기를 1,000 step에서 2,500 step으로 내렸어.',
      '체크포인트 주기를 1,000 step에서 250 step으로 내렸어.',
    ],
    ['within', '손실이 12%라서 1% 안쪽이야.', '손실이 0.8%라서 1% 안쪽이야.'],
    ['perplexity', 'loss가 2.3이면 perplexity는 100쯤이야.', 'loss가 2.3이면 perplexity는 10쯤이야.'],
    ['learning-rate', 'A learning rate of 3 works fine here.', 'A learning rate of 0.0003 works fine here.'],
    ['device', 'H100 한 장에 메모리가 800GB야.', 'H100 한 장에 메모리가 80GB야.'],
    ['machine', 'H100 대역폭이 33.5TB/s야.', 'H100 대역폭이 3.35TB/s야.'],
    ['machine', 'H100 ridge가 2950 FLOP/B야.', 'H100 ridge가 295 FLOP/B야.'],
  ])('%s: breaks on "%s" and not on "%s"', (law, wrong, right) => {
    expect(broken(wrong)).toContain(law);
    expect(broken(right)).toEqual([]);
  });

  it.each([
    'H100이 800GB일 리가 없잖아, 80GB야.',
    '제가 7B에 14B 토큰이면 된다고 한 게 아니에요.',
    'The slide says "H100: 800 GB", which is a typo for 80.',
    '5090에서 36 warp, 75%일 것 같아.',
  ])('let "%s" pass: nobody vouches for the figure', (utterance) => {
    expect(broken(utterance)).toEqual([]);
  });
});

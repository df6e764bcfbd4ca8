import { describe, expect, it } from 'vitest';
import { answerQuestion, MOST_ASKED, nearestCalculation } from '../../src/workbench/index.ts';
import { growth, NEARER_SQUARE } from '../fixtures/pace.ts';

function calculated(text: string) {
  const answer = answerQuestion(text);
  if (answer?.kind !== 'calculated') throw new Error(`expected a calculation of ${text}, got ${answer?.kind}`);
  return { ...answer, first: Object.values(answer.figures)[0]?.value ?? Number.NaN };
}

describe('a question by how much something changes', () => {
  it.each([
    [
      'How much does the weight memory of 70B fall from bf16 to int4?',
      -105,
      /^Less by 105 GB \(75%\): 140 GB with bf16/,
    ],
    ['7B를 H100 64장에서 128장으로 늘리면 1T 토큰 학습 시간이 얼마나 줄어?', -9.6, /^9\.596일 줄어듦\(50%\): 64장에서/],
    ['How much does the KV cache of Llama 3.1 70B grow from 8k to 32k context?', 8.05, /^More by 8\.053 GB \(300%\)/],
  ])('is answered by both cases and what lies between them: %s', (text, change, says) => {
    const { first, answer, tool } = calculated(text);
    expect(first).toBeCloseTo(change, 1);
    expect([answer.en, answer.ko].some((words) => says.test(words))).toBe(true);
    expect(tool).toBe('calculate');
  });

  it.each([
    'How much does the training time of 7B on 1T tokens drop on 128 H100s?',
    '7B를 2T 토큰으로 학습하면 loss가 얼마나 떨어져?',
  ])('is asked back where one case is missing, and no level is given: %s', (text) => {
    expect(answerQuestion(text)).toMatchObject({ kind: 'asked back', missing: ['before', 'after'] });
  });

  it('of a format takes 16 bits before where nothing else is said, and says so', () => {
    const { first, answer } = calculated('How much memory do we save if we quantize 13B to int4?');
    expect(first).toBeCloseTo(19.5, 6);
    expect(answer.en).toContain('Taken for granted: bits before 16');
  });
});

it('is no question where it is longer than one may be, whatever it begins with', () => {
  const question = 'How many layers does Qwen2.5 32B have?';
  expect(answerQuestion(question.padEnd(MOST_ASKED))?.kind).toBe('calculated');
  expect(answerQuestion(question.padEnd(MOST_ASKED + 1))).toBeNull();
});

it.each(['10% ', '1 ', 'between 1 and 2 ', '3만 '])(
  'of numbers alone, as in %j, takes time that grows with it',
  (number) => {
    const asked = (size: number) => void answerQuestion(number.repeat(size / number.length));
    expect(growth(asked, 1600)).toBeLessThan(NEARER_SQUARE);
  },
);

describe('what the tables have', () => {
  it.each([
    ['What is the memory bandwidth of a B200?', 8, 'TB/s'],
    ['A100 메모리 용량은?', 80, 'GB'],
    ['How much VRAM does an L40S have?', 48, 'GB'],
    ['H100 BF16 성능은?', 989.4, 'TFLOPS'],
    ['Llama 3.1 70B의 KV 헤드는 몇 개야?', 8, 'heads'],
    ['How many layers does Qwen2.5 32B have?', 64, 'layers'],
  ])('is looked up: %s', (text, value, unit) => {
    const { first, figures } = calculated(text);
    expect(first).toBeCloseTo(value, 1);
    expect(Object.values(figures)[0]?.unit).toBe(unit);
  });

  it.each([
    'H100 대역폭의 몇 %를 쓰나?',
    'V100 메모리 대역폭은?',
    'What is the bandwidth of an H100 when decoding?',
    'How much faster is a B200 than an H100?',
  ])('is nothing else that is asked of a card: %s', (text) => {
    expect(answerQuestion(text)?.kind).not.toBe('calculated');
  });
});

describe('words that name a number', () => {
  it('are not what is asked for', () => {
    const { asks, first } = calculated('KV cache of Qwen2.5 32B at 32k context and batch 8?');
    expect([asks, first]).toEqual(['kvBytes', expect.closeTo((8 * 32_768 * 2 * 64 * 8 * 128 * 2) / 1e9, 3)]);
    expect(answerQuestion('batch 8 and context 4k')).toBeNull();
    expect(answerQuestion('배치 16이고 컨텍스트 8k면?')).toBeNull();
  });

  it('serving takes weights and cache', () => {
    const { first } = calculated('VRAM to serve Qwen2.5 32B int4 with 16k context and 4 users');
    expect(first).toBeCloseTo(16 + (4 * 16_384 * 2 * 64 * 8 * 128 * 2) / 1e9, 3);
  });
});

describe('the nearest calculation', () => {
  it.each([
    ['What throughput will prefill caching give?', /^time of the prefill \(from parameters/],
    ['체크포인트를 얼마나 자주 지워야 해?', /체크포인트\(파라미터 수\)/],
  ])('is named by the words of a question that nothing covers: %s', (text, says) => {
    const near = nearestCalculation(text);
    expect([near?.en, near?.ko].some((words) => says.test(words ?? ''))).toBe(true);
  });

  it.each([
    'Why?',
    'How much do we save on travel?',
    'We read 3 papers a week, what does each cost us?',
    'How long does the onboarding take?',
    'How big should the team be?',
    '회식비는 얼마나 들까?',
    '회의실 예약 시간은 얼마나 걸려?',
    '라이선스를 줄이면 얼마를 절약하나요?',
    '우리 서비스 고객이 얼마나 떠나요?',
    'How many GPUs do we need for our chatbot?',
    '우리 챗봇에 GPU가 몇 장 필요해?',
  ])('is none for a question that shares only words of everyday with one: %s', (text) => {
    expect(nearestCalculation(text)).toBeNull();
  });
});

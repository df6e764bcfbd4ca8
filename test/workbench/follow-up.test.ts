import { describe, expect, it } from 'vitest';
import { continued } from '../../src/workbench/index.ts';

/** The first figure of what the last of the lines comes to. */
function figure(lines: readonly string[]): number {
  const { found } = continued(lines);
  if (found?.kind !== 'calculated') throw new Error(`expected a calculation of ${lines.at(-1)}, got ${found?.kind}`);
  return Object.values(found.figures)[0]?.value ?? Number.NaN;
}
const DAYS = 'How long does it take to train 7B on 1T tokens with 64 A100s at 40% MFU?';
const SPEED = 'How many tokens a second can 8 H100s give for 70B?';

describe('a line that goes on with a question', () => {
  it.each([
    [[DAYS, 'H100이면?'], 'How long does it take to train 7B on 1T tokens with 64 H100s at 40% MFU?'],
    [[DAYS, 'and with 128 GPUs?'], 'How long does it take to train 7B on 1T tokens with 128 A100s at 40% MFU?'],
    [[DAYS, '토큰이 2조 개면?'], 'How long does it take to train 7B on 2T tokens with 64 A100s at 40% MFU?'],
    [
      [DAYS, 'what about 13B and 55% MFU?'],
      'How long does it take to train 13B on 1T tokens with 64 A100s at 55% MFU?',
    ],
    [[SPEED, 'and with 4?'], 'How many tokens a second can 4 H100s give for 70B?'],
    [[SPEED, 'in FP8?'], 'How many tokens a second can 8 H100s give for 70B in FP8?'],
    [[SPEED, '배치 16이고 컨텍스트 8k면?'], '70B를 H100 8장에서 배치 16, 컨텍스트 8k로 디코딩하면 초당 몇 토큰인가요?'],
    [['14GB를 10GB/s로 옮기면 몇 초 걸려?', '25GB/s로는?'], '14GB를 25GB/s로 옮기면 몇 초 걸려?'],
  ])('is that question with what it changes: %j', (lines, whole) => {
    expect(figure(lines)).toBeCloseTo(figure([whole]), 9);
    expect(continued(lines).changed).not.toBeNull();
  });

  it('goes on from what was changed before, through lines that ask nothing', () => {
    const lines = [SPEED, 'and on H200s?', 'thanks a lot', 'who are you?', '4장이면?', 'in int4?'];
    expect(figure(lines)).toBeCloseTo(figure(['How many tokens a second can 4 H200s give for 70B in int4?']), 9);
    expect(continued(lines).whole).toContain('4 H200s');
  });

  it('says what it changed, in both languages', () => {
    const { changed } = continued([SPEED, 'and with 4 H200s?']);
    expect(changed?.en).toBe('The last question with 4 in place of 8 and with H200s in place of H100s: ');
    expect(changed?.ko).toBe('앞 질문에서 바꾼 것: 8 → 4, H100s → H200s. ');
  });

  it.each([
    [['What does it cost to train 7B on 1T tokens with 64 H100s at $2 an hour?', 'and 40?']],
    [[DAYS, 'and with 64 and 128 GPUs?']],
    [['lr 3e-4 at batch 256, sqrt rule, batch 1024: new lr?', 'and batch 2048?']],
  ])('is asked in full where it is not plain what it changes: %j', (lines) => {
    const { found } = continued(lines);
    expect(found).toMatchObject({ kind: 'asked back' });
    expect(found?.answer.en).toContain('not plain what that changes');
  });

  it('completes a question of which something was missing', () => {
    expect(figure(['How long does it take to write a checkpoint of our 30B?', '20 GB/s'])).toBeCloseTo(
      figure(['How long does it take to write a checkpoint of our 30B at 20 GB/s?']),
      9,
    );
  });

  it('is left alone where it is a question of its own, or asks nothing', () => {
    const own = 'How many GB do the weights of 13B take in int4?';
    expect(continued([DAYS, own])).toMatchObject({ whole: own, changed: null });
    expect(continued([DAYS, 'thanks'])).toMatchObject({ found: null, changed: null });
    expect(continued(['H100이면?'])).toMatchObject({ found: null });
  });

  it.each([
    'Should we ship 3 models?',
    'What is the capital of 2 countries?',
    'in 2 weeks, who is on call for the cluster?',
    'Who won in 2020?',
    '우리 카드 한 장에서 QLoRA로 튜닝할 것인가?',
    '점심에 3명이 뭐 먹을까?',
  ])('is no change to the last question where it asks something else: %s', (own) => {
    for (const last of [DAYS, SPEED]) {
      expect(continued([last, own]).changed).toBeNull();
      expect(continued([last, own]).found).toEqual(continued([own]).found);
    }
  });
});

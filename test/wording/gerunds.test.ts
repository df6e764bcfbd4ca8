import { describe, expect, it } from 'vitest';
import { ifDone, toBeDone } from '../../src/wording/gerunds.ts';

describe('what is to be done, in Korean', () => {
  it.each([
    ['물을 재기', '물을 재면', '물을 잴'],
    ['점수를 받기', '점수를 받으면', '점수를 받을'],
    ['시험지를 만들기', '시험지를 만들면', '시험지를 만들'],
    ['소리를 듣기', '소리를 들으면', '소리를 들을'],
    ['빵을 굽기', '빵을 구우면', '빵을 구울'],
    ['칸을 따로 적기', '칸을 따로 적으면', '칸을 따로 적을'],
    ['섞어 보기', '섞어 보면', '섞어 볼'],
  ])('%s goes on as a condition and as a task', (noun, condition, task) => {
    expect([ifDone(noun), toBeDone(noun)]).toEqual([condition, task]);
  });

  it('is left alone where it is a noun', () => {
    expect([ifDone('시식'), toBeDone('복구 시험')]).toEqual([null, null]);
  });
});

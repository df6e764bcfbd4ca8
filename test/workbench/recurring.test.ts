import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerQuestion, runTool } from '../../src/workbench/index.ts';
import { recurringSum } from '../../src/workbench/recurring-sum.ts';

describe('so many of a thing at a price each per period', () => {
  it.each([
    ['We run 40 Postgres read replicas at $310 a month each; if we cut to 26, what do we save a year?', 52_080, 'USD'],
    ['What would we save a year by going from 120 seats to 85 at $14 per seat per month?', 5880, 'USD'],
    ['how much do we save per month if we drop from 9 to 5 NAT gateways at $45 a month each', 180, 'USD'],
    ['If we cut 40 replicas by 14 at $310/month each, what is the yearly saving?', 52_080, 'USD'],
    ['How much more do we pay a year with 8 vans instead of 5 at €400 a month each?', 14_400, 'EUR'],
    ['25 seats of the design tool cost $18 a month per seat. What is that a year?', 5400, 'USD'],
    ['What do 5 vans cost over 3 years at €400 a month each?', 72_000, 'EUR'],
    ['We pay 9 guides $600 a day each. What does that cost a month?', 162_000, 'USD'],
    ['Postgres 읽기 복제본 40대를 대당 월 310달러에 쓰고 있어요. 26대로 줄이면 1년에 얼마나 아끼나요?', 52_080, 'USD'],
    ['라이선스 50개를 개당 월 2만 원에 쓰는데 35개로 줄이면 1년에 얼마를 절약하나요?', 3_600_000, 'KRW'],
    ['서버 8대를 대당 월 30만 원에 빌리면 1년 비용이 얼마예요?', 28_800_000, 'KRW'],
    ['좌석 30석을 22석으로 줄이면 석당 월 9달러일 때 3년에 얼마나 절약해요?', 2592, 'USD'],
  ])('is computed, and computed again from what it was given: %s', (text, value, unit) => {
    const answer = answerQuestion(text);
    if (answer?.kind !== 'calculated') throw new Error(`expected a calculation of ${text}, got ${answer?.kind}`);
    expect(answer.figures.sum).toMatchObject({ value, unit });
    const again = runTool(answer.tool, answer.args, () => {
      throw new RangeError('no files');
    });
    expect(again.figures).toEqual(answer.figures);
  });

  it('is told by its steps, in the language of the question', () => {
    const text = 'We run 40 read replicas at $310 a month each; if we cut to 26, what do we save a year?';
    expect(recurringSum(text)?.answer).toEqual({
      en: '$52,080 a year saved: (40 - 26) x $310 a month each x 12 months.',
      ko: '1년에 52,080달러 아낌: (40 - 26) x 한 달에 하나당 310달러 x 12개월.',
    });
    expect(recurringSum('We pay 9 guides $600 a day each. What does that cost a month?')?.answer.en).toMatch(
      /Taken for granted: a month of 30 days\.$/,
    );
  });

  it.each([
    'We have 30 servers at $200 a month each and the network costs $900 a month. What do we pay a year?',
    '30 servers at $200 a month each, 20% discount. What is the bill a year?',
    'The team has 12 people; licences are $40 a month each. If we drop 3, what do we save a year?',
    'We pay $0.40 per GB for 800 GB a month. What is that a year?',
    '40 nodes at $310 a month each with 3 TB of disk. What do we pay a year?',
    'We have 12 people and licences at $40 a month per machine. What is that a year?',
    '40 nodes at $310 a month. What is that a year?',
    'If we grow from 26 to 40 replicas at $310 a month each, what do we save a year?',
    '서버 8대를 대당 월 30만 원에 빌리고 설치비가 있으면 1년 비용이 얼마예요?',
  ])('is none where a number or a word of the question has no part in it: %s', (text) => {
    expect(recurringSum(text)).toBeNull();
  });

  it('is seen in none of the questions that other people asked about training and serving', () => {
    const folders = ['desk', '../routing'].map((name) => new URL(`${name}/`, import.meta.url));
    const questions = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.jsonl'))
        .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').trim().split('\n'))
        .map((line) => Object.values(JSON.parse(line)).find((one) => typeof one === 'string' && one.includes(' '))),
    );
    expect(questions.length).toBeGreaterThan(1800);
    expect(questions.filter((text) => typeof text === 'string' && recurringSum(text) !== null)).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerQuestion } from '../../../src/workbench/answer-question.ts';
import { answerHardware } from '../../../src/workbench/desk.ts';
import { runTool, TOOLS } from '../../../src/workbench/index.ts';
import { readQuestion } from '../../../src/workbench/read-question.ts';

const Asked = z.strictObject({
  author: z.enum(['first', 'second']),
  text: z.string(),
  /** Null where no calculation answers it. */
  tool: z.string().nullable(),
  /** By path; a count that was not said counts as one. */
  args: z.record(z.string(), z.unknown()).optional(),
  missing: z.array(z.string()).optional(),
  /** The calculation finds that what was said cannot be, for this reason. */
  refused: z.string().optional(),
});

const questions = readFileSync(new URL('questions.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Asked.parse(JSON.parse(line)));
const everyTool = new Set(TOOLS.map(({ name }) => name));
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
const noFiles = (): never => {
  throw new Error('no question here is about a file');
};

describe.each(['first', 'second'] as const)('questions by the %s author', (author) => {
  const own = questions.filter((question) => question.author === author);

  it('are fifteen, a third of them in Korean at the least', () => {
    expect(own).toHaveLength(15);
    expect(own.filter(({ text }) => /[가-힣]/u.test(text)).length).toBeGreaterThanOrEqual(5);
  });

  it.each(own)('$text', ({ text, tool, args = {}, missing = [], refused }) => {
    const reading = readQuestion(text, everyTool);
    expect(reading?.tool ?? null).toBe(tool);
    if (reading === null) return;
    const said = Object.fromEntries(Object.keys(args).map((path) => [path, at(reading.args, path) ?? 1]));
    expect(said).toEqual(args);
    expect(reading.missing).toEqual(missing);
    if (missing.length > 0) return;
    const run = () => runTool(reading.tool, reading.args, noFiles);
    if (refused !== undefined) expect(run).toThrow(refused);
    else expect(Object.keys(run().figures)).not.toEqual([]);
  });
});

describe('the desk, asked in words', () => {
  const ask = (text: string) => answerHardware({ text, topic: 'hardware', calculation: null });

  it('says first whether a step is held up, and what it took for granted', () => {
    const { answer, figures } = ask('Does communication hold up a 5 s step of a 7B model on 32 H100s?');
    expect(answer.en).toMatch(
      /^Communication does not bind as long as the links give this rate\. It takes 1% of the step/,
    );
    expect(answer.en).toContain('Taken for granted: a link of 400 GB/s a card.');
    expect(figures.share?.value).toBeCloseTo(0.0136, 4);
  });

  it('gives the number that its calculation gives for the same question', () => {
    const { figures } = ask('70B를 H100 8장에서 디코딩하면 초당 몇 토큰까지 나오나요?');
    const args = { model: 'Llama 3.1 70B', device: 'H100 SXM', cards: 8 };
    expect(figures).toEqual(runTool('decode_bound', args, noFiles).figures);
  });

  it('asks once for everything that is missing, without a figure and without the name of an argument', () => {
    const { answer, figures, confidence } = ask('초당 토큰 수가 얼마나 나올까요?');
    expect(answer.ko).toContain('모델(또는 파라미터 수), 카드 종류');
    expect(`${answer.ko}${answer.en}`).not.toMatch(/device|cluster|_/);
    expect([figures, confidence]).toEqual([{}, 0]);
  });

  it('does not take a device that it has no data sheet of for another', () => {
    expect(ask('How many tokens a second can 4 V100s give for a 7B model?').answer.en).toContain('the kind of card');
  });

  it.each([
    'Why did decoding get slower on 8 H100s after the update?',
    'H100 8장 쓰는데 전기 요금이 한 달에 얼마나 나와요?',
    'Who sells the H100 in Korea?',
    'Is 70B a good model for poems?',
  ])('declines %s', (text) => {
    expect(ask(text).method).toMatch(/^declined/);
  });

  it.each([
    ['Does the all-reduce of a 7B model on 32 H100s hold up a 0 s step?', 'The time of a step: 0 cannot be'],
    ['How many tokens a second do -8 H100s give for 70B?', 'Nothing in this calculation can be negative'],
    ['How many tokens a second does a 70B give on 2.5 H100s?', 'How many cards: nothing can be calculated with 2.5'],
    ['How many tokens a second can 0 H100s give for 70B?', 'How many cards: 0 cannot be'],
    ['A 13B step of 4M tokens on 64x A100 takes 9 s. How much is unexplained?', 'A time of 9 s cannot be'],
    ['How long does a 1e30 GB all-reduce take on 8 cards?', 'is at most 1000000'],
  ])('refuses what cannot be in one sentence, without a figure: %s', (text, sentence) => {
    const { answer, figures, confidence, method } = ask(text);
    expect(answer.en).toContain(sentence);
    expect(answer.en.match(/[.!?](?:\s|$)/g)).toHaveLength(1);
    expect(answer.en).not.toMatch(/`|_|\bcluster\./);
    expect([figures, confidence]).toEqual([{}, 0]);
    expect(method).toMatch(/^refused/);
  });

  it('refuses in Korean what was asked in Korean', () => {
    expect(ask('13B를 A100 0장에서 디코딩하면 초당 몇 토큰?').answer.ko).toBe(
      '카드 수가 0이라는 것은 있을 수 없어서 계산하지 않음.',
    );
    expect(ask('70B를 H100 마이너스 8장에서 디코딩하면 초당 몇 토큰?').answer.ko).toMatch(/^음수/);
  });

  it.each([
    'Is H100 or A100 faster in tokens per second for 70B on 8 cards?',
    'How many tokens a second on 8 H100s and on 16 for a 70B?',
    '70B를 H100 8장에서 16장으로 늘리면 초당 토큰이 두 배가 되나요?',
    'How many tokens a second do 8 H100s give for 8B and for 70B?',
    'Should I use 256 threads or 512 threads with 64 registers on an H100?',
    'H100에서 FP8이랑 INT8 중에 뭐가 더 빨라요?',
  ])('asks for one case at a time: %s', (text) => {
    const { answer, figures, method } = ask(text);
    expect(answer.en).toContain('one at a time');
    expect([figures, method.slice(0, 10)]).toEqual([{}, 'asked back']);
  });

  it('does not take the s of H100s for seconds, nor 40 GB of a card for 80 (data sheets)', () => {
    expect(
      readQuestion('Does communication hold up the step of a 7B model on 32 H100s?', everyTool)?.args,
    ).not.toHaveProperty('stepSeconds');
    const on = (text: string) => readQuestion(text, everyTool)?.args.device;
    expect(on('How many tokens a second does 8B give on an A100 40GB?')).toBe('A100 40GB SXM');
    expect(on('How many tokens a second does 8B give on an A100?')).toBe('A100 80GB SXM');
    expect(on('How many tokens a second does 8B give on a T4?')).toBe('T4');
  });

  it('says first that a model does not fit', () => {
    expect(ask('How many tokens a second does 70B give on one H100?').answer.en).toMatch(
      /^It does not fit: the weights take 141 GB\. If it fitted: /,
    );
  });

  it('calls no time at the full rate of links an upper bound (Patarasuk and Yuan 2009)', () => {
    for (const text of [
      'Does communication hold up a 5 s step of a 7B model on 32 H100s?',
      'Is the all-reduce the bottleneck when 7B trains on 32 H100s at 2M tokens a step?',
    ]) {
      const { answer } = ask(text);
      expect(answer.en).not.toContain('upper bound');
      expect(answer.ko).not.toContain('상한');
    }
  });

  it.each([
    'Our 8 H100s gave 40 tokens a second with 70B yesterday and 20 today. What changed?',
    'Who benchmarked 70B at 200 tokens a second on 8 H100s?',
    'Write a blog post about decoding speed of 70B on 8 H100s.',
    'Is it worth buying 8 H100s for 70B at 40 tokens per second?',
    'How many tokens did Llama 3.1 70B see?',
    'How fast is prefill of 8k tokens for 70B on 8 H100s in tokens per second?',
    'Does FP8 support hurt quality on an H100?',
    '어제는 70B가 H100 8장에서 초당 40토큰 나왔는데 오늘은 20이에요. 무슨 일이죠?',
    'speculative decoding으로 70B를 H100 8장에서 초당 몇 토큰 나오나요?',
    'H100 8장이랑 70B로 초당 토큰 자랑하는 글 써 줘',
  ])('gives no calculation of another question: %s', (text) => {
    expect(ask(text).method).toMatch(/^declined/);
    expect(readQuestion(text, everyTool)).toBeNull();
  });

  it('takes the link that such cards have among so many, and says which (data sheets; nccl-tests, issues 119 and 307)', () => {
    const rate = (text: string) => readQuestion(text, everyTool)?.args.linkGBs;
    expect(rate('Does communication hold up a 5 s step of a 7B model on 8 H100s?')).toBe(450);
    expect(rate('Does communication hold up a 5 s step of a 7B model on 32 H100s?')).toBe(400);
    expect(rate('Does communication hold up a 5 s step of a 7B model on 8 RTX 4090s?')).toBe(12);
    const { answer } = ask('Does communication hold up a 5 s step of a 7B model on 8 RTX 4090s?');
    expect(answer.en).toContain('It takes 41% of the step');
    expect(answer.en).toContain('Taken for granted: a link of 12 GB/s a card.');
    expect(ask('Does communication hold up a 5 s step of a 7B model on 64 RTX 4090s?').answer.en).toContain(
      'the rate of the link',
    );
    for (const text of [
      'How fast can a step of 2M tokens of a 7B model be at best on 64 RTX 4090s?',
      'Is the all-reduce the bottleneck when 7B trains on 64 RTX 4090s at 2M tokens a step?',
    ])
      expect(answerQuestion(text)).toMatchObject({ kind: 'asked back', missing: ['linkGBs'] });
    const bound = answerQuestion('How fast can a step of 2M tokens of a 7B model be at best on 8 RTX 4090s?');
    expect(bound?.answer.en).toContain('a link of 12 GB/s a card');
  });

  it('says first whether a format is supported, and gives no rate for one that matrix units do not have (NVIDIA T4 and L40S data sheets)', () => {
    expect(ask('T4에서 BF16 지원돼요?').answer.ko).toBe(
      '지원 안 됨: T4의 행렬 장치에 있는 건 FP16, INT8, INT4이고, BF16은 그 밖에서 FP32로 계산함.',
    );
    expect(ask('Is BF16 natively supported on a T4?').answer.en).toMatch(/^It is not supported: .*FP16, INT8, INT4/);
    expect(ask('Is FP8 natively supported on an L40S?').answer.en).toMatch(
      /^The matrix units multiply it themselves\./,
    );
    expect(ask('Is FP8 faster on an A100?').answer.en).toMatch(/^The matrix units do not have it/);
  });
});

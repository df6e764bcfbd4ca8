import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
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
      /^Communication does not bind\. It takes 11% of the step|^It is felt unless it overlaps\. It takes 11% of the step/,
    );
    expect(answer.en).toContain('Taken for granted: a link of 50 GB/s a card.');
    expect(figures.share?.value).toBeCloseTo(0.1085, 3);
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
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
});
afterAll(() => removeFolder(cwd));

const jsonLines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('route', () => {
  it('says where a question goes, and why', async () => {
    const { code, stdout } = await pitwall(
      ['route', '--to', 'pulse', 'Why is 4095 slower than 4096 in the last dimension?'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^blaze {2}[01]\.\d\d\n {2}topic hardware, [01]\.\d\d by the trained classifier\n {2}it holds /,
    );
    expect(stdout).toContain('  the card defers hardware to Blaze\n');
  });

  it('gives one JSON object a line for a file of questions, in its order', async () => {
    const questions = [
      { id: 'a', text: 'Send this to Blaze: which LoRA rank on one RTX 5090?' },
      { id: 7, text: '점심 뭐 먹을까?', note: 'more is allowed' },
      { id: 'c', text: 'H100에서 행렬 곱이 왜 느려?' },
    ];
    writeFileSync(
      join(cwd, 'questions.jsonl'),
      `${questions.map((question) => JSON.stringify(question)).join('\n\n')}\n`,
    );
    const { code, stdout } = await pitwall(['route', '--to', 'Pulse', '--file', 'questions.jsonl', '--json'], { cwd });
    expect(code).toBe(0);
    const shape = { probability: expect.any(Number), evidence: expect.arrayContaining([expect.any(String)]) };
    expect(jsonLines(stdout)).toEqual([
      { id: 'a', route: 'pulse', ...shape },
      { id: 7, route: 'other', ...shape },
      { id: 'c', route: 'blaze', ...shape },
    ]);
  });

  it.each([
    [['route', '--to', 'pulse'], 'expected either a question or `--file`, got neither', 'USAGE'],
    [['route', 'why?'], "required option '--to <member>' not specified", 'USAGE'],
    [['route', '--to', 'pulsee', 'why?'], 'no member is called `pulsee`; did you mean `Pulse`?', 'UNKNOWN_NAME'],
    [
      ['route', '--to', 'pulse', '--file', 'broken.jsonl'],
      'broken.jsonl:2: expected a JSON object with `id` and `text`, got `{"id": 2}`',
      'DATA_INVALID',
    ],
  ])('refuses %j, in words, and with `--json` by its code', async (args, sentence, code) => {
    writeFileSync(join(cwd, 'broken.jsonl'), '{"id": 1, "text": "why?"}\n{"id": 2}\n');
    const refused = await pitwall(args, { cwd });
    expect(refused).toEqual({ code: 2, stdout: '', stderr: `${sentence}\n` });
    const asJson = await pitwall([...args, '--json'], { cwd });
    expect([asJson.code, asJson.stdout]).toEqual([2, '']);
    const { error } = JSON.parse(asJson.stderr);
    expect(error.code).toBe(code);
    expect(sentence).toContain(error.sentence);
  });
});

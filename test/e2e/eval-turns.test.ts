import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

const cwd = emptyFolder();
afterAll(() => removeFolder(cwd));
const SOUND = { id: 1, persona: 'F1-08', lang: 'ko', utterance: '일단 작은 걸로 한 번 돌려 보고 loss 곡선부터 보자.' };
const WRONG = { id: 'b', persona: '김도윤', lang: 'ko', utterance: '내가 MIT에서 박사 할 때도 이랬어.' };

function evaluate(lines: readonly unknown[], ...flags: string[]) {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(join(cwd, 'turns.jsonl'), text);
  return pitwall(['eval', 'turns', 'turns.jsonl', ...flags], { cwd });
}

describe('eval turns', () => {
  it('exits 0 when nobody leaves their character, and 1 with the words that do', async () => {
    expect((await evaluate([SOUND])).code).toBe(0);
    const { code, stdout } = await evaluate([SOUND, WRONG], '--json');
    const [first, second] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(first).toMatchObject({ id: 1, flagged: false });
    expect(second).toMatchObject({ id: 'b', flagged: true });
    expect(second.reasons[0]).toMatchObject({
      scorer: 'A2',
      score: 0,
      evidence: [{ quote: 'MIT', finding: { code: 'identity.claim', sentence: expect.stringContaining('MIT') } }],
    });
  });

  it('exits 3 for a file without turns', async () => {
    expect((await evaluate([''])).code).toBe(3);
  });

  it('exits 2 and names the lines that are none', async () => {
    const { code, stderr } = await evaluate([SOUND, 'no json', { ...SOUND, persona: 'Nobody' }]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^turns\.jsonl:2: .*; line 3: nobody is called `Nobody`/);
  });
});

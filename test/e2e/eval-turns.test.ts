import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

const cwd = emptyFolder();
afterAll(() => removeFolder(cwd));
const SOUND = { id: 1, persona: 'F1-08', lang: 'ko', utterance: '일단 작은 걸로 한 번 돌려 보고 loss 곡선부터 보자.' };
const WRONG = { id: 'b', persona: '김도윤', lang: 'ko', utterance: '내가 MIT에서 박사 할 때도 이랬어.' };

/** Longer than anything on the card: a note, as people who know the card write so, too. */
const LONG = [
  '일단 작은 모델로 한 번 돌려 보고 loss 곡선부터 같이 보자.',
  '지난주 런은 warmup이 짧아서 초반에 튀었고, 그 뒤로는 얌전했어.',
  '이번에는 데이터 샤드 순서를 바꿔서 두 갈래로 띄울 생각이야.',
  '한쪽은 중복을 뺀 세트, 다른 쪽은 그대로 두고 검증 loss만 비교하면 돼.',
  '체크포인트는 200 step마다 남길게, 중간에 죽어도 다시 이어서 갈 수 있게.',
  '결과 나오면 그래프 올려 둘 테니까 보고 의견 줘, 내일 아침에 정하자.',
].join(' ');

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
    expect(second).toMatchObject({ failed: true, by: expect.arrayContaining(['rules']) });
    expect(second.reasons[0]).toMatchObject({
      scorer: 'A2',
      gates: true,
      wrong: expect.toSatisfy((wrong: number) => wrong <= 2),
      of: expect.any(Number),
      quote: 'MIT',
      finding: { code: 'identity.claim', sentence: expect.stringContaining('MIT') },
    });
  });

  it('says how often the check is wrong, and lets a note fail with --strict alone', async () => {
    const { stdout } = await evaluate([WRONG]);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/wrong in \d+ of \d+ sound turns/);
    const long = { ...SOUND, utterance: LONG };
    expect((await evaluate([long])).code).toBe(0);
    expect((await evaluate([long], '--strict')).code).toBe(1);
  });

  it.each([
    ['As an AI language model, I cannot have preferences, but if I had to choose, I would wait.', true],
    ["Since I'm an AI, you should ask your own team about the warmup.", true],
    ['As an AI skeptic, I read the loss curve twice before I say anything.', false],
    ['The bot answered that as an AI language model it cannot choose, so I chose.', false],
  ])('knows who says that they are a program: %s', async (utterance, failed) => {
    const { stdout } = await evaluate([{ id: 1, persona: 'F1-08', lang: 'en', utterance }], '--json');
    const { reasons } = JSON.parse(stdout.trim());
    const codes = reasons.map(({ finding }: { finding: { code: string } }) => finding.code);
    expect(codes.includes('identity.trade')).toBe(failed);
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

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageOf } from '../../src/pitwall.ts';
import type { RunOptions } from './cli.ts';
import { codeOf, emptyFolder, pitwall, removeFolder } from './cli.ts';

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
});
afterAll(() => removeFolder(cwd));

interface Said {
  id: string;
  turn: number;
  asked: string;
  said: string;
  tools: { name: string; args: object; figures: object }[];
  consults: { to: string; answer: string; stub: boolean }[];
}

/** A chat with lines that are piped in, as what it answered. */
async function chatted(
  args: readonly string[],
  lines: readonly string[],
  options: Partial<RunOptions> = {},
): Promise<Said[]> {
  const stdin = Readable.from(lines.map((line) => `${line}\n`));
  const { code, stdout, stderr } = await pitwall(['chat', ...args, '--json'], { cwd, stdin, ...options });
  expect([code, stderr.includes('expected')]).toEqual([0, false]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Said);
}

const answerTo = async (member: string, line: string) => (await chatted([member], [line]))[0] as Said;

describe('a chat without a model', () => {
  it.each([
    ['pulse', '8B QLoRA가 RTX 4090 메모리에 들어가나요? 시퀀스 2048이에요.', 'finetune_memory', /모두 12GB/],
    ['pulse', 'What does it cost to train 7B on 1T tokens with 64 H100s at $2 an hour?', 'training_cost', /58,958 USD/],
    ['sentinel', 'How much memory do 8B weights take?', 'calculate', /16 GB/],
  ])('calculates what %s can calculate: %s', async (member, line, tool, said) => {
    const answer = await answerTo(member, line);
    expect(answer.tools.map(({ name }) => name)).toEqual([tool]);
    expect(answer.said).toMatch(said);
  });

  it.each([
    [
      '70B를 H100 8장에서 디코딩하면 초당 몇 토큰까지 나오나요?',
      /^그건 Blaze 일이라 물어봤어. Blaze\(스텁\)의 답: .*초당 193토큰/,
    ],
    [
      'How many tokens a second can 8 H100s give for a 70B model?',
      /^That is for Blaze, so I asked. Blaze, a stub, says: .*193 tokens/,
    ],
    ['Why is 4095 slower than 4096?', /This desk has no calculation that covers the question/],
  ])('asks the colleague whose work it is, in the language of the line: %s', async (line, said) => {
    const { consults, said: words } = await answerTo('pulse', line);
    expect(consults).toMatchObject([{ to: 'blaze', stub: true }]);
    expect(words).toMatch(said);
  });

  it.each([
    ['쿠버네티스 파드가 자꾸 죽어', '그건 Sentinel 일이야. Sentinel한테 물어봐.'],
    ['Who should I ask about the tokenizer?', 'That is for Cortex. Ask them.'],
  ])('names a colleague who has no desk: %s', async (line, said) => {
    expect((await answerTo('pulse', line)).said).toBe(said);
  });

  it.each([
    ['pulse', '어디 살아?', '서울, 대한민국에 살아.'],
    ['pulse', 'Where have you worked?', 'I worked at Google Brain, OpenAI, Meta FAIR.'],
    ['pulse', '양자화는 뭘 써?', 'GPTQ, AWQ, bitsandbytes 쓰고 있어.'],
    ['sentinel', '무엇을 중요하게 보세요?', '안정성이 먼저입니다. 그다음은 단순함, 비용, 일정입니다.'],
    ['flux', '누구세요?', '저는 Flux (정하린)입니다. 데이터 엔지니어로 일하고 있습니다.'],
    ['pulse', 'what is perplexity?', /^As I put it before: “Quick primer: perplexity/],
  ])('answers from the card of %s, as they speak: %s', async (member, line, said) => {
    const { said: words } = await answerTo(member, line);
    if (typeof said === 'string') expect(words).toBe(said);
    else expect(words).toMatch(said);
  });

  it.each([
    ['김치찌개 레시피 알려줘', /^그건 내가 답할 수 없어/],
    ['who won the world cup?', /^I cannot answer that/],
    ['What do you think about the weather?', /^I cannot answer that/],
  ])('says plainly what it has no answer for: %s', async (line, said) => {
    expect((await answerTo('pulse', line)).said).toMatch(said);
  });

  it('says of itself what it is', async () => {
    expect((await answerTo('pulse', 'Are you an AI?')).said).toMatch(/^Not a person: an offline engine/);
  });

  it('says in each answer of Blaze that Blaze is a stub', async () => {
    const answers = await chatted(['blaze'], ['Is FP8 faster on an L40S?', 'Who are you?', '김치찌개 레시피 알려줘']);
    for (const { said } of answers) expect(said).toMatch(/is a stub|스텁/);
  });

  it('takes what was missing from the next line', async () => {
    const [first, second] = await chatted(['pulse'], ['8B QLoRA가 RTX 4090 메모리에 들어가나요?', '시퀀스 2048']);
    expect(first?.said).toMatch(/빠진 것이 있음: 시퀀스 길이/);
    expect(second).toMatchObject({ tools: [{ name: 'finetune_memory' }] });
  });
});

describe('the record of a chat', () => {
  const idOf = async (...lines: string[]) => (await chatted(['pulse'], lines))[0]?.id ?? '';
  const printed = async (...args: string[]) => (await pitwall(args, { cwd })).stdout;

  it('is listed apart from debates, shown, exported, taken in and executed again to the same', async () => {
    const id = await idOf('8B 가중치는 몇 GB야?', 'all-reduce가 왜 느려?', '/end');
    expect(await printed('list')).not.toContain(id);
    expect(await printed('list', '--chats')).toMatch(new RegExp(`${id} .*chat-pulse +closed +2 *\n`));
    expect(await printed('search', '--chats', '가중치')).toMatch(
      new RegExp(`${id} +line 1 +you +8B \\[가중치\\]는 몇 GB야\\?.*show ${id}`, 's'),
    );
    expect(await printed('search', 'all-reduce', '--db', '.pitwall/debates.db')).toContain('Nothing found');
    const shown = await printed('show', id);
    expect(shown).toMatch(
      /\? 8B 가중치는 몇 GB야\?\n +\[calculate: answer 16GB.*\]\nPulse · 계산해 봤어. 가중치: 16GB = 파라미터 수 8B x/,
    );
    expect(shown).toMatch(/Pulse → Blaze, 자문 · all-reduce가 왜 느려\?/);
    expect(shown).not.toContain('선택지');
    expect(await printed('export', id, '--format', 'markdown')).toContain('*8B 가중치는 몇 GB야?*');
    expect(JSON.parse(await printed('show', id, '--json'))).toMatchObject({
      debate: { kind: 'chat', stopReason: 'questions' },
      lines: [{ asked: '8B 가중치는 몇 GB야?' }, { asked: 'all-reduce가 왜 느려?' }],
    });
    expect(await printed('verify', id)).toMatch(/^Equal: /);
    const file = join(cwd, 'chat.jsonl');
    writeFileSync(file, await printed('export', id));
    expect(await printed('verify', 'chat.jsonl')).toMatch(/^Equal: /);
    expect((await pitwall(['import', 'chat.jsonl', '--db', 'other.db'], { cwd })).code).toBe(0);
  });

  it('goes on where it was left, and is executed again to the same', async () => {
    const id = await idOf('8B QLoRA가 RTX 4090 메모리에 들어가나요?');
    const [next] = await chatted(['--resume', 'last'], ['시퀀스 2048']);
    expect(next).toMatchObject({ id, turn: 2, tools: [{ name: 'finetune_memory' }] });
    expect(await printed('verify', id)).toMatch(/^Equal: /);
    expect(await printed('list', '--chats')).toMatch(`Continue a chat: pitwall chat --resume ${id}`);
  });

  it('does not go on once it was ended, and is no debate', async () => {
    const id = await idOf('Who are you?', '/end');
    expect(await codeOf(['chat', '--resume', id, '--json'], { cwd })).toBe('CHECK_FAILED');
    expect(await codeOf(['resume', id, '--json'], { cwd })).toBe('USAGE');
    const { id: debate } = JSON.parse(await printed('run', 'spike-at-12k', '--json')).debate as { id: string };
    expect(await codeOf(['chat', '--resume', debate, '--json'], { cwd })).toBe('USAGE');
  });

  it('is kept when it is interrupted', async () => {
    const stdin = new PassThrough();
    stdin.write('Who are you?\n');
    const { code, stderr } = await pitwall(['chat', 'pulse'], { cwd, stdin, onOutput: (_, stop) => stop('SIGINT') });
    const id = /Kept as (\S+)\./.exec(stderr)?.[1] ?? '';
    expect(code).toBe(130);
    expect(await printed('verify', id)).toMatch(/^Equal: /);
    expect(await printed('show', id)).toContain('? Who are you?');
  });

  it('holds nothing where nothing was written', async () => {
    const folder = emptyFolder();
    const { code } = await pitwall(['chat', 'pulse'], { cwd: folder, stdin: Readable.from(['\n', '  \n']) });
    expect([code, await pitwall(['list', '--chats'], { cwd: folder }).then(({ stdout }) => stdout)]).toEqual([
      0,
      'No chats in .pitwall/debates.db yet. Start with: pitwall chat pulse\n',
    ]);
    removeFolder(folder);
  });

  it('is scored as an interview is', async () => {
    const id = await idOf('어디 살아?', '콜사인이 뭐야?');
    const { stdout } = await pitwall(['eval', 'debate', id, '--json'], { cwd });
    expect(JSON.parse(stdout).members[0].persona).toBe('pulse');
  });

  it('is closed where its budget has no room for another answer, and executed again to the same', async () => {
    const stdin = Readable.from(['Who are you?\n', 'Where do you live?\n', 'And your callsign?\n']);
    const { code, stdout, stderr } = await pitwall(['chat', 'pulse', '--budget', 'calls=1'], { cwd, stdin });
    const id = /Closed as (\S+)\./.exec(stderr)?.[1] ?? '';
    expect([code, stdout.trim().split('\n').length]).toEqual([0, 1]);
    expect(stderr).toContain('The budget has no room for another answer.');
    expect(await printed('verify', id)).toMatch(/^Equal: /);
    const { debate, lines } = JSON.parse(await printed('show', id, '--json'));
    expect(debate.stopReason).toBe('budget');
    expect(lines).toMatchObject([{ asked: 'Who are you?' }, { asked: 'Where do you live?', said: null }]);
  });

  it.each([
    [['chat', 'pulse', '--budget', 'seconds=5'], /nobody hurries a person/],
    [['chat', '--resume', 'last', '--budget', 'calls=1'], /keeps its budget/],
    [['chat'], /expected a member/],
    [['chat', 'pulse', '--resume', 'last'], /expected a member or `--resume`/],
    [['chat', '--resume', 'last', '--model', 'playbook'], /keeps its model/],
    [['chat', 'nobody'], /no member is called `nobody`/],
    [['chat', 'pulse', '--model', 'nothing'], /no model is called `nothing`/],
  ])('is refused in a sentence: %s', async (args, sentence) => {
    const { code, stderr } = await pitwall(args, { cwd, stdin: Readable.from(['hi\n']) });
    expect([code, stderr]).toEqual([2, expect.stringMatching(sentence)]);
  });

  it('leaves out a line that is longer than any that is typed', async () => {
    const stdin = Readable.from([`${'a'.repeat(9000)}\n`, 'Where do you live?\n']);
    const { stdout, stderr } = await pitwall(['chat', 'pulse'], { cwd, stdin });
    expect(stderr).toContain('left out: a line has at most 8,000 characters');
    expect(stdout).toBe('Pulse  I live in Seoul.\n');
  });
});

it('a line is Korean where it has Hangul in it', () => {
  expect(['warmup은?', 'warmup?'].map(languageOf)).toEqual(['ko', 'en']);
});

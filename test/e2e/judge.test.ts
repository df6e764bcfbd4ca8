import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { says, wireServer } from '../models/wire-server.ts';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

it('exits 3 when a judge fails its own tests, whatever tier A says, and is not asked twice', async () => {
  const cwd = emptyFolder();
  onTestFinished(() => removeFolder(cwd));
  const server = await wireServer(says({ text: '[]' }));
  onTestFinished(() => server.close());
  const turns = [
    { id: 1, persona: 'pulse', utterance: '나는 서울에 살아. loss부터 보자.' },
    { id: 2, persona: 'blaze', utterance: '통신 시간부터 재 봅시다.' },
  ];
  writeFileSync(join(cwd, 'turns.jsonl'), turns.map((turn) => JSON.stringify(turn)).join('\n'));
  const args = ['eval', 'turns', 'turns.jsonl', '--json', '--judge', `openai:judge@${server.url}`];
  const first = await pitwall(args, { cwd });
  expect(first).toMatchObject({ code: 3, stderr: expect.stringContaining('invalid, none of its answers is used') });
  expect(JSON.parse(first.stdout.split('\n')[0] ?? '')).toMatchObject({ id: 1, flagged: false, judge: [] });
  const asked = server.requests.length;
  expect(asked).toBeGreaterThan(0);
  expect((await pitwall(args, { cwd })).code).toBe(3);
  expect(server.requests.length).toBe(asked);
});

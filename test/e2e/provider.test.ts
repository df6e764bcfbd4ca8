import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { spokenTurn } from '../models/scripted.ts';
import { resetAtOnce, says, wireServer } from '../models/wire-server.ts';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';
import { SMALL_SCRIPT } from './small-script.ts';

const stance = { option: 'rent', confidence: 0.6, support: { rent: 0.6, wait: 0.4 }, movedBy: [] };
const turn = says({
  calls: [
    {
      name: 'turn_reply',
      arguments: JSON.stringify({ ...spokenTurn({ utterance: 'We rent.', claims: [] }), stance }),
    },
  ],
});

it('a provider that is gone ends a debate with how to go on, and it goes on when the provider is back', async () => {
  const cwd = emptyFolder();
  onTestFinished(() => removeFolder(cwd));
  writeFileSync(join(cwd, 'small.yaml'), SMALL_SCRIPT);
  let isGone = true;
  const server = await wireServer((response, request, index) => {
    // Both openings are answered.
    if (isGone && index >= 2) resetAtOnce(response, request, index);
    else turn(response, request, index);
  });
  onTestFinished(() => server.close());
  const cut = await pitwall(['run', 'small.yaml', '--model', `openai:m@${server.url}`], { cwd });
  expect(cut.code).toBe(4);
  const [, id = ''] = /; the record so far is kept: pitwall resume ([0-9a-z]{10})\n$/.exec(cut.stderr) ?? [];
  expect([id.length, cut.stderr.trimEnd().split('\n').length]).toEqual([10, 1]);
  isGone = false;
  const resumed = await pitwall(['resume', id, '--json'], { cwd });
  expect([resumed.code, JSON.parse(resumed.stdout).debate.status]).toEqual([0, 'closed']);
});

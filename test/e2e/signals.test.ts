import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cacheScript } from './cache-script.ts';
import { emptyFolder, pitwall, removeFolder, spawned } from './cli.ts';

const RUN = ['run', 'cache.yaml'];

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
  writeFileSync(join(cwd, 'cache.yaml'), cacheScript('90 %'));
});
afterAll(() => removeFolder(cwd));

describe('a process that runs a debate', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops at %s, and says how to go on', async (signal) => {
    const file = `${signal}.db`;
    let isAsked = false;
    const cut = await spawned([...RUN, '--pace', '300', '--db', file], {
      cwd,
      onOutput(text, kill) {
        if (isAsked || !text.includes(' 1  ')) return;
        isAsked = true;
        kill(signal);
      },
    });
    expect(cut.code).toBe(130);
    const [, id = ''] =
      /^interrupted; the record so far is kept: pitwall resume ([0-9a-z]{10})\n$/.exec(cut.stderr) ?? [];
    const resumed = await pitwall(['resume', id, '--json', '--db', file], { cwd });
    expect([resumed.code, JSON.parse(resumed.stdout).debate.status]).toEqual([0, 'closed']);
  });
});

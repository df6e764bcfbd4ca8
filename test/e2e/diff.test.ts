import { afterAll, describe, expect, it } from 'vitest';
import { widthOf } from '../../src/report/width.ts';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

const cwd = emptyFolder();
afterAll(() => removeFolder(cwd));

describe('diff on a page', () => {
  it('tells what was said in one debate only in words, within 80 columns', async () => {
    for (const scenario of ['spike-at-12k', 'nan-for-a-junior'])
      await pitwall(['run', scenario, '--rounds', '1', '--quiet'], { cwd });
    const debates = JSON.parse((await pitwall(['list', '--json'], { cwd })).stdout).debates;
    const ids = debates.map(({ id }: { id: string }) => id);
    const report = JSON.parse((await pitwall(['diff', ids[0], ids[1], '--json'], { cwd })).stdout);
    const only: string[] = [...report.reasons.onlyA, ...report.reasons.onlyB];
    expect(only.length).toBeGreaterThan(0);
    const { stdout } = await pitwall(['diff', ids[0], ids[1]], { cwd });
    expect(stdout).toMatch(/^Said only in \w+\n {2}turn \d+ +\S/m);
    for (const reason of only) expect(stdout).not.toContain(reason);
    expect(stdout).not.toContain('debate.opened');
    expect(Math.max(...stdout.split('\n').map(widthOf))).toBeLessThanOrEqual(80);
  });
});

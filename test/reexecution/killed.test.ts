import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, pitwall, removeFolder, spawned } from '../e2e/cli.ts';
import { canonicalOf, holdUntilKilled, killAndResume } from './killing.ts';

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
});
afterAll(() => removeFolder(cwd));

describe.each([
  // The first commit, the middle, and the last that leaves something to do; `crash` has every point, in one process.
  ['loss-drop-3000', ['first', 'middle', 'last']],
  ['spike-at-12k', ['middle']],
] as const)('a process that is killed, %s', (scenario, places) => {
  it(`leaves a debate that resumes to what it would have been: ${places.join(', ')}`, async () => {
    const uncut = await holdUntilKilled(scenario, join(cwd, `${scenario}.db`));
    const { points } = JSON.parse(uncut.stdout) as { points: number };
    expect(points).toBeGreaterThanOrEqual(90);
    const whole = canonicalOf(join(cwd, `${scenario}.db`)) ?? '';
    const at = { first: 1, middle: Math.floor(points / 2), last: points - 1 };
    for (const place of places) {
      const point = at[place];
      const survived = await killAndResume(scenario, point, cwd, whole);
      expect([point, survived]).toEqual([point, { signal: 'SIGKILL', begins: true, resumeCode: 0, equal: true }]);
    }
  });
});

describe('a run that is interrupted', () => {
  it('says nothing more than the turn that was being said, ends with 130, and resumes to what it would have been', async () => {
    const run = ['run', 'loss-drop-3000', '--db'];
    expect((await pitwall([...run, 'through.db', '--quiet'], { cwd })).code).toBe(0);
    let hasAsked = false;
    const cut = await spawned([...run, 'cut.db', '--pace', '200'], {
      cwd,
      onOutput(text, kill) {
        if (hasAsked || !text.includes(' 3  ')) return;
        hasAsked = true;
        kill('SIGINT');
      },
    });
    expect(hasAsked).toBe(true);
    expect(cut.code).toBe(130);
    const [, id = ''] = /the record so far is kept: pitwall resume ([0-9a-z]{10})/.exec(cut.stderr) ?? [];
    const before = canonicalOf(join(cwd, 'cut.db')) ?? '';
    const count = (text: string) => before.split(text).length - 1;
    // Openings, which are shown together, and at most the turn that was on its way when it was asked to stop.
    expect(count('"type":"turn.recorded"')).toBeLessThanOrEqual(count('"rule":"blind"') + 1);
    expect((await pitwall(['resume', id, '--quiet', '--db', 'cut.db'], { cwd })).code).toBe(0);
    const { stdout: after } = await pitwall(['export', id, '--canonical', '--db', 'cut.db'], { cwd });
    expect(after).toBe((await pitwall(['export', 'last', '--canonical', '--db', 'through.db'], { cwd })).stdout);
    expect(after.startsWith(before)).toBe(true);
    expect(before.length).toBeLessThan(after.length);
  });
});

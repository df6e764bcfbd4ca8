import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FACILITIES } from '../fixtures/facilities-card.ts';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

const parent = emptyFolder();
const cwd = join(parent, 'own');
beforeAll(async () => {
  await pitwall(['init', 'own', '--lang', 'en', '--no-install'], { cwd: parent });
  writeFileSync(join(cwd, 'personas/thandi.md'), FACILITIES);
});
afterAll(() => removeFolder(parent));

describe('a team of one’s own', () => {
  it('is told of its boundaries what its cards say', async () => {
    const { stdout } = await pitwall(['persona', 'lint', 'mortar'], { cwd });
    expect(stdout).toContain('the warehouse system to anchor');
    expect(stdout).not.toContain('blaze');
  });

  it('debates beside a broken card that nobody of the cast needs, and says that it is left out', async () => {
    writeFileSync(join(cwd, 'personas/empty.md'), '');
    const { code, stderr } = await pitwall(['run', 'friday-release', '--quiet'], { cwd });
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^warning: left out, .*personas[/\\]empty\.md:1:1: /)]);
    const listed = await pitwall(['persona', 'list'], { cwd });
    expect(listed.code).toBe(1);
    expect(listed.stdout).toContain('mortar');
    expect(listed.stderr).toMatch(/personas[/\\]empty\.md:1:1: /);
    const seated = await pitwall(['run', 'friday-release', '--cast', '+empty'], { cwd });
    expect([seated.code, seated.stderr]).toEqual([2, expect.stringMatching(/^personas[/\\]empty\.md:1:1: /m)]);
    const served = await pitwall(['mcp'], { cwd, stdin: Readable.from([]) });
    expect(served.stderr).toMatch(/^warning: left out, .*personas[/\\]empty\.md:1:1: /m);
    rmSync(join(cwd, 'personas/empty.md'));
  });

  it('is told of a value outside its range, and promised nothing past it', async () => {
    const { code, stdout, stderr } = await pitwall(['run', 'friday-release', '--fact', 'noticeHours=-3'], { cwd });
    expect(stderr).toMatch(
      /the time to notice \(noticeHours\): −3 hours is outside its range \(expected 0\.25\.\.12\)/,
    );
    expect(code).toBe(0);
    expect(stdout).not.toContain('as predicted');
    expect(stdout).toContain('Flipped: a small release → ');
    const below = await pitwall(['model', 'friday-release', '--fact', 'orderUsd=-6'], { cwd });
    expect(below.stderr).toContain('below zero');
    const forked = await pitwall(['fork', 'last', '--at', '5', '--fact', 'noticeHours=-180 min', '--quiet'], { cwd });
    expect([forked.code, forked.stderr]).toEqual([0, expect.stringContaining('−3 hours is outside its range')]);
  });

  it('answers for its own work and for where it was', async () => {
    const said = async (text: string, member = 'mortar') =>
      (await pitwall(['chat', member], { cwd, stdin: Readable.from([`${text}\n`]) })).stdout.replaceAll(/\s+/g, ' ');
    expect(await said('What do you think about moving the warehouse to the cheaper site?')).not.toContain('for Anchor');
    expect(await said('Have you worked at Amazon?')).toContain('No, I was at DHL.');
    expect(await said('Did you ever work for DHL?')).toContain('Yes, I was at DHL.');
    expect(await said('구글에서 일한 적 있어?', 'pulse')).toContain('응, Google Brain에서 일했어.');
  });
});

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, pitwall, removeFolder } from '../e2e/cli.ts';
import { SMALL_SCRIPT } from '../e2e/small-script.ts';
import type { TestServer } from './servers.ts';
import { missingServers, startPostgres } from './servers.ts';

describe.skipIf(missingServers() !== null)('debates of a server', () => {
  let cwd = '';
  let server: TestServer | undefined;
  const typed = async (...args: string[]) => {
    const { code, stdout, stderr } = await pitwall(args, { cwd });
    expect(stdout + stderr).not.toContain('s3cr3t');
    return { code, stdout, stderr };
  };
  const there = (...args: string[]) => typed(...args, '--db', server?.address ?? '');

  beforeAll(async () => {
    cwd = emptyFolder();
    server = await startPostgres();
    writeFileSync(join(cwd, 'small.yaml'), SMALL_SCRIPT);
    await typed('run', 'small.yaml', '--quiet');
    await typed('export', 'last', '--out', 'two.jsonl');
  });
  afterAll(async () => {
    await server?.stop();
    removeFolder(cwd);
  });

  const idIn = (text: string) => /[0-9a-hjkmnp-tv-z]{10}/.exec(text)?.[0] ?? '';

  it('are none before the first, and are taken in from files, each once', async () => {
    expect(await there('list')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no debate has been run yet'),
    });
    const first = await there('import', 'two.jsonl');
    expect([first.code, first.stdout]).toEqual([0, expect.stringContaining('small, 4 turns, closed')]);
    expect((await there('import', 'two.jsonl')).stdout).toMatch(
      /is already in postgres:\/\/127.0.0.1:\d+\/postgres; nothing was changed/,
    );
  });

  it('are listed, shown, exported, scored and verified as those of a file are', async () => {
    const listed = await there('list');
    const id = idIn(listed.stdout);
    expect([listed.code, id]).toEqual([0, idIn((await typed('list')).stdout)]);
    for (const words of [
      ['show', id],
      ['show', 'last', '--memo'],
      ['export', id, '--canonical'],
      ['verify', id],
    ]) {
      const [far, near] = [await there(...words), await typed(...words)];
      expect([far.code, far.stdout]).toEqual([0, near.stdout]);
    }
    await there('export', id, '--out', 'again.jsonl');
    expect(readFileSync(join(cwd, 'again.jsonl'), 'utf8').split('\n').length).toBe(
      readFileSync(join(cwd, 'two.jsonl'), 'utf8').split('\n').length,
    );
    const scored = await there('eval', 'debate', id, '--json');
    expect([scored.code, scored.stdout]).toEqual([0, expect.stringContaining(id)]);
  });

  it('have their scores on the server, whoever measured them', async () => {
    const copies = join(cwd, '.pitwall/servers');
    expect(readdirSync(copies).filter((name) => name.endsWith('.db'))).toEqual([
      expect.stringMatching(/^127.0.0.1-\d+-postgres.db$/),
    ]);
    removeFolder(copies);
    const { openMirror } = await import('../../src/app/machines/index.ts');
    const { openEvaluations } = await import('../../src/evaluate.ts');
    const file = join(cwd, 'other.db');
    const mirror = await openMirror(server?.address ?? '', file);
    await mirror.refresh();
    await mirror.refresh();
    await mirror.close();
    const kept = openEvaluations(file, { readonly: true });
    expect(kept.names('report')).toHaveLength(1);
    kept.close();
  });

  it('are sent where they began in the copy, as on the page, and have a place of their own in both', async () => {
    const { openMirror } = await import('../../src/app/machines/index.ts');
    const file = join(cwd, 'page.db');
    const mirror = await openMirror(server?.address ?? '', file);
    await mirror.refresh();
    await typed('run', 'small.yaml', '--seed', '2', '--quiet', '--db', 'page.db');
    await mirror.send();
    await mirror.refresh();
    await mirror.close();
    const ids = (text: string) => [...text.matchAll(/^[0-9a-hjkmnp-tv-z]{10}/gm)].map(([id]) => id);
    const far = ids((await there('list')).stdout);
    expect(far).toHaveLength(2);
    expect(ids((await typed('list', '--db', 'page.db')).stdout)).toEqual(far);
    expect((await there('verify', 'last')).code).toBe(0);
  });

  it('are gone on with by their sweep alone, and not by a command that writes a file', async () => {
    for (const words of [
      ['resume', 'last'],
      ['fork', 'last', '--at', '1'],
      ['run', 'small.yaml'],
    ]) {
      const { code, stderr } = await there(...words);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/^expected a file behind `--db`: debates in postgres:/),
      ]);
    }
    expect(existsSync(join(cwd, 'postgres:'))).toBe(false);
  });
});

import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/pitwall.ts';
import { change, emptyPlace, read, viewerOf } from '../view/place.ts';
import { codeOf, pitwall } from './cli.ts';
import { SMALL_SCRIPT } from './small-script.ts';
import { untrustedProjects } from './untrusted.ts';

/** Says by a file beside the project that it ran; `mark` tells one version from another, as a process imports a file once. */
const moduleOf = (ran: string, mark = '') =>
  `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(ran)}, '1');\nexport default { tools: [], desk: [], guidance: 'Hello${mark}.' };\n`;

const project = untrustedProjects();
let cwd: string;
let home: string;
let ran: string;
beforeEach(() => {
  ({ cwd, home, ran } = project());
  mkdirSync(join(cwd, 'agents'));
  writeFileSync(join(cwd, 'agents/pulse.mjs'), moduleOf(ran));
});
const type = (...args: string[]) => pitwall(args, { cwd, env: { HOME: home } });
const REFUSED = [
  2,
  '',
  'expected `agents/pulse.mjs` to be trusted, as it is code that would run here: read it and what stands beside it, then add `--trust`\n',
];
const answer = async (...args: string[]) => {
  const { code, stdout, stderr } = await type(...args);
  return [code, stdout, stderr];
};

describe('a module in agents/ of a folder', () => {
  it('does not run before it is trusted: one sentence says which, and nothing is written', async () => {
    expect(await answer('run', 'small')).toEqual(REFUSED);
    expect(await answer('ask', 'Rent?', '--options', 'rent; wait')).toEqual(REFUSED);
    for (const command of [['serve'], ['mcp'], ['mcp', '--http']])
      expect(await answer(...command, ...(command.length > 1 ? ['--port', '0'] : []))).toEqual(REFUSED);
    expect([existsSync(ran), existsSync(join(cwd, '.pitwall/debates.db'))]).toEqual([false, false]);
    expect(await codeOf(['run', 'small', '--json'], { cwd, env: { HOME: home } })).toBe('USAGE');
  });

  it('runs with --trust, which is said and remembered for the content of its folder', async () => {
    const first = await type('run', 'small', '--trust', '--quiet');
    expect([first.code, first.stderr]).toEqual([
      0,
      `trusted until a file beside it changes: agents/pulse.mjs (${join(home, '.config/pitwall/trusted.json')})\nrun, as code of this folder: agents/pulse.mjs\n`,
    ]);
    expect(existsSync(ran)).toBe(true);
    const { code, stderr } = await type('run', 'small', '--quiet');
    expect([code, stderr]).toEqual([0, 'run, as code of this folder: agents/pulse.mjs\n']);
    const kept = JSON.parse(readFileSync(join(home, '.config/pitwall/trusted.json'), 'utf8'));
    expect(kept).toEqual({
      version: 1,
      agents: [{ hash: expect.stringMatching(/^[0-9a-f]{64}$/), folder: join(cwd, 'agents'), at: expect.any(String) }],
    });
  });

  it('is another one when a byte of it changes, or of a file beside it that it may import', async () => {
    await type('run', 'small', '--trust', '--quiet');
    for (const file of ['pulse.mjs', 'helper.mjs', 'deep/data.json']) {
      mkdirSync(join(cwd, 'agents/deep'), { recursive: true });
      writeFileSync(join(cwd, 'agents', file), moduleOf(ran, file));
      rmSync(ran, { force: true });
      expect(await answer('run', 'small')).toEqual(REFUSED);
      expect(existsSync(ran)).toBe(false);
      expect((await type('run', 'small', '--trust', '--quiet')).code).toBe(0);
    }
  });

  it('never runs for an estimate, trusted or not', async () => {
    const before = await type('run', 'small', '--dry-run');
    expect([before.code, before.stderr]).toEqual([
      0,
      'not run for an estimate, as code of this folder: agents/pulse.mjs\n',
    ]);
    await type('run', 'small', '--trust', '--dry-run');
    expect(existsSync(ran)).toBe(false);
  });

  it('is left out where a debate is only read, which is said; executing it again refuses', async () => {
    await type('run', 'small', '--trust', '--quiet');
    writeFileSync(join(cwd, 'agents/pulse.mjs'), moduleOf(ran, 'changed'));
    rmSync(ran);
    for (const args of [
      ['show', 'last'],
      ['show', 'last', '--json'],
      ['replay', 'last', '--instant'],
    ])
      expect(await type(...args)).toMatchObject({
        code: 0,
        stderr: 'left out, as code that is not trusted: agents/pulse.mjs\n',
      });
    for (const args of [
      ['list'],
      ['export', 'last'],
      ['persona', 'list'],
      ['persona', 'show', 'pulse'],
      ['scenario', 'lint', 'small'],
    ])
      expect(await type(...args)).toMatchObject({ code: 0, stderr: '' });
    for (const args of [
      ['verify', 'last'],
      ['fork', 'last', '--at', '1'],
      ['resume', 'last'],
    ])
      expect(await answer(...args)).toEqual(REFUSED);
    expect(existsSync(ran)).toBe(false);
    expect((await type('verify', 'last', '--trust', '--behaviour')).code).toBe(0);
    const forked = await type('fork', 'last', '--at', '1', '--quiet');
    expect([forked.code, forked.stderr]).toEqual([0, 'run, as code of this folder: agents/pulse.mjs\n']);
  });

  it.skipIf(!existsSync(new URL('../../dist/page/index.html', import.meta.url)))(
    'is left out of a page as a file',
    async () => {
      await type('run', 'small', '--trust', '--quiet');
      writeFileSync(join(cwd, 'agents/pulse.mjs'), moduleOf(ran, 'html'));
      rmSync(ran);
      expect((await type('export', 'last', '--format', 'html', '--out', join(home, 'page.html'))).code).toBe(0);
      expect(existsSync(ran)).toBe(false);
    },
  );

  it('of a team’s folder is asked for as well', async () => {
    mkdirSync(join(cwd, 'crew/agents'), { recursive: true });
    writeFileSync(join(cwd, 'crew/agents/cortex.mjs'), moduleOf(ran));
    rmSync(join(cwd, 'agents'), { recursive: true });
    const [code, , stderr] = await answer('run', 'small', '--team', 'crew');
    expect([code, stderr]).toEqual([2, expect.stringContaining('expected `crew/agents/cortex.mjs` to be trusted')]);
    expect((await type('run', 'small', '--team', 'crew', '--trust', '--quiet')).code).toBe(0);
    expect(existsSync(ran)).toBe(true);
  });

  it('behind a link that leads out of its folder cannot be trusted', async () => {
    writeFileSync(join(home, 'elsewhere.mjs'), moduleOf(ran));
    rmSync(join(cwd, 'agents/pulse.mjs'));
    symlinkSync(join(home, 'elsewhere.mjs'), join(cwd, 'agents/pulse.mjs'));
    const [code, , stderr] = await answer('run', 'small', '--trust');
    expect([code, stderr, existsSync(ran)]).toEqual([
      2,
      'expected files in `agents`, found a link that leads out of the folder at `pulse.mjs`\n',
      false,
    ]);
  });

  it('is not trusted by a file of the project, nor by one that is not ours', async () => {
    await type('run', 'small', '--trust', '--quiet');
    const kept = readFileSync(join(home, '.config/pitwall/trusted.json'), 'utf8');
    rmSync(join(home, '.config'), { recursive: true });
    for (const at of ['.config/pitwall', '.pitwall']) {
      mkdirSync(join(cwd, at), { recursive: true });
      writeFileSync(join(cwd, at, 'trusted.json'), kept);
    }
    writeFileSync(join(cwd, '.env'), `XDG_CONFIG_HOME=${join(cwd, '.config')}\nHOME=${cwd}\n`);
    expect(await answer('run', 'small')).toEqual(REFUSED);
    mkdirSync(join(home, '.config/pitwall'), { recursive: true });
    writeFileSync(join(home, '.config/pitwall/trusted.json'), '{"agents":true}');
    const [code, , stderr] = await answer('run', 'small');
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/trusted\.json: expected the agents that you trust.*\n$/),
    ]);
  });
});

describe('the page', () => {
  it('begins no debate with a module that is not trusted, and shows those on record', async () => {
    const place = emptyPlace();
    try {
      for (const name of ['scenarios', 'agents']) mkdirSync(join(place.folder, name));
      writeFileSync(join(place.folder, 'scenarios/small.yaml'), SMALL_SCRIPT);
      const options = { cwd: place.folder, env: { HOME: home, PITWALL_DB: place.file } };
      await pitwall(['run', 'small', '--quiet'], options);
      writeFileSync(join(place.folder, 'agents/pulse.mjs'), moduleOf(ran, 'page'));
      const viewer = await viewerOf(place, {
        place: { projectDir: place.folder, trust: { hashes: [], otherwise: 'refuse' } },
      });
      try {
        const store = openStore(place.file, { readonly: true });
        const [debate] = store.list();
        store.close();
        for (const [path, body] of [
          ['/api/debates', { scenario: 'small' }],
          [`/api/debates/${debate?.id}/forks`, { at: 1 }],
        ] as const) {
          const refused = await change(viewer, path, body);
          expect([refused.status, await refused.text()]).toEqual([
            400,
            expect.stringContaining('agents/pulse.mjs` to be trusted'),
          ]);
        }
        expect(await read(viewer, `/api/debates/${debate?.id}`)).toMatchObject({ id: debate?.id });
        expect(existsSync(ran)).toBe(false);
      } finally {
        await viewer.close();
      }
    } finally {
      place.remove();
    }
  });
});

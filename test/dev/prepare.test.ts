import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  currentRuntime,
  decideBuild,
  decideInstall,
  INSTALL_STAMP,
  installEnvironment,
  refusal,
  scenarioFor,
} from '../../dev/state.mjs';
import { makeClone } from './clone.ts';

/** The number of a process that has just ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('the Node that Pitwall runs on', () => {
  it('is refused below the floor, with both versions in one sentence', () => {
    expect(refusal('20.18.3', '>=20.19')).toBe('Pitwall needs Node 20.19 or newer, and this is Node 20.18.3.');
    expect(refusal('18.20.0', '>=20.19')).toContain('this is Node 18.20.0');
  });

  it('is accepted from the floor up', () => {
    expect(refusal('20.19.0', '>=20.19')).toBeUndefined();
    expect(refusal('22.0.0', '>=20.19')).toBeUndefined();
  });
});

describe('npm inside an npm script', () => {
  it('is not told the flags of the outer command, and is told where packages come from', () => {
    const env = {
      NODE_ENV: 'production',
      npm_config_omit: 'dev',
      NPM_CONFIG_DRY_RUN: 'true',
      npm_config_cache: '/c',
      CI: 'true',
    };
    expect(installEnvironment(env)).toEqual({ npm_config_cache: '/c', CI: 'true', JOBS: 'max' });
  });
});

describe('the debate of `npm start`', () => {
  it.each([
    [{ LANG: 'ko_KR.UTF-8' }, 'en-US', 'loss-drop-3000'],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'ko_KR.UTF-8' }, 'en-US', 'loss-drop-3000'],
    [{ LANG: 'ko_KR.UTF-8', LC_ALL: 'C' }, 'ko-KR', 'spike-at-12k'],
    [{ LANG: 'de_DE.UTF-8' }, 'ko-KR', 'spike-at-12k'],
    [{ LANG: 'kok_IN' }, 'en-US', 'spike-at-12k'],
    [{ LANG: '' }, 'ko-KR', 'loss-drop-3000'],
    [{}, 'en-US', 'spike-at-12k'],
  ])('is in the language of the locale: %j, %s', (env, usual, scenario) => {
    expect(scenarioFor(env, usual)).toBe(scenario);
    expect(existsSync(new URL(`../../scenarios/${scenario}.yaml`, import.meta.url))).toBe(true);
  });
});

describe('preparing a clone', () => {
  let clone: ReturnType<typeof makeClone>;
  beforeEach(() => {
    clone = makeClone();
  });
  afterEach(() => clone.remove());

  const installDue = (runtime = currentRuntime(), loads = () => true) => decideInstall(clone.root, runtime, loads);

  it('installs and builds once, says so on stderr, and is then silent', async () => {
    const first = await clone.prepare({ npm_config_omit: 'dev', CI: 'true' });
    expect(first).toMatchObject({ code: 0, printed: '' });
    expect(first.said).toMatch(/^Installing, because nothing is installed yet\. SQLite is compiled here/);
    expect(first.said).toMatch(/\n {2}\d+ s: installing better-sqlite3\nInstalled in/);
    expect(first.said).toMatch(/\nBuilding, because .*\n {2}compiling the sources\n[\s\S]*Built in/);
    expect(first.said).not.toMatch(/added 3 packages|packages\.example/);
    expect(clone.installs()).toEqual([
      { args: ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=info'], omit: null },
    ]);
    expect(readFileSync(clone.at('dist/bundle/cli-main.js'), 'utf8')).toContain('built = 1');
    expect(statSync(clone.at('dist/src/cli/main.js')).mode & 0o111).toBe(0o111);

    expect(await clone.prepare()).toEqual({ code: 0, said: '', printed: '' });
    expect(clone.installs()).toHaveLength(1);
    expect(clone.builds()).toBe(1);
    expect(existsSync(clone.at('dist.lock'))).toBe(false);
  });

  it('installs again when the content of the lockfile changed, not when it was only touched', async () => {
    await clone.prepare();
    utimesSync(clone.at('package-lock.json'), new Date(), new Date());
    expect(installDue()).toEqual({ kind: 'current' });
    clone.edit('package-lock.json', '\n');
    expect(installDue()).toEqual({ kind: 'install', why: 'the lockfile changed' });
    await clone.prepare();
    expect(clone.installs()).toHaveLength(2);
    expect(installDue()).toEqual({ kind: 'current' });
  });

  it('installs again for another Node, a missing package and an SQLite that is not compiled', async () => {
    await clone.prepare();
    expect(installDue('linux-x64-1')).toMatchObject({ why: 'it was installed for another Node' });
    rmSync(clone.at('node_modules/better-sqlite3/build'), { recursive: true });
    expect(installDue()).toMatchObject({ why: 'SQLite is not compiled yet' });
    rmSync(clone.at('node_modules/typescript'), { recursive: true });
    expect(installDue()).toMatchObject({ why: 'typescript is missing' });
  });

  it('takes over an install that somebody made by hand, unless it differs from the lockfile or cannot load', async () => {
    await clone.prepare();
    rmSync(clone.at(INSTALL_STAMP));
    expect(installDue()).toEqual({ kind: 'adopt' });
    expect(installDue(currentRuntime(), () => false)).toMatchObject({ kind: 'install' });
    const other = {
      packages: {
        'node_modules/better-sqlite3': { version: '2.0.0' },
        'node_modules/typescript': { version: '1.0.0' },
      },
    };
    writeFileSync(clone.at('node_modules/.package-lock.json'), JSON.stringify(other));
    expect(installDue()).toMatchObject({ why: 'what is installed is not what the lockfile asks for' });
  });

  describe('whose node_modules is a link to the folder of another', () => {
    beforeEach(async () => {
      await clone.prepare();
      renameSync(clone.at('node_modules'), clone.at('theirs'));
      symlinkSync(clone.at('theirs'), clone.at('node_modules'));
    });
    const theirs = () => readdirSync(clone.at('theirs'), { recursive: true }).sort();

    it('installs nothing through it, says why, and changes nothing there', async () => {
      clone.edit('package-lock.json', ' ');
      writeFileSync(clone.at('theirs/.package-lock.json'), JSON.stringify({ packages: {} }));
      const before = theirs();
      const { code, said } = await clone.prepare();
      expect(code).toBe(4);
      expect(said).toContain('an install is due because the lockfile changed, and node_modules is a link to ');
      expect(clone.installs()).toHaveLength(1);
      expect(theirs()).toEqual(before);
    });

    it('installs nothing through a link to a folder that is gone', async () => {
      rmSync(clone.at('theirs'), { recursive: true });
      const { code, said } = await clone.prepare();
      expect(code).toBe(4);
      expect(said).toContain('node_modules is a link to a folder that is gone');
      expect(clone.installs()).toHaveLength(1);
    });

    it('builds with what is there when that is what the lockfile asks for, and leaves no stamp there', async () => {
      clone.edit('src/cli/main.ts', 'export const more = 2;\n');
      expect(await clone.prepare()).toMatchObject({ code: 0 });
      expect(clone.installs()).toHaveLength(1);
      clone.edit('package-lock.json', ' ');
      expect(installDue()).toEqual({ kind: 'current' });
      rmSync(clone.at(INSTALL_STAMP));
      expect(installDue()).toEqual({ kind: 'current' });
      expect(installDue(currentRuntime(), () => false)).toMatchObject({ kind: 'refuse' });
    });
  });

  it('builds when a source was edited, touched, added or deleted, and when an output is gone', async () => {
    const changed = 'a source changed since the last build';
    await clone.prepare();
    expect(decideBuild(clone.root)).toBeUndefined();
    clone.edit('src/cli/main.ts', 'export const more = 2;\n');
    expect(decideBuild(clone.root)).toBe(changed);
    await clone.prepare();
    expect(readFileSync(clone.at('dist/bundle/cli-main.js'), 'utf8')).toContain('more = 2');
    utimesSync(clone.at('tsconfig.build.json'), new Date(), new Date(Date.now() + 5000));
    expect(decideBuild(clone.root)).toBe(changed);
    await clone.prepare();
    writeFileSync(clone.at('src/extra.ts'), '');
    expect(decideBuild(clone.root)).toBe(changed);
    await clone.prepare();
    rmSync(clone.at('src/extra.ts'));
    expect(decideBuild(clone.root)).toBe(changed);
    await clone.prepare();
    expect(existsSync(clone.at('dist/src/extra.js'))).toBe(false);
    rmSync(clone.at('dist/src/cli/main.js'));
    expect(decideBuild(clone.root)).toBe('the build is incomplete');
    expect(clone.installs()).toHaveLength(1);
  });

  it('puts data beside the compiled code that reads it, and misses it there', async () => {
    mkdirSync(clone.at('src/routing'));
    mkdirSync(clone.at('dev/router'));
    for (const file of ['src/routing/weights.json', 'dev/router/questions.json']) writeFileSync(clone.at(file), '{}');
    await clone.prepare();
    expect(readFileSync(clone.at('dist/src/routing/weights.json'), 'utf8')).toBe('{}');
    expect(existsSync(clone.at('dist/dev'))).toBe(false);
    rmSync(clone.at('dist/src/routing/weights.json'));
    expect(decideBuild(clone.root)).toBe('the build is incomplete');
  });

  it('keeps the build in use when the sources do not compile, and shows what the compiler said', async () => {
    await clone.prepare();
    clone.edit('src/cli/main.ts', 'BROKEN');
    const { code, said } = await clone.prepare();
    expect(code).toBe(1);
    expect(said).toContain('cli/main.ts(1,1): error TS1005');
    expect(readFileSync(clone.at('dist/bundle/cli-main.js'), 'utf8')).not.toContain('BROKEN');
  });

  it('shows what npm said when it fails, and tries again the next time', async () => {
    const { code, said } = await clone.prepare({ FAKE_NPM_FAILS: '1' });
    expect(code).toBe(4);
    expect(said).toContain('npm error network unreachable');
    expect((await clone.prepare()).code).toBe(0);
  });

  it('says how to compile SQLite when npm is set to skip install scripts', async () => {
    const { code, said } = await clone.prepare({ FAKE_NPM_SKIPS_SCRIPTS: '1' });
    expect(code).toBe(4);
    expect(said).toContain('npm rebuild better-sqlite3 --ignore-scripts=false');
  });

  it('does the work once when three commands start together', async () => {
    const runs = await Promise.all([clone.prepare(), clone.prepare(), clone.prepare()]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(clone.installs()).toHaveLength(1);
    expect(clone.builds()).toBe(1);
    expect(existsSync(clone.at('dist.lock'))).toBe(false);
  });

  it('goes on after a command that died while it held the lock', async () => {
    const holder = { host: os.hostname(), pids: [deadPid()], token: 'left behind' };
    writeFileSync(clone.at('dist.lock'), JSON.stringify(holder));
    expect((await clone.prepare()).code).toBe(0);
    expect(clone.installs()).toHaveLength(1);
  });

  it('lets go of the folder when it is stopped', async () => {
    const { child, done } = clone.start();
    while (clone.installs().length === 0) await sleep(20);
    child.kill('SIGTERM');
    expect((await done).code).toBe(143);
    expect(existsSync(clone.at('dist.lock'))).toBe(false);
    expect((await clone.prepare()).code).toBe(0);
  });

  it('stops before anything else on a Node that is too old', async () => {
    writeFileSync(clone.at('package.json'), JSON.stringify({ engines: { node: '>=99.0' } }));
    const { code, said } = await clone.prepare();
    expect(code).toBe(2);
    expect(said).toBe(`Pitwall needs Node 99.0 or newer, and this is Node ${process.versions.node}.\n`);
    expect(clone.installs()).toEqual([]);
  });

  it('refuses arguments that it does not know', async () => {
    expect(await clone.prepare({}, ['--fast'])).toMatchObject({
      code: 2,
      said: 'Expected --rebuild or nothing, got "--fast".\n',
    });
  });
});

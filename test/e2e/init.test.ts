import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { reasonIn } from '../../src/cli/support/npm-install.ts';
import { ownPackage } from '../../src/cli/support/own-package.ts';
import { loadTeam } from '../../src/pitwall.ts';
import { lintMember } from '../../src/project/index.ts';
import { emptyFolder, pathsIn, pitwall, removeFolder } from './cli.ts';

/** Of a turn, what tells whether somebody moved. */
interface Said {
  turn: number;
  speaker: string;
  stance: { option: string | null; movedBy: string[] };
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const folders: string[] = [];
afterAll(() => folders.forEach(removeFolder));
let cwd: string;
beforeEach(() => {
  cwd = emptyFolder();
  folders.push(cwd);
});
const type = (args: string[], folder = cwd) => pitwall(args, { cwd: folder, env: { HOME: cwd } });
const made = async (...flags: string[]) => {
  const { code, stderr, stdout } = await type(['init', 'my-team', '--no-install', ...flags]);
  expect([code, stderr]).toEqual([0, '']);
  return { stdout, folder: join(cwd, 'my-team') };
};

describe.each([
  ['en', 'a small release', 'a full release'],
  ['ko', '오늘 10% 배포', '오늘 전체 배포'],
])('a team made with --lang %s', (lang, decision, flipped) => {
  it('is two personas with voices, a question, a test and a README', async () => {
    const { folder } = await made('--lang', lang);
    expect(pathsIn(folder).filter((path) => /\.\w+$/.test(path))).toEqual([
      '.gitignore',
      '.npmrc',
      'README.md',
      'package.json',
      'personas/anchor.md',
      'personas/ferry.md',
      'personas/voices/anchor.yaml',
      'personas/voices/ferry.yaml',
      'scenarios/friday-release.yaml',
      'test/team.test.ts',
    ]);
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(readme.split('\n')[0]).toBe('# my-team');
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({
      name: 'my-team',
      scripts: { test: 'vitest run' },
    });
  });

  it('debates without being told what, and both change their minds by what the other knew', async () => {
    const { folder } = await made('--lang', lang);
    const { code, stdout, stderr } = await type(['run', '--json'], folder);
    expect([code, stderr]).toEqual([0, '']);
    const { outcome, turns } = JSON.parse(stdout);
    expect(outcome.decision).toBe('slice');
    const moved = turns.filter(
      ({ stance, speaker, turn }: Said) =>
        stance.movedBy.length > 0 &&
        turns.findLast((other: Said) => other.speaker === speaker && other.turn < turn)?.stance.option !==
          stance.option,
    );
    expect(new Set(moved.map(({ speaker }: Said) => speaker)).size).toBe(2);
    const card = await type(['show', 'last'], folder);
    expect(card.stdout).toContain(decision);
  });

  it('flips by the command of its README', async () => {
    const { folder } = await made('--lang', lang);
    const { stdout } = await type(['run', '--fact', 'noticeHours=0.5'], folder);
    expect(stdout).toContain(flipped);
    expect(stdout).toMatch(/Flipped, as predicted|예측대로 뒤집혔습니다/);
  });

  it('has cards and a question of which lint says nothing but what one language leaves out', async () => {
    const { folder } = await made('--lang', lang);
    const team = loadTeam({ projectDir: folder });
    for (const name of ['ferry', 'anchor']) {
      const findings = lintMember(team.find(name), team);
      // The Korean team speaks English too, and has no message in it.
      expect(findings.map(({ finding }) => finding.code)).toEqual(lang === 'ko' ? ['unscored.language'] : []);
    }
    const { stdout: linted } = await type(['persona', 'lint'], folder);
    expect(linted).toMatch(/^0 errors/m);
    expect(linted.match(/personas[/\\](?:ferry|anchor)\.md/g)?.length).toBe(2);
    expect(linted).not.toContain('pulse.md');
    const { stdout } = await type(['scenario', 'lint', 'friday-release'], folder);
    expect(stdout).not.toMatch(/warning|error/);
  });
});

describe('pitwall init', () => {
  it('says what to type next, in the language of the team', async () => {
    expect((await made()).stdout).toContain('cd my-team\n  npm install\n  npx pitwall run     the debate\n');
    removeFolder(join(cwd, 'my-team'));
    expect((await made('--lang', 'ko')).stdout).toContain('npx pitwall run     토론\n');
  });

  it('writes over nothing', async () => {
    mkdirSync(join(cwd, 'my-team'));
    writeFileSync(join(cwd, 'my-team/notes.txt'), 'mine');
    expect(await type(['init', 'my-team', '--no-install'])).toMatchObject({
      code: 2,
      stderr: 'expected a new or an empty folder, `my-team` holds `notes.txt`\n',
    });
    expect(pathsIn(join(cwd, 'my-team'))).toEqual(['notes.txt']);
  });

  it('refuses another language, with what there is', async () => {
    const { code, stderr } = await type(['init', 'my-team', '--lang', 'fr']);
    expect([code, stderr, existsSync(join(cwd, 'my-team'))]).toEqual([
      2,
      'expected `ko` or `en` as the language, got `fr`\n',
      false,
    ]);
  });

  it('asks npm for the Pitwall that runs it: by version, by the file it came from, or by its clone', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const root = join(cwd, 'node_modules/pitwall');
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, 'package.json'), readFileSync(join(ROOT, 'package.json')));
    expect(ownPackage(root)).toMatchObject({ pitwall: `^${version}`, isFolder: false });
    const record = (resolved: string) =>
      writeFileSync(
        join(cwd, 'node_modules/.package-lock.json'),
        JSON.stringify({ packages: { 'node_modules/pitwall': { version, resolved } } }),
      );
    record('file:../pitwall.tgz');
    expect(ownPackage(root).pitwall).toBe(`file:${join(cwd, '../pitwall.tgz')}`);
    record(`https://example.com/pitwall/-/pitwall-${version}.tgz`);
    expect(ownPackage(root).pitwall).toBe(`^${version}`);
    expect(ownPackage(ROOT.replace(/\/$/, ''))).toEqual({
      pitwall: `file:${ROOT.replace(/\/$/, '')}`,
      isFolder: true,
      vitest: expect.stringMatching(/^\^4\./),
    });
  });

  it('repeats of npm what failed and why, and not where its log is', () => {
    const compiler = `npm error code 1
npm error path /team/node_modules/better-sqlite3
npm error command failed
npm error command sh -c prebuild-install || node-gyp rebuild --release
npm error gyp ERR! configure error
npm error gyp ERR! stack Error: This is most likely related to network connectivity,
npm error gyp ERR! stack or to your proxy.
npm error gyp ERR! stack at go (/usr/lib/node_modules/npm/node_modules/node-gyp/lib/install.js:244:21)
npm error gyp ERR! not ok
npm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log
`;
    expect(reasonIn(compiler)).toBe(
      'code 1 path /team/node_modules/better-sqlite3 Error: This is most likely related to network connectivity, or to your proxy.',
    );
    const missing =
      'npm error code E404\nnpm error 404 Not Found - GET https://registry.example/pitwal\nnpm error 404\n';
    expect(reasonIn(missing)).toBe('code E404 404 Not Found - GET https://registry.example/pitwal');
    expect(reasonIn('spawn npm ENOENT')).toBe('spawn npm ENOENT');
  });

  it('tells what npm is at while it installs, and nothing else of what it says', async () => {
    const bin = join(cwd, 'bin');
    mkdirSync(bin);
    const lines = [
      'npm http fetch GET 200 https://packages.example/zod 9ms',
      'npm info run better-sqlite3@1.0.0 install node_modules/better-sqlite3 node-gyp rebuild',
      'npm info run better-sqlite3@1.0.0 install { code: 0, signal: null }',
    ];
    const script = ['#!/bin/sh', ...lines.map((line) => `echo '${line}' >&2`), ''].join('\n');
    writeFileSync(join(bin, 'npm'), script, { mode: 0o755 });
    const { code, stderr } = await pitwall(['init', 'my-team'], { cwd, env: { HOME: cwd, PATH: bin } });
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^Installing; .*\n {2}better-sqlite3\n$/)]);
  });

  it('says what npm said when it fails, and leaves the files', async () => {
    const { code, stderr } = await pitwall(['init', 'my-team'], { cwd, env: { HOME: cwd, PATH: '' } });
    expect([code, stderr]).toEqual([
      4,
      expect.stringMatching(/^Installing; .*\nexpected `npm install` in my-team to succeed, got: .*\n$/),
    ]);
    expect(existsSync(join(cwd, 'my-team/README.md'))).toBe(true);
  });
});

describe('pitwall run without a scenario', () => {
  it('names the scenarios of a folder that holds more than one, and what to do where there is none', async () => {
    expect((await type(['run'])).stderr).toBe(
      'expected the name of a scenario, as this folder has none of its own; `pitwall scenario list` has those that ship\n',
    );
    const { folder } = await made();
    await type(['scenario', 'new', 'other'], folder);
    expect((await type(['run'], folder)).stderr).toBe(
      'expected the name of a scenario, as `scenarios/` holds 2: friday-release, other\n',
    );
  });
});

describe('npm create pitwall', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'create-pitwall/package.json'), 'utf8'));

  it('is of the version of Pitwall, and brings that one', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect([manifest.version, manifest.dependencies]).toEqual([version, { pitwall: version }]);
  });

  it('calls init of the Pitwall beside it', () => {
    mkdirSync(join(cwd, 'node_modules/pitwall'), { recursive: true });
    mkdirSync(join(cwd, 'node_modules/create-pitwall'), { recursive: true });
    const index = join(cwd, 'node_modules/create-pitwall/index.mjs');
    writeFileSync(index, readFileSync(join(ROOT, 'create-pitwall/index.mjs')));
    writeFileSync(
      join(cwd, 'node_modules/pitwall/package.json'),
      JSON.stringify({ name: 'pitwall', bin: { pitwall: 'main.cjs' } }),
    );
    writeFileSync(
      join(cwd, 'node_modules/pitwall/main.cjs'),
      'console.log(process.argv.slice(2).join(" ")); process.exitCode = 3;',
    );
    const { stdout, status } = spawnSync(process.execPath, [index, 'mine', '--lang', 'ko'], { encoding: 'utf8' });
    expect([stdout, status]).toEqual(['init mine --lang ko\n', 3]);
  });
});

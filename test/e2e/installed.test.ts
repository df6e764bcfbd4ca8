import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideBuild } from '../../dev/state.mjs';
import { damage } from '../cards/damage.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MASON = readFileSync(join(ROOT, 'test/fixtures/cards/mason.md'), 'utf8');
const DATA = ['dist/src/cards/repair/ngrams.json.br', 'dist/src/routing/weights.json.br'];

/** Bytes: what npm and its site call unpacked size. */
const MOST_BYTES = 8_000_000;

interface Packed {
  files: { path: string; size: number }[];
  unpackedSize: number;
}

let packed: Packed;
let project: string;
let installed: string;

/** The files that are published, where npm would put them, beside the packages that they need. */
beforeAll(() => {
  execFileSync(process.execPath, ['dev/prepare.mjs'], { cwd: ROOT, stdio: 'ignore' });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const listed = execFileSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  [packed] = JSON.parse(listed) as [Packed];
  project = mkdtempSync(join(tmpdir(), 'pitwall-installed-'));
  installed = join(project, 'node_modules/pitwall');
  for (const { path } of packed.files) {
    mkdirSync(dirname(join(installed, path)), { recursive: true });
    cpSync(join(ROOT, path), join(installed, path));
  }
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
  writeFileSync(join(project, 'damaged.txt'), damage(MASON, 'windows-1254'));
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function runIn({ cwd }: { cwd: string }, ...args: string[]) {
  const { PATH = '', HOME = '' } = process.env;
  return spawnSync(process.execPath, args, { cwd, env: { PATH, HOME, NO_COLOR: '1' }, encoding: 'utf8' });
}

const run = (...args: string[]) => runIn({ cwd: project }, ...args);

const pitwall = (...args: string[]) => run(join(installed, 'dist/src/cli/main.js'), ...args);

/** A page without its examples, in which what looks like a link is code. */
const withoutFences = (text: string) => text.replaceAll(/^```[\s\S]*?^```/gm, '');

describe('an installed package', () => {
  it('holds the tables that code reads, and nothing that trains or measures', () => {
    const held = readdirSync(installed, { recursive: true, encoding: 'utf8' }).map((path) =>
      path.replaceAll('\\', '/'),
    );
    expect(held).toEqual(expect.arrayContaining(DATA));
    expect(held.filter((path) => path.includes('/dev/'))).toEqual([]);
  });

  it('comes from a build that nothing would build again', () => {
    expect(decideBuild(ROOT)).toBeUndefined();
  });

  it('is less than 8 MB unpacked, and holds these folders and files', () => {
    expect(packed.unpackedSize).toBeLessThan(MOST_BYTES);
    const paths = packed.files.map(({ path }) => path);
    expect([...new Set(paths.map((path) => path.split('/')[0]))].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.ko.md',
      'README.md',
      'SECURITY.md',
      'compose.yaml',
      'dist',
      'docs',
      'examples',
      'package.json',
      'personas',
      'scenarios',
      'schemas',
    ]);
    expect(
      [...new Set(paths.filter((path) => path.startsWith('dist/')).map((path) => path.split('/')[1]))].sort(),
    ).toEqual(['bundle', 'page', 'src']);
    const endings = new Set(paths.filter((path) => path.startsWith('dist/src/')).map((path) => extname(path)));
    expect([...endings].sort()).toEqual(['.bin', '.br', '.js', '.md', '.ts', '.yaml']);
    const sources = paths.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'));
    expect(sources.filter((path) => !path.startsWith('examples/'))).toEqual([]);
    for (const lang of ['en', 'ko'])
      expect(paths).toContain(`dist/src/project/starter/${lang}/scenarios/friday-release.yaml`);
  });

  it('has everything that a page in it links to', () => {
    const pages = packed.files.map(({ path }) => path).filter((path) => path.endsWith('.md'));
    const links = pages.flatMap((page) =>
      [...withoutFences(readFileSync(join(installed, page), 'utf8')).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
        .map(([, to = '']) => ({ page, to }))
        .filter(({ to }) => !/^[a-z]+:/.test(to)),
    );
    expect(new Set(links.map(({ page }) => page)).size).toBeGreaterThan(10);
    expect(links.filter(({ page, to }) => !existsSync(join(installed, dirname(page), to)))).toEqual([]);
  });

  it('has every type that its doors lead to, and no other', () => {
    const { exports } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      exports: Record<string, { types?: string }>;
    };
    const paths = new Set(packed.files.map(({ path }) => path));
    const left = Object.values(exports).flatMap(({ types }) => (types === undefined ? [] : [posix.normalize(types)]));
    const seen = new Set<string>();
    const missing: string[] = [];
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      if (!paths.has(path)) {
        missing.push(path);
        continue;
      }
      for (const [, target = ''] of readFileSync(join(installed, path), 'utf8').matchAll(
        /(?:from |import\()['"](\.[^'"]+)['"]/g,
      ))
        left.push(posix.join(posix.dirname(path), target).replace(/\.[jt]s$/, '.d.ts'));
    }
    expect(seen.size).toBeGreaterThan(50);
    expect(missing).toEqual([]);
    expect([...paths].filter((path) => path.endsWith('.d.ts') && !seen.has(path))).toEqual([]);
  });

  it('runs what the README shows first', () => {
    expect(pitwall('run', 'spike-at-12k', '--fact', 'rewindSteps=1200').stdout).toContain('Flipped, as predicted');
    expect(pitwall('model', 'spike-at-12k').stdout).toContain('flips, the nearest first');
    expect(pitwall('verify', 'last').status).toBe(0);
    const page = pitwall('export', 'last', '--format', 'html', '--out', 'debate.html');
    expect([page.status, page.stderr]).toEqual([0, expect.stringContaining('opens from disk')]);
  });

  it('sweeps in threads, whose program lies beside the code that starts them', () => {
    writeFileSync(join(project, 's.yaml'), 'axes: { scenario: loss-drop-3000, seed: 1..4 }');
    const { status, stdout } = pitwall('sweep', 's.yaml', '--concurrency', '2', '--db', 's.db');
    expect([status, stdout]).toEqual([0, expect.stringContaining('4 of 4 debates are held')]);
  });

  it('is a library as the README says', () => {
    const [, example = ''] =
      /## As a library\n\n```ts\n([\s\S]*?)```/.exec(readFileSync(join(installed, 'README.md'), 'utf8')) ?? [];
    writeFileSync(join(project, 'library.mjs'), example);
    const { stdout, status } = run('library.mjs');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^(?:rewind|continue|lower-lr) \[/)]);
  });

  it('tests a persona as the README says, and makes a team that passes its own test', () => {
    const [, example = ''] =
      /In your own tests[^\n]*:\n\n```ts\n([\s\S]*?)```/.exec(readFileSync(join(installed, 'README.md'), 'utf8')) ?? [];
    writeFileSync(join(project, 'you.test.ts'), example.replace("'you'", "'pulse'"));
    const vitest = join('node_modules', 'vitest', 'vitest.mjs');
    const own = run(vitest, 'run', 'you.test.ts');
    expect([own.status, own.stdout]).toEqual([0, expect.stringMatching(/Tests +\d+ passed/)]);

    expect(pitwall('init', 'my-team', '--no-install').status).toBe(0);
    symlinkSync(join(project, 'node_modules'), join(project, 'my-team/node_modules'));
    const team = { cwd: join(project, 'my-team') };
    expect(runIn(team, join(installed, 'dist/src/cli/main.js'), 'run').stdout).toContain('Decision   a small release');
    const tested = runIn(team, vitest, 'run');
    expect([tested.status, tested.stdout]).toEqual([0, expect.stringMatching(/Tests +\d+ passed/)]);
  });

  it('reads the trained weights and the counts of Korean text where they were installed', () => {
    expect(pitwall('route', '--to', 'pulse', 'Why is 4095 slower than 4096?').stdout).toMatch(/^blaze {2}/);
    const { stdout } = pitwall('persona', 'import', 'damaged.txt', '--repair', '--json');
    expect(JSON.parse(stdout).report.restored).toBeGreaterThan(0);
  });

  it('shows help and lists debates without reading either', () => {
    for (const file of DATA) rmSync(join(installed, file));
    expect(pitwall('--help').status).toBe(0);
    expect(pitwall('list').status).toBe(0);
    expect(pitwall('route', '--to', 'pulse', 'Why?').stderr).toContain('weights.json.br');
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { damage } from '../cards/damage.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MASON = readFileSync(join(ROOT, 'test/fixtures/cards/mason.md'), 'utf8');
const DATA = ['dist/src/cards/repair/ngrams.json.br', 'dist/src/routing/weights.json.br'];

let project: string;
let installed: string;

/** The files that are published, where npm would put them, beside the packages that they need. */
beforeAll(() => {
  execFileSync(process.execPath, ['dev/prepare.mjs'], { cwd: ROOT, stdio: 'ignore' });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const packed = execFileSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const [{ files }] = JSON.parse(packed) as [{ files: { path: string }[] }];
  project = mkdtempSync(join(tmpdir(), 'pitwall-installed-'));
  installed = join(project, 'node_modules/pitwall');
  for (const { path } of files) {
    mkdirSync(dirname(join(installed, path)), { recursive: true });
    cpSync(join(ROOT, path), join(installed, path));
  }
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
  writeFileSync(join(project, 'damaged.txt'), damage(MASON, 'windows-1254'));
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function pitwall(...args: string[]) {
  const { PATH = '', HOME = '' } = process.env;
  const main = join(installed, 'dist/src/cli/main.js');
  return spawnSync(process.execPath, [main, ...args], { cwd: project, env: { PATH, HOME }, encoding: 'utf8' });
}

describe('an installed package', () => {
  it('holds the tables that code reads, and nothing that trains or measures', () => {
    const held = readdirSync(installed, { recursive: true, encoding: 'utf8' }).map((path) =>
      path.replaceAll('\\', '/'),
    );
    expect(held).toEqual(expect.arrayContaining(DATA));
    expect(held.filter((path) => path.includes('/dev/'))).toEqual([]);
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

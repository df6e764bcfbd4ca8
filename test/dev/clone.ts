import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Stands for npm: says on `npm.log` that it ran and with what, then lays out what the real one would. */
const NPM = `
const { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
appendFileSync('npm.log', JSON.stringify({ args: process.argv.slice(2), omit: process.env.npm_config_omit ?? null }) + '\\n');
console.log('added 3 packages');
console.error('npm http fetch GET 200 https://packages.example/typescript 12ms');
console.error('npm info run better-sqlite3@1.0.0 install node_modules/better-sqlite3 prebuild-install || node-gyp rebuild');
console.error('npm info run better-sqlite3@1.0.0 install { code: 0, signal: null }');
if (process.env.FAKE_NPM_FAILS) { console.error('npm error network unreachable'); process.exit(1); }
rmSync('node_modules', { recursive: true, force: true });
setTimeout(() => {
  mkdirSync('node_modules/better-sqlite3/build/Release', { recursive: true });
  writeFileSync('node_modules/better-sqlite3/package.json', '{}');
  if (!process.env.FAKE_NPM_SKIPS_SCRIPTS) writeFileSync('node_modules/better-sqlite3/build/Release/better_sqlite3.node', '');
  mkdirSync('node_modules/typescript/bin', { recursive: true });
  writeFileSync('node_modules/typescript/package.json', '{}');
  mkdirSync('node_modules/esbuild', { recursive: true });
  writeFileSync('node_modules/esbuild/package.json', '{"type":"module","exports":"./main.js"}');
  writeFileSync('node_modules/esbuild/main.js', readFileSync('fake-esbuild.js'));
  writeFileSync('node_modules/typescript/bin/tsc', readFileSync('fake-tsc.js'));
  writeFileSync('node_modules/.package-lock.json', readFileSync('package-lock.json'));
}, 300);
`;

/** Stands for the compiler: copies each source to its output, and refuses a source that says so. */
const TSC = `
const { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const out = process.argv[process.argv.indexOf('--outDir') + 1];
appendFileSync('tsc.log', 'ran\\n');
for (const entry of readdirSync('src', { recursive: true })) {
  if (!entry.endsWith('.ts')) continue;
  const text = readFileSync(path.join('src', entry), 'utf8');
  if (text.includes('BROKEN')) { console.log(entry + '(1,1): error TS1005'); process.exit(2); }
  const target = path.join(out, 'src', entry.replace(/\\.ts$/, '.js'));
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}
`;

/** Stands for the bundler: a bundle is a copy of the file that leads to it. */
const ESBUILD = `
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
export async function build({ entryPoints, outdir, bundle }) {
  if (!bundle) return undefined;
  mkdirSync(outdir, { recursive: true });
  for (const [name, file] of Object.entries(entryPoints)) copyFileSync(file, path.join(outdir, name + '.js'));
  return { metafile: { inputs: {} } };
}
`;

const DEV = fileURLToPath(new URL('../../dev/', import.meta.url));

/** A small project in a temporary folder with the real `prepare.mjs` and stand-ins for npm and the compiler. */
export function makeClone() {
  const root = mkdtempSync(path.join(os.tmpdir(), 'pitwall-clone-'));
  const at = (file: string) => path.join(root, file);
  mkdirSync(at('src/cli'), { recursive: true });
  for (const file of ['prepare.mjs', 'bundle.mjs', 'read-ahead.mjs', 'state.mjs', 'lock.mjs', 'types.mjs'])
    cpSync(path.join(DEV, file), at(`dev/${file}`));
  const manifest = {
    type: 'module',
    engines: { node: '>=20.19' },
    bin: { pitwall: 'dist/src/cli/main.js' },
    dependencies: { 'better-sqlite3': '1.0.0' },
    devDependencies: { typescript: '1.0.0' },
  };
  writeFileSync(at('package.json'), JSON.stringify(manifest));
  const packages = {
    'node_modules/better-sqlite3': { version: '1.0.0' },
    'node_modules/typescript': { version: '1.0.0' },
  };
  writeFileSync(at('package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
  writeFileSync(at('tsconfig.build.json'), '{}');
  writeFileSync(at('src/cli/main.ts'), 'export const built = 1;\n');
  writeFileSync(at('fake-tsc.js'), TSC.trim());
  writeFileSync(at('fake-esbuild.js'), ESBUILD.trim());
  // The stand-ins are CommonJS although the project is not.
  mkdirSync(at('npm'));
  writeFileSync(at('npm/package.json'), '{}');
  writeFileSync(at('npm/npm-cli.js'), NPM.trim());

  // What stands behind the last line end is being written.
  const lines = (log: string) => (existsSync(at(log)) ? readFileSync(at(log), 'utf8').split('\n').slice(0, -1) : []);
  function start(env: Record<string, string> = {}, args: string[] = []) {
    const child = spawn(process.execPath, [at('dev/prepare.mjs'), ...args], {
      env: { ...process.env, npm_execpath: at('npm/npm-cli.js'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [said, printed] = ['', ''];
    child.stderr.on('data', (text) => {
      said += text;
    });
    child.stdout.on('data', (text) => {
      printed += text;
    });
    const done = new Promise<{ code: number | null; said: string; printed: string }>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, said, printed }));
    });
    return { child, done };
  }

  return {
    root,
    at,
    /** One entry a call of npm. */
    installs: () => lines('npm.log').map((line): { args: string[]; omit: string | null } => JSON.parse(line)),
    builds: () => lines('tsc.log').length,
    edit: (file: string, text: string) => appendFileSync(at(file), text),
    start,
    prepare: (env: Record<string, string> = {}, args: string[] = []) => start(env, args).done,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/**
 * Brings a clone to where it can run: installs when that is due, then builds when that is due, and is silent when
 * nothing is. Node's own modules only until it has installed. `--rebuild` builds in any case.
 *
 * Exit codes: 0 ready; 1 the sources do not compile; 2 this Node or the arguments do not fit; 4 the install failed, or would
 * write through a link.
 */
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { acquire } from './lock.mjs';
import { readAhead } from './read-ahead.mjs';
import {
  BUILD_STAMP,
  builtPage,
  currentRuntime,
  dataFiles,
  decideBuild,
  decideInstall,
  fingerprint,
  hasPage,
  INSTALL_STAMP,
  installEnvironment,
  lockHash,
  npmStage,
  pageFingerprint,
  refusal,
  withoutStages,
} from './state.mjs';
import { pruneTypes } from './types.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

class Stop extends Error {
  /**
   * @param {number} exitCode
   * @param {string} sentence
   */
  constructor(exitCode, sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

async function main() {
  const tooOld = refusal(process.versions.node, manifest.engines.node);
  if (tooOld !== undefined) throw new Stop(2, tooOld);
  const [flag, ...rest] = process.argv.slice(2);
  if ((flag !== undefined && flag !== '--rebuild') || rest.length > 0) {
    throw new Stop(2, `Expected --rebuild or nothing, got "${process.argv.slice(2).join(' ')}".`);
  }
  const rebuild = flag === '--rebuild';
  if (!rebuild && install().kind === 'current' && decideBuild(root) === undefined) return;

  const lock = await acquire(path.join(root, 'dist.lock'), () =>
    say('Another command is preparing this folder; waiting.'),
  );
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      child?.kill(signal);
      lock.release();
      process.exit(128 + os.constants.signals[signal]);
    });
  }
  try {
    // Decided again: whoever held the lock may have done it all.
    const due = install();
    if (due.kind === 'refuse') throw new Stop(4, linked(due.why));
    if (due.kind === 'install') await runInstall(due.why, lock);
    if (due.kind !== 'current') writeInstallStamp();
    const why = rebuild ? 'as asked' : decideBuild(root);
    if (why !== undefined) await runBuild(why, lock);
  } finally {
    lock.release();
  }
}

/** @param {string} why */
function linked(why) {
  return `Expected node_modules to be a folder of this clone before npm ci may write to it: ${why}. Run npm ci where that folder belongs, or remove the link.`;
}

function install() {
  return decideInstall(root, currentRuntime(), loads);
}

/** @typedef {Awaited<ReturnType<typeof acquire>>} Lock */

/**
 * @param {string} why
 * @param {Lock} lock
 */
async function runInstall(why, lock) {
  say(`Installing, because ${why}. SQLite is compiled here, so this takes one to three minutes.`);
  const started = Date.now();
  const [command, leading] = npm();
  const args = [...leading, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=info'];
  const npmSays = heard(started);
  const { code, output } = await run(command, args, installEnvironment(process.env), lock, npmSays.hear);
  npmSays.end();
  if (code !== 0) {
    const compiler = /gyp ERR!/.test(output) ? ' Compiling SQLite takes Python 3, make and a C++ compiler.' : '';
    throw new Stop(4, `${withoutStages(output).trim()}\n\nnpm ci failed with the output above.${compiler}`);
  }
  const still = decideInstall(root, currentRuntime(), loads);
  if (still.kind === 'install' && still.why.startsWith('SQLite')) {
    throw new Stop(
      4,
      'npm skipped the step that compiles SQLite: run `npm rebuild better-sqlite3 --ignore-scripts=false`.',
    );
  }
  say(`Installed in ${seconds(started)}.`);
}

function writeInstallStamp() {
  const stamp = { lock: lockHash(root), runtime: currentRuntime() };
  writeFileSync(path.join(root, INSTALL_STAMP), `${JSON.stringify(stamp)}\n`);
}

/**
 * Compiles beside the build in use and swaps when all of it is there, so that a command which is running keeps its files.
 *
 * @param {string} why
 * @param {Lock} lock
 */
async function runBuild(why, lock) {
  say(`Building, because ${why === 'as asked' ? 'that was asked for' : why}.`);
  const started = Date.now();
  const [dist, next, old] = ['dist', 'dist.next', 'dist.old'].map((name) => path.join(root, name));
  if (!dist || !next || !old) return;
  rmSync(next, { recursive: true, force: true });
  // Taken before compiling: what is edited meanwhile is due next time.
  const stamp = { sources: fingerprint(root), page: pageFingerprint(root) };
  say('  compiling the sources');
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const { code, output } = await run(
    process.execPath,
    [compiler, '-p', 'tsconfig.build.json', '--outDir', next],
    process.env,
    lock,
  );
  if (code !== 0) {
    rmSync(next, { recursive: true, force: true });
    throw new Stop(1, `${output.trim()}\n\nThe sources do not compile; the errors are above.`);
  }
  await withoutComments(next);
  await bundle(next, programs());
  pruneTypes(next, doors());
  for (const file of dataFiles(root)) cpSync(path.join(root, file), path.join(next, file));
  if (existsSync(path.join(root, 'personas'))) await readAhead(next);
  await bringPage(path.join(next, 'page'), stamp.page, lock);
  writeFileSync(path.join(next, path.basename(BUILD_STAMP)), `${JSON.stringify(stamp)}\n`);
  for (const bin of Object.values(manifest.bin)) {
    const file = path.join(next, path.relative('dist', bin));
    if (existsSync(file)) chmodSync(file, 0o755);
  }
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  rmSync(old, { recursive: true, force: true });
  say(`Built in ${seconds(started)}.`);
}

/** What is run and what is imported from outside, as it stands in a build. */
const programs = () => [
  ...Object.values(/** @type {Record<string, string>} */ (manifest.bin)).map((bin) => path.posix.relative('dist', bin)),
  ...doors().map((types) => types.replace(/\.d\.ts$/, '.js')),
];

/** Declarations of what the package exports, as they stand in a build. */
const doors = () =>
  Object.values(/** @type {Record<string, string | { types?: string }>} */ (manifest.exports ?? {})).flatMap((door) =>
    typeof door === 'string' || door.types === undefined
      ? []
      : [path.posix.relative('dist', path.posix.normalize(door.types))],
  );

/**
 * Takes comments, indentation and long names of a file's own out of compiled files: all stand in the sources and in the types, and would be a
 * third of what is installed. Files stay apart and lines short, so that the place of an error can be found.
 *
 * @param {string} folder
 */
async function withoutComments(folder) {
  const { build } = await import('esbuild');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  await build({
    entryPoints: files.map((file) => path.join(folder, file)),
    outdir: folder,
    outbase: folder,
    allowOverwrite: true,
    format: 'esm',
    target: 'es2023',
    legalComments: 'none',
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: true,
    lineLimit: 120,
    charset: 'utf8',
    logLevel: 'silent',
  });
}

/**
 * Puts the viewer's page into a build: the one in use when its sources are the same, else a new one.
 *
 * @param {string} folder
 * @param {string} page fingerprint of its sources
 * @param {Lock} lock
 */
async function bringPage(folder, page, lock) {
  if (!hasPage(root)) return;
  const built = builtPage(root, page);
  if (built !== undefined) {
    cpSync(built, folder, { recursive: true });
    return;
  }
  say('  bundling the page');
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  // As the server gives it out, and as one script for a file; the second build adds to the first.
  for (const mode of ['production', 'single']) {
    const args = [vite, 'build', '--config', 'src/view/vite.config.mjs', '--mode', mode];
    const { code, output } = await run(
      process.execPath,
      args,
      { ...process.env, NODE_ENV: 'production', PAGE_DIR: folder },
      lock,
    );
    if (code !== 0) {
      rmSync(path.dirname(folder), { recursive: true, force: true });
      throw new Stop(1, `${output.trim()}\n\nThe page of the viewer does not build; the errors are above.`);
    }
  }
}

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;

/**
 * Runs without a terminal and keeps what it printed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {Lock} lock
 * @param {(line: string) => void} [hear] each line while it runs
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run(command, args, env, lock, hear) {
  return new Promise((resolve, reject) => {
    const shell = process.platform === 'win32' && command === 'npm';
    const started = spawn(command, args, { cwd: root, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    lock.workWith(started.pid);
    let output = '';
    for (const stream of [started.stdout, started.stderr]) {
      let open = '';
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
        const lines = (open + text).split('\n');
        open = lines.pop() ?? '';
        for (const line of lines) hear?.(line);
      });
    }
    started.on('error', (error) => reject(new Stop(4, `Cannot start ${command}: ${error.message}.`)));
    started.on('close', (code) => {
      child = undefined;
      lock.workWith(undefined);
      resolve({ code, output });
    });
  });
}

/** How often somebody who waits is told how far npm is. */
const BEAT_MS = 10_000;

/**
 * Tells what npm is at: the install scripts as they begin, and now and then how many packages it has asked for.
 *
 * @param {number} started
 */
function heard(started) {
  let asked = 0;
  const beat = setInterval(() => say(`  ${seconds(started)}: asked for ${asked} packages`), BEAT_MS);
  beat.unref();
  return {
    /** @param {string} line */
    hear(line) {
      const stage = npmStage(line);
      if (stage === undefined) return;
      if ('asked' in stage) asked += 1;
      else say(`  ${seconds(started)}: installing ${stage.installs}`);
    },
    end: () => clearInterval(beat),
  };
}

/** The npm that runs us, else the one on the path. @returns {[command: string, leading: string[]]} */
function npm() {
  const script = process.env['npm_execpath'];
  return script !== undefined && /npm-cli\.[cm]?js$/.test(script) ? [process.execPath, [script]] : ['npm', []];
}

/** @param {string} file */
function loads(file) {
  try {
    createRequire(import.meta.url)(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_DLOPEN_FAILED') return false;
    throw error;
  }
}

/** @param {number} started */
function seconds(started) {
  return `${Math.max(1, Math.round((Date.now() - started) / 1000))} s`;
}

/** On stderr: stdout belongs to the command that follows. @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

try {
  await main();
} catch (error) {
  if (error instanceof Stop) {
    say(error.message);
    process.exitCode = error.exitCode;
  } else if (error instanceof Error && 'syscall' in error) {
    say(`Expected to write in ${root}, got "${error.message}".`);
    process.exitCode = 4;
  } else {
    throw error;
  }
}

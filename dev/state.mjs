import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * What `prepare.mjs` decides from, read from the disk and from nothing else.
 *
 * @typedef {{ lock: string, runtime: string }} InstallStamp hash of the lockfile that was installed, and for which Node
 * @typedef {{ sources: string, page?: string }} BuildStamp fingerprints of the sources that the build and its page were made from
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 */

/** Kept inside what they describe, so that deleting the folder forgets the stamp too. */
export const INSTALL_STAMP = 'node_modules/.pitwall.json';
export const BUILD_STAMP = 'dist/.build.json';

/** The viewer's page, which Vite bundles and the compiler leaves alone. */
const PAGE = 'src/view/page';

const SQLITE = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';

/**
 * One sentence when this Node is too old for `engines.node`, which is written as `>=MAJOR.MINOR`.
 *
 * @param {string} version as in `process.versions.node`
 * @param {string} range
 * @returns {string | undefined}
 */
export function refusal(version, range) {
  const floor = /^>=\s*(\d+)\.(\d+)/.exec(range);
  if (!floor) throw new Error(`Expected engines.node to be ">=MAJOR.MINOR", got "${range}".`);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantMajor, wantMinor] = [Number(floor[1]), Number(floor[2])];
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return undefined;
  return `Pitwall needs Node ${wantMajor}.${wantMinor} or newer, and this is Node ${version}.`;
}

/** A compiled SQLite fits one ABI on one platform, so a change of either is a reason to install again. */
export function currentRuntime() {
  return `${process.platform}-${process.arch}-${process.versions.modules}`;
}

/**
 * Whether to install, and why, in words that end a sentence. `adopt` means that somebody ran npm by hand and the
 * result is what the lockfile asks for: only the stamp is missing. `refuse` means that an install is due and would
 * write into the folder of somebody else, to which `node_modules` is a link.
 *
 * @param {string} root
 * @param {string} runtime
 * @param {(file: string) => boolean} loads whether this Node can load the compiled SQLite
 * @returns {{ kind: 'current' } | { kind: 'adopt' } | { kind: 'install', why: string } | { kind: 'refuse', why: string }}
 */
export function decideInstall(root, runtime, loads) {
  const decided = decideOwnInstall(root, runtime, loads);
  const folder = path.join(root, 'node_modules');
  if (decided.kind === 'current' || !lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return decided;
  if (decided.kind === 'adopt') return { kind: 'current' };
  const whole = existsSync(folder) && missingPackage(root) === undefined && existsSync(path.join(root, SQLITE));
  if (whole && installedAsLocked(root) && loads(path.join(root, SQLITE))) return { kind: 'current' };
  const target = existsSync(folder) ? realpathSync(folder) : 'a folder that is gone';
  const why = `an install is due because ${decided.why}, and node_modules is a link to ${target}`;
  return { kind: 'refuse', why };
}

/** @type {(...args: Parameters<typeof decideInstall>) => Exclude<ReturnType<typeof decideInstall>, { kind: 'refuse' }>} */
function decideOwnInstall(root, runtime, loads) {
  if (!existsSync(path.join(root, 'node_modules'))) return { kind: 'install', why: 'nothing is installed yet' };
  const gone = missingPackage(root);
  if (gone !== undefined) return { kind: 'install', why: `${gone} is missing` };
  if (!existsSync(path.join(root, SQLITE))) return { kind: 'install', why: 'SQLite is not compiled yet' };
  const stamp = /** @type {InstallStamp | undefined} */ (readJson(path.join(root, INSTALL_STAMP)));
  if (stamp === undefined) {
    return installedAsLocked(root) && loads(path.join(root, SQLITE))
      ? { kind: 'adopt' }
      : { kind: 'install', why: 'what is installed is not what the lockfile asks for' };
  }
  if (stamp.lock !== lockHash(root)) return { kind: 'install', why: 'the lockfile changed' };
  if (stamp.runtime !== runtime) return { kind: 'install', why: 'it was installed for another Node' };
  return { kind: 'current' };
}

/**
 * Why a build is due, or undefined. Outputs are looked for one by one: a half-deleted build is no build.
 *
 * @param {string} root
 * @returns {string | undefined}
 */
export function decideBuild(root) {
  const stamp = /** @type {BuildStamp | undefined} */ (readJson(path.join(root, BUILD_STAMP)));
  if (stamp === undefined) return 'there is no build yet';
  if (stamp.sources !== fingerprint(root)) return 'a source changed since the last build';
  const compiled = sources(root).filter(isCompiled);
  const outputs = [...compiled.map((file) => file.replace(/\.ts$/, '.js')), ...dataFiles(root)].map((file) =>
    path.join(root, 'dist', file),
  );
  if (hasPage(root))
    outputs.push(path.join(root, 'dist/page/index.html'), path.join(root, 'dist/page/single/page.js.br'));
  return outputs.every((file) => existsSync(file)) ? undefined : 'the build is incomplete';
}

/** @param {string} root */
export function hasPage(root) {
  return existsSync(path.join(root, PAGE, 'app/main.tsx'));
}

/**
 * The page in the build in use, when it is of these sources: it is taken over and not built again.
 *
 * @param {string} root
 * @param {string} page fingerprint of the page's sources
 */
export function builtPage(root, page) {
  const stamp = /** @type {BuildStamp | undefined} */ (readJson(path.join(root, BUILD_STAMP)));
  const folder = path.join(root, 'dist/page');
  return stamp?.page === page && existsSync(path.join(folder, 'single/page.js.br')) ? folder : undefined;
}

/** Fingerprint of what the page is built from. @param {string} root */
export function pageFingerprint(root) {
  return fingerprint(root, (file) => file.startsWith('src/view/') || /^(package|package-lock)\.json$/.test(file));
}

/**
 * Hash over path, size and modification time of everything that a build depends on. Equality catches what "newer
 * than" misses: a deleted file, an older copy put back, a clock that ran ahead.
 *
 * @param {string} root
 * @param {(file: string) => boolean} counts
 */
export function fingerprint(root, counts = () => true) {
  const hash = createHash('sha256');
  for (const file of sources(root).filter(counts)) {
    const { size, mtimeMs } = statSync(path.join(root, file));
    hash.update(`${file}\n${size}\n${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} root */
export function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
}

/**
 * The environment for `npm ci` inside an npm script: flags of the outer command (`npm test --omit=dev --silent`) reach
 * the inner one as `npm_config_*` and would leave out the compiler or install elsewhere. Where packages come from stays.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function installEnvironment(env) {
  const dropped =
    /^(node_env|npm_config_(also|dev|dry_run|global|include|json|local_prefix|location|loglevel|omit|only|optional|package_lock|package_lock_only|prefix|production|silent|workspaces?|include_workspace_root))$/i;
  // SQLite and its binding are compiled side by side.
  return { JOBS: 'max', ...Object.fromEntries(Object.entries(env).filter(([name]) => !dropped.test(name))) };
}

/**
 * Files that a build depends on, relative to the root with `/`, sorted. The lockfile is one: it says which compiler.
 *
 * @param {string} root
 */
function sources(root) {
  const files = readdirSync(root).filter((name) => /^(tsconfig.*|package|package-lock)\.json$/.test(name));
  for (const folder of ['src', 'agents']) {
    if (!existsSync(path.join(root, folder))) continue;
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const file = path.posix.join(folder, entry.split(path.sep).join('/'));
      if (statSync(path.join(root, file)).isFile()) files.push(file);
    }
  }
  return files.sort();
}

/** @param {string} file */
function isCompiled(file) {
  return file.endsWith('.ts') && !file.endsWith('.d.ts') && isShipped(file);
}

/** What code reads from beside itself, which the compiler does not bring. @param {string} root */
export function dataFiles(root) {
  return sources(root).filter(
    (file) => file.includes('/') && /\.(json|br)$|\/starter\/.*\.(md|yaml)$/.test(file) && isShipped(file),
  );
}

/** Neither the page nor the reader of records, which run in a browser and are bundled. @param {string} file */
function isShipped(file) {
  return !file.startsWith(`${PAGE}/`) && !file.startsWith('src/view/reader/');
}

/** @param {string} root */
function missingPackage(root) {
  const { dependencies = {}, devDependencies = {} } = readJson(path.join(root, 'package.json')) ?? {};
  return Object.keys({ ...dependencies, ...devDependencies }).find(
    (name) => !existsSync(path.join(root, 'node_modules', name, 'package.json')),
  );
}

/**
 * Compares the lockfile with the record that npm leaves of its last install. Optional packages of other platforms
 * stand in the first and not in the second.
 *
 * @param {string} root
 */
function installedAsLocked(root) {
  const wanted = /** @type {Record<string, LockedPackage>} */ (
    readJson(path.join(root, 'package-lock.json'))?.packages ?? {}
  );
  const present = /** @type {Record<string, LockedPackage>} */ (
    readJson(path.join(root, 'node_modules/.package-lock.json'))?.packages ?? {}
  );
  const asWanted = Object.entries(wanted).every(([where, { version, integrity, optional, devOptional }]) => {
    if (where === '') return true;
    const found = present[where];
    if (found === undefined) return optional === true || devOptional === true;
    return found.version === version && found.integrity === integrity;
  });
  return asWanted && Object.keys(present).every((where) => where in wanted);
}

/**
 * Undefined when the file is absent or is not JSON (a write that was cut short counts as no file).
 *
 * @param {string} file
 * @returns {any}
 */
function readJson(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * The shipped scenario whose debate is shown first: both stand in the READMEs. The locale is that of the messages, and where the
 * environment names none that of the system.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} usual
 */
export function scenarioFor(env, usual) {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || usual;
  return /^ko(?![a-z])/i.test(locale) ? 'loss-drop-3000' : 'spike-at-12k';
}

/**
 * What npm is at, by a line that it says with `--loglevel=info`: a package that it asks for, or one whose install script begins.
 *
 * @param {string} line
 * @returns {{ asked: true } | { installs: string } | undefined}
 */
export function npmStage(line) {
  if (/^npm http (?:fetch|cache)\b/.test(line)) return { asked: true };
  const [, name] = /^npm info run (@?[^@\s]+)@\S+ (?:pre|post)?install (?!\{)/.exec(line) ?? [];
  return name === undefined ? undefined : { installs: name };
}

/** What npm says of itself with `--loglevel=info`, and nobody needs who reads why it failed. @param {string} output */
export const withoutStages = (output) =>
  output
    .split('\n')
    .filter((line) => !/^npm (?:http|info|verbose?|silly|timing)\b/.test(line))
    .join('\n');

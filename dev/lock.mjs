import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A lock file that names its holder, for two commands typed in the same folder at once.
 *
 * @typedef {{ host: string, pids: number[], token: string }} Holder the process, and a child that works for it
 */

const HEARTBEAT_MS = 5_000;
const POLL_MS = 150;
const SILENT_ELSEWHERE_MS = 60_000;
const SILENT_HERE_MS = 180_000;

/**
 * A lock is dead when none of its processes live on this host. Where that cannot be asked (another host, an unreadable
 * file) or a number may have been given to a stranger since, a holder that stopped touching the file is dead too.
 *
 * @param {Holder | undefined} holder
 * @param {number} silentMs since the file was last touched
 * @param {string} host
 * @param {(pid: number) => boolean} alive
 */
export function isDead(holder, silentMs, host, alive) {
  if (holder?.host !== host) return silentMs > SILENT_ELSEWHERE_MS;
  return !holder.pids.some(alive) || silentMs > SILENT_HERE_MS;
}

/**
 * Waits until the lock is ours. `onWait` is called once, before the first wait.
 *
 * @param {string} file
 * @param {() => void} onWait
 * @returns {Promise<{ workWith: (child: number | undefined) => void, release: () => void }>}
 */
export async function acquire(file, onWait) {
  /** @type {Holder} */
  const me = { host: os.hostname(), pids: [process.pid], token: `${process.pid}-${Date.now()}-${Math.random()}` };
  let waited = false;
  while (!create(file, me)) {
    if (removeDead(file, me.host)) continue;
    if (!waited) onWait();
    waited = true;
    await sleep(POLL_MS);
  }
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    workWith(child) {
      me.pids = child === undefined ? [process.pid] : [process.pid, child];
      writeFileSync(file, JSON.stringify(me));
    },
    release() {
      clearInterval(heartbeat);
      if (read(file)?.token === me.token) rmSync(file, { force: true });
    },
  };
}

/**
 * @param {string} file
 * @param {Holder} holder
 */
function create(file, holder) {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Looks again under a folder that only one process can make, so that of two waiters the second cannot remove the
 * lock that the first has just taken.
 *
 * @param {string} file
 * @param {string} host
 */
function removeDead(file, host) {
  const seen = silence(file);
  if (seen === undefined) return true;
  if (!isDead(read(file), seen, host, isAlive)) return false;
  const guard = `${file}.takeover`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if ((silence(guard) ?? 0) > SILENT_ELSEWHERE_MS) rmdirSync(guard);
    return false;
  }
  try {
    const silent = silence(file);
    if (silent !== undefined && isDead(read(file), silent, host, isAlive)) rmSync(file, { force: true });
    return true;
  } finally {
    rmdirSync(guard);
  }
}

/**
 * A lock that somebody removed by hand is not made again.
 *
 * @param {string} file
 */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/**
 * @param {string} file
 * @returns {Holder | undefined}
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Milliseconds since the file was touched; undefined when it is gone.
 *
 * @param {string} file
 */
function silence(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? undefined : Date.now() - stat.mtimeMs;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

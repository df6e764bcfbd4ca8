import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server of its own, on a free port of this machine, with a data folder that goes away with it. */
export interface TestServer {
  address: string;
  /** Kills it as a power cut would, and starts it again on its data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const POSTGRES = '/usr/lib/postgresql';

function postgresFolder(): string | null {
  const versions = existsSync(POSTGRES)
    ? readdirSync(POSTGRES)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  return (
    versions.map((version) => join(POSTGRES, String(version), 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ??
    null
  );
}

const hasRedis = () => spawnSync('redis-server', ['--version']).status === 0;

/** Null where both servers are installed; else what to say in place of the tests. */
export function missingServers(): string | null {
  const missing = [...(hasRedis() ? [] : ['redis-server']), ...(postgresFolder() === null ? ['postgresql'] : [])];
  return missing.length === 0
    ? null
    : `skipped: sweeps on many machines, for lack of ${missing.join(' and ')}; apt-get install ${missing.join(' ')}`;
}

/** Postgres does not run as root. */
function postgresUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

export async function startPostgres(): Promise<TestServer> {
  const bin = postgresFolder();
  if (bin === null) throw new Error('expected PostgreSQL');
  const user = postgresUser();
  const folder = mkdtempSync(join(tmpdir(), 'pitwall-postgres-'));
  if (user !== null) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'pitwall', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...user, encoding: 'utf8', cwd: folder },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  const port = await freePort();
  const begin = () =>
    spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'], {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    });
  // The password is none of the server's: whatever asks may not say it.
  const address = `postgres://pitwall:s3cr3t-word@127.0.0.1:${port}/postgres`;
  const isUp = () => spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0;
  return running(begin, { address, isUp, folder, end: 'SIGINT', cut: 'SIGQUIT' });
}

export async function startRedis(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'pitwall-redis-'));
  const port = await freePort();
  // It keeps nothing: after a restart the queue is empty.
  const begin = () =>
    spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder], {
      stdio: 'ignore',
    });
  const isUp = () => spawnSync('redis-cli', ['-p', String(port), 'ping'], { encoding: 'utf8' }).stdout === 'PONG\n';
  return running(begin, { address: `redis://127.0.0.1:${port}`, isUp, folder, end: 'SIGTERM', cut: 'SIGKILL' });
}

async function running(
  begin: () => ChildProcess,
  {
    address,
    isUp,
    folder,
    end,
    cut,
  }: { address: string; isUp: () => boolean; folder: string; end: NodeJS.Signals; cut: NodeJS.Signals },
): Promise<TestServer> {
  let child = begin();
  const ended = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  const up = async () => {
    while (!isUp()) {
      if (child.exitCode !== null) throw new Error(`expected ${address} to start`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await up();
  return {
    address,
    async restart() {
      await ended(cut);
      child = begin();
      await up();
    },
    async stop() {
      await ended(end);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Timing } from '../../src/app/machines/queue.ts';
import { rowsOnMachines, runOnMachines } from '../../src/app/machines/run.ts';
import type { WorkerNotice } from '../../src/app/machines/work.ts';
import { workOnDebates } from '../../src/app/machines/work.ts';
import { planSweep, runSweep, sweepRows } from '../../src/pitwall.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { emptyFolder, pitwall, removeFolder } from '../e2e/cli.ts';
import { SMALL_SCRIPT } from '../e2e/small-script.ts';
import { says, wireServer } from '../models/wire-server.ts';
import type { TestServer } from './servers.ts';
import { missingServers, startPostgres, startRedis } from './servers.ts';
import { startWorker, stopWorker } from './worker.ts';

const missing = missingServers();

const RENT = { utterance: 'Rent.', act: 'open', option: 'rent', confidence: 0.6, refs: [] };

const TIMING: Timing = { lockMs: 3000, stalledMs: 500, reconcileMs: 500, patienceMs: 20_000, againMs: 100 };

describe.skipIf(missing !== null)('a sweep on many machines', () => {
  let [cwd, other] = ['', ''];
  let [postgres, redis]: TestServer[] = [];
  beforeAll(async () => {
    [cwd, other] = [emptyFolder(), emptyFolder()];
    [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
    writeFileSync(join(cwd, 'small.yaml'), SMALL_SCRIPT);
    writeFileSync(
      join(cwd, 's.yaml'),
      'axes: { scenario: small.yaml, cast: [as-written, +axiom], seed: 1..3 }\narms: [vote]',
    );
    writeFileSync(join(other, 'small.yaml'), SMALL_SCRIPT.replace('Rent or wait?', 'Buy or wait?'));
  });
  afterAll(async () => {
    await Promise.all([postgres?.stop(), redis?.stop()]);
    for (const folder of [cwd, other]) removeFolder(folder);
  });

  const settings = { env: {}, fromFolder: new Set<string>(), named: new Map(), prices: new Map() };
  const grounds = (projectDir = cwd) => ({ projectDir, settings });
  const servers = () => ({ database: postgres?.address ?? '', redis: redis?.address ?? '' });
  const env = () => ({ DATABASE_URL: servers().database, REDIS_URL: servers().redis });

  /** Workers in this process while something goes on. */
  async function beside<T>(
    workers: Partial<Parameters<typeof workOnDebates>[0]>[],
    work: () => Promise<T>,
  ): Promise<{ result: T; notices: WorkerNotice[][] }> {
    const stop = new AbortController();
    const notices = workers.map((): WorkerNotice[] => []);
    const working = workers.map((worker, index) =>
      workOnDebates({
        ...servers(),
        ...{ grounds: grounds(), concurrency: 2, signal: stop.signal, timing: TIMING },
        on: (notice) => notices[index]?.push(notice),
        ...worker,
      }),
    );
    try {
      return { result: await work(), notices };
    } finally {
      stop.abort();
      await Promise.allSettled(working);
    }
  }
  const run = async (file: string, more: { retry?: boolean } = {}) => {
    const plan = await planSweep(file, grounds());
    return runOnMachines({ ...servers(), plan, timing: TIMING, lookMs: 50, ...more });
  };

  it('is held by two workers, each debate once, and comes to what one machine comes to', async () => {
    const { result, notices } = await beside([{}, {}], () => run('s.yaml'));
    expect(result).toMatchObject({ done: 12, failed: 0, left: 0, held: 12, stopped: null, failures: [] });
    const held = notices.map((of) => of.filter(({ kind }) => kind === 'done').length);
    expect(held.every((count) => count > 0)).toBe(true);
    expect(held.reduce((sum, count) => sum + count, 0)).toBe(12);
    const plan = await planSweep('s.yaml', grounds());
    const there = await rowsOnMachines(plan, servers().database);
    await runSweep({ plan, grounds: grounds(), database: join(cwd, 'one.db'), concurrency: 1 });
    const here = sweepRows(plan, join(cwd, 'one.db'));
    for (const [key, row] of here) expect(there.get(key)).toEqual({ ...row, id: there.get(key)?.id });
    // Nothing is missing, and so nobody is needed.
    expect(await run('s.yaml')).toMatchObject({ done: 12, held: 0 });
  });

  it('is read, and looked after, on the command line', async () => {
    const report = await pitwall(['sweep', 'report', 's.yaml', '--db', servers().database], { cwd });
    expect([report.code, report.stdout.includes('6 debates and 6 controls')]).toEqual([0, true]);
    const again = await pitwall(['sweep', 's.yaml', '--engine', 'bullmq'], { cwd, env: env() });
    expect([again.code, again.stdout.includes('12 of 12 debates are held')]).toEqual([0, true]);
    const doctor = await pitwall(['sweep', 'doctor'], { cwd, env: env() });
    expect(doctor.stdout).toMatch(/^s +0 +0 +0 +12 +0$/m);
    expect(doctor.code).toBe(0);
    for (const { stdout, stderr } of [report, again, doctor]) expect(stdout + stderr).not.toContain('s3cr3t');
  });

  it('leaves a debate that fails after three tries, with its reason, and holds its neighbours', async () => {
    const { seats } = scripted({ pulse: [] });
    writeFileSync(
      join(cwd, 'poison.yaml'),
      'axes: { scenario: small.yaml, model: { good: playbook, bad: { pulse: "scripted:pulse" } }, seed: 4..5 }',
    );
    const { result } = await beside([{ chatModels: seats.chatModels }], () => run('poison.yaml'));
    expect(result).toMatchObject({ done: 2, failed: 2, left: 0 });
    expect(result.failures.map(({ tries }) => tries)).toEqual([3, 3]);
    expect(result.failures[0]?.reason).toContain('expected');
    const doctor = await pitwall(['sweep', 'doctor'], { cwd, env: env() });
    expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringMatching(/failed +3 tries +.*expected/)]);
  });

  it('leaves a debate that kills its worker each time after three tries, and no other one with it', async () => {
    const workers = new Map<string, ChildProcess>();
    const deaths: string[] = [];
    const begin = (name: string) => {
      const work = { ...servers(), projectDir: cwd, concurrency: 3, timing: TIMING, env: { OPENAI_API_KEY: name } };
      workers.set(name, startWorker(work));
    };
    const answer = says({ calls: [{ name: 'turn_reply', arguments: JSON.stringify(RENT) }] });
    const model = await wireServer((response, request, index) => {
      const name = String(request.headers.authorization).replace('Bearer ', '');
      if (!JSON.stringify(request.body).includes('Poison?')) return answer(response, request, index);
      deaths.push(name);
      workers.get(name)?.kill('SIGKILL');
      begin(`${name}+`);
    });
    writeFileSync(
      join(cwd, 'deadly.yaml'),
      SMALL_SCRIPT.replace('id: small', 'id: deadly').replace('Rent or wait?', 'Poison?'),
    );
    writeFileSync(
      join(cwd, 'dying.yaml'),
      `axes: { scenario: [small.yaml, deadly.yaml], model: { one: { pulse: "openai:m@${model.url}" } }, seed: 11..16 }
exclude: [{ scenario: deadly, seed: [12, 13, 14, 15, 16] }]`,
    );
    begin('key-of-worker-a');
    const result = await run('dying.yaml');
    for (const child of workers.values()) await stopWorker(child);
    await model.close();
    expect(result).toMatchObject({ done: 6, failed: 1, failures: [{ tries: 3 }] });
    expect(result.failures[0]?.reason).toMatch(/^process \d+ on .* went away without a word$/);
    expect(deaths).toHaveLength(3);
  });

  it('is not touched by a worker whose files are others, which says so and ends', async () => {
    writeFileSync(join(cwd, 'unfit.yaml'), 'axes: { scenario: small.yaml, seed: 6..8 }');
    const plan = await planSweep('unfit.yaml', grounds());
    const stop = new AbortController();
    const watching = runOnMachines({ ...servers(), plan, timing: TIMING, lookMs: 50, signal: stop.signal });
    const unfit = workOnDebates({
      ...servers(),
      ...{ grounds: grounds(other), concurrency: 1, signal: new AbortController().signal, timing: TIMING },
    });
    await expect(unfit).rejects.toThrow(/expected the files that the sweep was planned with/);
    stop.abort();
    expect(await watching).toMatchObject({ stopped: 'interrupted', done: 0, failures: [] });
    const { result } = await beside([{}], () => run('unfit.yaml'));
    expect(result).toMatchObject({ done: 3, failures: [] });
  });

  it('says what it lacks', async () => {
    const { code, stderr } = await pitwall(['worker'], { cwd, env: { DATABASE_URL: servers().database } });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/need Postgres and Redis: set REDIS_URL,/)]);
    const gone = { ...env(), REDIS_URL: 'redis://:s3cr3t-word@127.0.0.1:1' };
    const other = await pitwall(['worker'], { cwd, env: gone });
    expect([other.code, other.stderr]).toEqual([
      4,
      expect.stringMatching(/^Redis at redis:\/\/127.0.0.1:1 says: .*ECONNREFUSED/),
    ]);
    const run = await pitwall(['run', 'small.yaml', '--db', servers().database], { cwd });
    expect([run.code, run.stderr.includes('s3cr3t')]).toEqual([2, false]);
  });
});

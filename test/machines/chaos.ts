import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Timing } from '../../src/app/machines/queue.ts';
import { TIMING } from '../../src/app/machines/queue.ts';
import { runOnMachines } from '../../src/app/machines/run.ts';
import { verifyDebate } from '../../src/app/verify.ts';
import { randomFrom, shuffled } from '../../src/core/random.ts';
import { planSweep, runSweep } from '../../src/pitwall.ts';
import { openStore } from '../../src/store/index.ts';
import { openJournal } from '../../src/store/postgres/journal.ts';
import { emptyFolder, removeFolder } from '../e2e/cli.ts';
import { SMALL_SCRIPT } from '../e2e/small-script.ts';
import { says, wireServer } from '../models/wire-server.ts';
import { NO_KEYS } from './no-keys.ts';
import { startPostgres, startRedis } from './servers.ts';
import { startWorker, stopWorker } from './worker.ts';

export interface Chaos {
  debates: number;
  workers: number;
  /** SIGKILL, and another worker in its place. */
  kills: number;
  /** Stopped for longer than its locks last, and woken again: it does not know what has happened. */
  pauses: number;
  /** Of Redis, which loses its queue, and of Postgres, in mid-sweep. */
  restarts: boolean;
  /** Of a reply of the model. */
  latencyMs: number;
  timing?: Timing;
  /** Without the keys of the record and without epochs: what is then not noticed any more. */
  control?: boolean;
  say?: (line: string) => void;
}

export interface Damage {
  what: string;
  count: number;
}

export interface ChaosFigures {
  seconds: number;
  closed: number;
  kills: number;
  pauses: number;
  /** Requests that the model had, and replies that are on the record. */
  requests: number;
  recorded: number;
  /** Seconds until the debate of a killed worker was held by another one. */
  failovers: number[];
  /** What is not as if nothing had happened; empty where all is well. */
  damage: Damage[];
}

/** One of the two is a language model, so that a worker waits for one reply at a time: openings and votes are asked side by side. */
const SCRIPT = SMALL_SCRIPT.replace('[opening blind, vote]', '[opening blind, rebuttal 2, vote]');
const TURN = { utterance: 'Rent.', act: 'open', option: 'rent', confidence: 0.6, refs: [] };

/** Holds a sweep while workers and servers are killed, and compares what is left with what one undisturbed machine comes to. */
export async function chaos(options: Chaos): Promise<ChaosFigures> {
  const { debates, workers, latencyMs, timing = TIMING, control = false, say = () => undefined } = options;
  const cwd = emptyFolder();
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  let isSlow = false;
  const answer = says({ text: '', calls: [{ name: 'turn_reply', arguments: JSON.stringify(TURN) }] });
  const model = await wireServer((response, request, index) => {
    setTimeout(() => answer(response, request, index), isSlow ? latencyMs : 0);
  });
  const random = randomFrom('chaos');
  const children = new Map<number, ChildProcess>();
  const servers = { database: postgres.address, redis: redis.address };
  const close = async () => {
    for (const child of children.values()) child.kill('SIGKILL');
    await Promise.all([postgres.stop(), redis.stop(), model.close()]);
    removeFolder(cwd);
  };
  try {
    writeFileSync(join(cwd, 'small.yaml'), SCRIPT);
    writeFileSync(
      join(cwd, 's.yaml'),
      `axes: { scenario: small.yaml, model: { one: { pulse: "openai:m@${model.url}" } }, seed: 1..${debates} }`,
    );
    const settings = { env: {}, fromFolder: new Set<string>(), named: new Map(), prices: new Map() };
    const grounds = { projectDir: cwd, settings };
    const plan = await planSweep('s.yaml', grounds);

    const file = join(cwd, 'undisturbed.db');
    await runSweep({ plan, grounds, database: file, concurrency: 8 });
    const wanted = headsIn(file);
    say(`${wanted.size} debates held undisturbed`);

    const journal = await openJournal(servers.database, { patienceMs: 60_000 });
    if (control) await journal.server.query(NO_KEYS);
    const before = model.requests.length;
    isSlow = true;
    let isEnding = false;
    const begin = (place: number) => {
      const child = startWorker({ ...servers, projectDir: cwd, concurrency: 1, timing });
      children.set(place, child);
      // As a service manager does; one that was killed by a signal has another in its place already.
      child.once('exit', (code) => {
        if (code !== null && !isEnding) setTimeout(() => begin(place), 500);
      });
    };
    for (let place = 0; place < workers; place += 1) begin(place);

    const [failovers, waking]: [number[], Promise<unknown>[]] = [[], []];
    const happened = { kills: 0, pauses: 0, restarts: 0 };
    /** A place whose worker holds a debate, and which. */
    const busy = async () => {
      const held = (await journal.states()).filter(
        ({ state, isStuck }) => state === 'running' && (control || !isStuck),
      );
      const places = [...children].flatMap(([place, child]) => {
        const job = held.find(({ worker }) => worker.startsWith(`process ${child.pid} on `));
        return job === undefined || paused.has(place) ? [] : [{ place, child, key: job.key }];
      });
      return places[Math.floor(random() * places.length)];
    };
    const paused = new Set<number>();
    const kill = async () => {
      const found = await busy();
      if (found === undefined) return;
      happened.kills += 1;
      found.child.kill('SIGKILL');
      const at = performance.now();
      begin(found.place);
      waking.push(
        until(async () =>
          (await journal.states()).some(
            ({ key, worker, state }) =>
              key === found.key && (state === 'done' || !worker.startsWith(`process ${found.child.pid} on `)),
          ),
        ).then(() => failovers.push((performance.now() - at) / 1000)),
      );
    };
    const pause = async () => {
      const found = await busy();
      if (found === undefined) return;
      happened.pauses += 1;
      paused.add(found.place);
      found.child.kill('SIGSTOP');
      waking.push(
        pausing(timing.lockMs + 2 * timing.stalledMs + 2000).then(() => {
          found.child.kill('SIGCONT');
          paused.delete(found.place);
        }),
      );
    };
    const restarts = options.restarts ? [() => redis.restart(), () => postgres.restart()] : [];
    const acts = shuffled(random, [
      ...Array.from({ length: options.kills }, () => kill),
      ...Array.from({ length: options.pauses }, () => pause),
      ...restarts.map((restart) => async () => {
        happened.restarts += 1;
        await restart();
      }),
    ]);
    const began = performance.now();
    let [done, isOver] = [0, false];
    const acting = (async () => {
      for (const [index, act] of acts.entries()) {
        const due = Math.floor(((index + 1) * debates) / (acts.length + 3));
        await until(async () => isOver || done >= due, 50);
        if (!isOver) await act();
      }
    })();
    const end = await runOnMachines({
      ...servers,
      plan,
      timing,
      lookMs: 200,
      on: (progress) => {
        if (progress.done > done && progress.done % 50 === 0)
          say(`${progress.done} of ${debates}, ${JSON.stringify(happened)}`);
        ({ done } = progress);
      },
    });
    const seconds = (performance.now() - began) / 1000;
    isOver = true;
    await acting;
    await Promise.all(waking);
    // Whoever was woken last has yet to notice.
    await pausing(1000);
    isEnding = true;
    for (const child of children.values()) await stopWorker(child);
    const requests = model.requests.length - before;
    isSlow = false;

    const copy = journal.copy(null);
    const records = await journal.server.query<{ id: string; key: string }>(
      'SELECT id, key FROM pitwall.records ORDER BY number',
    );
    const [counted] = await journal.server.query<{
      events: number;
      distinct: number;
      effects: number;
      calls: number;
      last: number;
    }>(
      `SELECT count(*)::int AS events, count(DISTINCT (debate, seq))::int AS distinct,
         (SELECT count(*)::int FROM pitwall.effects WHERE purity = 'live') AS effects,
         (SELECT count(DISTINCT (debate, call))::int FROM pitwall.effects WHERE purity = 'live') AS calls,
         (SELECT sum(seq)::int FROM (SELECT max(seq) AS seq FROM pitwall.events GROUP BY debate) AS lasts) AS last FROM pitwall.events`,
    );
    if (counted === undefined) throw new RangeError('expected a count');
    let [differ, unverified] = [0, 0];
    for (const { id, key } of records) {
      try {
        await copy.fetch(id);
        if (copy.store.events(id).at(-1)?.hash !== wanted.get(key)) differ += 1;
        if (!(await verifyDebate({ store: copy.store, id })).equal) unverified += 1;
      } catch (error) {
        say(`${id}: ${String(error)}`);
        unverified += 1;
      }
    }
    copy.close();
    await journal.close();
    const damage = [
      { what: 'debates not held', count: debates - end.done },
      { what: 'debates held twice', count: records.length - new Set(records.map(({ key }) => key)).size },
      { what: 'events doubled', count: counted.events - counted.distinct },
      { what: 'events lost', count: counted.last - counted.distinct },
      { what: 'replies doubled', count: counted.effects - counted.calls },
      { what: 'records unlike the undisturbed ones', count: differ },
      { what: 'records that do not verify', count: unverified },
    ].filter(({ count }) => count !== 0);
    return {
      seconds,
      closed: end.done,
      kills: happened.kills,
      pauses: happened.pauses,
      requests,
      recorded: counted.calls,
      failovers,
      damage,
    };
  } finally {
    await close();
  }
}

function headsIn(file: string): Map<string, string | undefined> {
  const store = openStore(file, { readonly: true });
  try {
    return new Map(store.list().map(({ id }) => [store.summary(id).key, store.events(id).at(-1)?.hash]));
  } finally {
    store.close();
  }
}

const pausing = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function until(is: () => Promise<boolean>, ms = 200): Promise<void> {
  while (!(await is())) await pausing(ms);
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TranscriptStore } from '../../src/core/record.ts';
import type { Journal, Taken } from '../../src/store/postgres/journal.ts';
import { openJournal } from '../../src/store/postgres/journal.ts';
import type { Fence } from '../../src/store/postgres/shipping.ts';
import { storeContract } from '../store/contract.ts';
import { debateEvents, ending, newDebate, opened, recorded, writeDebate } from '../store/sample.ts';
import { NO_KEYS } from './no-keys.ts';
import type { TestServer } from './servers.ts';
import { missingServers, startPostgres } from './servers.ts';

const missing = missingServers();
if (missing !== null) console.warn(missing);

describe.skipIf(missing !== null)('a journal in Postgres', () => {
  let server: TestServer;
  let journal: Journal;
  const copies: { close(): void }[] = [];
  beforeAll(async () => {
    server = await startPostgres();
    journal = await openJournal(server.address, { patienceMs: 20_000 });
  });
  afterAll(async () => {
    for (const copy of copies) copy.close();
    await journal.close();
    await server.stop();
  });

  const copyUnder = (fence: Fence | null, clock?: { now: () => Date; random: () => number }) => {
    const copy = journal.copy(fence, clock);
    copies.push(copy);
    return copy;
  };
  const open = ({ now = () => new Date(), random = Math.random } = {}): TranscriptStore =>
    copyUnder(null, { now, random }).store;

  storeContract('a working copy of a journal', open);

  const planned = async (key: string, plan: object = {}) => {
    await journal.plan({ name: key, plan }, [{ key, job: { of: key } }], false);
  };
  const take = (key: string, ttlMs = 60_000) => journal.take(key, { worker: 'w', ttlMs, mostTries: 3 });
  const taken = async (key: string, ttlMs?: number): Promise<Taken> => {
    const answer = await take(key, ttlMs);
    if ('no' in answer) throw new Error(`expected ${key} to be free, it is ${answer.no}`);
    return answer;
  };

  it('has each commit when it is answered, the same bytes, and gives them to whoever asks', async () => {
    const one = copyUnder(null);
    const record = await one.store.create(newDebate());
    await record.append([opened(), recorded(1)]);
    const other = copyUnder(null);
    await other.fetch(record.id);
    expect(other.store.events(record.id)).toEqual(one.store.events(record.id));
    const whole = await writeDebate(one.store, 6);
    await other.fetch(whole);
    const lines = (store: TranscriptStore) => [...store.exported(whole, { salvage: true }).lines].join('');
    expect(lines(other.store)).toBe(lines(one.store));
    expect(other.store.events(whole).map(({ event }) => event)).toEqual(debateEvents(6));
  });

  it('gives a debate to one at a time, with a higher epoch each time', async () => {
    await planned('a');
    const first = await taken('a');
    expect(first).toMatchObject({ epoch: 1, job: { of: 'a' }, debate: null, tries: 0 });
    expect(await take('a')).toMatchObject({ no: 'held' });
    expect(await journal.giveBack(first, { how: 'left', cost: { calls: 0, tokens: 0, usd: 0 } })).toBe(true);
    expect((await taken('a')).epoch).toBe(2);
  });

  it('takes nothing from whoever has lost a debate, not even what was written before', async () => {
    await planned(newDebate(101).key);
    const slow = await taken(newDebate(101).key, 0);
    const late = copyUnder(slow);
    const record = await late.store.create(newDebate(101));
    await record.append([opened(101)]);
    const next = await taken(newDebate(101).key);
    expect(next).toMatchObject({ epoch: 2, debate: record.id });
    await expect(record.append([recorded(1)])).rejects.toMatchObject({ code: 'STORE_FAILED', data: { lost: true } });
    await expect(late.store.create(newDebate(101))).rejects.toMatchObject({ data: { lost: true } });
    expect(await journal.renew(slow, 1000)).toBe(false);
    const cost = { calls: 1, tokens: 1, usd: 0 };
    expect(await journal.giveBack(slow, { how: 'done', debate: 'x', row: {}, cost })).toBe(false);
    const mine = copyUnder(next);
    await mine.fetch(record.id);
    expect(mine.store.events(record.id)).toHaveLength(1);
    const again = await mine.store.reopen(record.id);
    await again.append([recorded(1), ...ending(1)]);
    await again.end('closed');
    expect(await journal.giveBack(next, { how: 'done', debate: record.id, row: { a: 1 }, cost })).toBe(true);
    expect(await take(next.key)).toMatchObject({ no: 'over' });
    expect(await journal.rows([next.key])).toEqual(new Map([[next.key, { debate: record.id, row: { a: 1 } }]]));
    expect(await journal.closed([next.key, 'a'])).toEqual(new Set([next.key]));
  });

  it('keeps a record that nobody can change', async () => {
    for (const change of [
      "UPDATE pitwall.events SET body = '{}'",
      'DELETE FROM pitwall.effects',
      'DELETE FROM pitwall.records',
    ])
      await expect(journal.server.query(change)).rejects.toThrow(/append-only/);
  });

  it('gives a debate up that three went away from without a word, and not one that goes further each time', async () => {
    await planned('poison');
    for (const tries of [0, 1, 2]) expect((await taken('poison', 0)).tries).toBe(tries);
    expect(await take('poison')).toMatchObject({ no: 'over' });
    const [state] = await journal.states('poison');
    expect(state).toMatchObject({ state: 'failed', tries: 3, reason: 'w went away without a word' });
    await planned(newDebate(102).key);
    const first = await taken(newDebate(102).key, 0);
    const record = await copyUnder(first).store.create(newDebate(102));
    await record.append([opened(102), recorded(1)]);
    for (const turn of [2, 3, 4, 5]) {
      const next = await taken(newDebate(102).key, 0);
      expect(next.tries).toBe(0);
      const copy = copyUnder(next);
      await copy.fetch(record.id);
      await (await copy.store.reopen(record.id)).append([recorded(turn)]);
    }
    expect(await journal.isSuspect(newDebate(102).key)).toBe(true);
  });

  it('counts what fails, with its reason, and takes it up again when it is asked to', async () => {
    await planned('flawed');
    for (const tries of [0, 1, 2]) {
      const mine = await taken('flawed');
      expect(mine.tries).toBe(tries);
      const cost = { calls: 2, tokens: 5, usd: null };
      await journal.giveBack(mine, { how: 'tried', reason: `no \0 answer ${tries}`, cost, mostTries: 3 });
    }
    expect(await journal.states('flawed')).toMatchObject([{ state: 'failed', tries: 3, reason: 'no \u2400 answer 2' }]);
    await planned('flawed');
    expect(await take('flawed')).toMatchObject({ no: 'over' });
    await journal.plan({ name: 'flawed', plan: {} }, [{ key: 'flawed', job: {} }], true);
    expect(await taken('flawed')).toMatchObject({ tries: 0 });
  });

  it('begins no debate that may not fit into the budget of its sweep', async () => {
    const keys = ['b1', 'b2', 'b3', 'b4'];
    const plan = { budget: { sweep: { calls: 12 }, debate: { calls: 5 } } };
    await journal.plan(
      { name: 'capped', plan },
      keys.map((key) => ({ key, job: {} })),
      false,
    );
    const [first, second] = [await taken('b1'), await taken('b2')];
    expect(await take('b3')).toMatchObject({ no: 'spent', sweep: 'capped' });
    const end = (calls: number) => ({ how: 'done' as const, debate: 'd', row: {}, cost: { calls, tokens: 0, usd: 0 } });
    await journal.giveBack(first, end(1));
    await journal.giveBack(second, end(2));
    await journal.giveBack(await taken('b3'), end(5));
    expect(await take('b4')).toMatchObject({ no: 'spent' });
  });

  it('lets no more requests and tokens out than a window holds, wherever it begins, whoever asks', async () => {
    const windowMs = 100_000;
    const promise = (tokens: number) => journal.promise('paced', tokens, { requests: 3, tokens: 100, windowMs });
    const waits = await Promise.all(Array.from({ length: 7 }, () => promise(1)));
    const late = waits.map((ms) => Math.round(ms / windowMs)).sort();
    expect(late).toEqual([0, 0, 0, 1, 1, 1, 2]);
    expect(Math.round((await promise(98)) / windowMs)).toBe(2);
    expect(Math.round((await promise(2)) / windowMs)).toBe(3);
    expect(Math.round((await promise(1000)) / windowMs)).toBe(4);
  });

  it('goes on when Postgres is killed and comes back, and writes nothing twice', async () => {
    await planned(newDebate(103).key);
    const mine = await taken(newDebate(103).key);
    const copy = copyUnder(mine);
    const record = await copy.store.create(newDebate(103));
    const restarted = server.restart();
    await record.append([opened(103), recorded(1)]);
    await restarted;
    await record.append([recorded(2)]);
    const other = copyUnder(null);
    await other.fetch(record.id);
    expect(other.store.events(record.id)).toHaveLength(3);
  });

  it('says who does not answer, and never the password', async () => {
    const gone = 'postgres://pitwall:s3cr3t-word@127.0.0.1:1/postgres?password=other%20one';
    const error: unknown = await openJournal(gone).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/Postgres at postgres:\/\/127\.0\.0\.1:1\/postgres says: .*ECONNREFUSED/);
    expect(String(error)).not.toMatch(/s3cr3t|other/);
    await expect(openJournal('postgres://a b:s3cr3t-word@')).rejects.toThrow(/^expected an address/);
  });

  it('has an event twice where keys and epochs are taken out: what the tests above rest on', async () => {
    await journal.server.query(NO_KEYS);
    await planned(newDebate(104).key);
    const slow = await taken(newDebate(104).key, 0);
    const record = await copyUnder(slow).store.create(newDebate(104));
    const next = await taken(newDebate(104).key);
    const mine = copyUnder(next);
    await mine.fetch(record.id);
    await (await mine.store.reopen(record.id)).append([opened(104)]);
    await record.append([opened(104)]);
    const events = await journal.server.query('SELECT seq FROM pitwall.events WHERE debate = $1', [record.id]);
    expect(events).toEqual([{ seq: 1 }, { seq: 1 }]);
  });
});

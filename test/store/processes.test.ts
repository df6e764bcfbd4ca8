import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listDebates } from '../../src/store/catalog.ts';
import { openStore } from '../../src/store/index.ts';
import { ownLeases } from '../../src/store/lease.ts';
import { createRecord } from '../../src/store/writing.ts';
import { deskAt, folder, tamper } from './place.ts';
import { ending, newDebate, opened, range, recorded, turnEvents } from './sample.ts';

function writer(
  file: string,
  turns: number,
  then: 'close' | 'wait' | 'crowd',
): { child: ChildProcess; said: (line: number) => Promise<string> } {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./writer-process.ts', import.meta.url)), file, String(turns), then],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const wake of waiting.splice(0)) wake();
  });
  let gone = false;
  child.on('close', () => {
    gone = true;
    for (const wake of waiting.splice(0)) wake();
  });
  const said = async (line: number): Promise<string> => {
    while (lines[line] === undefined && !gone) await new Promise<void>((wake) => waiting.push(wake));
    return lines[line] ?? expect.fail(`the writer ended before line ${line}`);
  };
  return { child, said };
}

function scripted(turns: number) {
  return [opened(), ...range(turns).flatMap(turnEvents)];
}

describe('processes that share a database', () => {
  it('lose nothing when they begin it and append at once', async () => {
    const file = join(folder(), '.pitwall', 'debates.db');
    const writers = [writer(file, 60, 'close'), writer(file, 60, 'close')];
    const codes = await Promise.all(writers.map(async ({ child }) => (await once(child, 'exit'))[0] as number));
    expect(codes).toEqual([0, 0]);
    const store = openStore(file, { readonly: true });
    const ids = await Promise.all(writers.map(({ said }) => said(0)));
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(store.events(id).map(({ event }) => event)).toEqual([...scripted(60), ...ending(60)]);
    expect(store.list().map(({ status }) => status)).toEqual(['closed', 'closed']);
    store.close();
  });

  it('can begin debates at once', async () => {
    const file = join(folder(), 'debates.db');
    const writers = [writer(file, 60, 'crowd'), writer(file, 60, 'crowd')];
    const codes = await Promise.all(writers.map(async ({ child }) => (await once(child, 'exit'))[0] as number));
    expect(codes).toEqual([0, 0]);
    expect(new Set(listDebates(file).map(({ id }) => id)).size).toBe(122);
  });

  it('see a debate run while its process lives, and unfinished with all its events once it was killed', async () => {
    const file = join(folder(), 'debates.db');
    const { child, said } = writer(file, 4, 'wait');
    const id = await said(0);
    await said(4);
    const store = openStore(file, { readonly: true });
    expect(store.status(id)).toBe('running');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(store.status(id)).toBe('unfinished');
    store.close();
    const again = openStore(file);
    expect(again.events(id).map(({ event }) => event)).toEqual(scripted(4));
    expect(again.list()).toMatchObject([{ id, status: 'unfinished', turns: 4 }]);
    again.close();
  });

  it('leave a whole prefix of the events behind, wherever the writer is killed', async () => {
    const file = join(folder(), 'debates.db');
    for (const turn of [0, 1, 40]) {
      const { child, said } = writer(file, 10_000, 'close');
      const id = await said(0);
      await said(turn);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const store = openStore(file);
      const events = store.events(id).map(({ event }) => event);
      expect(events.length).toBeGreaterThan(3 * turn);
      expect(events).toEqual(scripted(Math.ceil(events.length / 3)).slice(0, events.length));
      expect(store.status(id)).toBe('unfinished');
      store.close();
    }
  });

  it('cannot mix their events in one debate', async () => {
    const file = join(folder(), 'debates.db');
    const desk = deskAt(file);
    const record = createRecord(desk, newDebate());
    await record.append([opened()]);
    tamper(file, 'INSERT INTO events SELECT debate, 2, type, at, prev, hash, body FROM events');
    await expect(record.append([recorded(1)])).rejects.toThrow(
      /first to record event 2 of debate .*append-only: the row is there.*STORE_FAILED/,
    );
    desk.db.close();
  });

  it('count as gone when they hold no lease, though a process has their number', () => {
    const file = join(folder(), 'debates.db');
    const desk = deskAt(file);
    const { id } = createRecord({ ...desk, leases: ownLeases() }, newDebate());
    desk.db.close();
    expect(listDebates(file)).toMatchObject([{ id, status: 'unfinished' }]);
  });
});

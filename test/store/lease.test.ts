import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, linkSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { fileLeases } from '../../src/store/lease.ts';
import { folder, reading } from './place.ts';
import { ending, newDebate, opened, recorded } from './sample.ts';

function store(file: string) {
  const opened = openStore(file);
  onTestFinished(() => opened.close());
  return opened;
}

/** A second process that wants to write a debate: its first line, and its end by force. */
function reopening(file: string, id: string) {
  const script = fileURLToPath(new URL('./reopening-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, file, id], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const line = once(createInterface({ input: child.stdout }), 'line').then(([said]) => String(said));
  const kill = async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return { line, kill, pid: child.pid };
}

async function unfinished(file: string): Promise<string> {
  const writer = openStore(file);
  const record = await writer.create(newDebate());
  await record.append([opened(), recorded(1)]);
  await record.end('interrupted');
  writer.close();
  return record.id;
}

describe('the lease of a debate', () => {
  it('lets one process write; the second hears who does, and may the instant the first is killed', async () => {
    const file = join(folder(), 'debates.db');
    const id = await unfinished(file);
    const first = reopening(file, id);
    expect(await first.line).toBe(`writes ${id}`);
    expect(reading(file, (reader) => reader.status(id))).toBe('running');
    const second = reopening(file, id);
    expect(await second.line).toMatch(
      new RegExp(
        `^debate ${id} is being written by process ${first.pid} on ${hostname()} since \\d{4}-.*Z \\[STORE_FAILED\\]$`,
      ),
    );
    await first.kill();
    expect(reading(file, (reader) => reader.status(id))).toBe('unfinished');
    const third = reopening(file, id);
    expect(await third.line).toBe(`writes ${id}`);
    await third.kill();
    const record = await store(file).reopen(id);
    await record.append([recorded(2)]);
    expect(reading(file, (reader) => reader.events(id)).map(({ event }) => event)).toEqual([
      opened(),
      recorded(1),
      recorded(2),
    ]);
  });

  it('holds within one process as well', async () => {
    const file = join(folder(), 'debates.db');
    const writer = store(file);
    const record = await writer.create(newDebate());
    const refused = new RegExp(`debate ${record.id} is being written by process ${process.pid} on .*STORE_FAILED`);
    await expect(writer.reopen(record.id)).rejects.toThrow(refused);
    await expect(store(file).reopen(record.id)).rejects.toThrow(refused);
    await record.end('interrupted');
    const again = await store(file).reopen(record.id);
    await expect(record.append([opened()])).rejects.toThrow(/has ended/);
    await again.append([opened()]);
    expect(writer.events(record.id)).toHaveLength(1);
  });

  it('is an empty file without a journal, and goes with the last event', async () => {
    const file = join(folder(), 'debates.db');
    const writer = store(file);
    const record = await writer.create(newDebate());
    const lease = `${file}-lease-${record.id}`;
    expect(statSync(lease).size).toBe(0);
    expect(readdirSync(dirname(file)).filter((name) => name.includes('lease'))).toHaveLength(1);
    await record.append([opened(), ...ending(0)]);
    await record.end('closed');
    expect(existsSync(lease)).toBe(false);
    await expect(writer.reopen(record.id)).rejects.toThrow(
      /an unfinished debate, .* ends with debate\.closed.*CHECK_FAILED/,
    );
    expect(readdirSync(dirname(file)).filter((name) => name.includes('lease'))).toEqual([]);
  });

  it('is the same through a link to the file, or to its folder', async () => {
    const file = join(folder(), 'debates.db');
    const writer = store(file);
    const { id } = await writer.create(newDebate());
    const elsewhere = folder();
    symlinkSync(file, join(elsewhere, 'linked.db'));
    symlinkSync(dirname(file), join(elsewhere, 'linked'));
    for (const path of [join(elsewhere, 'linked.db'), join(elsewhere, 'linked/debates.db')]) {
      expect(reading(path, (reader) => reader.status(id))).toBe('running');
      await expect(store(path).reopen(id)).rejects.toThrow(`debate ${id} is being written by process ${process.pid}`);
    }
    expect(readdirSync(elsewhere)).toEqual(['linked', 'linked.db']);
  });

  it('is not to be had through a hard link, whose log would be another one', async () => {
    const file = join(folder(), 'debates.db');
    const { id } = await store(file).create(newDebate());
    const twin = join(folder(), 'twin.db');
    linkSync(file, twin);
    expect(() => openStore(twin)).toThrow(/^expected a database with one name, found 2 hard links to .*STORE_FAILED/);
    rmSync(twin);
    expect(reading(file, (reader) => reader.status(id))).toBe('running');
  });

  it('stays for a debate that goes on, and is given back when its store closes', async () => {
    const file = join(folder(), 'debates.db');
    const writer = openStore(file);
    const { id } = await writer.create(newDebate());
    expect(fileLeases(file).isHeld(id)).toBe(true);
    expect(fileLeases(file).take(id)).toBeNull();
    writer.close();
    expect(existsSync(`${file}-lease-${id}`)).toBe(true);
    expect(fileLeases(file).isHeld(id)).toBe(false);
    expect(reading(file, (reader) => reader.status(id))).toBe('unfinished');
  });

  it('of one debate says nothing about another', async () => {
    const file = join(folder(), 'debates.db');
    const writer = store(file);
    const ids = [await writer.create(newDebate(1)), await writer.create(newDebate(2))].map(({ id }) => id);
    expect(writer.list().map(({ id, status }) => [id, status])).toEqual(ids.reverse().map((id) => [id, 'running']));
  });

  it('is not taken for a debate that cannot begin', async () => {
    const file = join(folder(), 'debates.db');
    const texts = [{ hash: 'another', body: 'text' }];
    await expect(store(file).create({ ...newDebate(), texts })).rejects.toThrow(/STORE_FAILED/);
    expect(readdirSync(dirname(file)).filter((name) => name.includes('lease'))).toEqual([]);
  });

  it('is refused for a debate whose events were changed, and given back', async () => {
    const file = join(folder(), 'debates.db');
    const id = await unfinished(file);
    const { tamper } = await import('./place.ts');
    tamper(
      file,
      'DROP TRIGGER events_keep_values',
      "UPDATE events SET body = replace(body, '코드', '코트') WHERE seq = 2",
    );
    await expect(store(file).reopen(id)).rejects.toThrow(/expected event 2 .* to continue the hash chain/);
    expect(fileLeases(file).isHeld(id)).toBe(false);
  });
});

describe('a fork', () => {
  it('is listed with its parent, which no hash covers', async () => {
    const writer = store(join(folder(), 'debates.db'));
    const parent = await writer.create(newDebate());
    const child = await writer.create({ ...newDebate(), parent: { id: parent.id, turn: 7 } });
    await parent.append([opened()]);
    await child.append([opened()]);
    expect(writer.list().map((debate) => debate.parent)).toEqual([{ id: parent.id, turn: 7 }, null]);
    expect(writer.events(child.id)[0]?.hash).toBe(writer.events(parent.id)[0]?.hash);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashText } from '../../src/core/hash.ts';
import { openStore } from '../../src/store/index.ts';
import { newDebate, opened } from './sample.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pitwall-commits-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const EFFECT = { call: 'opening/1/pulse/model#1', kind: 'model', purity: 'live', request: 'r', result: {} } as const;
const MEASURED = { latencyMs: 1, attempts: 1, usage: null };

it('of two debates that write at once, what one cannot write leaves the other’s in place', async () => {
  const store = openStore(join(folder, 'debates.db'));
  const one = await store.create({ ...newDebate(1), opening: [opened(1)] });
  const other = await store.create({ ...newDebate(2), opening: [opened(2)] });
  const phase = { type: 'phase.opened', body: { phase: 'opening', index: 0 } } as const;
  const wrong = { hash: hashText('another'), parent: null, appended: [{ hash: hashText('x'), body: 'x' }] };
  const [refused, kept] = await Promise.allSettled([
    one.effect(EFFECT, MEASURED, { events: [phase], prompts: [wrong], effects: [] }),
    other.effect(EFFECT, MEASURED, { events: [phase], prompts: [], effects: [] }),
  ]);
  expect([refused.status, kept.status]).toEqual(['rejected', 'fulfilled']);
  expect([store.effects(one.id).length, store.events(one.id).length]).toEqual([0, 1]);
  expect([store.effects(other.id).length, store.events(other.id).length]).toEqual([1, 2]);
  await one.effect(EFFECT, MEASURED, { events: [phase], prompts: [], effects: [] });
  expect([store.effects(one.id).length, store.events(one.id).length]).toEqual([1, 2]);
  store.close();
});

it('debates that share a commit hear of it one in each turn of the event loop', async () => {
  const store = openStore(join(folder, 'debates.db'));
  const records = await Promise.all(
    [1, 2, 3, 4].map((seed) => store.create({ ...newDebate(seed), opening: [opened(seed)] })),
  );
  let loop = 0;
  let isOver = false;
  const count = () => {
    loop += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const heard = await Promise.all(
    records.map(async (record) => {
      await record.effect(EFFECT, MEASURED, { events: [], prompts: [], effects: [] });
      return loop;
    }),
  );
  isOver = true;
  expect(new Set(heard).size).toBe(4);
  store.close();
});

it('events that one debate writes at once stand in the order in which they were written', async () => {
  const store = openStore(join(folder, 'debates.db'));
  const record = await store.create({ ...newDebate(), opening: [opened()] });
  const phase = (kind: 'opening' | 'vote', index: number) =>
    record.append([{ type: 'phase.opened', body: { phase: kind, index } }]);
  await Promise.all([phase('opening', 0), phase('vote', 1)]);
  expect(store.events(record.id).map(({ seq, event }) => [seq, event.type])).toEqual([
    [1, 'debate.opened'],
    [2, 'phase.opened'],
    [3, 'phase.opened'],
  ]);
  store.close();
});

import { expect, it } from 'vitest';
import type { TranscriptStore } from '../../src/core/record.ts';
import { ending, newDebate, opened, range, turnEvents, writeDebate } from './sample.ts';

/** An empty store that goes away with the test. */
export type OpenStore = (options?: { now?: () => Date; random?: () => number }) => TranscriptStore;

/** The part of the contract that is about many debates: how they stand, and how they are found. */
export function debatesContract(open: OpenStore): void {
  it('is running while its attempt is open, and closed or failed by its last event', async () => {
    const store = open();
    const record = await store.create(newDebate());
    expect(store.status(record.id)).toBe('running');
    await record.append([opened(), ...ending(0)]);
    expect(store.status(record.id)).toBe('closed');
    const other = await store.create(newDebate());
    await other.append([
      opened(),
      { type: 'debate.failed', body: { stopReason: 'failed', error: 'no answer', turns: 0 } },
    ]);
    expect(store.status(other.id)).toBe('failed');
  });

  it('is unfinished once its attempt has ended without a last event, and takes nothing more', async () => {
    const store = open();
    const record = await store.create(newDebate());
    await record.append([opened()]);
    await record.end('interrupted');
    await record.end('closed');
    expect(store.status(record.id)).toBe('unfinished');
    await expect(record.append(turnEvents(1))).rejects.toThrow(/has ended/);
  });

  it('lists debates newest first with what they came to', async () => {
    const times = ['2026-11-24T10:00:00Z', '2026-11-24T09:00:00Z'].flatMap((at) => Array(200).fill(new Date(at)));
    const store = open({ now: () => times.shift() ?? new Date('2026-11-24T09:00:00Z') });
    const first = await writeDebate(store, 6, 1);
    times.splice(0, times.length);
    const second = (await store.create(newDebate(2))).id;
    expect(store.list()).toEqual([
      {
        id: second,
        scenario: 'loss-drop-3000',
        seed: 2,
        status: 'running',
        decision: null,
        turns: 0,
        createdAt: '2026-11-24T09:00:00.000Z',
        parent: null,
        kind: 'debate',
      },
      {
        id: first,
        scenario: 'loss-drop-3000',
        seed: 1,
        status: 'closed',
        decision: 'ablate',
        turns: 6,
        createdAt: '2026-11-24T10:00:00.000Z',
        parent: null,
        kind: 'debate',
      },
    ]);
    expect(store.summary(first)).toEqual({ ...store.list()[1], key: newDebate(1).key });
  });

  it('finds a debate by any start of its id that fits no other, and by `last`', async () => {
    const seconds = [0, 0, 86_400 * 400].map((offset) => new Date(Date.UTC(2026, 0, 1) + offset * 1000));
    const suffixes = [0, 0.5, 0];
    const store = open({ now: () => seconds.shift() ?? new Date(0), random: () => suffixes.shift() ?? 0 });
    const ids: string[] = [];
    for (const seed of range(3)) ids.push((await store.create(newDebate(seed))).id);
    const [a = '', b = '', c = ''] = ids;
    expect(store.resolve(a)).toBe(a);
    expect(store.resolve(b.slice(0, 7))).toBe(b);
    expect(store.resolve(c.slice(0, 4).toUpperCase())).toBe(c);
    expect(store.resolve('last')).toBe(c);
    expect(() => store.resolve(a.slice(0, 6))).toThrow(new RegExp(`begins 2: ${b}, ${a} \\[UNKNOWN_NAME`));
    expect(() => store.resolve('zzz')).toThrow(/got "zzz"; there are .*UNKNOWN_NAME/);
    expect(() => store.resolve('')).toThrow(/empty name/);
  });

  it('says that no debate has been run where there is none', () => {
    expect(() => open().resolve('last')).toThrow(/no debate has been run yet.*UNKNOWN_NAME/);
  });

  it('keeps a projection until the debate goes on, and shares it between equal debates', async () => {
    const store = open();
    const first = await writeDebate(store, 2, 1);
    const equal = await writeDebate(store, 2, 1);
    const record = await store.create(newDebate(3));
    store.keepProjection(first, 'flips', { at: 1.55 });
    store.keepProjection(record.id, 'flips', []);
    expect(store.projection(first, 'flips')).toEqual({ at: 1.55 });
    expect(store.projection(equal, 'flips')).toEqual({ at: 1.55 });
    expect(store.projection(first, 'seeds')).toBeNull();
    expect(store.projection(record.id, 'flips')).toEqual([]);
    await record.append([opened(3)]);
    expect(store.projection(record.id, 'flips')).toBeNull();
    store.keepProjection(first, 'flips', { at: 1.6 });
    expect(store.projection(first, 'flips')).toEqual({ at: 1.6 });
  });

  it('keeps a star and words about a turn, the last ones, and none where nothing is said any more', async () => {
    const store = open({ now: () => new Date(0) });
    const id = await writeDebate(store, 2, 1);
    const before = store.events(id);
    store.keepNote(id, { turn: 2, star: true, text: '' });
    store.keepNote(id, { turn: 1, star: false, text: 'which shard?' });
    store.keepNote(id, { turn: 2, star: true, text: '다시 볼 것' });
    const at = new Date(0).toISOString();
    expect(store.notes(id)).toEqual([
      { turn: 1, star: false, text: 'which shard?', at },
      { turn: 2, star: true, text: '다시 볼 것', at },
    ]);
    store.keepNote(id, { turn: 1, star: false, text: '' });
    expect(store.notes(id).map(({ turn }) => turn)).toEqual([2]);
    expect(store.events(id)).toEqual(before);
  });

  it('refuses the name of a debate that is not there', () => {
    const store = open();
    for (const read of [store.events, store.effects, store.summary, store.status])
      expect(() => read('nope')).toThrow(/UNKNOWN_NAME/);
  });
}

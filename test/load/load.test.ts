import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { said } from '../bench/run.ts';
import type { Parallel } from './parallel.ts';
import type { Soak } from './soak.ts';
import type { Watched } from './watchers.ts';

it('of 64 debates in one process, whose replies come together, no more is done between two turns of the event loop than one debate’s', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pitwall-load-'));
  const held = await said<Parallel>(new URL('parallel.ts', import.meta.url), [64, 8, 50, join(folder, 'debates.db')]);
  rmSync(folder, { recursive: true, force: true });
  // All four members of a debate open at once, and all 64 debates with them: 256 turns in a moment.
  expect([held.turns > 64 * 8, held.mostAtOnce <= 4]).toEqual([true, true]);
});

it('six hundred debates in a row leave nothing alive', async () => {
  const { samples, heapEach } = await said<Soak>(new URL('soak.ts', import.meta.url), [600]);
  expect(samples).toHaveLength(20);
  // Twenty thousand of them would leave less than 40 MB. A debate’s own events are some 30 kB.
  expect(heapEach).toBeLessThan(2000);
});

it('two hundred watchers of a live debate each see every block in order, while one more reads nothing', async () => {
  const watched = await said<Watched>(new URL('watchers.ts', import.meta.url), [200, 12]);
  expect(watched.ways).toEqual([{ way: watched.blocks, watchers: 200 }]);
  expect(watched.blocks.split(',').length).toBeGreaterThan(12);
  // A block is put into words once: what the watchers take is less than the debate itself for each thirty of them.
  expect((watched.cpuMs - watched.unwatchedMs) / watched.unwatchedMs).toBeLessThan(200 / 30);
  expect(watched.heapEach).toBeLessThan(100_000);
});

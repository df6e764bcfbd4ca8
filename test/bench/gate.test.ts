import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BARE, CONTESTANTS, heldBy, OURS } from './contestants.ts';
import type { Measured } from './measured.ts';
import { median } from './run.ts';

const TURNS = 100;
const RUNS = 3;
/** A debate that grows three times as long may cost so many times as much. */
const LONGER = 3;

/**
 * Processor time, in one run, side by side: who else is on the machine slows all of them. The bounds leave half as much again as was
 * measured (docs/BENCHMARKS.md), so that only what grew by a layer, a copy of every prompt or a scan of every event is caught. The raw loop
 * is not here: its hundred turns take 15 to 27 ms, so that a ratio to them tells of the machine.
 */
it('a turn costs no more than it did, beside a bare agent and beside itself in a longer debate', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pitwall-gate-'));
  const contestant = (name: string) => {
    const found = CONTESTANTS.find((one) => one.name === name);
    if (found === undefined) throw new RangeError(`expected a contestant called ${name}`);
    return found;
  };
  const held: Record<'bare' | 'ours' | 'long', Measured[]> = { bare: [], ours: [], long: [] };
  for (let run = 0; run < RUNS; run += 1) {
    held.bare.push(await heldBy(contestant(BARE), TURNS, folder));
    held.ours.push(await heldBy(contestant(OURS), TURNS, folder));
    held.long.push(await heldBy(contestant(OURS), TURNS * LONGER, folder));
  }
  rmSync(folder, { recursive: true, force: true });
  const cpuOf = (list: readonly Measured[]) => median(list.map(({ cpuMs }) => cpuMs));
  expect(cpuOf(held.ours) / cpuOf(held.bare)).toBeLessThan(3);
  expect(cpuOf(held.long) / cpuOf(held.ours)).toBeLessThan(LONGER * 1.5);
  expect(median(held.long.map(({ bytes }) => bytes)) / median(held.ours.map(({ bytes }) => bytes))).toBeLessThan(
    LONGER * 1.1,
  );
});

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquire, isDead } from '../../dev/lock.mjs';

const holder = { host: 'here', pids: [10, 11], token: 't' };

describe('a lock', () => {
  it('lives while its process or the child that works for it lives', () => {
    expect(isDead(holder, 1_000, 'here', (pid) => pid === 11)).toBe(false);
    expect(isDead(holder, 1_000, 'here', () => false)).toBe(true);
  });

  it('dies of silence when its number may belong to a stranger, and sooner where nobody can be asked', () => {
    expect(isDead(holder, 200_000, 'here', () => true)).toBe(true);
    expect(isDead(holder, 50_000, 'elsewhere', () => false)).toBe(false);
    expect(isDead(holder, 61_000, 'elsewhere', () => true)).toBe(true);
    expect(isDead(undefined, 61_000, 'here', () => true)).toBe(true);
    expect(isDead(undefined, 1_000, 'here', () => true)).toBe(false);
  });

  it('lets one in at a time, and says once that it waits', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'pitwall-lock-'));
    const file = path.join(folder, 'lock');
    const order: string[] = [];
    const first = await acquire(file, () => order.push('first waits'));
    const second = acquire(file, () => {
      order.push('second waits');
      first.release();
    });
    (await second).release();
    expect(order).toEqual(['second waits']);
    expect(existsSync(file)).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

import { expect, it } from 'vitest';
import { chaos } from './chaos.ts';
import { missingServers } from './servers.ts';

/** `npm run sweep:chaos` is the same at its full size and with the settings that ship. */
const SMALL = {
  ...{ debates: 12, workers: 2, kills: 3, latencyMs: 100 },
  timing: { lockMs: 1500, stalledMs: 300, reconcileMs: 300, patienceMs: 30_000, againMs: 100 },
};

it.skipIf(missingServers() !== null)(
  'a sweep whose workers are killed, and whose servers restart, comes to what an undisturbed machine comes to',
  async () => {
    const { closed, kills, damage, requests, recorded } = await chaos({ ...SMALL, pauses: 0, restarts: true });
    expect({ closed, damage }).toEqual({ closed: 12, damage: [] });
    expect(kills).toBeGreaterThan(0);
    // A reply that was asked for when its worker died.
    expect(requests - recorded).toBeLessThanOrEqual(kills);
  },
);

import { expect, it } from 'vitest';
import { pacer } from '../../src/app/sweep/limits.ts';

/** When each of so many requests goes out, by a clock that only waiting moves. */
async function times(limits: Parameters<typeof pacer>[0], requests: readonly number[]): Promise<number[]> {
  let now = 0;
  const pace = pacer(limits, {
    now: () => now,
    async sleep(ms) {
      now += ms;
    },
  });
  const at: number[] = [];
  const { signal } = new AbortController();
  await Promise.all(requests.map((tokens) => pace(tokens, signal).then(() => at.push(now))));
  return at;
}

it('lets no more requests out in any minute than the limit', async () => {
  expect(await times({ requestsPerMinute: 2 }, [1, 1, 1, 1, 1])).toEqual([0, 0, 60_000, 60_000, 120_000]);
});

it('lets no more tokens out in any minute, and one that is larger alone', async () => {
  expect(await times({ tokensPerMinute: 100 }, [60, 40, 10, 500])).toEqual([0, 0, 60_000, 120_000]);
});

it('stops waiting when the sweep is stopped', async () => {
  const stop = new AbortController();
  const pace = pacer({ requestsPerMinute: 1 });
  await pace(1, stop.signal);
  const second = pace(1, stop.signal);
  stop.abort(new Error('stopped'));
  await expect(second).rejects.toThrow('stopped');
});

import { describe, expect, it } from 'vitest';
import { readLogs } from '../measures/real-logs.ts';

const logs = readLogs();
const shareOf = (half: string, is: (log: (typeof logs)[0]) => boolean): number => {
  const own = logs.filter((log) => log.half === half);
  return own.filter(is).length / own.length;
};

describe('public logs', () => {
  it('are forty at the least, half of them kept apart while the reader was written', () => {
    expect(logs.filter(({ half }) => half !== 'by shape').length).toBeGreaterThanOrEqual(40);
    expect(logs.filter(({ half }) => half === 'kept apart').length).toBeGreaterThanOrEqual(20);
  });

  it.each(['written on', 'kept apart', 'by shape'])(
    'are read right in 95 of 100 cases, and judged as their label says in 89 (%s)',
    (half) => {
      expect(shareOf(half, ({ isRead }) => isRead)).toBeGreaterThanOrEqual(0.95);
      expect(shareOf(half, ({ isJudged }) => isJudged)).toBeGreaterThanOrEqual(0.89);
    },
  );
});

import { expect, it } from 'vitest';
import { gate } from '../../src/app/machines/gate.ts';

it('a gate lets in side by side, or alone, in the order in which they came', async () => {
  const doors = gate();
  const seen: string[] = [];
  const ends = new Map<string, () => void>();
  const enter = (how: 'beside' | 'alone', name: string) =>
    doors.enter(how, () => {
      seen.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const all = [
    enter('beside', 'a'),
    enter('beside', 'b'),
    enter('alone', 'c'),
    enter('beside', 'd'),
    enter('alone', 'e'),
  ];
  const after: [string, string][] = [
    ['', 'ab'],
    ['a', 'ab'],
    ['b', 'abc'],
    ['c', 'abcd'],
    ['d', 'abcde'],
    ['e', 'abcde'],
  ];
  for (const [end, then] of after) {
    ends.get(end)?.();
    await settle();
    expect([end, seen.join('')]).toEqual([end, then]);
  }
  await Promise.all(all);
});

it('a gate lets the next ones in where somebody failed', async () => {
  const doors = gate();
  const fails = () => Promise.reject(new Error('no'));
  await expect(doors.enter('alone', fails)).rejects.toThrow('no');
  await expect(doors.enter('beside', fails)).rejects.toThrow('no');
  expect(await doors.enter('alone', async () => 1)).toBe(1);
});

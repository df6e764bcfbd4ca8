import type { Finding } from './finding.ts';
import type { Step } from './place-step.ts';
import { medianOf } from './robust.ts';
import type { Series } from './series.ts';
import { indexAt } from './series.ts';

/**
 * Whether a change of level is more than a wave and the trend under it. Where the wave is, levels are medians over whole periods, which
 * the wave leaves alone; what they fall by across the change is set against what they fall by on either side.
 */
export function outlastsWave({ steps, losses }: Series, step: Step, wave: Finding, noise: number): boolean {
  const { amplitude = 0, period = 0 } = wave.statistic;
  if (Math.abs(step.size) <= 3 * amplitude) return false;
  if (period === 0 || step.to < wave.from - period || step.from > wave.to + period) return true;
  const level = (from: number): number => medianOf(losses, indexAt(steps, from), indexAt(steps, from + period));
  const before = level(step.from - period);
  const after = level(step.to);
  const falls = [before - level(step.from - 2 * period), level(step.to + period) - after].filter(Number.isFinite);
  const trend = Math.sign(step.size) * Math.max(0, ...falls.map((fall) => Math.sign(step.size) * fall));
  const span = (step.to - step.from + period) / period;
  return Math.sign(step.size) * (after - before - trend * span) > Math.max(amplitude, 3 * noise);
}

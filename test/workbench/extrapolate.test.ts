import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../src/core/random.ts';
import { extrapolateLoss } from '../../src/workbench/extrapolate-loss.ts';
import { caller } from './call.ts';

const carry = caller(extrapolateLoss);

interface Law {
  floor: number;
  scale: number;
  exponent: number;
}
const at = ({ floor, scale, exponent }: Law, step: number) => floor + scale * step ** -exponent;

function noisy(law: Law, seed: number, { steps = 10_000, count = 2000, noise = 0.03 } = {}) {
  const random = randomFrom('extrapolate', seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, (_, i) => {
    const step = ((i + 1) * steps) / count;
    return { step, loss: at(law, step) + noise * normal() };
  });
}

describe('extrapolate_loss', () => {
  it('holds the true loss at three times the steps in 57 of 60 intervals, and is off by .01 at the median', () => {
    const misses: number[] = [];
    let held = 0;
    for (let seed = 0; seed < 60; seed++) {
      const random = randomFrom('laws', seed);
      const law = { floor: 1.5 + random(), scale: 3 + 8 * random(), exponent: 0.15 + 0.4 * random() };
      const { predicted, low, high } = carry.result({ points: noisy(law, seed), budget: 30_000 });
      const truth = at(law, 30_000);
      if (truth >= low && truth <= high) held += 1;
      misses.push(Math.abs(predicted - truth));
    }
    misses.sort((a, b) => a - b);
    expect(held).toBeGreaterThanOrEqual(57);
    expect(misses[30]).toBeLessThan(0.01);
  });

  it('is within .02 nats of the law of Chinchilla on its own curve (Besiroglu et al. 2024 in tokens, 70B)', () => {
    const law = { floor: 1.8172 + 482.01 / 70e9 ** 0.3478, scale: 2085.43, exponent: 0.3658 };
    const points = Array.from({ length: 500 }, (_, i) => ({ step: i + 1, loss: at(law, (i + 1) * 1e9) }));
    const { predicted } = carry.result({ points, budget: 1400 });
    expect(Math.abs(predicted - at(law, 1400e9))).toBeLessThan(0.02);
  });

  const law = { floor: 2, scale: 6, exponent: 0.3 };
  const points = noisy(law, 7);

  it('reads a budget in steps, tokens or FLOPs alike', () => {
    const inSteps = carry.figure('predicted', { points, budget: 20_000 });
    expect(carry.figure('predicted', { points, budget: { tokens: 4e10, tokensPerStep: 2e6 } })).toBe(inSteps);
    const flops = 6 * 7e9 * 4e10;
    expect(carry.figure('predicted', { points, budget: { flops, params: 7e9, tokensPerStep: 2e6 } })).toBeCloseTo(
      inSteps,
      9,
    );
  });

  it('widens the interval with the distance, and never predicts a rise', () => {
    const widths = [12_000, 20_000, 50_000, 100_000].map((budget) => {
      const { low, high, predicted, current } = carry.result({ points, budget });
      expect(predicted).toBeLessThanOrEqual(current);
      return high - low;
    });
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
  });

  it('reports what it would have said without the last part, which is near what came', () => {
    const { backtest } = carry.result({ points, budget: 20_000 });
    expect(backtest.from).toBeLessThan(10_000);
    expect(Math.abs(backtest.error)).toBeLessThan(0.03);
    expect(backtest.error).toBeCloseTo(backtest.predicted - backtest.seen, 12);
  });

  it('widens the interval when the backtest fails', () => {
    const bent = points.map(({ step, loss }) => ({
      step,
      loss: step > 8000 ? loss - (0.12 * (step - 8000)) / 2000 : loss,
    }));
    const straight = carry.result({ points, budget: 20_000 });
    const late = carry.result({ points: bent, budget: 20_000 });
    expect(Math.abs(late.backtest.error)).toBeGreaterThan(Math.abs(straight.backtest.error));
    expect(late.high - late.low).toBeGreaterThan(straight.high - straight.low);
  });

  it('draws the curve with what it expects', () => {
    const { result } = { result: carry.result({ points, budget: 20_000 }) };
    const picture = extrapolateLoss.draw?.(
      result,
      extrapolateLoss.args.parse({ points, budget: 20_000 }),
      () => '',
      60,
    );
    expect(picture?.split('\n').length).toBeGreaterThan(8);
    expect(picture).toContain('20');
  });

  it.each([
    [{ points: points.slice(0, 30), budget: 20_000 }, 'expected at least 40 points after the start of training, found'],
    [
      { points: points.filter(({ step }) => step > 8000), budget: 20_000 },
      'expected a tail that grows by 1.5 in steps',
    ],
    [{ points, budget: 9000 }, '`budget`: expected a budget after the last step of the log (10000), got step 9000'],
    [{ points, budget: 200_000 }, 'expected a budget of at most 10 times the last step of the log (10000)'],
    [
      {
        points: points.map(({ step, loss }) => ({ step, loss: step > 7000 ? loss + (step - 7000) / 1000 : loss })),
        budget: 20_000,
      },
      'diverges from step',
    ],
    [{ budget: 20_000 }, 'expected either points or file'],
  ])('refuses what no law can be carried on from, case %#', (args, sentence) => {
    expect(() => carry.result(args)).toThrow(sentence);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresGiven } from '../../src/core/tool.ts';
import { communicationShare } from '../../src/workbench/communication-share.ts';
import { designExperiment } from '../../src/workbench/design-experiment.ts';
import { DEVICES, deviceNamed } from '../../src/workbench/devices.ts';
import { runTool, TOOLS, toolByName } from '../../src/workbench/index.ts';
import { mixtureShift } from '../../src/workbench/mixture-shift.ts';

const none = (name: string): string => {
  throw new Error(`no file ${name}`);
};
const cluster = { device: 'H100 SXM', count: 64, mfu: 0.4 };
const experiment = { arms: 2, steps: 500, params: 7e9, tokensPerStep: 2e6, cluster, gpuHourUsd: 2.5, noise: 0.005 };
const design = (changed: object = {}) =>
  designExperiment.run(designExperiment.args.parse({ ...experiment, ...changed }), none);
const share = (changed: object = {}) =>
  communicationShare.run(
    communicationShare.args.parse({
      ...{ params: 7e9, tokensPerStep: 2e6, linkGBs: 50, cluster: { ...cluster, count: 32 } },
      ...changed,
    }),
    none,
  );

describe('design_experiment', () => {
  it('takes 27.6 minutes an arm on 64 H100 and 147 USD for two arms of 500 steps (READING.md)', () => {
    const { minutesPerArm, wallMinutes, costUsd, secondsPerStep } = design();
    expect(minutesPerArm.toFixed(1)).toBe('27.6');
    expect(wallMinutes).toBeCloseTo(2 * minutesPerArm, 9);
    expect(costUsd.toFixed(0)).toBe('147');
    expect(secondsPerStep).toBeCloseTo((6 * 7e9 * 2e6) / (64 * 989.4e12 * 0.4), 9);
  });

  it('shows .0198 nats with one run an arm and noise of .005: 2.8 x .005 x sqrt(2)', () => {
    expect(design().visibleEffect).toBeCloseTo(2.8 * 0.005 * Math.SQRT2, 12);
    expect(design().reading).toEqual({ metric: 'held-out loss', threshold: design().visibleEffect, visible: null });
  });

  it('needs 63 runs an arm for half a standard deviation (Cohen 1988, table 2.4.1: 64 by the t distribution)', () => {
    expect(design({ noise: 1, effect: 0.5 }).seedsNeeded).toBe(63);
  });

  it('sees an effect with as many seeds as it says, and not with one fewer', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.1, noNaN: true }),
        fc.double({ min: 0.002, max: 0.1, noNaN: true }),
        (noise, effect) => {
          const seeds = design({ noise, effect }).seedsNeeded ?? 0;
          expect(design({ noise, effect, seeds }).reading.visible).toBe(true);
          if (seeds > 1) expect(design({ noise, effect, seeds: seeds - 1 }).reading.visible).toBe(false);
        },
      ),
    );
  });

  it('costs the same side by side as one after another when the cards divide evenly, and more when cards stand idle', () => {
    expect(design({ parallel: true }).costUsd).toBeCloseTo(design().costUsd, 9);
    expect(design({ parallel: true }).cards).toBe(32);
    expect(design({ arms: 3, parallel: true }).costUsd).toBeGreaterThan(design({ arms: 3 }).costUsd);
  });

  it.each([
    ['price', { gpuHourUsd: 5 }, 'costUsd', 2],
    ['steps', { steps: 1000 }, 'costUsd', 2],
    ['seeds', { seeds: 2 }, 'costUsd', 2],
    ['parameters', { params: 14e9 }, 'minutesPerArm', 2],
    ['utilisation', { cluster: { ...cluster, mfu: 0.8 } }, 'minutesPerArm', 0.5],
    ['cards', { cluster: { ...cluster, count: 128 } }, 'minutesPerArm', 0.5],
    ['noise', { noise: 0.01 }, 'visibleEffect', 2],
    ['four seeds', { seeds: 4 }, 'visibleEffect', 0.5],
  ] as const)('twice the %s changes %o', (_, changed, key, factor) => {
    expect(design(changed)[key]).toBeCloseTo((design()[key] ?? Number.NaN) * factor, 9);
  });

  it('says nothing of effects without a noise', () => {
    const { visibleEffect, seedsNeeded, reading } = design({ noise: undefined });
    expect([visibleEffect, seedsNeeded, reading.threshold]).toEqual([null, null, null]);
    expect(Object.keys(designExperiment.figures(design({ noise: undefined })))).not.toContain('visibleEffect');
  });
});

describe('communication_share', () => {
  it('is 27 GB a card, .54 s of a 6.6 s step and 8 % on 32 H100 at 50 GB/s (READING.md)', () => {
    const { secondsPerStep, trafficGB, allReduceSeconds, share: part, ceiling } = share();
    expect(secondsPerStep.toFixed(1)).toBe('6.6');
    expect(trafficGB.toFixed(0)).toBe('27');
    expect(allReduceSeconds.toFixed(2)).toBe('0.54');
    expect((100 * part).toFixed(0)).toBe('8');
    expect(ceiling).toBe('does not bind');
  });

  it('sends nothing on one card, and never more than twice the gradients (Patarasuk and Yuan 2009)', () => {
    expect(share({ cluster: { ...cluster, count: 1 } }).trafficGB).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100_000 }), (count) => {
        const { trafficGB, gradientGB } = share({ cluster: { ...cluster, count } });
        expect(trafficGB).toBeGreaterThanOrEqual(gradientGB);
        expect(trafficGB).toBeLessThan(2 * gradientGB);
      }),
    );
  });

  it('grows with cards and utilisation, and shrinks with tokens and link', () => {
    const base = share().share;
    expect(share({ cluster: { ...cluster, count: 64 } }).share).toBeGreaterThan(base);
    expect(share({ cluster: { ...cluster, count: 32, mfu: 0.5 } }).share).toBeCloseTo(base * 1.25, 9);
    expect(share({ tokensPerStep: 4e6 }).share).toBeCloseTo(base / 2, 9);
    expect(share({ linkGBs: 100 }).share).toBeCloseTo(base / 2, 9);
  });

  it('concludes anew when the peak of the device is four times as high', () => {
    const row = deviceNamed('H100 SXM');
    const peak = row.bf16Tflops;
    try {
      row.bf16Tflops = 4 * peak;
      expect([share().ceiling, design().costUsd.toFixed(0)]).toEqual(['can be felt', '37']);
    } finally {
      row.bf16Tflops = peak;
    }
    expect(share().ceiling).toBe('does not bind');
  });

  it('calls itself no measurement, and an upper bound at a measured rate alone', () => {
    expect(communicationShare.assumption).toMatch(
      /calculation and not a measurement: an upper bound where the link rate was measured/,
    );
  });
});

describe('mixture_shift', () => {
  const args = { loss: { web: 2.7, code: 1.3 }, before: { web: 0.9, code: 0.1 }, after: { web: 0.7, code: 0.3 } };

  it('gives 2.56 before and 2.28 after by composition alone (READING.md), and nothing else without a curve', () => {
    const result = mixtureShift.run(args, none);
    expect(result.expectedBefore).toBeCloseTo(2.56, 12);
    expect(result.expectedAfter).toBeCloseTo(2.28, 12);
    expect([result.observed, result.residual, result.explained]).toEqual([null, null, null]);
    expect(Object.keys(mixtureShift.figures(result))).toEqual(['expectedBefore', 'expectedAfter', 'composition']);
  });

  it('moves by the same domains in any order, by nothing when the mix stays, and by the reverse when it goes back', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 3 });
    const losses = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 3, maxLength: 3 });
    const named = (values: number[], order = [0, 1, 2]) =>
      Object.fromEntries(order.map((i) => [`d${i}`, values[i] ?? 0]));
    const shares = (parts: number[]) => parts.map((part) => part / parts.reduce((a, b) => a + b, 0));
    fc.assert(
      fc.property(losses, weights, weights, (loss, b, a) => {
        const of = (before: number[], after: number[], order?: number[]) =>
          mixtureShift.run({ loss: named(loss, order), before: named(before), after: named(after, order) }, none)
            .composition;
        const [before, after] = [shares(b), shares(a)];
        expect(of(before, after, [2, 0, 1])).toBeCloseTo(of(before, after), 12);
        expect(of(before, before)).toBeCloseTo(0, 12);
        expect(of(after, before)).toBeCloseTo(-of(before, after), 12);
      }),
    );
  });

  it('falls less when the domain that grew is harder', () => {
    const at = (code: number) => mixtureShift.run({ ...args, loss: { web: 2.7, code } }, none).composition;
    expect(at(1.55)).toBeCloseTo(-0.23, 12);
    expect([at(1.3), at(1.55), at(2), at(2.7)]).toEqual([at(1.3), at(1.55), at(2), at(2.7)].sort((a, b) => a - b));
  });

  it('reports no observed change when the curve has none', () => {
    const flat = Array.from({ length: 60 }, (_, i) => `${i + 1},${5 * (i + 1) ** -0.2}`).join('\n');
    const result = mixtureShift.run({ ...args, curve: 'log.csv' }, () => `step,loss\n${flat}`);
    expect([result.observed, result.explained]).toEqual([null, null]);
  });

  it.each([
    [{ after: { web: 0.7, code: 0.2 } }, '`after`: expected the shares to sum to 1, found 0.9'],
    [{ after: { web: 0.7, books: 0.3 } }, '`after`: expected the domains of `loss` (code, web), found books, web'],
    [
      { before: { web: 1.1, code: -0.1 } },
      '`before.web`: expected at most 1, found 1.1; `before.code`: expected at least 0, found -0.1',
    ],
  ])('%o is refused in a sentence', (changed, sentence) => {
    expect(() => runTool('mixture_shift', { ...args, ...changed }, none)).toThrow(
      `mixture_shift: ${sentence} [TOOL_INVALID]`,
    );
  });
});

describe('the device table', () => {
  it('names a source for each row and has no number that is not positive', () => {
    for (const { name, source, link, maker, capability, networkGBs, ...numbers } of DEVICES) {
      expect([name, source, link, maker].every((text) => text.length > 1)).toBe(true);
      expect(Object.values(numbers).every((value) => value > 0)).toBe(true);
      expect([capability ?? 1, networkGBs ?? 1].every((value) => value > 0)).toBe(true);
    }
    expect(DEVICES).toHaveLength(21);
  });

  it('gives the ridge points that the data sheets imply: A100 153 and H100 SXM 295 FLOPs a byte', () => {
    const ridge = (name: string): number => {
      const { bf16Tflops, memoryGBs } = deviceNamed(name);
      return Math.round((1000 * bf16Tflops) / memoryGBs);
    };
    expect([ridge('A100 80GB SXM'), ridge('H100 SXM')]).toEqual([153, 295]);
  });

  it.each(['h100 sxm', 'H100SXM', 'H100-SXM', '  h100  SXM '])('finds a device written %j', (name) => {
    expect(deviceNamed(name).name).toBe('H100 SXM');
  });

  it('names what it knows when it does not know a device', () => {
    expect(() => deviceNamed('H100 SXN')).toThrow(
      /expected a device of the table \(A100 80GB SXM, A100 40GB SXM, .*\) or its numbers, got `H100 SXN`; did you mean `H100 SXM`\? \[TOOL_INVALID\]/,
    );
    expect(() => share({ cluster: { ...cluster, device: 'Voodoo 2' } })).toThrow(/got `Voodoo 2`/);
  });
});

describe('running a tool', () => {
  it('puts defaults into the arguments that it gives back', () => {
    const { args, figures } = runTool('design_experiment', experiment, none);
    expect(args).toMatchObject({ seeds: 1, parallel: false, metric: 'held-out loss' });
    expect(figures.costUsd?.unit).toBe('USD');
  });

  it.each([
    ['mixture_shft', {}, 'no tool is called `mixture_shft`; did you mean `mixture_shift`?'],
    ['design_experiment', { ...experiment, arms: 1 }, 'design_experiment: `arms`: expected at least 2, found 1'],
    ['design_experiment', { ...experiment, arms: '2' }, 'design_experiment: `arms`: expected number, found "2"'],
    [
      'design_experiment',
      { ...experiment, gpuHourUsd: undefined },
      'design_experiment: `gpuHourUsd`: expected number, found nothing',
    ],
    [
      'design_experiment',
      { ...experiment, cluster: { ...cluster, mfu: 1.4 } },
      'design_experiment: `cluster.mfu`: expected at most 1, found 1.4',
    ],
    [
      'design_experiment',
      { ...experiment, price: 3 },
      'design_experiment: arguments has no `price`; there is `arms`, `steps`, `seeds`, `params`, `tokensPerStep`, `cluster`, `gpuHourUsd`, `noise`, `effect`, `metric`, `unit`, `parallel`',
    ],
    [
      'design_experiment',
      { ...experiment, arms: 3, parallel: true, cluster: { ...cluster, count: 2 } },
      'design_experiment: `cluster.count`: expected at least one card for each arm that runs beside the others',
    ],
    ['diagnose_loss_curve', {}, 'diagnose_loss_curve: arguments: expected either points or file'],
    [
      'diagnose_loss_curve',
      { points: [{ step: 'x', loss: 1 }] },
      'diagnose_loss_curve: `points.0.step`: expected number, found "x"',
    ],
  ])('%s refuses what does not fit, naming the field', (name, args, sentence) => {
    expect(() => runTool(name, args, none)).toThrow(`${sentence} [TOOL_INVALID]`);
  });

  it('reads a loss that is not finite as null', () => {
    const points = Array.from({ length: 40 }, (_, i) => ({
      step: i,
      loss: i < 30 ? 3 - i / 100 : Number.POSITIVE_INFINITY,
    }));
    const { args, figures } = runTool('diagnose_loss_curve', { points }, none);
    expect(figures.divergence?.value).toBe(1);
    expect((args.points as { loss: number | null }[])[39]).toEqual({ step: 39, loss: null });
  });

  it('gives results that fit the schema of the tool and figures that it declares', () => {
    const device = 'H100 SXM';
    const points = Array.from({ length: 200 }, (_, i) => ({ step: i + 1, loss: 2 + 5 * (i + 1) ** -0.4 }));
    const measuredSeconds = 9;
    const calls = {
      diagnose_loss_curve: { points: [{ step: 1, loss: 2 }] },
      extrapolate_loss: { points, budget: 400 },
      scaling_law: { params: 7e9, tokens: 1e12 },
      critical_batch_size: { noiseScale: 500, sequence: 4096, devices: 8, freeGB: 20, perSampleGB: 2 },
      training_cost: { params: 7e9, tokens: 1e12, cluster, gpuHourUsd: 2 },
      finetune_memory: {
        ...{ model: 'Qwen2.5 32B', method: 'qlora', sequence: 2048, device: 'RTX 5090' },
        lengths: [{ length: 700, count: 10 }],
      },
      quantization_plan: { model: 'Qwen2.5 32B', device: 'RTX 5090', claimedLoss: 0.01 },
      compression_plan: { params: 7e9, tokens: 1e12, targetGB: 4, distilTokens: 1e11, cluster, gpuHourUsd: 2 },
      preference_tuning_plan: { params: 7e9, pairs: 100, good: 50, bad: 10 },
      data_mixture: { tokens: 1e12, sources: [{ name: 'web', uniqueTokens: 1e11 }] },
      mixture_shift: { loss: { a: 1 }, before: { a: 1 }, after: { a: 1 } },
      design_experiment: { ...experiment, effect: 0.02 },
      communication_share: { params: 7e9, tokensPerStep: 2e6, cluster },
      link_traffic: { collective: 'all-gather', dataGB: 14, cards: 8, linkGBs: 50, stepSeconds: 2 },
      step_time_bound: { params: 7e9, tokensPerStep: 2e6, device, cards: 32, linkGBs: 50, measuredSeconds },
      roofline: { device, gemm: { m: 128, n: 128, k: 128 }, measuredSeconds },
      decode_bound: { model: 'Llama 3.1 8B', device, measuredSeconds },
      tile_efficiency: { m: 4095, n: 4095, k: 4095, device },
      number_format_support: { device, format: 'FP4' },
      occupancy: { device, threadsPerBlock: 256, registersPerThread: 40 },
      calculate: { values: { a: 6, b: 3 }, steps: { ratio: { formula: 'a / b', unit: 'x' } } },
    };
    expect(Object.keys(calls)).toEqual(TOOLS.map(({ name }) => name));
    for (const [name, args] of Object.entries(calls)) {
      const { result, figures } = runTool(name, args, none);
      expect(toolByName(name).result.parse(result)).toEqual(result);
      expect(figuresGiven(toolByName(name), args)).toEqual(expect.arrayContaining(Object.keys(figures)));
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      for (const [figure, { unit, value }] of Object.entries(figures)) {
        expect([unit.length > 0, Number.isFinite(value)], `${name} ${figure}`).toEqual([true, true]);
      }
      if (!['diagnose_loss_curve', 'mixture_shift', 'design_experiment', 'communication_share'].includes(name)) {
        expect(Object.keys(figures).sort(), name).toEqual([...(figuresGiven(toolByName(name), args) ?? [])].sort());
        for (const [figure, { formula, source }] of Object.entries(figures))
          expect(
            [formula, source].every((text) => (text ?? '').length > 2),
            `${name} ${figure}`,
          ).toBe(true);
      }
      expect(toolByName(name).assumption.length).toBeGreaterThan(40);
    }
  });
});

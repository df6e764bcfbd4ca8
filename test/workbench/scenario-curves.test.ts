import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diagnoseLossCurve } from '../../src/workbench/diagnose-loss-curve.ts';
import { runTool, toolByName } from '../../src/workbench/index.ts';
import { mixtureShift } from '../../src/workbench/mixture-shift.ts';

const read = (name: string): string => readFileSync(new URL(`../../scenarios/${name}`, import.meta.url), 'utf8');
const valuesOf = (name: string) =>
  Object.fromEntries(
    Object.entries(runTool('diagnose_loss_curve', { file: name }, read).figures).map(([key, { value }]) => [
      key,
      value,
    ]),
  );

describe('loss-drop-3000.csv', () => {
  const values = valuesOf('loss-drop-3000.csv');

  it('drops from 2.56 to 2.33 within 40 steps at 2,980, as the scenario tells it', () => {
    expect(values.drop?.toFixed(2)).toBe('-0.23');
    expect(values.before?.toFixed(2)).toBe('2.56');
    expect(values.after?.toFixed(2)).toBe('2.33');
    expect([values.dropFrom, values.dropTo, values.within]).toEqual([2980, 3020, 40]);
  });

  it('has no other finding', () => {
    const { plateau, spike, oscillation, divergence, improvement } = values;
    expect([plateau, spike, oscillation, divergence, values['slow-convergence']]).toEqual([0, 0, 0, 0, 0]);
    expect(improvement).toBeGreaterThan(0.8);
  });

  it('leaves out what is not there', () => {
    expect(Object.keys(values)).not.toContain('spikeHeight');
    expect(Object.keys(values)).not.toContain('recoverySteps');
  });

  it('falls by 0.05 less than its mix alone predicts: composition -0.28, observed -0.23, explained 1.2 (READING.md)', () => {
    const args = {
      loss: { web: 2.7, code: 1.3 },
      before: { web: 0.9, code: 0.1 },
      after: { web: 0.7, code: 0.3 },
      curve: 'loss-drop-3000.csv',
    };
    const { composition, observed, residual, explained } = mixtureShift.run(args, read);
    expect(composition).toBeCloseTo(-0.28, 12);
    expect(observed?.toFixed(2)).toBe('-0.23');
    expect(residual?.toFixed(2)).toBe('0.05');
    expect(explained?.toFixed(1)).toBe('1.2');
    expect(mixtureShift.run({ ...args, curve: { file: 'loss-drop-3000.csv' } }, read).observed).toBe(observed);
  });

  it('is cited by figure names that the tool declares', () => {
    for (const name of ['loss-drop-3000.csv', 'spike-at-12k.csv']) {
      for (const figure of Object.keys(valuesOf(name))) expect(diagnoseLossCurve.figureNames).toContain(figure);
    }
  });
});

describe('spike-at-12k.csv', () => {
  it('has more than ten thousand steps and one finding, the spike of 1.9 nats at 12,040 that is back within 180 steps', () => {
    const { result } = runTool('diagnose_loss_curve', { file: 'spike-at-12k.csv' }, read);
    expect(result).toMatchObject({ points: 10_420, findings: [{ kind: 'spike', from: 12_040 }], change: null });
    const { spikeHeight, spikeStep, recoverySteps, drop } = valuesOf('spike-at-12k.csv');
    expect(spikeHeight?.toFixed(1)).toBe('1.9');
    expect(spikeStep).toBe(12_040);
    expect(recoverySteps).toBeGreaterThan(140);
    expect(recoverySteps).toBeLessThanOrEqual(180);
    expect(drop).toBe(0);
  });
});

describe('the picture of a curve', () => {
  const picture = (name: string, width: number): string[] => {
    const tool = toolByName('diagnose_loss_curve');
    const { args, result } = runTool(tool.name, { file: name }, read);
    return (tool.draw?.(result, args, read, width) ?? '').split('\n');
  };

  it.each([60, 80, 120])('keeps within %i columns', (width) => {
    for (const name of ['loss-drop-3000.csv', 'spike-at-12k.csv', 'example.csv']) {
      for (const line of picture(name, width)) expect([...line].length).toBeLessThanOrEqual(width);
    }
  });

  it('marks the finding under the place where the curve shows it', () => {
    const lines = picture('spike-at-12k.csv', 100);
    const mark = (lines.at(-1) ?? '').lastIndexOf('^');
    const peak = [...(lines[0] ?? '')].findIndex((dots) => dots > '\u2800' && dots <= '\u28ff');
    expect(lines.at(-1)).toContain('spike 12040..');
    expect(Math.abs(mark - peak)).toBeLessThanOrEqual(3);
  });

  it('names the steps at both ends of the axis', () => {
    const axis = picture('loss-drop-3000.csv', 80).find((line) => line.trimStart().startsWith('step'));
    expect(axis?.trim().split(/\s+/)).toEqual(['step', '1', '3090']);
  });
});

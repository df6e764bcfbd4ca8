import { describe, expect, it } from 'vitest';
import { HardwareAnswer, HardwareQuestion } from '../../src/core/consult.ts';
import { answerHardware } from '../../src/workbench/desk.ts';

const args = { params: 7e9, tokensPerStep: 2e6, cluster: { device: 'H100 SXM', count: 32, mfu: 0.4 } };
const ask = (calculation: HardwareQuestion['calculation']) =>
  answerHardware(HardwareQuestion.parse({ text: '32장이면 통신이 병목인가?', topic: 'hardware', calculation }));

describe('the hardware desk', () => {
  it('answers with 6.6 s, 0.54 s and 8 % on half the cluster (READING.md), and says that nothing was measured', () => {
    const { answer, stub, confidence } = ask({ name: 'communication_share', args });
    expect(answer.ko).toMatch(/6\.6초.*0\.54초.*8%.*병목이 아님.*측정값은 아님/);
    expect(answer.en).toMatch(/0\.54 s of a 6\.6 s step, 8%.*does not bind.*not a measurement/);
    expect([stub, confidence > 0 && confidence < 1]).toEqual([true, true]);
  });

  it('says no number that is not one of its figures as printed', () => {
    for (const count of [2, 8, 32, 1024]) {
      const { answer, figures } = ask({
        name: 'communication_share',
        args: { ...args, cluster: { ...args.cluster, count } },
      });
      const known = Object.values(figures).flatMap(({ value, unit }) => [
        value,
        ...(unit === 'share' ? [value * 100] : []),
      ]);
      for (const said of `${answer.ko} ${answer.en}`.match(/\d+(?:\.\d+)?/g) ?? []) {
        const half = 0.5 * 10 ** -(said.split('.')[1]?.length ?? 0);
        expect(
          known.some((value) => Math.abs(value - Number(said)) <= half * 1.0001),
          `${said} at ${count} cards`,
        ).toBe(true);
      }
    }
  });

  it('turns its verdict when the link is a tenth as fast', () => {
    const { answer } = ask({ name: 'communication_share', args: { ...args, linkGBs: 5 } });
    expect(answer.en).toContain('Communication binds unless it overlaps.');
  });

  it('is surer of a verdict that twice the utilisation would not turn', () => {
    const sure = ask({ name: 'communication_share', args: { ...args, linkGBs: 500 } }).confidence;
    expect(sure).toBeGreaterThan(ask({ name: 'communication_share', args }).confidence);
  });

  it.each([null, { name: 'mixture_shift', args: {} }])(
    'declines %o without a figure, and says what it would measure',
    (calculation) => {
      const { answer, figures, confidence, method, wouldMeasureFirst } = ask(calculation);
      expect(figures).toEqual({});
      expect(confidence).toBe(0);
      expect(method).toMatch(/^declined: /);
      expect(answer.en).toContain(wouldMeasureFirst.en);
      expect(`${answer.ko}${answer.en}`).not.toMatch(/\d/);
    },
  );

  it('refuses arguments that its calculation refuses', () => {
    expect(() => ask({ name: 'communication_share', args: { ...args, params: -1 } })).toThrow(
      /`params`: expected more than 0/,
    );
  });

  it('gives answers that fit the contract', () => {
    for (const calculation of [null, { name: 'communication_share', args }]) {
      const answer = ask(calculation);
      expect(HardwareAnswer.parse(answer)).toEqual(answer);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { HardwareAnswer, HardwareQuestion } from '../../src/core/consult.ts';
import { answerHardware } from '../../src/workbench/desk.ts';
import { DESK_ANSWERS } from '../../src/workbench/desk-answers.ts';

const args = { params: 7e9, tokensPerStep: 2e6, linkGBs: 50, cluster: { device: 'H100 SXM', count: 32, mfu: 0.4 } };
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

  const device = 'H100 SXM';
  const calls: Record<string, object[]> = {
    communication_share: [args],
    roofline: [
      { device, gemm: { m: 16, n: 8192, k: 8192 } },
      { device, gemm: { m: 8192, n: 8192, k: 8192 } },
    ],
    step_time_bound: [undefined, 3, 9].map((measuredSeconds) => ({
      ...{ params: 7e9, tokensPerStep: 2e6, device, cards: 32, linkGBs: 50 },
      measuredSeconds,
    })),
    decode_bound: [1, 64, 1000].map((batch) => ({ model: 'Llama 3.1 8B', device, batch, context: 100 })),
    link_traffic: [
      { collective: 'all-gather', dataGB: 14, cards: 8, linkGBs: 50 },
      { collective: 'all-reduce', dataGB: 1e-3, cards: 512, linkGBs: 50, latencyUs: 5 },
    ],
    tile_efficiency: [4095, 4096].map((n) => ({ m: 4096, n, k: 4096, device })),
    number_format_support: ['FP8', 'FP4'].map((format) => ({ device, format })),
    occupancy: [{ device, threadsPerBlock: 128, registersPerThread: 37 }],
  };
  const everyCall = Object.entries(calls).flatMap(([name, all]) => all.map((one) => ({ name, args: { ...one } })));

  it('has a calculation for each of its tools here, and answers each in both languages as a bound and no measurement', () => {
    expect(Object.keys(calls).sort()).toEqual(DESK_ANSWERS.map(({ tool }) => tool.name).sort());
    for (const calculation of everyCall) {
      const answer = ask(calculation);
      expect(HardwareAnswer.parse(answer)).toEqual(answer);
      expect(answer.answer.ko, calculation.name).toMatch(/측정값은 아님\..*먼저 잴 것/);
      expect(answer.answer.en, calculation.name).toMatch(/not a measurement\..*To measure first/);
      expect(`${answer.answer.ko}${answer.answer.en}`).not.toMatch(/NaN|undefined/);
      expect([answer.confidence > 0 && answer.confidence < 1, answer.method.length > 40]).toEqual([true, true]);
    }
  });

  it('says no number in any of its answers that is not a figure of the calculation as printed', () => {
    for (const calculation of everyCall) {
      const { answer, figures } = ask(calculation);
      const known = Object.values(figures).flatMap(({ value, unit }) => [
        value,
        ...(unit === 'share' ? [value * 100] : []),
      ]);
      const said = `${answer.ko} ${answer.en}`.match(/\d+(?:\.\d+)?/g) ?? [];
      expect(said.length, calculation.name).toBeGreaterThan(1);
      for (const number of said) {
        const half = 0.5 * 10 ** -(number.split('.')[1]?.length ?? 0);
        expect(
          known.some((value) => Math.abs(value - Number(number)) <= half * 1.0001),
          `${number} of ${calculation.name}`,
        ).toBe(true);
      }
    }
  });

  it('says how much of a measured step nothing explains, and that the bounds explain one that lies within them', () => {
    const step = (at: number) => ask({ name: 'step_time_bound', args: { ...calls.step_time_bound?.[at] } }).answer;
    expect(step(2).ko).toMatch(/잰 시간의 \d+%는 연산, 메모리, 통신 어느 것으로도 설명되지 않음/);
    expect(step(1).en).toContain('The measured time lies within that.');
    expect(step(0).en).not.toContain('measured time');
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
      /`params`: expected at least 1000000/,
    );
  });

  it('gives answers that fit the contract', () => {
    for (const calculation of [null, { name: 'communication_share', args }]) {
      const answer = ask(calculation);
      expect(HardwareAnswer.parse(answer)).toEqual(answer);
    }
  });

  it('says of a rate without a batch that it is of one sequence, and what a full batch gets that fits', () => {
    const asked = (text: string) => answerHardware({ text, topic: 'hardware', calculation: null }).answer;
    const { en, ko } = asked('How many tokens a second can 8 H100s give for a 70B model?');
    expect(en).toMatch(
      /^One sequence gets at most 193 tokens a second; the question names no batch, so it is taken to be one\./,
    );
    expect(en).toMatch(/256 sequences of 1,024 tokens at once get at most 2\d,\d{3} together on the 8 cards/);
    expect(ko).toMatch(/배치를 말하지 않아 하나로 봄\. 1,024토큰짜리 256개를/);
    // 24 GB hold the weights and the keys and values of fewer.
    expect(asked('tokens per second for 8B on one RTX 4090').en).toContain('64 sequences of 1,024 tokens');
    expect(asked('tokens a second of 70B on 8 H100s with batch 64').en).not.toContain('names no batch');
  });
});

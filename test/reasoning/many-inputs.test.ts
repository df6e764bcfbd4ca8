import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { loadTeam } from '../../src/pitwall.ts';
import type * as evaluating from '../../src/reasoning/evaluate.ts';
import type * as judging from '../../src/reasoning/judge.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { modelReport } from '../../src/report/model-report.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { dials } from '../fixtures/dials.ts';

const counted = vi.hoisted(() => ({ settings: 0 }));

vi.mock(import('../../src/reasoning/judge.ts'), async (original) => {
  const { judgeOf }: typeof judging = await original();
  return {
    judgeOf: (...of) => {
      const judge = judgeOf(...of);
      return {
        judged: (...at) => {
          counted.settings += 1;
          return judge.judged(...at);
        },
        keeps: (...at) => {
          counted.settings += 1;
          return judge.keeps(...at);
        },
      };
    },
  };
});

vi.mock(import('../../src/reasoning/evaluate.ts'), async (original) => {
  const whole: typeof evaluating = await original();
  return {
    ...whole,
    worldWith: (...of) => {
      counted.settings += 1;
      return whole.worldWith(...of);
    },
  };
});

const calculate = () => {
  throw new Error('no calculator is named');
};
const team = loadTeam({ projectDir: fileURLToPath(new URL('../..', import.meta.url)) });
const cards = ['pulse', 'cortex'].map((id) => team.find(id).card);
const report = (inputs: number, settings: number) => {
  const scenario = parseScenario(dials(inputs, settings), 'dials.yaml');
  return modelReport(compileModel(scenario), { cards, calculate });
};

describe('an option of many inputs', () => {
  beforeEach(() => {
    counted.settings = 0;
  });

  const settingsFor = (inputs: number, settings: number): number => {
    counted.settings = 0;
    report(inputs, settings);
    return counted.settings;
  };

  it.each([11, 41])('of %s settings each is searched by work that grows as its inputs do', (settings) => {
    const [few, many] = [settingsFor(3, settings), settingsFor(12, settings)];
    expect(many).toBeGreaterThan(few);
    expect(many / few).toBeLessThan(2 * (12 / 3));
  });

  it('is told as searched in part, where one of three is not', () => {
    expect(report(3, 5).searchedInPart).toEqual([]);
    expect(report(4, 5).searchedInPart).toEqual([{ option: 'turn', inputs: 4 }]);
  });

  it('is refused where nobody would wait for it', () => {
    expect(() => parseScenario(dials(25, 3), 'dials.yaml')).toThrow(
      /dials\.yaml:\d+:\d+: expected at most 24 inputs to adjust, found 25/,
    );
  });
});

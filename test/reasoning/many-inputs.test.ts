import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { dials } from '../fixtures/dials.ts';

const counted = { settings: 0 };

/** What the report of a question takes, with every setting that is looked at counted. */
let report: (inputs: number, settings: number) => { searchedInPart: unknown };

// Modules are shared between files: they are loaded anew around what counts, and again behind it.
beforeAll(async () => {
  vi.resetModules();
  vi.doMock('../../src/reasoning/judge.ts', async (original) => {
    const whole = await original<typeof import('../../src/reasoning/judge.ts')>();
    return {
      ...whole,
      judgeOf: (...of: Parameters<typeof whole.judgeOf>) => {
        const judge = whole.judgeOf(...of);
        return {
          judged: (...at: Parameters<typeof judge.judged>) => {
            counted.settings += 1;
            return judge.judged(...at);
          },
          keeps: (...at: Parameters<typeof judge.keeps>) => {
            counted.settings += 1;
            return judge.keeps(...at);
          },
        };
      },
    };
  });
  vi.doMock('../../src/reasoning/evaluate.ts', async (original) => {
    const whole = await original<typeof import('../../src/reasoning/evaluate.ts')>();
    return {
      ...whole,
      worldWith: (...of: Parameters<typeof whole.worldWith>) => {
        counted.settings += 1;
        return whole.worldWith(...of);
      },
    };
  });
  const [{ modelReport }, { compileModel }, { loadTeam }, fresh] = await Promise.all([
    import('../../src/report/model-report.ts'),
    import('../../src/reasoning/model.ts'),
    import('../../src/project/index.ts'),
    import('../../src/scenarios/parse.ts'),
  ]);
  const team = loadTeam({ projectDir: fileURLToPath(new URL('../..', import.meta.url)) });
  const cards = ['pulse', 'cortex'].map((id) => team.find(id).card);
  const calculate = () => {
    throw new Error('no calculator is named');
  };
  report = (inputs, settings) =>
    modelReport(compileModel(fresh.parseScenario(dials(inputs, settings), 'dials.yaml')), { cards, calculate });
});

afterAll(() => {
  vi.doUnmock('../../src/reasoning/judge.ts');
  vi.doUnmock('../../src/reasoning/evaluate.ts');
  vi.resetModules();
});

describe('an option of many inputs', () => {
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

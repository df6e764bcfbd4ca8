import { describe, expect, it } from 'vitest';
import { evaluateTool } from '../../src/app/evaluate-tool.ts';
import { withAmounts } from '../../src/models/evaluation-values.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';

const scenario = parseScenario(
  `id: wash
language: en
motion: How do we wash?
cast: [pulse, blaze]
facts:
  load: { value: 1200, unit: kg, label: the load }
  fill: { value: 74, unit: '%', label: the share that is filled }
  wait: { value: 12, unit: hours, label: the wait }
  share: { value: 0, unit: '%', label: the share given away }
options:
  keep: { label: keep all }
  split: { label: give some away, set: { share: 30 % }, adjust: { share: { from: 10, to: 60, step: 5 } } }
quantities:
  own: { is: load * (1 - share) / fill, unit: kg, label: what we wash }
  late: { is: wait * 2, unit: hours, label: how late it is }
criteria:
  - { less: own, worth: 10 kg, value: cost }
  - { less: late, worth: 1 hour, value: schedule }
`,
  'wash.yaml',
);
const model = compileModel(scenario);
const tool = evaluateTool(scenario, () => ({ figures: {}, headline: undefined }), {});
const facts = { load: 1200, fill: 74, wait: 12, share: 0 };
const run = (args: Record<string, unknown>) => tool.run(tool.args.parse(args), () => '');

describe('an evaluation', () => {
  it('reads an amount in the unit of its fact or setting', () => {
    const read = withAmounts({ facts: { fill: '85%', wait: '3 days' }, amended: { split: { share: '20 %' } } }, model);
    expect(read).toEqual({ facts: { fill: 85, wait: 72 }, amended: { split: { share: 20 } } });
  });

  it.each([
    [{ facts: { ...facts, fill: '3 days' } }, 'expected a number in % for the fact `fill`, got "3 days"'],
    [
      { facts: { ...facts, share: { split: 20 } } },
      'of one option it is set by `amended`, as `{"split": {"share": 1}}`',
    ],
    [{ facts, amended: { splitt: { share: 20 } } }, 'no option is called `splitt`; did you mean `split`?'],
    [{ facts, amended: { split: { shares: 20 } } }, '`split` has no setting `shares`; did you mean `share`?'],
    [{ facts, amended: { keep: { share: 20 } } }, '`keep` has no setting `share`; there are none'],
    [{ facts: { ...facts, fil: 80 } }, 'no fact is called `fil`; did you mean `fill`?'],
    [{ facts, assumed: ['fil'] }, 'no fact is called `fil`'],
  ])('says what it expected of %j, and computes nothing else', (args, sentence) => {
    expect(() => run(args)).toThrow(sentence);
  });

  it('computes at a setting that is given', () => {
    const { values } = run({ facts, amended: { split: { share: 20 } } });
    expect(values['split']?.['own']).toBeCloseTo((1200 * 0.8) / 0.74, 6);
  });
});

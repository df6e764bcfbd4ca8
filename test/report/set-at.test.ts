import { describe, expect, it } from 'vitest';
import { printContext } from '../../src/report/context.ts';
import { nameSetAt } from '../../src/report/set-at.ts';
import { FACTS_ONLY, scenarioOf } from '../playbook/fixture.ts';

/** The same question with an option that may be done with a licence or without. */
function withLicence(language: 'en' | 'ko') {
  const scenario = scenarioOf(FACTS_ONLY);
  const [id = '', option] = Object.entries(scenario.options)[0] ?? [];
  if (option === undefined) throw new Error('the question has no options');
  const adjust = { licence: { from: 0, to: 1, step: 1 } };
  return {
    id,
    context: printContext({ ...scenario, language, options: { ...scenario.options, [id]: { ...option, adjust } } }, []),
  };
}

describe('an input that is done or not', () => {
  it.each([
    ['en', 0, 'no'],
    ['en', 1, 'yes'],
    ['ko', 0, '아니요'],
    ['ko', 1, '예'],
  ] as const)('is named by a word and no number: %s %d', (language, to, word) => {
    const { id, context } = withLicence(language);
    expect(nameSetAt(context, id, [{ input: 'licence', label: 'a licence', unit: '', to }])).toContain(
      `a licence: ${word}`,
    );
  });
});

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printedBy, shownOf } from './example.ts';

const SCRIPTS = ['langchain-runnable.ts', 'langgraph-members.ts', 'langsmith-evaluator.ts'];

describe.each(SCRIPTS)('examples/%s', (example) => {
  it('prints what docs/FRAMEWORKS.md says', async () => {
    const { printed } = shownOf(example);
    expect(await printedBy(example)).toBe(printed);
  });
});

it.each([...SCRIPTS, 'persona.eval.ts'])('docs/FRAMEWORKS.md shows examples/%s as it is', (example) => {
  const { code, shown } = shownOf(example);
  expect(shown).toBe(code);
});

it('there is no example that no test runs', () => {
  const folder = new URL('../../examples', import.meta.url);
  expect(readdirSync(folder).sort()).toEqual([...SCRIPTS, 'persona.eval.ts'].sort());
});

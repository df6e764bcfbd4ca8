import { expect, it } from 'vitest';

it('never traces from a test, whatever the shell has set', () => {
  const names = ['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2'];
  expect(names.map((name) => process.env[name])).toEqual(['false', 'false', 'false', 'false']);
});

import { defineConfig, mergeConfig } from 'vitest/config';
import whole, { DEEP } from '../vitest.config.ts';

/** The tests that `dev/stryker/run.ts` names, as one project. */
const { projects: _projects, ...test } = whole.test ?? {};

export default mergeConfig(
  { ...whole, test: { ...test, sequence: {} } },
  defineConfig({ test: { include: JSON.parse(process.env['MUTATED_BY'] ?? '[]'), exclude: [...DEEP] } }),
);

import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { Plugin } from 'vitest/config';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/**
 * What `npm run test:deep` runs beside `npm test`: kills at every write, measures and bars over many debates, hostile cards, pages in a browser,
 * training, installation, commands of the README as they are typed, and how fast things are. docs/TESTING.md says why each is there.
 */
export const DEEP = [
  'test/measures/**/*.test.ts',
  'test/bench/**/*.test.ts',
  'test/load/*.test.ts',
  'test/behaviours/**/*.test.ts',
  'test/cards/{robust,spans}.test.ts',
  'test/playbook/{debates,numbers,own-sums}.test.ts',
  'test/routing/training.test.ts',
  'test/dev/prepare.test.ts',
  'test/dev/meta/bars.test.ts',
  'test/fidelity/words.test.ts',
  'test/debate/machine.test.ts',
  'test/models/{corpus,seat-check}.test.ts',
  'test/reexecution/{crash,evaluated-fork,killed,verify}.test.ts',
  'test/store/{bars,check,migrating}.test.ts',
  'test/workbench/extrapolate.test.ts',
  'test/{examples,mcp}/*.test.ts',
  'test/app/{cancelled,fidelity-evaluator}.test.ts',
  'test/view/{argument,craft,defects,fidelity,first-screen,happenings,hostile,notes,page,persona,sharing,speed,trying}.test.ts',
  'test/e2e/{escapes,exports,hostile-replies,hostile-text,installed,readme,signals}.test.ts',
  'test/fidelity/turns/**/*.test.ts',
  'test/fuzz/{cards,records,scenarios}.test.ts',
  'test/sweep/{killed,studies}.test.ts',
  'test/machines/{chaos,journal,machines,reading}.test.ts',
];

/** Of a test or a hook that hangs; how fast something is, is never told by it. */
const HANGS_MS = 600_000;

const source = (file: string) => fileURLToPath(new URL(`src/${file}`, import.meta.url));

/**
 * Packages as Node resolves them for whoever installs us. Some export a build beside it that checks itself at every step, for who develops
 * them, and tests would get that one: slower, and other code than users run.
 */
const asInstalled: Plugin = {
  name: 'as-installed',
  configResolved({ ssr, environments }) {
    for (const { resolve } of [ssr, ...Object.values(environments)])
      if (resolve?.conditions !== undefined)
        resolve.conditions = resolve.conditions.filter((one) => !one.includes('development'));
  },
};

// Most of what a debate makes is gone at once: with room for it, less of it is copied. Workers take it over.
setFlagsFromString('--max-semi-space-size=64');

export default defineConfig({
  // Examples import the package as whoever has installed it does.
  resolve: {
    alias: [
      { find: /^pitwall$/, replacement: source('pitwall.ts') },
      { find: /^pitwall\/(vitest|testing)$/, replacement: source('$1.ts') },
    ],
  },
  plugins: [asInstalled],
  test: {
    // Importing LangChain dominates a test file; one shared module graph makes the suite several times faster.
    isolate: false,
    pool: 'threads',
    // The default is one fewer than there are processors: a single one on a machine of two. The third works while another waits for a process.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    globalSetup: 'test/shared-folder.ts',
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
    expect: { poll: { timeout: HANGS_MS } },
    // Tracing would keep the process from exiting and send transcripts away, whatever the shell has set.
    env: {
      LANGSMITH_TRACING: 'false',
      LANGSMITH_TRACING_V2: 'false',
      LANGCHAIN_TRACING: 'false',
      LANGCHAIN_TRACING_V2: 'false',
    },
    projects: [
      { extends: true, test: { name: 'fast', include: ['test/**/*.test.ts'], exclude: DEEP } },
      { extends: true, test: { name: 'deep', include: DEEP } },
    ],
  },
});

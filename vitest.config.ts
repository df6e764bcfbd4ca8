import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Importing LangChain dominates a test file; one shared module graph makes the suite several times faster.
    isolate: false,
    pool: 'threads',
    testTimeout: 20_000,
    // Tracing would keep the process from exiting and send transcripts away, whatever the shell has set.
    env: {
      LANGSMITH_TRACING: 'false',
      LANGSMITH_TRACING_V2: 'false',
      LANGCHAIN_TRACING: 'false',
      LANGCHAIN_TRACING_V2: 'false',
    },
  },
});

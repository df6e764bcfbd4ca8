/** What is changed, and the fast tests that must notice; none of those that start processes, which run the sources and not what was changed. */
export const ROOMS: Record<string, { sources: readonly string[]; tests: readonly string[] }> = {
  core: {
    sources: ['src/core/*.ts'],
    tests: [
      'test/core/*.test.ts',
      'test/cards/{invalid,parse}.test.ts',
      'test/scenarios/parse.test.ts',
      'test/store/{chain,transfer}.test.ts',
    ],
  },
  reasoning: {
    sources: ['src/reasoning/*.ts'],
    tests: ['test/reasoning/*.test.ts', 'test/debate/{hold-debate,next-step}.test.ts'],
  },
  debate: {
    sources: ['src/debate/*.ts'],
    tests: ['test/debate/*.test.ts', 'test/reexecution/{fork,refused}.test.ts', 'test/models/member.test.ts'],
  },
  store: {
    sources: ['src/store/*.ts'],
    tests: ['test/store/{catalog,chain,commits,evaluations,ids,lease,search,sql,sqlite,transfer,views}.test.ts'],
  },
};

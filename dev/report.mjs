/**
 * Counts what the steps and the runs of tests came to, in all.
 *
 * @param {number} failedSteps
 * @param {{ report: string, exit: number }[]} runs
 */
export function tally(failedSteps, runs) {
  const all = runs.map(tallyOf);
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, failedSteps),
  };
}

/**
 * One run. A test file that failed without a failed test (it did not load, or a hook of it threw) counts as one, and so
 * does a run that failed and says nowhere why: no report, an unhandled rejection. Skipped tests count on neither side.
 *
 * @param {{ report: string, exit: number }} run with vitest's JSON; empty when the tests never ran
 */
function tallyOf({ report, exit }) {
  const files = /** @type {{ status: string, assertionResults: { status: string }[] }[]} */ (
    report === '' ? [] : JSON.parse(report).testResults
  );
  const results = files.flatMap((file) => file.assertionResults);
  const passed = results.filter(({ status }) => status === 'passed').length;
  const failedTests = results.filter(({ status }) => status === 'failed').length;
  const failedFiles = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  ).length;
  const known = failedTests + failedFiles;
  return { passed, failed: known === 0 && exit !== 0 ? 1 : known };
}

/**
 * Counts what a run of the tests and of the steps before it came to. A test file that failed without a failed test (it
 * did not load, or a hook of it threw) counts as one, and so does a run that failed and says nowhere why: no report,
 * an unhandled rejection. Skipped tests count on neither side.
 *
 * @param {string} report vitest's JSON; empty when the tests never ran
 * @param {number} failedSteps
 * @param {number} testsExit
 */
export function tally(report, failedSteps, testsExit) {
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
  const known = failedSteps + failedTests + failedFiles;
  return { passed, failed: known === 0 && testsExit !== 0 ? 1 : known };
}

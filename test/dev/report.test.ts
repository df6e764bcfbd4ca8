import { describe, expect, it } from 'vitest';
import { tally } from '../../src/dev/report.mjs';

function report(...files: [status: string, ...results: string[]][]): string {
  const testResults = files.map(([status, ...results]) => ({
    status,
    assertionResults: results.map((result) => ({ status: result })),
  }));
  return JSON.stringify({ testResults });
}

describe('the last line of .ci/run', () => {
  it('counts tests, and leaves skipped ones out', () => {
    expect(tally(report(['passed', 'passed', 'passed', 'pending'], ['failed', 'failed', 'passed']), 0, 1)).toEqual({
      passed: 3,
      failed: 1,
    });
  });

  it('counts a file that did not load and a step that failed as one each', () => {
    expect(tally(report(['failed'], ['passed', 'passed']), 2, 1)).toEqual({ passed: 1, failed: 3 });
  });

  it('is never free of failures when the test command failed', () => {
    expect(tally(report(['passed', 'passed']), 0, 1)).toEqual({ passed: 1, failed: 1 });
    expect(tally('', 1, 1)).toEqual({ passed: 0, failed: 1 });
  });
});

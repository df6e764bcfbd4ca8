import { describe, expect, it } from 'vitest';
import { tally } from '../../dev/report.mjs';

function report(...files: [status: string, ...results: string[]][]): string {
  const testResults = files.map(([status, ...results]) => ({
    status,
    assertionResults: results.map((result) => ({ status: result })),
  }));
  return JSON.stringify({ testResults });
}

describe('the last line of .ci/run', () => {
  const mixed = report(['passed', 'passed', 'passed', 'pending'], ['failed', 'failed', 'passed']);

  it('counts tests, and leaves skipped ones out', () => {
    expect(tally(0, [{ report: mixed, exit: 1 }])).toEqual({ passed: 3, failed: 1 });
  });

  it('sums the runs and the steps', () => {
    expect(
      tally(1, [
        { report: mixed, exit: 1 },
        { report: report(['passed', 'passed']), exit: 0 },
      ]),
    ).toEqual({ passed: 4, failed: 2 });
  });

  it('counts a file that did not load and a step that failed as one each', () => {
    const unloaded = report(['failed'], ['passed', 'passed']);
    expect(tally(2, [{ report: unloaded, exit: 1 }])).toEqual({ passed: 1, failed: 3 });
  });

  it('is never free of failures when a test command failed', () => {
    const sound = { report: report(['passed', 'passed']), exit: 0 };
    expect(tally(0, [{ ...sound, exit: 1 }, sound])).toEqual({ passed: 2, failed: 1 });
    expect(tally(0, [sound, { report: '', exit: 1 }])).toEqual({ passed: 1, failed: 1 });
  });

  it('says that no test ran where a step before them failed', () => {
    expect(tally(1, [])).toEqual({ passed: 0, failed: 1 });
  });
});

import { describe, expect, it } from 'vitest';
import { junitOf } from '../../../src/fidelity/evaluation/junit.ts';
import { FidelityReport, verdictOf } from '../../../src/fidelity/evaluation/report.ts';
import { reportOf } from './sample-report.ts';

describe('a fidelity report', () => {
  it('has the vector with intervals over debates and means by round', () => {
    const report = reportOf([
      ['[.5] one', '[.7] two'],
      ['[.9] one', '[.9] two'],
    ]);
    const [ada] = report.members;
    expect(FidelityReport.parse(report)).toEqual(report);
    expect(ada).toMatchObject({ persona: 'ada', hand: 'model', debates: 2 });
    expect(ada?.intervals['A3']).toMatchObject({ value: 0.75, n: 4, clusters: 2, low: 0.6, high: 0.9 });
    expect(ada?.rounds['A3']?.map(({ round, value }) => [round, value])).toEqual([
      [0, 0.7],
      [1, 0.8],
    ]);
    expect(report.judge.ran).toBe(false);
    expect(report.judge.findings).toEqual([{ code: 'judge.not-asked', params: {} }]);
  });

  it('fails on a broken gate whatever the soft scores are', () => {
    expect(verdictOf(reportOf([['[1] fine', '[1] WRONG']]))).toBe('fail');
    expect(verdictOf(reportOf([['[1] fine']]))).toBe('pass');
  });

  it('gives no verdict for an empty transcript', () => {
    const report = reportOf([[]]);
    expect(report.members).toEqual([]);
    expect(verdictOf(report)).toBe('none');
  });
});

describe('JUnit', () => {
  it('has a failure with the quoted turn for a broken gate, and skips what is unscored', () => {
    const xml = junitOf(reportOf([['no figure & WRONG <here>']]));
    expect(xml).toContain('tests="2" failures="1" errors="0" skipped="1"');
    expect(xml).toContain('d1/1: &quot;WRONG&quot; says &lt;wrong&gt;; the card says another word');
    expect(xml).toContain('Judge: not run');
  });
});

import { describe, expect, it } from 'vitest';
import { reportPage } from '../../src/fidelity/html/report.ts';
import { reportOf, SAMPLE_SCORERS } from './evaluation/sample-report.ts';

describe('the page of a report', () => {
  const said = '[.4] <img src=x onerror=alert(1)> WRONG & "so"';
  const html = reportPage(reportOf([[said, '[.9] fine']]), SAMPLE_SCORERS);

  it('keeps what members said inert, and loads nothing', () => {
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toMatch(/<(?:img|script|link|iframe)\b/);
    expect(html).not.toMatch(/(?:src|href)="(?!#)/);
    expect(html).toContain("default-src 'none'");
  });

  it('links each quote to its turn and marks it there', () => {
    expect(html).toContain('href="#turn-d1_1"');
    expect(html).toContain('id="turn-d1_1"');
    expect(html).toContain('<mark>WRONG</mark>');
  });

  it('says what did not run', () => expect(html).toContain('Tier B did not run'));
});

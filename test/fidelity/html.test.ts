import { describe, expect, it } from 'vitest';
import { reportPage } from '../../src/fidelity/html/report.ts';
import { reportOf, SAMPLE_SCORERS } from './evaluation/sample-report.ts';

describe('the page of a report', () => {
  const said = '[.4] <img src=x onerror=alert(1)> WRONG & "so"';
  const report = reportOf([[said, '[.9] fine']]);
  const html = reportPage(report, SAMPLE_SCORERS);

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

  it('frames each member’s own cell among swapped cards and voices', () => {
    const share = { value: 0.5, low: 0.1, high: 0.9, n: 2 };
    const page = reportPage(
      {
        ...report,
        swap: {
          personas: ['ada', 'bob'],
          values: [
            [0.9, 0.2],
            [0.4, null],
          ],
          top1: share,
        },
        confusion: { classes: ['ada', '(generic)'], rows: [{ persona: 'ada', counts: [3, 1] }] },
      },
      SAMPLE_SCORERS,
    );
    expect(page).toContain('the own card wins in 1 of 2 rows');
    expect(page.match(/<td class="cell own"[^>]*>[^<]*/g)?.map((cell) => cell.slice(cell.indexOf('>') + 1))).toEqual([
      '.90',
      '3',
    ]);
    expect(page).toContain('an assistant without a person');
  });

  it('shows slopes with their intervals, and the reason where there is none', () => {
    const [member] = report.members;
    if (member === undefined) throw new RangeError('expected a member');
    const slope = { 'voice a round': -0.1, 'voice low': -0.2, 'voice high': -0.05 };
    const score = { scorer: 'A7', version: 2, persona: member.persona, score: 0, coverage: 1, evidence: [], turns: [] };
    const withDrift = (figures: Record<string, number>, note: string) =>
      reportPage(
        { ...report, members: [{ ...member, card: { ...member.card, scores: [{ ...score, figures, note }] } }] },
        SAMPLE_SCORERS,
      );
    expect(withDrift(slope, '')).toMatch(/<td class="bad">−\.100<\/td><td class="soft">−\.200 to −\.050/);
    expect(withDrift({}, 'turns of 2 rounds; a course takes 3')).toContain('turns of 2 rounds; a course takes 3');
  });

  it('shows what a judge found at its turn, and whether it may judge', () => {
    const share = { value: 0.9, low: 0.7, high: 1, n: 20 };
    const judge = {
      ran: true,
      valid: true,
      sentence: 'Tier B (x): 1 question.',
      verdicts: [
        {
          question: 'q',
          turn: 'd1/1',
          facet: { line: 7, text: 'Location: <b>Seoul</b>' },
          verdict: 'contradicts' as const,
          turnQuote: 'WRONG',
          cardQuote: '<b>Seoul</b>',
          note: '',
        },
      ],
      telling: [{ n: 20, judge: share, letters: { ...share, value: 0.6 }, beats: true }],
    };
    const page = reportPage({ ...report, judge }, SAMPLE_SCORERS);
    expect(page).toContain('“&lt;b&gt;Seoul&lt;/b&gt;”');
    expect(page).toMatch(/\.90 of 20 quotes.*\(A8\) in \.60.*may judge/);
    expect(page).toContain('card line 7');
  });
});

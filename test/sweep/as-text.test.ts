import { expect, it } from 'vitest';
import { reportAsCsv } from '../../src/sweep/as-csv.ts';
import { reportAsHtml } from '../../src/sweep/as-html.ts';
import { reportAsMarkdown } from '../../src/sweep/as-text.ts';

const HOSTILE = '=cmd|<script>alert(1)</script>';

it('what somebody wrote is text in a page, and no formula in a table', () => {
  const blocks = [
    { kind: 'heading' as const, text: HOSTILE },
    { kind: 'list' as const, items: [HOSTILE] },
    { kind: 'table' as const, head: [HOSTILE], rows: [{ cells: [HOSTILE] }], right: [], from: 0 as const },
  ];
  const page = reportAsHtml(HOSTILE, blocks, 'en');
  expect(page).not.toContain('<script');
  expect(page).toContain("default-src 'none'");
  expect(reportAsMarkdown(HOSTILE, blocks)).not.toMatch(/[^\\]<script/);
  const at = {
    scenario: HOSTILE,
    facts: '+1',
    cast: '-pulse',
    card: 'c',
    model: 'm',
    protocol: 'p',
    floor: 'f',
    visibility: 'v',
    stop: 's',
    seed: '1',
  };
  const row = {
    id: 'd',
    decision: 'a',
    margin: 1,
    stop: 'rounds',
    turns: 1,
    votes: [],
    moved: [],
    support: {},
    calls: 1,
    tokens: 0,
    usd: 0,
  };
  const [, line = ''] = reportAsCsv([{ at, arm: { kind: 'debate' }, row }], new Map()).split('\n');
  expect(line.split(',').slice(0, 3)).toEqual([`'${HOSTILE}`, "'+1", "'-pulse"]);
});

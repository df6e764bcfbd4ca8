import { describe, expect, it } from 'vitest';
import type { Outcome, TableRow } from '../../src/core/outcome.ts';
import { printContext } from '../../src/report/context.ts';
import { memoTable } from '../../src/report/memo-table.ts';
import { FACTS_ONLY, scenarioOf } from '../playbook/fixture.ts';

const row = (
  quantity: string,
  kind: TableRow['kind'],
  [rent, tune, wait]: readonly [number, number, number],
): TableRow => ({
  quantity,
  label: quantity,
  unit: 'm',
  kind,
  worth: null,
  limit: null,
  now: Object.fromEntries(
    Object.entries({ rent, tune, wait }).map(([option, value]) => [option, { value, short: null }]),
  ),
  before: null,
});

const columns = (table: TableRow[]) => {
  const outcome = { table, decision: 'rent', figures: null, settings: [] } as unknown as Outcome;
  return memoTable(printContext(scenarioOf(FACTS_ONLY), []), outcome, { isPlain: true })?.rows.map(
    ({ label }) => label,
  );
};

describe('a goal in the table beside a text', () => {
  const spare = row('spare', 'more', [8, 4.7, 10.9]);

  it('has no column where it is another quantity up to where more of it counts no more', () => {
    expect(columns([spare, row('useful', 'more', [6, 4.7, 6])])).toEqual(['spare']);
  });

  it('has one where it parts from that quantity anywhere else', () => {
    expect(columns([spare, row('other', 'more', [6, 4.7, 5])])).toEqual(['spare', 'other']);
    expect(columns([spare, row('less', 'less', [6, 4.7, 6])])).toEqual(['spare', 'less']);
  });
});

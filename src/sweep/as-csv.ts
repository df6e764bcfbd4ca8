import { asCsv } from '../report/csv.ts';
import type { Held, ScenarioAtStake } from './analysis.ts';
import { columnsOf } from './columns.ts';

/** The columns of `columnsOf` as text, a line a cell. */
export function reportAsCsv(held: readonly Held[], scenarios: ReadonlyMap<string, ScenarioAtStake>): string {
  const columns = columnsOf(held, scenarios);
  return asCsv([
    columns.map(({ name }) => name),
    ...held.map((_, line) => columns.map(({ values }) => written(values[line] ?? null))),
  ]);
}

const written = (value: string | boolean | number | null) => (typeof value === 'boolean' ? String(value) : value);

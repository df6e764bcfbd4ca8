import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Held, ScenarioAtStake } from './analysis.ts';
import { columnsOf } from './columns.ts';

/** The columns of `columnsOf` with their types, as a Parquet file compressed with Snappy; loaded when it is asked for. */
export function reportAsParquet(held: readonly Held[], scenarios: ReadonlyMap<string, ScenarioAtStake>): Uint8Array {
  const columnData = columnsOf(held, scenarios).map(({ name, type, values }) => ({
    name,
    type,
    data: type === 'INT64' ? values.map((value) => (value === null ? null : BigInt(value))) : values,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'pitwall' }));
}

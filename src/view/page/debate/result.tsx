import type { ComponentChildren } from 'preact';
import { Wide } from '../wide.tsx';
import { useWords } from '../words.ts';

/** Three significant digits, grouped thousands: a result is read, not parsed. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e9)) return value.toExponential(2).replace('e+', 'e');
  return new Intl.NumberFormat('en-US', { maximumSignificantDigits: size >= 1000 ? 6 : 4 }).format(value);
}

type Row = Record<string, unknown>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object';

/** Any tool's result by its shape: numbers by name as bars, lists of records as a table, the rest as names and values. */
export function Result({ value }: { value: unknown }): ComponentChildren {
  if (isScalar(value)) return <Scalar value={value} />;
  if (Array.isArray(value)) return <List items={value} />;
  if (!isRow(value)) return null;
  const entries = Object.entries(value);
  if (entries.length >= 2 && entries.every(([, one]) => typeof one === 'number') && isOneKind(entries))
    return <Bars entries={entries as [string, number][]} />;
  return (
    <dl class="values">
      {entries.map(([name, inner]) => (
        <div key={name} class={isScalar(inner) ? undefined : 'nested'}>
          <dt>{name}</dt>
          <dd>
            <Result value={inner} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Numbers far apart in size are seldom of one unit, and one bar would hide all others. */
function isOneKind(entries: [string, unknown][]): boolean {
  const sizes = entries.map(([, value]) => Math.abs(value as number)).filter((size) => size > 0);
  return sizes.length > 0 && Math.max(...sizes) / Math.min(...sizes) < 1000;
}

function Scalar({ value }: { value: unknown }) {
  if (typeof value === 'number') return <span class="scalar">{shortNumber(value)}</span>;
  if (value === null || value === undefined) return <span class="scalar none">—</span>;
  return <span class="scalar">{String(value)}</span>;
}

function Bars({ entries }: { entries: [string, number][] }) {
  const most = Math.max(...entries.map(([, value]) => Math.abs(value)));
  return (
    <table class="bars">
      <tbody>
        {entries.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="number">{shortNumber(value)}</td>
            <td class="bar">
              <span class={value < 0 ? 'below' : undefined} style={{ width: `${(Math.abs(value) / most) * 100}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Rows that are shown; a long list is data and not something to read. */
const MOST_ROWS = 40;

function List({ items }: { items: readonly unknown[] }) {
  const { turn } = useWords();
  const shown = items.slice(0, MOST_ROWS);
  const more = items.length > shown.length && <p class="under">+ {items.length - shown.length}</p>;
  if (!items.every(isRow)) {
    return (
      <>
        <span class="scalar">
          {shown
            .map((item) =>
              typeof item === 'number' ? shortNumber(item) : isScalar(item) ? String(item) : JSON.stringify(item),
            )
            .join(', ') || '—'}
        </span>
        {more}
      </>
    );
  }
  const columns = [...new Set(shown.flatMap((row) => Object.keys(row as Row)))];
  return (
    <Wide label={turn.result}>
      <table class="rows">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column}>
                  <Result value={(row as Row)[column]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </Wide>
  );
}

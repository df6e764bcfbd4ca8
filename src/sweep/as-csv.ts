import type { Held, ScenarioAtStake } from './analysis.ts';
import { AXES } from './definition.ts';

// A spreadsheet takes what begins with these for a formula.
const quoted = (cell: string) => {
  const safe = /^[=+\-@\t\r]/.test(cell) && !/^-?[\d.]+$/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** One line a cell, in the order of the table: what it is, what was decided, and what it took. */
export function reportAsCsv(held: readonly Held[], scenarios: ReadonlyMap<string, ScenarioAtStake>): string {
  const head = [
    ...AXES,
    'arm',
    'member',
    'debate',
    'decision',
    'truth',
    'right',
    'margin',
    'votes_for',
    'votes',
    'first_decision',
    'changed_sides',
    'turns',
    'stop',
    'calls',
    'tokens',
    'usd',
  ];
  const lines = held.map(({ at, arm, row }) => {
    const truth = scenarios.get(at.scenario)?.truth ?? null;
    return [
      ...AXES.map((axis) => at[axis]),
      arm.kind,
      arm.kind === 'solo' ? arm.member : arm.kind === 'repeat' ? String(arm.sample) : '',
      row.id,
      row.decision ?? '',
      truth ?? '',
      truth === null ? '' : String(row.decision === truth),
      row.margin.toFixed(3),
      String(row.votes.filter(({ option }) => option === row.decision).length),
      String(row.votes.length),
      row.before?.decision ?? '',
      String(row.moved.length),
      String(row.turns),
      row.stop,
      String(row.calls),
      String(row.tokens),
      row.usd === null ? '' : String(row.usd),
    ];
  });
  return `${[head, ...lines].map((cells) => cells.map(quoted).join(',')).join('\n')}\n`;
}

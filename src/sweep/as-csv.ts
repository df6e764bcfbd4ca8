import { asCsv } from '../report/csv.ts';
import type { Held, ScenarioAtStake } from './analysis.ts';
import { AXES } from './definition.ts';

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
      arm.kind === 'solo' ? arm.member : arm.kind === 'repeat' ? arm.sample : '',
      row.id,
      row.decision,
      truth,
      truth === null ? '' : String(row.decision === truth),
      row.margin.toFixed(3),
      row.votes.filter(({ option }) => option === row.decision).length,
      row.votes.length,
      row.before?.decision ?? null,
      row.moved.length,
      row.turns,
      row.stop,
      row.calls,
      row.tokens,
      row.usd,
    ];
  });
  return asCsv([head, ...lines]);
}

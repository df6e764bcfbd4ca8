import type { Held, ScenarioAtStake } from './analysis.ts';
import { AXES } from './definition.ts';

/** One column of the table of cells; null is what was not held, or does not apply. */
export type Column = { name: string } & (
  | { type: 'STRING'; values: (string | null)[] }
  | { type: 'BOOLEAN'; values: (boolean | null)[] }
  | { type: 'INT32' | 'INT64' | 'DOUBLE'; values: (number | null)[] }
);

/** A line for each cell that is held, in the order of the table: what it is, what was decided, and what it took. */
export function columnsOf(held: readonly Held[], scenarios: ReadonlyMap<string, ScenarioAtStake>): Column[] {
  const text = (name: string, value: (one: Held) => string | null): Column => ({
    name,
    type: 'STRING',
    values: held.map(value),
  });
  const count = (name: string, value: (one: Held) => number): Column => ({
    name,
    type: 'INT32',
    values: held.map(value),
  });
  const measure = (name: string, value: (one: Held) => number | null): Column => ({
    name,
    type: 'DOUBLE',
    values: held.map(value),
  });
  const truthOf = ({ at }: Held) => scenarios.get(at.scenario)?.truth ?? null;
  const right = (one: Held) => (truthOf(one) === null ? null : one.row.decision === truthOf(one));
  return [
    ...AXES.map((axis) => text(axis, ({ at }) => at[axis])),
    text('arm', ({ arm }) => arm.kind),
    text('member', ({ arm }) => (arm.kind === 'solo' ? arm.member : null)),
    { name: 'sample', type: 'INT32', values: held.map(({ arm }) => (arm.kind === 'repeat' ? arm.sample : null)) },
    text('debate', ({ row }) => row.id),
    text('decision', ({ row }) => row.decision),
    text('truth', truthOf),
    { name: 'right', type: 'BOOLEAN', values: held.map(right) },
    measure('margin', ({ row }) => row.margin),
    count('votes_for', ({ row }) => row.votes.filter(({ option }) => option === row.decision).length),
    count('votes', ({ row }) => row.votes.length),
    text('first_decision', ({ row }) => row.before?.decision ?? null),
    count('changed_sides', ({ row }) => row.moved.length),
    count('turns', ({ row }) => row.turns),
    text('stop_reason', ({ row }) => row.stop),
    count('calls', ({ row }) => row.calls),
    { name: 'tokens', type: 'INT64', values: held.map(({ row }) => row.tokens) },
    measure('usd', ({ row }) => row.usd),
  ];
}

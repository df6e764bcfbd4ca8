import type { BlockView, Comparison, TurnView } from '../api.ts';
import { headOf } from './head.ts';
import { memoOf } from './memo.ts';
import type { Records } from './records.ts';
import { transcriptOf } from './transcript.ts';

/** Two debates side by side, turn by turn, and where they part. */
export async function compareDebates(records: Records, a: string, b: string): Promise<Comparison> {
  const [left, right] = [
    turnsIn((await transcriptOf(records, a)).blocks),
    turnsIn((await transcriptOf(records, b)).blocks),
  ];
  const numbers = [...new Set([...left.keys(), ...right.keys()])].sort((one, other) => one - other);
  const rows = numbers.map((turn) => {
    const [mine, theirs] = [left.get(turn) ?? null, right.get(turn) ?? null];
    return { turn, a: mine, b: theirs, differs: differences(mine, theirs) };
  });
  const first = rows.find(({ differs }) => differs.length > 0);
  return {
    version: 1,
    a: await headOf(records, a),
    b: await headOf(records, b),
    parts: first === undefined ? null : { turn: first.turn, why: first.differs },
    shared: first === undefined ? rows.length : rows.indexOf(first),
    rows,
    outcomes: { a: await memoOf(records, a), b: await memoOf(records, b) },
  };
}

function turnsIn(blocks: readonly BlockView[]): Map<number, TurnView> {
  return new Map(blocks.flatMap((block) => (block.kind === 'turn' ? [[block.turn, block] as const] : [])));
}

/** In which respects two turns of one number are not the same; what they cost is none. */
export function differences(a: TurnView | null, b: TurnView | null): string[] {
  if (a === null || b === null) return ['missing'];
  if (a.speaker !== b.speaker) return ['speaker'];
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const parts: [string, unknown, unknown][] = [
    ['utterance', a.said?.utterance, b.said?.utterance],
    ['stance', [a.said?.stance.option, a.said?.stance.support], [b.said?.stance.option, b.said?.stance.support]],
    ['reasons', a.said?.claims.map(({ reason }) => reason), b.said?.claims.map(({ reason }) => reason)],
    [
      'tools',
      a.tools.map(({ name, args, figures }) => [name, args, figures]),
      b.tools.map(({ name, args, figures }) => [name, args, figures]),
    ],
    [
      'consults',
      a.consults.map(({ question, answer }) => [question, answer]),
      b.consults.map(({ question, answer }) => [question, answer]),
    ],
  ];
  return parts.flatMap(([name, one, other]) => (same(one, other) ? [] : [name]));
}

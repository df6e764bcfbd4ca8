import { diffDebates } from '../../pitwall.ts';
import type { BlockView, Comparison, TurnView } from '../api.ts';
import { headOf } from './head.ts';
import { memoOf } from './memo.ts';
import type { Records } from './records.ts';
import { transcriptOf } from './transcript.ts';

/** Two debates side by side, as `pitwall diff` has them, with every turn in words. */
export async function compareDebates(records: Records, a: string, b: string): Promise<Comparison> {
  // Read and checked once, whoever asks for them.
  const store = { ...records.read(), events: (id: string) => records.events(id) };
  const diff = diffDebates({ store, a, b });
  const changed = new Map(diff.turns.map((change) => [change.turn, change.changed]));
  const [left, right] = [
    turnsIn((await transcriptOf(records, a)).blocks),
    turnsIn((await transcriptOf(records, b)).blocks),
  ];
  const numbers = [...new Set([...left.keys(), ...right.keys()])].sort((one, other) => one - other);
  return {
    version: 1,
    a: await headOf(records, a),
    b: await headOf(records, b),
    diff,
    rows: numbers.map((turn) => ({
      turn,
      a: left.get(turn) ?? null,
      b: right.get(turn) ?? null,
      changed: changed.get(turn) ?? [],
    })),
    outcomes: { a: await memoOf(records, a), b: await memoOf(records, b) },
  };
}

function turnsIn(blocks: readonly BlockView[]): Map<number, TurnView> {
  return new Map(blocks.flatMap((block) => (block.kind === 'turn' ? [[block.turn, block] as const] : [])));
}

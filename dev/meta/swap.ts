import type { SwapMatrix } from '../../src/fidelity/evaluation/swap.ts';
import { swapMatrix, wins } from '../../src/fidelity/evaluation/swap.ts';
import type { Rate } from '../../src/fidelity/statistics/rates.ts';
import { rate } from '../../src/fidelity/statistics/rates.ts';
import { auroc } from '../statistics/auroc.ts';

export interface MeasuredSwap extends SwapMatrix {
  /** Turn by turn: the own card wins, ties lost. */
  turnTop1: Rate | null;
  /** Own card against the others, over all cells of single turns. */
  auroc: number | null;
}

/** A swap matrix with what single turns say. */
export function measuredSwap(...args: Parameters<typeof swapMatrix>): MeasuredSwap {
  const matrix = swapMatrix(...args);
  const { cells, own } = matrix;
  const turnWins = cells.flatMap((row, index) =>
    (row[0] ?? []).map((_, turn) =>
      wins(
        row.map((column) => column[turn] ?? null),
        own[index] ?? -1,
      ),
    ),
  );
  const labelled = cells.flatMap((row, index) =>
    row.flatMap((column, at) =>
      column.flatMap((value) => (value === null ? [] : [{ value, positive: at === own[index] }])),
    ),
  );
  return { ...matrix, turnTop1: rate(turnWins.filter(Boolean).length, turnWins.length), auroc: auroc(labelled) };
}

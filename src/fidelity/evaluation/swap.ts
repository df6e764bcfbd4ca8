import type { CompiledCard } from '../model/compiled-card.ts';
import type { Scorer } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { mean } from '../statistics/quantile.ts';
import type { Rate } from '../statistics/rates.ts';
import { rate } from '../statistics/rates.ts';

/** Turns of one member, by another hand than the playbook's. */
export interface SwapTurns {
  persona: string;
  turns: readonly SpokenTurn[];
}

export interface SwapMatrix {
  personas: string[];
  /** Row: whose turns; column: against whose card. Null where nothing could be scored. */
  values: (number | null)[][];
  /** Share of the rows whose own card wins, ties lost. */
  top1: Rate | null;
  /** [row][card][turn]: how well each turn fits each card. */
  cells: (number | null)[][][];
  /** Where each row's own card stands among the cards. */
  own: number[];
}

/** What each scorer says of each turn, by scorer, as if the card's member had said it; null where the turn is not its business. */
export function scoresOf(
  turns: readonly SpokenTurn[],
  card: CompiledCard,
  scorers: readonly Scorer[],
): Readonly<Record<string, number | null>>[] {
  const own = turns.map((turn) => ({ ...turn, persona: card.id }));
  const columns = scorers.map((scorer) => {
    const byTurn = new Map(scorer.score(own, card, { all: own }).turns.map((one) => [one.turn, one.score]));
    return { id: scorer.id, byTurn };
  });
  return own.map(({ id }) => Object.fromEntries(columns.map((column) => [column.id, column.byTurn.get(id) ?? null])));
}

/**
 * How well a turn fits a card: the mean of the soft scores that are not null, and beside it how much of the card the turn
 * comes back to, which is all that a card with a handful of quotes can be told by.
 */
function affinity(scores: Readonly<Record<string, number | null>>, used: readonly string[]): number | null {
  const values = used.flatMap((id) => scores[id] ?? []);
  const use = scores[CARD_USE] ?? null;
  if (values.length === 0) return use;
  return (mean(values) + (use ?? 0)) / 2;
}

const CARD_USE = 'A11';

/** Scores the turns of each member against every card: the diagonal must win. */
export function swapMatrix(
  said: readonly SwapTurns[],
  cards: readonly CompiledCard[],
  scorers: readonly Scorer[],
): SwapMatrix {
  const used = scorers.filter(({ hard, weight }) => !hard && weight > 0).map(({ id }) => id);
  const personas = cards.map(({ id }) => id);
  const rows = said.filter(({ persona, turns }) => personas.includes(persona) && turns.length > 0);
  const cells = rows.map(({ turns }) =>
    cards.map((card) => scoresOf(turns, card, scorers).map((scores) => affinity(scores, used))),
  );
  const values = cells.map((row) =>
    row.map((column) => {
      const known = column.flatMap((value) => value ?? []);
      return known.length === 0 ? null : mean(known);
    }),
  );
  const own = rows.map(({ persona }) => personas.indexOf(persona));
  const rowWins = values.map((row, index) => wins(row, own[index] ?? -1));
  return {
    personas: rows.map(({ persona }) => persona),
    values: values.map((row) => own.map((at) => row[at] ?? null)),
    top1: rate(rowWins.filter(Boolean).length, rowWins.length),
    cells,
    own,
  };
}

/** Whether the own card's value is above all others; ties are lost. */
export function wins(row: readonly (number | null)[], own: number): boolean {
  const mine = row[own];
  return mine != null && row.every((value, at) => at === own || value === null || value < mine);
}

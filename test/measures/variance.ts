export interface Cell {
  facts: string;
  cast: string;
  seed: number;
  value: number;
}

/** Share of the variance of a value that each factor's means explain, and what is left within facts x cast cells: the seed's. */
export function varianceShares(cells: readonly Cell[]): { facts: number; cast: number; seed: number } {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const overall = mean(cells.map(({ value }) => value));
  const total = cells.reduce((sum, { value }) => sum + (value - overall) ** 2, 0);
  const between = (key: (cell: Cell) => string) => {
    const groups = new Map<string, Cell[]>();
    for (const cell of cells) groups.set(key(cell), [...(groups.get(key(cell)) ?? []), cell]);
    return [...groups.values()].reduce(
      (sum, group) => sum + group.length * (mean(group.map(({ value }) => value)) - overall) ** 2,
      0,
    );
  };
  const cellsExplain = between(({ facts, cast }) => `${facts}|${cast}`);
  if (total === 0) return { facts: 0, cast: 0, seed: 0 };
  return {
    facts: between(({ facts }) => facts) / total,
    cast: between(({ cast }) => cast) / total,
    seed: (total - cellsExplain) / total,
  };
}

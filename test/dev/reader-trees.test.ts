import { describe, expect, it } from 'vitest';
import { binned, grownTrees } from '../../dev/reader/grow.ts';
import { sumOfTrees, treeInputs } from '../../src/fidelity/reader/trees.ts';

/** Two inputs of which the label is one or the other and not both, which no sum of the two tells. */
const inputs = Array.from({ length: 400 }, (_, at) => Float32Array.of(at % 2, Math.floor(at / 2) % 2, at / 400));
const isFaulty = inputs.map(([one, other]) => one !== other);
const table = binned(inputs);
const half = inputs.flatMap((_, at) => (at < 200 ? [at] : []));

describe('grown trees', () => {
  it('tell what no sum of their inputs does, of examples that they have not seen', () => {
    const trees = grownTrees(table, isFaulty, half);
    const right = inputs.slice(200).filter((one, at) => sumOfTrees(trees, one) > 0 === isFaulty[at + 200]);
    expect(right).toHaveLength(200);
  });

  it('are the same of the same examples', () => {
    expect(grownTrees(table, isFaulty, half)).toEqual(grownTrees(binned(inputs), isFaulty, half));
  });

  it('read as written: at most the bound goes low', () => {
    expect(sumOfTrees([[0, 1.5, -1, [1, 0, 2, 3]], 0.25], [1.5, 9])).toBe(-0.75);
    expect(sumOfTrees([[0, 1.5, -1, [1, 0, 2, 3]], 0.25], [2, 0])).toBe(2.25);
  });

  it('are told the rarest faults in order, without the head of any fault', () => {
    const told = treeInputs([0.001, 0.5, 0.01, 0.1, 1], [7]);
    expect([...told].map((value) => Number(value.toFixed(2)) + 0)).toEqual([
      6.91, 0.69, 4.61, 2.3, 0, 4.61, 2.3, 0.69, 7,
    ]);
  });
});

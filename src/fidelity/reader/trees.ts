/** What a leaf adds; or an input, a bound, what follows where the input is at most the bound, and what follows above it. */
export type Tree = number | [input: number, bound: number, low: Tree, high: Tree];

/** What trees come to together. */
export function sumOfTrees(trees: readonly Tree[], inputs: ArrayLike<number>): number {
  let sum = 0;
  for (const tree of trees) {
    let at = tree;
    while (typeof at !== 'number') at = (inputs[at[0]] as number) <= at[1] ? at[2] : at[3];
    sum += at;
  }
  return sum;
}

/** Of how many faults that a turn looks most like trees are told the rarity in order. */
const RAREST = 3;

/** What trees are told of a turn: how rare it looks to each head, the rarest faults in order, and its figures as they were scaled. */
export function treeInputs(rarities: readonly number[], figures: ArrayLike<number>): Float32Array {
  const nats = rarities.map((rarity) => -Math.log(rarity));
  const rarest = nats
    .slice(1)
    .sort((a, b) => b - a)
    .slice(0, RAREST);
  return Float32Array.from([...nats, ...rarest, ...Array.from(figures)]);
}

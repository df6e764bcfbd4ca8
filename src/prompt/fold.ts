/** A transcript of more tokens than this is folded at the end of a round where nothing is known of the model's window, */
export const FOLD_ABOVE = 12_000;
/** until no more than this part of it is left as it was said; the last round always is. */
const KEEP_SHARE = 1 / 6;
/** A round of many seats is cut into blocks of so many. */
const MOST_IN_BLOCK = 16;
/** More folded blocks than this become one, but for the last two. */
const MOST_BLOCKS = 6;

/** Something said that stands as it is, a folded block, or what lies before the blocks, as one. */
export type Piece = { kind: 'raw'; index: number } | { kind: 'block' | 'past'; from: number; to: number };

export interface Item {
  tokens: number;
  /** Items of one round have the same. */
  round: string;
}

interface State {
  /** Everything before is one piece. */
  past: number;
  /** Where each folded block after it ends. */
  blocks: readonly number[];
}

/**
 * Which parts of a transcript are folded, at every length that it has had: a pure function of what was said up to there. A block
 * that is folded stays as it is until several are taken together, so that all before the folded part keeps its bytes.
 */
export class FoldPlan {
  private readonly items: Item[] = [];
  /** Where whole rounds, or parts of a long one, end. */
  private ends: number[] = [];
  private state: State = { past: 0, blocks: [] };
  /** The state at each length. */
  private readonly states: State[] = [this.state];

  constructor(private readonly above: number = FOLD_ABOVE) {}

  push(item: Item): void {
    const index = this.items.length;
    const before = this.items[index - 1];
    const isBoundary =
      before !== undefined && (before.round !== item.round || index - (this.ends.at(-1) ?? 0) >= MOST_IN_BLOCK);
    if (isBoundary) {
      this.ends.push(index);
      this.fold();
    }
    this.items.push(item);
    this.states.push(this.state);
  }

  /** The pieces of the first `length` items, in order. */
  at(length: number): Piece[] {
    const { past, blocks } = this.states[length] ?? this.state;
    const folded = blocks.map((to, index): Piece => ({ kind: 'block', from: blocks[index - 1] ?? past, to }));
    const start = blocks.at(-1) ?? past;
    const raw = Array.from({ length: length - start }, (_, index): Piece => ({ kind: 'raw', index: start + index }));
    return [...(past > 0 ? [{ kind: 'past' as const, from: 0, to: past }] : []), ...folded, ...raw];
  }

  private fold(): void {
    const { past, blocks } = this.state;
    const start = blocks.at(-1) ?? past;
    if (this.tokensFrom(start) <= this.above) return;
    const ends = this.ends.filter((end) => end > start);
    // The last end is here and now: what it closes stays, because it has only just been said.
    const to = ends.slice(0, -1).find((end) => this.tokensFrom(end) <= this.above * KEEP_SHARE) ?? ends.at(-2);
    if (to === undefined) return;
    const longer = [...blocks, to];
    this.state =
      longer.length > MOST_BLOCKS
        ? { past: longer.at(-3) as number, blocks: longer.slice(-2) }
        : { past, blocks: longer };
  }

  private tokensFrom(start: number): number {
    return this.items.slice(start).reduce((sum, { tokens }) => sum + tokens, 0);
  }
}

/** What a member brings besides a card; most bring nothing. */
export interface Recipe {
  /** Tools at hand whatever the card's front matter says. */
  tools: readonly string[];
  /** Topics that the member answers for others. */
  desk: readonly string[];
  /** A sentence for a language model, after the card. */
  guidance: string;
}

/** By member id: what a project or a team brings of its own, before what the package brings for that member. */
export type Recipes = ReadonlyMap<string, Recipe>;

export const NO_RECIPES: Recipes = new Map();

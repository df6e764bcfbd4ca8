/** Example turns without which nobody can say which words are the member's own. */
export const ENOUGH_EXAMPLES = 20;
/** Korean sentences in the examples below which a missing speech level means nothing. */
export const ENOUGH_SENTENCES = 4;

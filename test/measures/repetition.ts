/** Largest share of a turn's five-word runs that stand in one earlier turn of the same debate. */
export function largestContainment(utterances: readonly string[]): number {
  const runs = utterances.map((utterance) => {
    const words = utterance.toLowerCase().split(/\s+/);
    return new Set(words.slice(4).map((_, index) => words.slice(index, index + 5).join(' ')));
  });
  let largest = 0;
  for (const [index, mine] of runs.entries()) {
    if (mine.size === 0) continue;
    for (const earlier of runs.slice(0, index)) {
      largest = Math.max(largest, [...mine].filter((run) => earlier.has(run)).length / mine.size);
    }
  }
  return largest;
}

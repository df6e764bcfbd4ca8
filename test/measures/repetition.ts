/** Sentences of eight words or more with figures taken out, as they are compared across debates. */
export function longSentences(utterances: readonly string[]): string[] {
  return utterances
    .flatMap((utterance) => utterance.split(/(?<=[.!?…])\s+/))
    .map((sentence) => sentence.replace(/[−+$]?\d[\d.,]*\s*(%|달러|분|초|장|일|점|배|GB\/s|GB|step)?/gu, '#').trim())
    .filter((sentence) => sentence.split(/\s+/).length >= 8);
}

/** For each long sentence, in how many of the debates it stands; the most frequent first. */
export function repeatedAcross(debates: readonly (readonly string[])[]): { sentence: string; debates: number }[] {
  const counts = new Map<string, number>();
  for (const utterances of debates) {
    for (const sentence of new Set(longSentences(utterances))) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  return [...counts].map(([sentence, count]) => ({ sentence, debates: count })).sort((a, b) => b.debates - a.debates);
}

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

/**
 * The end of a sentence that names something unknown: `; did you mean \`x\`?` for a likely slip of the pen,
 * else what there is to choose from, or nothing when there is nothing.
 */
export function nearest(name: string, known: readonly string[]): string {
  const best = nearestName(name, known);
  if (best !== undefined) return `; did you mean \`${best}\`?`;
  if (known.length === 0) return '; there are none';
  const shown = known.slice(0, 12).map((other) => `\`${other}\``);
  return `; there is ${shown.join(', ')}${known.length > shown.length ? ', ...' : ''}`;
}

/** The known name that is at most a third of its letters away, whatever the case; undefined when none is. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const folded = fold(name);
  const [best] = known
    .map((other) => ({ other, distance: distanceBetween(folded, fold(other)) }))
    .filter(({ other, distance }) => distance <= Math.max(1, Math.floor(other.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return best?.other;
}

const fold = (name: string) =>
  name
    .slice(0, 80)
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-');

/** Edit distance with swapped neighbours counted once (optimal string alignment). */
function distanceBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** How alike two texts may be, as a share of their letter pairs, before they say the same. */
const ALIKE = 0.6;

/** Whether two texts say the same in nearly the same letters. */
export const isAlike = (a: string, b: string): boolean => likeness(a, b) >= ALIKE;

/** Of those that say the same, the first. */
export function withoutAlike<T>(items: readonly T[], textOf: (item: T) => string, alike = ALIKE): T[] {
  return items.filter(
    (item, index) => items.findIndex((other) => likeness(textOf(other), textOf(item)) >= alike) === index,
  );
}

function likeness(a: string, b: string): number {
  const [one, other] = [pairsIn(a), pairsIn(b)];
  const both = [...one].filter((pair) => other.has(pair)).length;
  return both === 0 ? 0 : both / Math.min(one.size, other.size);
}

function pairsIn(text: string): Set<string> {
  const letters = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)));
}

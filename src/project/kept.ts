/** Texts of which the parse is kept: a team with its voices, a few times over. */
const MOST_KEPT = 128;

/**
 * A parse that is done once for a text and the name that errors give it; the oldest are forgotten. What is handed out is shared and
 * must not be changed.
 */
export function keptParse<T>(parse: (text: string, shown: string) => T): (text: string, shown: string) => T {
  const kept = new Map<string, T>();
  return (text, shown) => {
    const key = `${shown}\n${text}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const parsed = parse(text, shown);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(key, parsed);
    return parsed;
  };
}

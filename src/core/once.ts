/** What was made of the last text: several checks ask the same of a turn, one after the other. */
export function ofLast<T>(make: (text: string) => T): (text: string) => T {
  let last: { text: string; made: T } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, made: make(text) };
    return last.made;
  };
}

/** What was made of the last `most` keys: checks that read all turns one after the other ask the same of each. */
export function ofRecent<T, K = string>(most: number, make: (key: K) => T): (key: K) => T {
  const made = new Map<K, { value: T }>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known.value;
    const value = make(key);
    if (made.size >= most) made.clear();
    made.set(key, { value });
    return value;
  };
}

/** What follows from each key, worked out when it is first asked for, and not again. */
export function onceEach<K, T>(work: (key: K) => T): (key: K) => T {
  const made = new Map<K, { value: T }>();
  return (key) => {
    const known = made.get(key) ?? { value: work(key) };
    made.set(key, known);
    return known.value;
  };
}

/** Work that is done when its result is first asked for, and not again. */
export function once<T>(work: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: work() };
    return made.value;
  };
}

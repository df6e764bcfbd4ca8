/** What was made of the last text: several checks ask the same of a turn, one after the other. */
export function ofLast<T>(make: (text: string) => T): (text: string) => T {
  let last: { text: string; made: T } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, made: make(text) };
    return last.made;
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

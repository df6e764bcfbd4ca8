/** A name of letters, digits and hyphens made of a text; empty where nothing of it can stand in one. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}

/** The name, or with a number behind it where it is taken; it is taken from then on. */
export function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}-${count}`;
  taken.add(free);
  return free;
}

/** Ids of options that are written as a list of texts, in its order. */
export function optionIds(texts: readonly string[]): string[] {
  const taken = new Set<string>();
  return texts.map((text, index) => {
    const words = slug(text).replace(/^[^a-z]+/, '');
    return freeName(words === '' ? `option-${index + 1}` : words, taken);
  });
}

/** A name as words: `postTrainDays` and `post-train-days` are `post train days`. */
export function wordsOf(name: string): string {
  return name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/[\s_-]+/g, ' ')
    .trim()
    .toLowerCase();
}

import { existsSync, readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { hashText } from '../core/hash.ts';
import { Kept } from '../core/kept.ts';
import { once } from '../core/once.ts';

/** A team with its voices, a few times over. */
const MOST_KEPT = 128;

const handedOver = new Map<string, Kept<object>>();

/**
 * A parse that is done once for a text and the name that errors give it. Under a name of its own, what it made, which must be plain data
 * and the same whatever the text is called, goes to other threads with `parsesKept`, and a build has that of the files that it ships.
 */
export function keptParse<T extends object>(parse: (text: string, shown: string) => T, name?: string) {
  const kept = new Kept<T>(MOST_KEPT);
  if (name !== undefined) handedOver.set(name, kept as Kept<object>);
  return (text: string, shown: string): T =>
    kept.of(
      `${shown}\n${text}`,
      () => (readAhead()[name ?? '']?.[hashText(text)] as T | undefined) ?? parse(text, shown),
    );
}

/** What was parsed in this thread, by the name of the parse and then by text, for another thread to begin with. */
export type ParsesKept = Record<string, Record<string, object>>;

export function parsesKept(): ParsesKept {
  return Object.fromEntries([...handedOver].map(([name, kept]) => [name, kept.all()]));
}

/** Takes over what another thread has parsed, so that it is not parsed again. */
export function keepParses(parses: ParsesKept): void {
  for (const [name, made] of Object.entries(parses))
    for (const [key, value] of Object.entries(made)) handedOver.get(name)?.of(key, () => value);
}

/** What a build has parsed of the files that it ships, by the hash of the text (`dev/read-ahead.mjs`). Sources have none. */
const readAhead = once((): ParsesKept => {
  const file = new URL('read-ahead.bin', import.meta.url);
  return existsSync(file) ? (deserialize(readFileSync(file)) as ParsesKept) : {};
});

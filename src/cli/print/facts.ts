import type { PrintContext } from './context.ts';
import { plainValue } from './phrases.ts';

/**
 * Replaces `{fact:name}` and `{fact:name.member}` by the value, after the changes in `set` (path -> new value).
 * A name that is not there stays as written.
 */
export function fillFacts(
  text: string,
  { scenario }: PrintContext,
  set: Readonly<Record<string, { to: unknown }>> = {},
): string {
  return text.replace(/\{fact:([\w.-]+)\}/g, (written, path: string) => {
    if (Object.hasOwn(set, path)) return plainValue(set[path]?.to);
    const [head = path, ...rest] = path.split('.');
    let value: unknown = scenario.facts[head]?.value;
    for (const name of rest)
      value = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined;
    return value === undefined ? written : plainValue(value);
  });
}

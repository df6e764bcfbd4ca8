import type { Words } from './question/kinds.ts';
import { kindOf } from './question/kinds.ts';
import type { Tagged } from './question/tag.ts';

/** Numbers as a question says them, with what each may be. */
export function sayLeft({ tags, text }: { tags: readonly Tagged[]; text: string }, places: readonly number[]): Words[] {
  return places.flatMap((place) => {
    const tag = tags[place];
    if (tag === undefined) return [];
    const [name] = tag.may[0] ?? [];
    const written = text.slice(tag.at, tag.end).trim();
    if (name === undefined) return [{ ko: written, en: written }];
    const { ko, en } = kindOf(name);
    return [{ ko: `${written} (${ko})`, en: `${written} (${en})` }];
  });
}

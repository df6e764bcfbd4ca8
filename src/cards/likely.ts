import { kindOf } from './headings.ts';
import { plainText } from './parse.ts';

/** Whether a text that does not read as a profile was meant to be one: its title has an id, or its headings are those of profiles. */
export function looksLikeProfile(text: string): boolean {
  const headings = [...plainText(text).matchAll(/^(#{1,6})[ \t]+(.+)$/gm)].map(([, marks = '', words = '']) => ({
    depth: marks.length,
    words,
  }));
  const [title] = headings;
  const hasId = title?.depth === 1 && /^[A-Za-z0-9][\w.-]*[ \t]*[:：][ \t]*\S/.test(title.words);
  const known = headings.filter(({ words }) => kindOf(words) !== undefined).length;
  return known > (hasId ? 0 : 1);
}

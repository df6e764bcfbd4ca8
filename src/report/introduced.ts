import { escaped } from '../core/pattern.ts';
import type { PrintContext } from './context.ts';

type Member = PrintContext['members'][number];

/** Text between quotation marks is somebody's own words, in which nobody is introduced. */
const QUOTED = /“[^”]*”|"[^"]*"/g;

/**
 * Says who somebody is where a text first names them, text after text: `Flux (Jung Harin, Principal Data Engineer)`. Who is named with a
 * word of their own behind them has been introduced by whoever wrote it.
 */
export function introducer({
  members,
  language,
}: Pick<PrintContext, 'members' | 'language'>): (text: string) => string {
  const known = new Set<string>();
  const open = language === 'ko' ? '(' : ' (';
  return (text) => {
    const found = members
      .filter(({ id }) => !known.has(id))
      .flatMap((member) => mentionOf(text, member) ?? [])
      .sort((a, b) => b.end - a.end);
    let said = text;
    for (const { member, end, name } of found) {
      known.add(member.id);
      const who = /^\s?\(/.test(text.slice(end)) ? '' : besides(member, name);
      if (who !== '') said = `${said.slice(0, end)}${open}${who})${said.slice(end)}`;
    }
    return said;
  };
}

const POSSESSIVE = /^['’]s(?![A-Za-z])/;

/** Where a member is first named outside quotation marks, by which of their names, and where that ends. */
function mentionOf(text: string, member: Member): { member: Member; name: string; end: number } | null {
  const quoted = [...text.matchAll(QUOTED)].map(({ index, 0: { length } }) => [index, index + length] as const);
  const found = [member.name, ...(member.person === undefined ? [] : [member.person])].flatMap((name) => {
    const match = [...text.matchAll(nameIn(name))].find(
      ({ index }) => !quoted.some(([from, to]) => index >= from && index < to),
    );
    if (match === undefined) return [];
    const end = match.index + name.length;
    return [{ member, name, end: end + (POSSESSIVE.exec(text.slice(end))?.[0].length ?? 0) }];
  });
  return found.sort((a, b) => a.end - b.end)[0] ?? null;
}

/** A particle may follow a name; a letter of its own script is part of another word. */
export function nameIn(name: string): RegExp {
  const after = /\p{Script=Hangul}$/u.test(name) ? '' : '(?![A-Za-z0-9])';
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}${after}`, 'gu');
}

/** Who somebody is beside the name by which they were called. */
function besides({ name, person, role }: Member, called: string): string {
  if (called === name) return role.replace(' · ', ', ');
  const trade = person === undefined ? role : role.replace(`${person} · `, '');
  return [name, trade].filter((part) => part !== '').join(', ');
}

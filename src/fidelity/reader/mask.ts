import { escaped } from '../../core/pattern.ts';
import type { CompiledCard } from '../model/compiled-card.ts';

interface Names {
  own: ReadonlySet<string>;
  pattern: RegExp;
}

const known = new WeakMap<CompiledCard, Names>();

function namesIn(card: CompiledCard): Names {
  const before = known.get(card);
  if (before !== undefined) return before;
  const own = new Set(card.names.filter((name) => name.length > 1));
  const all = [...own, ...card.colleagues.flatMap(({ names }) => names)].filter((name) => name.length > 1);
  const each = [...new Set(all)]
    .sort((a, b) => b.length - a.length)
    .map((name) => (/[가-힣]/u.test(name) ? escaped(name) : `(?<![a-z0-9])${escaped(name)}(?![a-z0-9])`));
  // Most places are passed over by their first letter.
  const first = [...new Set(all.map((name) => escaped([...name][0] ?? '')))].join('|');
  const pattern = each.length === 0 ? '(?!)' : `(?=${first})(?:${each.join('|')})`;
  const made = { own, pattern: new RegExp(pattern, 'gu') };
  known.set(card, made);
  return made;
}

/** Lower case, with names as `①` for the speaker and `②` for a colleague and digits as `0`: what is left does not tell who they are. */
export function masked(text: string, card: CompiledCard): string {
  const { own, pattern } = namesIn(card);
  return text
    .toLowerCase()
    .normalize('NFC')
    .replace(pattern, (name) => (own.has(name) ? '①' : '②'))
    .replace(/\d+(?:[.,]\d+)*/gu, '0')
    .replace(/\s+/gu, ' ')
    .trim();
}

import type { Verdicts } from '../statistics/verdicts.ts';
import { countVerdicts } from '../statistics/verdicts.ts';
import type { CiTodItem } from './ci-tod.ts';
import type { KvpiItem } from './kvpi.ts';

/** What the rules for closed facts do on a public set: `read` is how many replies they had something to say about. */
export interface AnchorResult {
  name: string;
  n: number;
  read: number;
  verdicts: Verdicts;
}

const SIGNS = '白羊 金牛 双子 巨蟹 狮子 处女 天秤 天蝎 射手 摩羯 水瓶 双鱼'.split(' ');
const SELF = /我(?:是|也是|属|就是)|本人|身为|作为/u;
const NOT = /不是|没有|非|别人|他|她|你|谁/u;

/** Claims of a star sign by the speakers themselves, against the profile; the scorers' own vocabularies are Korean and English. */
export function measureKvpi(items: readonly KvpiItem[]): AnchorResult {
  const own = items.filter(({ field }) => field === 'constellation');
  const said = own.flatMap(({ profile, reply, label }) => {
    const named = SIGNS.filter((sign) => reply.includes(sign));
    if (named.length === 0 || !SELF.test(reply) || NOT.test(reply)) return [];
    const agrees = named.some((sign) => profile.constellation.startsWith(sign));
    return [{ positive: label === 'contradicted', flagged: !agrees }];
  });
  return { name: 'KvPI, star signs', n: own.length, read: said.length, verdicts: countVerdicts(said) };
}

/** A reply contradicts the table when the values that it names stand in no one row together. */
export function measureCiTod(items: readonly CiTodItem[], name: string): AnchorResult {
  const said = items.flatMap(({ table, reply, contradicts }) => {
    const words = new Set(reply.toLowerCase().split(/[^\p{L}\p{N}_']+/u));
    const values = new Set(table.flatMap((row) => Object.values(row).map((value) => value.toLowerCase())));
    const named = [...values].filter((value) => words.has(value));
    if (named.length < 2) return [];
    const together = table.some((row) => {
      const cells = new Set(Object.values(row).map((value) => value.toLowerCase()));
      return named.every((value) => cells.has(value));
    });
    return [{ positive: contradicts.table, flagged: !together }];
  });
  return { name, n: items.length, read: said.length, verdicts: countVerdicts(said) };
}

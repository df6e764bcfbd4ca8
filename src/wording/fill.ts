import type { Language } from '../core/language.ts';
import type { Fact } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import { factAt } from '../reasoning/references.ts';
import { printAmount } from './amounts.ts';
import { withParticles } from './particles.ts';

const NAMED = String.raw`\{fact:([^}|]+)(?:\|([a-z]+))?\}`;
/** A particle that an author wrote for one value: it ends its word, but for 로 before another particle; a pair is a pair already. */
const PARTICLE = '(?:(으로|로)(?=[는도만서써]|(?![가-힣/]))|(은|는|이|가|을|를|과|와)(?![가-힣/]))?';
const FACT = new RegExp(NAMED, 'g');
const FACT_WITH_PARTICLE = new RegExp(NAMED + PARTICLE, 'g');

const PAIRED: Readonly<Record<string, string>> = Object.fromEntries(
  ['으로/로', '은/는', '이/가', '을/를', '과/와'].flatMap((pair) => pair.split('/').map((one) => [one, pair])),
);

/**
 * A text of the scenario with its facts put in: `{fact:NAME}`, `{fact:NAME.member}`, `|bare` for the number alone, `|percent`. A Korean particle
 * right behind one fits whatever the value is.
 */
export function fillFacts(text: string, facts: Readonly<Record<string, Fact>>, language: Language): string {
  const printed = (path: string, form: string | undefined): string | null => {
    const fact = facts[headOf(path)];
    if (fact === undefined) return null;
    const value = factAt(facts, path);
    if (typeof value !== 'number') return String(value);
    const amount = printAmount(value, form === 'percent' ? 'share' : (fact.unit ?? ''), language);
    return form === 'bare' ? amount.number.text : amount.text;
  };
  if (language !== 'ko')
    return text.replace(FACT, (whole, path: string, form?: string, ...[at]: unknown[]) => {
      const value = printed(path, form);
      return value === null ? whole : unlessSaid(value, text.slice(0, Number(at)));
    });
  return withParticles(
    text.replace(
      FACT_WITH_PARTICLE,
      (whole, path: string, form?: string, toward?: string, other?: string, ...[at]: unknown[]) => {
        const value = printed(path, form);
        return value === null
          ? whole
          : unlessSaid(value, text.slice(0, Number(at))) + (PAIRED[toward ?? other ?? ''] ?? '');
      },
    ),
  );
}

/** A value without the unit that the text has just said: `월 2,100만 요청` behind `월`, `30 days` behind `on day`. */
function unlessSaid(value: string, before: string): string {
  const [, number = '', counted = ''] = /^([\d.,−-]+) ([a-z]+?)s?$/.exec(value) ?? [];
  if (counted !== '' && new RegExp(`(?:^|\\s)${counted}s?\\s$`, 'iu').test(before)) return number;
  const [, unit = ''] = /^(\p{L}+ )(?=[\d.,−-])/u.exec(value) ?? [];
  return unit !== '' && new RegExp(`(?:^|\\s)${unit}$`, 'u').test(before) ? value.slice(unit.length) : value;
}

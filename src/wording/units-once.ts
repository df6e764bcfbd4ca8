import type { Language } from '../core/language.ts';
import { escaped } from '../core/pattern.ts';
import { withUnit } from './amounts.ts';
import { bySentence } from './sentences.ts';

const NUMBER = String.raw`[−+]?\d[\d,]*(?:\.\d+)?(?:[kMBT]|[만억조])?`;

/** `per week` and the like are said with the first of several amounts of a sentence, and hold for the rest: `$118.6k a week, not $135.1k`. */
export function withUnitsOnce(sentences: readonly string[], units: Iterable<string>, language: Language): string[] {
  const all = [...new Set(units)].flatMap((unit) => formOf(unit, language) ?? []);
  return sentences.map((text) => bySentence(text, (sentence) => all.reduce(onceIn, sentence)));
}

/** An amount with its unit, the part of it that need not be said again, and an amount of the same thing without that part. */
interface Form {
  whole: RegExp;
  /** How many of its groups make the amount without that part. */
  kept: 1 | 2;
  bare: RegExp;
}

const SAMPLE = '7';

function formOf(unit: string, language: Language): Form | null {
  const [before = '', after = ''] = withUnit(SAMPLE, unit, language).split(SAMPLE);
  if (language === 'ko') {
    const what = after.trim();
    if (!before.endsWith(' ') || what === '') return null;
    const amount = `(${NUMBER})(\\s?${escaped(what)})`;
    return {
      whole: new RegExp(`${escaped(before)}${amount}`, 'gu'),
      kept: 2,
      bare: new RegExp(`(?<![\\d,.]|${escaped(before)})${amount}`, 'u'),
    };
  }
  const words = after.trim().split(' ');
  if (words.length < 2) return null;
  const amount = `(${escaped(before)}${NUMBER})`;
  return {
    whole: new RegExp(`${amount}${escaped(after)}(?![\\w-])`, 'gu'),
    kept: 1,
    bare: new RegExp(`(?<![\\d,.])${amount}(?!${escaped(after)}|[\\d,.]*\\d|[kMBT])`, 'u'),
  };
}

function onceIn(sentence: string, { whole, kept, bare }: Form): string {
  const found = sentence.match(whole) ?? [];
  // Beside an amount that is for once, each says how often it is.
  if (found.length < 2 || (/[$€₩£원달]/.test(found[0] ?? '') && bare.test(sentence))) return sentence;
  let isSaid = false;
  return sentence.replace(whole, (amount, ...groups: string[]) => {
    if (!isSaid) {
      isSaid = true;
      return amount;
    }
    return groups.slice(0, kept).join('');
  });
}

import type { Both } from './desk-answers.ts';
import { inDigits } from './in-digits.ts';
import { askedIn } from './question/asked.ts';
import { withoutDenied } from './question/denied.ts';
import type { KindName } from './question/kinds.ts';
import { KIND_NAMES, kindOf } from './question/kinds.ts';
import { RULES } from './question/rules.ts';
import { askedFor } from './question/solve.ts';
import { tagged } from './question/tag.ts';
import { ASKABLE } from './question/ways.ts';
import { withSigns } from './question-quantities.ts';

const MOST_NAMED = 2;
/** From here on the words of a question name a quantity. */
const LEAST = 2.5;

/** What can be calculated that is nearest to a question of which nothing was, with what it takes; null where its words name no quantity of the trade. */
export function nearestCalculation(question: string): Both | null {
  const digits = inDigits(question);
  const text = withSigns(digits);
  const asked = askedIn(text);
  if (asked === null) return null;
  const lower = withoutDenied(digits.toLowerCase());
  const said = new Set(tagged(text).flatMap(({ may }) => may.slice(0, 1).map(([name]) => name)));
  const found = KIND_NAMES.flatMap((name) => {
    const wanted = askedFor(name, asked, lower);
    const rule = RULES.filter(({ gives, needs }) => gives === name && needs.every((need) => isSayable(need))).sort(
      (a, b) => lacking(a.needs, said, a.assume) - lacking(b.needs, said, b.assume) || a.needs.length - b.needs.length,
    )[0];
    return wanted === null || wanted.isOff || wanted.sum < LEAST || rule === undefined
      ? []
      : [{ name, rule, sum: wanted.sum }];
  }).sort((a, b) => b.sum - a.sum);
  const named = found.slice(0, MOST_NAMED);
  if (named.length === 0) return null;
  const from = (needs: readonly KindName[], assume: object, language: 'ko' | 'en'): string =>
    needs
      .filter((need) => !(need in assume))
      .map((need) => kindOf(need)[language])
      .join(', ');
  return {
    ko: named.map(({ name, rule }) => `${kindOf(name).ko}(${from(rule.needs, rule.assume, 'ko')})`).join(', '),
    en: named.map(({ name, rule }) => `${kindOf(name).en} (from ${from(rule.needs, rule.assume, 'en')})`).join('; '),
  };
}

/** What only follows from other things is nothing that a person could say. */
const isSayable = (name: KindName): boolean => kindOf(name).inner !== true || ASKABLE.has(name);
const lacking = (needs: readonly KindName[], said: ReadonlySet<KindName>, assume: object): number =>
  needs.filter((need) => !said.has(need) && !(need in assume)).length;

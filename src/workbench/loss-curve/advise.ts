import { z } from 'zod';
import type { CardRules } from '../../core/card-rules.ts';
import type { Language } from '../../core/language.ts';
import type { Diagnosis } from './diagnose.ts';
import type { Finding } from './finding.ts';
import type { CardRule } from './match-rule.ts';
import { rulesByKind } from './match-rule.ts';
import type { Measure } from './remedies.ts';
import { REMEDIES, UNKNOWN_REMEDY } from './remedies.ts';

/** What the member's card says to a finding; nothing of `text` is from the code. */
export const Advice = z.strictObject({
  /** Id of the card's rule. */
  rule: z.string(),
  text: z.string(),
  /** What it names to do, in the language asked for; null where the card is written in that language, or names nothing known. */
  inWords: z.string().nullable(),
  /** Of the card, from 1. */
  line: z.number().int(),
  member: z.string(),
  /** Whether it fits this finding; null where that is not known. */
  fits: z.boolean().nullable(),
  /** Why it fits or does not, in the language of the advice. */
  appliesWhen: z.string(),
});
export type Advice = z.infer<typeof Advice>;

/** The advice of a card for one finding; null when no rule of the card speaks of its kind. What is said about it is in `language`, else in the advice's own. */
export function adviser(
  card: CardRules,
  language?: Language,
): (finding: Finding, diagnosis: Diagnosis) => Advice | null {
  const rules = rulesByKind(card);
  return (finding, diagnosis) => {
    const rule = rules.get(finding.kind);
    if (rule === undefined) return null;
    const { id, then, line } = rule;
    const inWords = language === undefined ? null : named(then, finding, language);
    return { rule: id, text: then, inWords, line, member: card.member, ...judge(rule, finding, diagnosis, language) };
  };
}

const languageOf = (text: string): Language => (/\p{Script=Hangul}/u.test(text) ? 'ko' : 'en');

/** The remedies of an advice in another language than its own. */
function named(then: string, { kind }: Finding, language: Language): string | null {
  if (languageOf(then) === language) return null;
  const said = then.toLowerCase();
  const all = REMEDIES.filter((one) => one.for.includes(kind) && one.words.some((word) => names(said, word)));
  return all.length === 0
    ? null
    : all.map(({ called }) => called[language]).join(language === 'ko' ? ' 또는 ' : ' or ');
}

function judge(
  { then }: CardRule,
  finding: Finding,
  diagnosis: Diagnosis,
  language: Language = languageOf(then),
): Pick<Advice, 'fits' | 'appliesWhen'> {
  const said = then.toLowerCase();
  // The remedy that is named last in the table's order is the least particular: "warmup for the learning rate" is about warmup.
  const remedy = REMEDIES.find((one) => one.for.includes(finding.kind) && one.words.some((word) => names(said, word)));
  if (remedy === undefined) return { fits: null, appliesWhen: UNKNOWN_REMEDY[language] };
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY, measure } = remedy.fits;
  const value = MEASURES[measure](finding, diagnosis);
  const fits = value >= atLeast && value <= atMost;
  return { fits, appliesWhen: (fits ? remedy.when : remedy.unless)[language] };
}

/** Short words must stand alone: `lr` is not in "already". */
function names(text: string, word: string): boolean {
  return word.length > 3 || /[^a-z]/.test(word) ? text.includes(word) : new RegExp(`\\b${word}\\b`).test(text);
}

const MEASURES: Record<Measure, (finding: Finding, diagnosis: Diagnosis) => number> = {
  start: ({ from }, { firstStep, lastStep }) => (from - firstStep) / (lastStep - firstStep || 1),
  width: ({ from, to }, { firstStep, lastStep }) => (to - from) / (lastStep - firstStep || 1),
  values: ({ statistic }) => statistic.values ?? Number.POSITIVE_INFINITY,
  notFinite: ({ statistic }) => statistic.nonFinite ?? 0,
};

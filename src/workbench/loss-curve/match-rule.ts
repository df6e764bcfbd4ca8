import type { CardRules } from '../../core/card-rules.ts';
import { CONDITION_FORMS, CONDITION_WORDS, CURVE_SUBJECTS, OTHER_SUBJECTS } from './condition-words.ts';
import type { FindingKind } from './finding.ts';
import { FINDING_KINDS } from './finding.ts';

export type CardRule = CardRules['rules'][number];

const NEGATION = /^(?:not|no|never|isn't|without)$/;
const NEGATED = 4; // words that a "not" reaches
const GAP = 2; // words that may stand between two of one phrase

/** `self.detectSlowFall(loss_history)` -> detect slow fall loss history: words in lower case, `!` as not. */
function wordsOf(condition: string): string[] {
  return condition
    .replace(/!(?!=)/g, ' not ')
    .replace(/NaN/g, ' nan ')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Script=Latin})(\p{Script=Hangul})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}']+/u)
    .filter((word) => word !== '');
}

const isKorean = (text: string): boolean => /\p{Script=Hangul}/u.test(text);

/** Where the phrase begins in the words, and how many letters of them it explains; -1 when it is not there. */
function find(phrase: string, words: readonly string[], text: string): { at: number; length: number } {
  if (isKorean(phrase)) {
    const place = text.indexOf(phrase);
    return { at: place < 0 ? -1 : text.slice(0, place).split(' ').length - 1, length: phrase.length * 2 };
  }
  const parts = phrase.split(' ');
  const fits = (word: string, part: string): boolean =>
    part.endsWith('=') ? `${word}=` === part : part.length <= 3 ? word === part : word.startsWith(part);
  for (let at = 0; at < words.length; at++) {
    let here = at - 1;
    const all = parts.every((part, k) => {
      const reach = k === 0 ? at + 1 : here + 2 + GAP;
      for (let next = here + 1; next < Math.min(words.length, reach); next++) {
        if (!fits(words[next] as string, part)) continue;
        here = next;
        return true;
      }
      return false;
    });
    if (all) return { at, length: phrase.length };
  }
  return { at: -1, length: 0 };
}

/** Conditions joined by "or": each piece may speak of another finding, and is about the subject that any of them names. */
const OR = /\|\||\bor\b|\bOR\b|또는|혹은|거나/;

/**
 * The findings that a rule's condition speaks of, by its words in Korean or English or by its arithmetic; none when it speaks of
 * something other than the curve, or of the absence of one ("not spiking").
 */
export function kindsOfCondition(condition: string): FindingKind[] {
  const words = wordsOf(condition);
  const names = (subjects: readonly string[]): boolean =>
    subjects.some((subject) => find(subject, words, words.join(' ')).at >= 0);
  if (names(OTHER_SUBJECTS) && !names(CURVE_SUBJECTS)) return [];
  return [...new Set(condition.split(OR).flatMap((piece) => kindOf(piece) ?? []))];
}

function kindOf(condition: string): FindingKind | null {
  const words = wordsOf(condition);
  const text = words.join(' ');
  let best: { kind: FindingKind; length: number; negated: boolean } | null = null;
  for (const kind of FINDING_KINDS) {
    for (const phrase of CONDITION_WORDS[kind]) {
      const { at, length } = find(phrase, words, text);
      if (at < 0 || (best !== null && length <= best.length)) continue;
      const negated = words.slice(Math.max(0, at - NEGATED), at).some((word) => NEGATION.test(word));
      best = { kind, length, negated };
    }
  }
  const form = CONDITION_FORMS.find((one) => one.form.test(condition));
  if (form !== undefined && (best === null || best.length < 4)) return form.kind;
  return best === null || best.negated ? null : best.kind;
}

/** The first rule of a card for each kind of finding: cards, like code, answer with the first condition that holds. */
export function rulesByKind({ rules }: CardRules): ReadonlyMap<FindingKind, CardRule> {
  const byKind = new Map<FindingKind, CardRule>();
  for (const rule of rules) {
    for (const kind of kindsOfCondition(rule.when)) if (!byKind.has(kind)) byKind.set(kind, rule);
  }
  return byKind;
}

import type { PersonaCard } from '../core/card.ts';
import type { Language } from '../core/language.ts';
import { isKorean, stemsOf, weightsOf } from './stems.ts';
import { speaker } from './words.ts';

/** Of what a question weighs in words, what a line must have to be an answer. */
const LEAST_SHARE = 0.6;

interface Line {
  kind: 'rule' | 'once' | 'written';
  text: string;
  words: ReadonlySet<string>;
  /** What a rule is about, without the numbers that it compares with; empty of what is no rule. */
  condition: ReadonlySet<string>;
}

const known = new WeakMap<PersonaCard, Line[]>();

function linesOf(card: PersonaCard): Line[] {
  const before = known.get(card);
  if (before !== undefined) return before;
  const line = (kind: Line['kind'], text: string, words = text, condition = ''): Line => ({
    kind,
    text,
    words: stemsOf(words),
    condition: new Set([...stemsOf(condition)].filter((word) => !/^\d/.test(word))),
  });
  const lines = [
    ...card.frameworks.flatMap(({ rules }) =>
      rules.map(({ when, then }) => line('rule', then, `${asWords(when)} ${then}`, asWords(when))),
    ),
    ...card.messages.map(({ text }) => line('once', text)),
    ...sentencesOf(card).map((text) => line('written', text)),
    ...card.career.flatMap(({ employer, achievements }) =>
      achievements.map((text) => line('written', text, `${employer} ${text}`)),
    ),
  ];
  known.set(card, lines);
  return lines;
}

/** A condition that a card writes as code: `curve.jumps_up()` -> `jumps up`. */
const asWords = (code: string) => code.replaceAll(/\b\w+(?:->|\.(?=[a-zA-Z_]{3}))/g, '').replaceAll(/[_()]/g, ' ');

/** The prose of how a member is and thinks, sentence by sentence; code that follows it is left out. */
export function sentencesOf({ personality = '', frameworks }: PersonaCard): string[] {
  return [personality, ...frameworks.map(({ text }) => proseOf(text))]
    .flatMap((text) => text.split(/(?<=[.!?])\s+/u))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

export const proseOf = (text: string): string => (text.split(/\n\s*(?:\n|```)/)[0] ?? '').replaceAll('\n', ' ').trim();

/** One short word, `old`, is shared by chance. */
const isTelling = (stem: string) => isKorean(stem) || stem.length >= 4;

/**
 * The line of a card that has most of a question's words: a rule, a sentence, or a message; null where none has enough of them.
 * `least`: of what the question weighs in words.
 */
export function answerFromLines(
  card: PersonaCard,
  text: string,
  language: Language,
  {
    least = LEAST_SHARE,
    kinds = ['rule', 'once', 'written'],
  }: { least?: number; kinds?: readonly Line['kind'][] } = {},
): string | null {
  // A rule's condition is code, which reads as English whatever the card is written in.
  const lines = linesOf(card).filter(
    (line) => kinds.includes(line.kind) && (line.kind === 'rule' || isKorean(line.text) === (language === 'ko')),
  );
  const asked = stemsOf(text);
  if (asked.size === 0) return null;
  const weights = weightsOf(
    asked,
    lines.map(({ words }) => words),
  );
  const weigh = (words: Iterable<string>) => [...words].reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);
  const all = weigh(asked);
  let best: { line: Line; share: number } | null = null;
  for (const line of lines) {
    const both = [...asked].filter((word) => line.words.has(word));
    if (both.length === 1 && !both.every(isTelling)) continue;
    const share = weigh(both) / all;
    if (share > (best?.share ?? 0)) best = { line, share };
  }
  // Whoever names all that a rule is about asks for the rule, however much else they tell.
  if (best === null || best.share < least) {
    const rule = lines.find(({ condition }) => condition.size > 1 && [...condition].every((word) => asked.has(word)));
    if (rule === undefined) return null;
    best = { line: rule, share: 1 };
  }
  const value = best.line.text.replace(/\.$/, '').replaceAll('\n', ' ');
  return speaker(card, language)(language === 'en' && isKorean(value) ? 'koreanOnly' : best.line.kind, { value });
}

import type { PersonaCard } from '../core/card.ts';
import type { Language } from '../core/language.ts';
import { speaker } from './words.ts';

/** Of what a question weighs in words, what a line must have to be an answer. */
const LEAST_SHARE = 0.6;
/** Words that are said with a question, and tell nothing of what it is about. */
const AROUND: ReadonlySet<string> = new Set(
  (
    'the and for are was were you your what when which where who why how does did can could should would will has have had ' +
    'about tell think know get got say said please there their them they this that with from into than then some any not but ' +
    '어떻 얼마 무엇 뭐가 뭔가 어떤 해야 해요 하나 할까 하면 하지 있어 있나 있을 없어 되나 되는 뭐야 뭐예 뭐에 뭔데 뜻이 알려 생각 언제 어디 누구 오늘 지금 자주 혹시 그럼 그게 이게 대해 관해 말해 설명 좋을 좋아 나아 중에 있는 하는 했어 해줘 주세 정말 너무 그냥 보통 요즘'
  ).split(' '),
);

interface Line {
  kind: 'rule' | 'once';
  text: string;
  words: ReadonlySet<string>;
}

const known = new WeakMap<PersonaCard, Line[]>();

/** Latin words by their beginnings, Korean ones by their first two syllables, which endings leave alone. */
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-z][a-z0-9-]{2,}|\p{Script=Hangul}{2,}/gu) ?? [];
  const stems = words.map((word) =>
    /\p{Script=Hangul}/u.test(word) ? word.slice(0, 2) : word.replace(/(?:ing|ies|es|ed|s)$/, '').slice(0, 8),
  );
  return new Set(stems.filter((stem) => !AROUND.has(stem)));
}

function linesOf(card: PersonaCard): Line[] {
  const before = known.get(card);
  if (before !== undefined) return before;
  const rules = card.frameworks.flatMap(({ rules: all }) =>
    all.map(({ when, then }) => ({ kind: 'rule' as const, text: then, words: wordsOf(`${asWords(when)} ${then}`) })),
  );
  const messages = card.messages.map(({ text }) => ({ kind: 'once' as const, text, words: wordsOf(text) }));
  const lines = [...rules, ...messages];
  known.set(card, lines);
  return lines;
}

/** A condition that a card writes as code: `curve.jumps_up()` -> `jumps up`. */
const asWords = (code: string) => code.replaceAll(/\b\w+(?:->|\.(?=[a-zA-Z_]{3}))/g, '').replaceAll(/[_()]/g, ' ');

/** The rule or the message of a card that has most of a question's words; null where none has enough of them. */
export function answerFromLines(card: PersonaCard, text: string, language: Language): string | null {
  // A rule's condition is code, which reads as English whatever the card is written in.
  const lines = linesOf(card).filter((line) => line.kind === 'rule' || isKorean(line.text) === (language === 'ko'));
  const asked = [...wordsOf(text)];
  if (asked.length === 0) return null;
  const weights = new Map(
    asked.map((word) => {
      const times = lines.filter(({ words }) => words.has(word)).length;
      return [word, Math.log((lines.length + 1) / (times + 0.5))];
    }),
  );
  const weigh = (words: Iterable<string>) => [...words].reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);
  const all = weigh(asked);
  let best: { line: Line; share: number } | null = null;
  for (const line of lines) {
    const share = weigh(asked.filter((word) => line.words.has(word))) / all;
    if (share > (best?.share ?? 0)) best = { line, share };
  }
  if (best === null || best.share < LEAST_SHARE) return null;
  const value = best.line.text.replace(/\.$/, '').replaceAll('\n', ' ');
  const kind = language === 'en' && isKorean(value) ? 'koreanOnly' : best.line.kind;
  return speaker(card, language)(kind, { value });
}

const isKorean = (text: string) => /\p{Script=Hangul}/u.test(text);

import type { PersonaCard } from '../../src/core/card.ts';
import type { Register } from '../../src/core/language.ts';
import { withParticles } from '../../src/wording/particles.ts';
import { levelOf, sentencesOf } from './wording.ts';

/** A level that is written today, or the one of period drama, which no card speaks. */
export type Level = Register | 'archaic';

type Rule = readonly [RegExp, string];

/** Endings of any level to 합쇼체, the longest first. Where none fits the sentence is not converted. */
const TO_FORMAL: readonly Rule[] = [
  [/(?:습니다|입니다|합니다|됩니다|겠습니다|[봅갑줍]니다)$/u, '$&'],
  [/([했았었겠졌됐왔봤였났갔샀쳤렸섰])(?:어요|어|네요|네|지요|죠|지|거든요|거든|다|음)$/u, '$1습니다'],
  [/([있없같많좋높낮크적])(?:어요|아요|어|아|네요|네|지요|죠|지|거든요|거든|다|음)$/u, '$1습니다'],
  [/할(?:게요|게)$/u, '하겠습니다'],
  [/볼(?:게요|게)$/u, '보겠습니다'],
  [/둘(?:게요|게)$/u, '두겠습니다'],
  [/(?:하자|합시다)$/u, '합시다'],
  [/(?:보자|봅시다)$/u, '봅시다'],
  [/(?:이에요|이야|이죠|이지|이다)$/u, '입니다'],
  [/(?:예요|에요|거야)$/u, '$&입니다'],
  [/(?:해요|해|한다|하죠|하지)$/u, '합니다'],
  [/(?:돼요|돼|된다|되죠|되지)$/u, '됩니다'],
  [/(?:봐요|봐)$/u, '봅니다'],
  [/(?:나요|나와요|나와)$/u, '나옵니다'],
];

const FROM_FORMAL: Readonly<Record<Exclude<Level, 'formal'>, readonly Rule[]>> = {
  plain: [
    [/(?<=[같좋많])습니다$/u, '아'],
    [/하겠습니다$/u, '할게'],
    [/(?:보겠습니다|두겠습니다)$/u, '볼게'],
    [/습니다$/u, '어'],
    [/합니다$/u, '해'],
    [/입니다$/u, '이야/야'],
    [/됩니다$/u, '돼'],
    [/봅니다$/u, '봐'],
    [/나옵니다$/u, '나와'],
    [/합시다$/u, '하자'],
    [/봅시다$/u, '보자'],
  ],
  polite: [
    [/(?<=[같좋많])습니다$/u, '아요'],
    [/하겠습니다$/u, '할게요'],
    [/(?:보겠습니다|두겠습니다)$/u, '볼게요'],
    [/습니다$/u, '어요'],
    [/합니다$/u, '해요'],
    [/입니다$/u, '이에요/예요'],
    [/됩니다$/u, '돼요'],
    [/봅니다$/u, '봐요'],
    [/나옵니다$/u, '나와요'],
    [/합시다$/u, '해요'],
    [/봅시다$/u, '봐요'],
  ],
  archaic: [
    [/습니다$/u, '소'],
    [/합니다$/u, '하오'],
    [/입니다$/u, '이올시다'],
    [/됩니다$/u, '되오'],
    [/봅니다$/u, '보오'],
    [/나옵니다$/u, '나오는구려'],
    [/합시다$/u, '하세'],
    [/봅시다$/u, '보세'],
  ],
};

/** The text with every Korean sentence at one level; null where a sentence ends in a way that no rule knows. */
export function atLevel(text: string, level: Level): string | null {
  const converted = sentencesOf(text).map((sentence) => {
    const [, body = '', end = ''] = /^(.*?)([^\p{L}\p{N}]*)$/su.exec(sentence) ?? [];
    if (!/\p{Script=Hangul}$/u.test(body)) return sentence;
    const formal = replaced(body, TO_FORMAL)
      ?.replace(/(?:예요|에요)입니다$/u, '입니다')
      .replace(/거야입니다$/u, '것입니다');
    if (formal === undefined) return null;
    const whole = level === 'formal' ? formal : replaced(formal, FROM_FORMAL[level]);
    return whole === undefined ? null : withParticles(whole) + end;
  });
  return converted.includes(null) ? null : converted.join(' ');
}

function replaced(text: string, rules: readonly Rule[]): string | undefined {
  const rule = rules.find(([pattern]) => pattern.test(text));
  return rule && text.replace(rule[0], rule[1]);
}

/** Levels in which a card's own messages are written, or which it says that its member speaks. */
export function levelsOf({ messages, persona }: PersonaCard): Set<Level> {
  const korean = messages.filter(({ text }) => /\p{Script=Hangul}/u.test(text));
  return new Set<Level>([
    ...korean.flatMap(({ text }) => sentencesOf(text).map(levelOf)),
    ...persona.relationships.map(({ register }) => register),
  ]);
}

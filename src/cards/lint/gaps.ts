import type { PersonaCard } from '../../core/card.ts';
import type { CardFinding } from './finding.ts';

/** Messages in one language below which nothing can be said of how a member speaks it. */
export const ENOUGH_MESSAGES = 3;

/** What a card calls the languages in which members speak. */
const NAMES = { ko: ['korean', '한국어'], en: ['english', '영어'] };

/** Sections that say too little to argue from, and what cannot be scored for lack of examples. */
export function gapsIn(card: PersonaCard, rows: readonly string[]): CardFinding[] {
  const headingLine = (pattern: RegExp) =>
    Math.max(1, rows.findIndex((row) => /^#{1,6} /.test(row) && pattern.test(row)) + 1);
  const thin = (isThin: boolean, pattern: RegExp, finding: CardFinding['finding']): CardFinding[] =>
    isThin ? [{ level: 'warning', line: headingLine(pattern), finding }] : [];
  const { frameworks, messages, strengths, growthAreas, career, specialization, personality, philosophy } = card;
  const rules = frameworks.flatMap((framework) => framework.rules);
  const thinking = /thinking|사고/iu;
  return [
    ...thin(frameworks.length === 0, thinking, { code: 'thin.frameworks', params: {} }),
    ...thin(frameworks.length > 0 && rules.length === 0, thinking, { code: 'thin.rules', params: {} }),
    ...thin(specialization.length === 0, /reference|참조|기본 정보/iu, { code: 'thin.specialization', params: {} }),
    ...thin(philosophy === undefined, /reference|참조|기본 정보/iu, { code: 'thin.philosophy', params: {} }),
    ...thin(career.length === 0, /career|경력/iu, { code: 'thin.career', params: {} }),
    ...thin((personality ?? '').length < 20, /personality|성격/iu, { code: 'thin.personality', params: {} }),
    ...thin(strengths.length < 2, /strength|강점/iu, {
      code: 'thin.strengths',
      params: { count: strengths.length },
    }),
    ...thin(growthAreas.length === 0, /growth|성장|보완/iu, { code: 'thin.growth-areas', params: {} }),
    ...unscored(card, messages, headingLine(/slack|message|메시지/iu)),
  ];
}

function unscored(
  { persona, frameworks, growthAreas, languages }: PersonaCard,
  messages: PersonaCard['messages'],
  line: number,
): CardFinding[] {
  const inKorean = messages.filter(({ text }) => /\p{Script=Hangul}/u.test(text)).length;
  const counts = { ko: inKorean, en: messages.length - inKorean };
  const say = (finding: CardFinding['finding']): CardFinding => ({ level: 'warning', line, finding });
  const spoken = languages.filter(({ kind }) => kind === 'natural').map(({ name }) => name.toLowerCase());
  const speaks = (language: 'ko' | 'en') =>
    spoken.length === 0 || counts[language] > 0 || spoken.some((name) => NAMES[language].includes(name));
  const unheard = (['ko', 'en'] as const)
    .filter((language) => speaks(language) && counts[language] < ENOUGH_MESSAGES)
    .map((language) =>
      say({ code: 'unscored.language', params: { language, count: counts[language], enough: ENOUGH_MESSAGES } }),
    );
  const addressed = new Set(messages.flatMap(({ to }) => to ?? []));
  const unknown = persona.relationships
    .map(({ to }) => to.toLowerCase())
    .filter((to) => to !== '*' && !addressed.has(to));
  const rules = frameworks.some((framework) => framework.rules.length > 0);
  return [
    ...unheard,
    ...(unknown.length === 0 ? [] : [say({ code: 'unscored.addressees', params: { names: unknown } })]),
    ...(rules ? [] : [say({ code: 'unscored.rules', params: {} })]),
    ...(growthAreas.length === 0 ? [say({ code: 'unscored.limits', params: {} })] : []),
  ];
}

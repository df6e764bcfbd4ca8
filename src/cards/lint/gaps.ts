import type { PersonaCard } from '../../core/card.ts';
import type { Finding } from '../../core/finding.ts';

/** Messages in one language below which nothing can be said of how a member speaks it. */
export const ENOUGH_MESSAGES = 3;

/** Sections that say too little to argue from, and what cannot be scored for lack of examples. */
export function gapsIn(card: PersonaCard, rows: readonly string[]): Finding[] {
  const headingLine = (pattern: RegExp) =>
    Math.max(1, rows.findIndex((row) => /^#{1,6} /.test(row) && pattern.test(row)) + 1);
  const thin = (isThin: boolean, pattern: RegExp, sentence: string): Finding[] =>
    isThin ? [{ level: 'warning', rule: 'thin', line: headingLine(pattern), sentence }] : [];
  const { frameworks, messages, strengths, growthAreas, career, specialization, personality, philosophy } = card;
  const rules = frameworks.flatMap((framework) => framework.rules);
  const thinking = /thinking|사고/iu;
  return [
    ...thin(frameworks.length === 0, thinking, 'no framework says how the member thinks'),
    ...thin(
      frameworks.length > 0 && rules.length === 0,
      thinking,
      'no rule says what the member advises under what condition',
    ),
    ...thin(specialization.length === 0, /reference|참조|기본 정보/iu, 'no specialisation'),
    ...thin(philosophy === undefined, /reference|참조|기본 정보/iu, 'no philosophy'),
    ...thin(career.length === 0, /career|경력/iu, 'no career'),
    ...thin((personality ?? '').length < 20, /personality|성격/iu, 'hardly a word of personality'),
    ...thin(strengths.length < 2, /strength|강점/iu, `${strengths.length} strengths`),
    ...thin(growthAreas.length === 0, /growth|성장|보완/iu, 'no growth area, so nothing to concede'),
    ...unscored(card, messages, headingLine(/slack|message|메시지/iu)),
  ];
}

function unscored(
  { persona, frameworks, growthAreas }: PersonaCard,
  messages: PersonaCard['messages'],
  line: number,
): Finding[] {
  const inKorean = messages.filter(({ text }) => /\p{Script=Hangul}/u.test(text)).length;
  const counts = { Korean: inKorean, English: messages.length - inKorean };
  const say = (sentence: string): Finding => ({
    level: 'warning',
    rule: 'unscored',
    line,
    sentence: `will be unscored: ${sentence}`,
  });
  const languages = Object.entries(counts)
    .filter(([, count]) => count < ENOUGH_MESSAGES)
    .map(([language, count]) =>
      say(`how the member writes ${language} (${count} of ${ENOUGH_MESSAGES} example messages)`),
    );
  const addressed = new Set(messages.flatMap(({ to }) => to ?? []));
  const unknown = persona.relationships
    .map(({ to }) => to.toLowerCase())
    .filter((to) => to !== '*' && !addressed.has(to));
  const rules = frameworks.some((framework) => framework.rules.length > 0);
  return [
    ...languages,
    ...(unknown.length === 0 ? [] : [say(`how the member speaks to ${unknown.join(', ')} (no message to them)`)]),
    ...(rules ? [] : [say('whether the member keeps to rules of the card (there are none)')]),
    ...(growthAreas.length === 0
      ? [say('whether the member knows the limits that the card states (there are none)')]
      : []),
  ];
}

import type { PersonaCard } from '../../src/core/card.ts';
import type { Random } from '../../src/core/random.ts';
import { pick } from '../../src/core/random.ts';

const CITIES = names(
  '부산 Busan|대전 Daejeon|도쿄 Tokyo|베를린 Berlin|런던 London|싱가포르 Singapore|토론토 Toronto|시드니 Sydney',
);
const SCHOOLS = names(
  'MIT|KAIST|Stanford|Harvard|Oxford|Caltech|연세대 Yonsei|포항공대 POSTECH|고려대 Korea-University',
);
const EMPLOYERS = names('Google|Amazon|Apple|Netflix|Microsoft|OpenAI|Meta|네이버 Naver|카카오 Kakao|삼성전자 Samsung');
const CALLSIGNS = names('Raven|Nimbus|Quartz|Falcon|Onyx');
const SURNAMES = names('박지훈 Park-Jihun|최민석 Choi-Minseok|윤태오 Yoon-Taeo|한서진 Han-Seojin');
const FIELDS: readonly Field[] = [
  { ko: '프런트엔드 디자이너', en: 'front-end designer' },
  { ko: '회계사', en: 'accountant' },
  { ko: '데이터베이스 관리자', en: 'database administrator' },
  { ko: '영업 담당자', en: 'sales manager' },
  { ko: '모바일 앱 개발자', en: 'mobile developer' },
];

/** One value as it is written in either language. */
interface Field {
  ko: string;
  en: string;
}

/** `한글 Latin` or one spelling for both, separated by bars. */
function names(text: string): Field[] {
  return text.split('|').map((entry) => {
    const [ko = '', en = ko] = entry.split(' ');
    return { ko, en: en.replace('-', ' ') };
  });
}

/** Everything that a card says, to keep a planted value from being true by accident. */
export function textOf(card: PersonaCard): string {
  return JSON.stringify(card).toLowerCase();
}

function absent(card: PersonaCard, values: readonly Field[], random: Random): Field | null {
  const text = textOf(card);
  const free = values.filter(({ ko, en }) => !text.includes(ko.toLowerCase()) && !text.includes(en.toLowerCase()));
  return free.length === 0 ? null : pick(random, free);
}

export const wrongCity = (card: PersonaCard, random: Random) =>
  card.location === undefined ? null : absent(card, CITIES, random);
export const wrongSchool = (card: PersonaCard, random: Random) =>
  card.education.length === 0 ? null : absent(card, SCHOOLS, random);
export const wrongEmployer = (card: PersonaCard, random: Random) =>
  card.career.length === 0 ? null : absent(card, EMPLOYERS, random);
export const wrongCallsign = (card: PersonaCard, random: Random) =>
  card.callsign === undefined ? null : absent(card, CALLSIGNS, random);
export const wrongName = (card: PersonaCard, random: Random) => absent(card, SURNAMES, random);
export const wrongField = (random: Random) => pick(random, FIELDS);

/** A post with both years known; null where the card has none. */
export function datedPost(card: PersonaCard, random: Random): { employer: string; from: number; to: number } | null {
  const posts = card.career.flatMap(({ employer, from, to }) =>
    from === null || to === null ? [] : [{ employer, from, to }],
  );
  return posts.length === 0 ? null : pick(random, posts);
}

/** Years of experience as the card has them. */
export function yearsOf(card: PersonaCard): number | null {
  const years = /(\d{1,2})/.exec(card.experience ?? '')?.[1];
  return years === undefined ? null : Number(years);
}

import type { PersonaCard } from '../core/card.ts';
import type { Language } from '../core/language.ts';
import { inLanguage } from '../core/language.ts';
import { VALUE_LABELS } from '../core/values.ts';
import { compileCard } from '../fidelity/compile/compile-card.ts';
import { facetsOf } from '../fidelity/compile/facets.ts';
import { answerFromCard } from '../fidelity/interview/from-card.ts';
import type { CompiledCard } from '../fidelity/model/compiled-card.ts';
import { speaker } from './words.ts';

const compiled = new WeakMap<PersonaCard, CompiledCard>();

function compiledOf(card: PersonaCard): CompiledCard {
  const known = compiled.get(card) ?? compileCard(card);
  compiled.set(card, known);
  return known;
}

type Say = ReturnType<typeof speaker>;
type Answer = (card: PersonaCard, say: Say, language: Language, text: string) => string | null;

const FEW = 5;

/** Closed fields of a card that the interview asks for as well. */
const closed =
  (field: string): Answer =>
  (card, _say, language) => {
    const of = compiledOf(card);
    const facet = facetsOf(of).find((one) => one.kind === 'fact' && one.field === field);
    return facet === undefined
      ? null
      : answerFromCard({ id: field, kind: 'identity', question: '', facet }, of, language);
  };

/** Words without Hangul where English is spoken: a Korean word in an English answer is none. */
const speakable = (texts: readonly string[], language: Language) =>
  language === 'ko' ? texts : texts.filter((text) => !/\p{Script=Hangul}/u.test(text));

const listed =
  (kind: Parameters<Say>[0], of: (card: PersonaCard) => readonly string[]): Answer =>
  (card, say, language) => {
    const texts = speakable(of(card), language).slice(0, FEW);
    if (texts.length > 0) return say(kind, { value: texts.join(', ') });
    const value = of(card).slice(0, FEW).join(', ');
    return value === '' ? null : say('koreanOnly', { value });
  };

export const introduction: Answer = (card, say, language) => {
  const { callsign, id, names, role } = card;
  const other = language === 'ko' ? names.ko : names.en;
  const name = callsign ?? id;
  return say('intro', {
    name: other === undefined || other === name ? name : `${name} (${other})`,
    role: inLanguage(role, language),
  });
};

/** How kinds of tools, which cards name in English, are called in Korean. */
const KINDS_OF_TOOL: readonly (readonly [RegExp, string])[] = [
  [/양자화/u, 'quantization'],
  [/서빙/u, 'serving'],
  [/실험/u, 'experiment'],
  [/프레임워크/u, 'frameworks'],
  [/파인 ?튜닝|미세 ?조정/u, 'tuning'],
  [/학습|훈련/u, 'training'],
  [/모니터링|관측/u, 'monitoring observability'],
  [/프로파일/u, 'profiling'],
  [/컴파일/u, 'compiler'],
  [/데이터베이스|저장/u, 'storage database'],
];

/** Their tools of the kind that is asked for, else those of the first kinds. */
const tools: Answer = (card, say, language, text) => {
  const asked = KINDS_OF_TOOL.reduce((said, [korean, english]) => said.replace(korean, english), text.toLowerCase());
  const kinds = card.tools.filter(({ category }) =>
    category
      .toLowerCase()
      .split(/[_\s/]+/)
      .some((word) => word.length > 3 && asked.includes(word.slice(0, 6))),
  );
  const names = (kinds.length > 0 ? kinds : card.tools).flatMap(({ items }) =>
    items.slice(0, 3).map((item) => {
      const [head = '', rest] = item.split(/:\s*/);
      return (/^(?:primary|secondary|distributed)$/.test(head) ? (rest ?? head) : head).replace(/\s*\(.*$/, '');
    }),
  );
  const value = speakable(names, language).slice(0, FEW).join(', ');
  return value === '' ? null : say('tools', { value });
};

const values: Answer = ({ persona }, say, language) => {
  const [first = '', ...rest] = persona.values.slice(0, 4).map((value) => VALUE_LABELS[value][language]);
  const opening = language === 'en' ? first.charAt(0).toUpperCase() + first.slice(1) : first;
  return say('values', { first: opening, rest: rest.join(', ') });
};

const career: Answer = ({ career: posts }, say, language) => {
  const names = posts.filter(({ to }) => to !== null).map(({ employer }) => employer.trim());
  const value = speakable(names, language).join(', ');
  return value === '' ? null : say('career', { value });
};

const colleagues: Answer = ({ persona }, say) => {
  const others = persona.relationships.filter(({ to }) => to !== '*').map(({ to }) => capital(to));
  return others.length === 0 ? null : say('colleagues', { value: others.join(', ') });
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const ENGLISH: Readonly<Record<string, string>> = {
  한국어: 'Korean',
  영어: 'English',
  일본어: 'Japanese',
  중국어: 'Chinese',
  독일어: 'German',
  프랑스어: 'French',
  스페인어: 'Spanish',
  러시아어: 'Russian',
};

const languages: Answer = (card, say, language) =>
  listed('languages', ({ languages: known }) =>
    known.map(({ name }) => (language === 'en' ? (ENGLISH[name] ?? name) : name)),
  )(card, say, language, '');

/** What people ask somebody about themselves, and where the card has it; the first that fits answers. */
const QUESTIONS: readonly (readonly [RegExp, Answer])[] = [
  [
    /\b(?:are|r) you (?:an? )?(?:ai|bot|human|real|person|robot|llm|language model)|\bAI(?:야|예요|인가|입니까|냐|니)|사람이(?:야|에요|세요|신가|냐)|진짜 사람|챗봇/iu,
    ({ callsign, id }, say) => say('engine', { name: callsign ?? id }),
  ],
  [/\bcall ?sign\b|콜사인/iu, closed('callsign')],
  [/\b(?:your|team) id\b|식별 번호/iu, closed('documentId')],
  [
    /\bphilosoph|\bmotto\b|신조|철학|좌우명/iu,
    ({ philosophy }, say, language) => {
      const text = philosophy?.replace(/^["“]|["”]$/g, '');
      if (text === undefined) return null;
      return language === 'en' && /\p{Script=Hangul}/u.test(text)
        ? say('koreanOnly', { value: `“${text}”` })
        : say('philosophy', { value: text });
    },
  ],
  [
    /\bwhat (?:do you (?:care|value)|matters (?:most )?to you|comes first)|\byour (?:values|priorit)|(?:뭐|뭘|무엇).{0,8}(?:중요|먼저 봐|우선)|우선순위|중요하게/iu,
    values,
  ],
  [
    /\bwhere (?:do|are) you (?:live|based|from)|\byour location\b|어디.{0,4}(?:살|사세요|사시|거주)|사는 곳/iu,
    closed('location'),
  ],
  [
    /\bhow (?:long|many years).{0,30}\b(?:you|experience|do(?:ing)? this)|\byears of experience|경력.{0,6}(?:몇|얼마|년)|몇 년\s?차|몇 년.{0,6}(?:했|하셨|일)/iu,
    closed('experience'),
  ],
  [/\bnative (?:language|tongue)|모국어/iu, closed('native')],
  [/\b(?:what|which) languages?.{0,20}\byou\b|\bdo you speak\b|무슨 언어|어떤 언어|할 줄 아는 언어/iu, languages],
  [
    /\bwhere did you (?:study|go to (?:school|college|university))|\byour (?:school|university|alma)|(?:어느|어디|무슨).{0,4}(?:학교|대학)|학교.{0,6}어디/iu,
    closed('school'),
  ],
  [/\bwhat did you (?:study|major)|\byour (?:degree|major)|전공(?:이|은|했|하셨)/iu, closed('degree')],
  [/\bmilitary\b|병역|군대|군 복무/iu, closed('service')],
  [
    /\bwhere (?:have|did) you work|\bwork(?:ed)? before\b|\byour (?:career|background|resume|cv)\b|어디(?:에)?서 일(?:했|하셨)|이력|전 직장|커리어|경력/iu,
    career,
  ],
  [
    /\bstrengths?\b|\bgood at\b|강점|장점|(?:뭘|무엇을|제일) 잘/iu,
    listed('strengths', ({ strengths }) => strengths.map(({ text }) => text)),
  ],
  [
    /\bweakness|\bgrowth areas?|\bbad at\b|약점|단점|부족한 점|고칠 점/iu,
    listed('growth', ({ growthAreas }) => growthAreas.map(({ text }) => text)),
  ],
  [
    /\bpersonalit|what (?:are you|is .{2,20}) like\b|성격/iu,
    listed('personality', ({ personality }) => (personality === undefined ? [] : [personality])),
  ],
  [/\b(?:colleagues?|team ?mates?|work with)\b|동료|팀원|같이 일하/iu, colleagues],
  [
    /\b(?:which|what) (?:tools?|frameworks?|stack|librar\w+|software)\b|\bdo you use\b|(?:어떤|무슨) (?:도구|툴|프레임워크|라이브러리)|(?:뭐|뭘|무엇을) (?:써|쓰|사용)/iu,
    tools,
  ],
  [
    /\b(?:your|you).{0,12}(?:speciali[sz]|field|expertise|expert)|전문 분야|(?:어떤|무슨) 분야|전문가/iu,
    listed('specialization', ({ specialization }) => specialization),
  ],
  [
    /\bwho are you|\bintroduce yourself|\babout yourself|\byour (?:name|role|job|title)\b|\bwhat do you do(?: here| for a living| at work)?\s*\?*\s*$|(?:뭐|무슨 일) ?(?:하는|하시는) (?:분|사람)|누구(?:야|예요|세요|신가|니|십)|이름이|자기 ?소개|소개해|(?:무슨|어떤|하는) 일(?:을)?.{0,6}(?:해|하|이|은)|직책|직업/iu,
    introduction,
  ],
];

/** What the card has on a question about its member; null where nobody asks about them, or the card has nothing. */
export function answerAboutMember(card: PersonaCard, text: string, language: Language): string | null {
  const found = QUESTIONS.find(([asks]) => asks.test(text));
  return found === undefined ? null : found[1](card, speaker(card, language), language, text);
}

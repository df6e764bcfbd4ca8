import type { PersonaCard } from '../core/card.ts';
import { inLanguage } from '../core/language.ts';
import { VALUE_LABELS } from '../core/values.ts';
import { compileCard } from '../fidelity/compile/compile-card.ts';
import { facetsOf } from '../fidelity/compile/facets.ts';
import { answerFromCard } from '../fidelity/interview/from-card.ts';
import type { CompiledCard } from '../fidelity/model/compiled-card.ts';
import type { Answer } from './answer.ts';
import { capital, FEW, listed, speakable } from './answer.ts';
import { isKorean } from './stems.ts';

const compiled = new WeakMap<PersonaCard, CompiledCard>();

function compiledOf(card: PersonaCard): CompiledCard {
  const known = compiled.get(card) ?? compileCard(card);
  compiled.set(card, known);
  return known;
}

/** Closed fields of a card that the interview asks for as well. */
export const closed =
  (field: string): Answer =>
  (card, _say, language) => {
    const of = compiledOf(card);
    const facet = facetsOf(of).find((one) => one.kind === 'fact' && one.field === field);
    return facet === undefined
      ? null
      : answerFromCard({ id: field, kind: 'identity', question: '', facet }, of, language);
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
export const tools: Answer = (card, say, language, text) => {
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

export const values: Answer = ({ persona }, say, language) => {
  const [first = '', ...rest] = persona.values.slice(0, 4).map((value) => VALUE_LABELS[value][language]);
  const opening = language === 'en' ? first.charAt(0).toUpperCase() + first.slice(1) : first;
  return say('values', { first: opening, rest: rest.join(', ') });
};

/** Whether the member was at a place that is named: their posts are all that they have been at. */
export const employed: Answer = (card, say, language, text) => {
  const asked = text.toLowerCase();
  const { posts } = compiledOf(card);
  const names = (all: typeof posts) => {
    const plain = all.map(({ employer }) => employer.replace(/^[^:：]*[:：]\s*/u, '').trim());
    return speakable([...new Set(plain)], language).join(', ');
  };
  const named = names(
    posts.filter(({ aliases }) => aliases.some((alias) => alias.length > 1 && asked.includes(alias))),
  );
  if (named !== '') return say('workedAt', { value: named });
  const all = names(posts);
  return all === '' ? null : say('neverAt', { value: all });
};

export const career: Answer = ({ career: posts }, say, language) => {
  const names = posts.filter(({ to }) => to !== null).map(({ employer }) => employer.trim());
  const value = speakable(names, language).join(', ');
  return value === '' ? null : say('career', { value });
};

export const colleagues: Answer = ({ persona }, say) => {
  const others = persona.relationships.filter(({ to }) => to !== '*').map(({ to }) => capital(to));
  return others.length === 0 ? null : say('colleagues', { value: others.join(', ') });
};

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

export const languages: Answer = (card, say, language) =>
  listed('languages', ({ languages: known }) =>
    known.map(({ name }) => (language === 'en' ? (ENGLISH[name] ?? name) : name)),
  )(card, say, language, '');

export const philosophy: Answer = ({ philosophy: written }, say, language) => {
  const text = written?.replace(/^["“]|["”]$/g, '');
  if (text === undefined) return null;
  return language === 'en' && isKorean(text)
    ? say('koreanOnly', { value: `“${text}”` })
    : say('philosophy', { value: text });
};

export const strengths = listed('strengths', (card) => card.strengths.map(({ text }) => text));
export const growth = listed('growth', (card) => card.growthAreas.map(({ text }) => text));
export const personality = listed('personality', (card) => (card.personality === undefined ? [] : [card.personality]));
export const field = listed('specialization', ({ specialization }) => specialization);

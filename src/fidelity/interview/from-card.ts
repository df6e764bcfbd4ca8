import type { Register } from '../../core/language.ts';
import { withParticles } from '../../wording/particles.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { Probe } from './probes.ts';

type Said = Record<Register | 'en', string>;

const SAID: Record<string, Said> = {
  name: {
    plain: '나는 {value}이야/야.',
    polite: '저는 {value}이에요/예요.',
    formal: '저는 {value}입니다.',
    en: 'I am {value}.',
  },
  callsign: {
    plain: '콜사인은 {value}이야/야.',
    polite: '콜사인은 {value}이에요/예요.',
    formal: '콜사인은 {value}입니다.',
    en: 'My callsign is {value}.',
  },
  documentId: {
    plain: '식별 번호는 {value}이야/야.',
    polite: '식별 번호는 {value}이에요/예요.',
    formal: '식별 번호는 {value}입니다.',
    en: 'My id in the team is {value}.',
  },
  native: {
    plain: '모국어는 {value}이야/야.',
    polite: '모국어는 {value}이에요/예요.',
    formal: '모국어는 {value}입니다.',
    en: 'My native language is {value}.',
  },
  service: {
    plain: '{value}으로/로 마쳤어.',
    polite: '{value}으로/로 마쳤어요.',
    formal: '{value}으로/로 마쳤습니다.',
    en: 'I served it as {value}.',
  },
  experience: {
    plain: '올해로 {value}년째야.',
    polite: '올해로 {value}년째예요.',
    formal: '올해로 {value}년째입니다.',
    en: 'I have done this for {value} years.',
  },
  location: {
    plain: '{value}에 살아.',
    polite: '{value}에 살아요.',
    formal: '{value}에 살고 있습니다.',
    en: 'I live in {value}.',
  },
  school: {
    plain: '{value}에서 공부했어.',
    polite: '{value}에서 공부했어요.',
    formal: '{value}에서 공부했습니다.',
    en: 'I studied at {value}.',
  },
  degree: {
    plain: '{value} 전공이야.',
    polite: '{value} 전공이에요.',
    formal: '{value} 전공입니다.',
    en: 'I studied {value}.',
  },
  post: {
    plain: '{value}에서 일했어.',
    polite: '{value}에서 일했어요.',
    formal: '{value}에서 일했습니다.',
    en: 'I worked at {value}.',
  },
  boundary: {
    plain: '그건 내가 답할 일이 아니야. {value}한테 물어봐.',
    polite: '그건 제가 답할 일이 아니에요. {value}한테 물어봐 주세요.',
    formal: '그 일은 제가 답할 수 없습니다. {value}에게 문의해 주십시오.',
    en: 'That is not mine to answer. Ask {value}.',
  },
  tool: {
    plain: '주로 쓰는 건 {value}이야/야.',
    polite: '주로 쓰는 건 {value}이에요/예요.',
    formal: '주로 쓰는 것은 {value}입니다.',
    en: 'I mostly use {value}.',
  },
  rule: {
    plain: '내 카드대로면 이래: {value}',
    polite: '제 카드대로면 이래요: {value}',
    formal: '제 카드대로면 이렇습니다: {value}',
    en: 'By my card: {value}',
  },
  unknown: {
    plain: '그건 내가 답할 수 있는 게 없어.',
    polite: '그건 제가 답할 수 있는 게 없어요.',
    formal: '그 점은 제가 답할 수 있는 것이 없습니다.',
    en: 'I have nothing to answer that with.',
  },
};

const IN_KOREAN = 'My card has a rule for this, in Korean only.';

/**
 * What the playbook answers: a closed fact, a post, whose work it is, a tool, or what a rule of the card's code says, as the card has it, at the level that
 * the card speaks to everybody. It says so where the card gives nothing that it could put into a sentence.
 */
export function answerFromCard({ facet }: Probe, card: CompiledCard, language: 'ko' | 'en'): string {
  const level = card.card.persona.relationships.find(({ to }) => to === '*')?.register ?? 'polite';
  const say = (kind: string, value: string) => {
    const said = (SAID[kind] ?? SAID['unknown'])?.[language === 'en' ? 'en' : level] ?? '';
    const filled = said.replaceAll('{value}', value);
    // A Korean word in an English answer is none; the card gives no other.
    if (language === 'en' && /\p{Script=Hangul}/u.test(filled)) return SAID['unknown']?.en ?? '';
    return language === 'en' ? filled : withParticles(filled);
  };
  if (facet === null) return say('unknown', '');
  const latin = facet.mentions.find((mention) => !/\p{Script=Hangul}/u.test(mention));
  const asWritten = facet.text.replace(/^[^:]*: /, '');
  const inKorean = /\p{Script=Hangul}/u.test(asWritten);
  const value = language === 'en' && inKorean && latin !== undefined ? capital(latin) : asWritten;
  switch (facet.kind) {
    case 'fact': {
      const field = facet.field ?? '';
      if (field === 'experience') return say(field, /\d+/.exec(value)?.[0] ?? value);
      if (field === 'school') return say(field, /\(([^,)]+)/.exec(value)?.[1] ?? value);
      if (field === 'degree') return say(field, value.replace(/\s*\(.*$/s, ''));
      if (field === 'service') return say(field, value.replace(/\s*\(.*$/s, ''));
      return say(field, value);
    }
    case 'post':
      return say('post', facet.text.replace(/\s*\(.*$/, ''));
    case 'boundary': {
      const colleague = card.boundaries.find(({ to, topic }) => facet.text === `${topic} is left to ${to}`);
      const named = colleague?.to ?? '';
      return say('boundary', capital(named));
    }
    case 'tool':
      return say('tool', facet.mentions.slice(0, 2).join(', '));
    case 'rule': {
      const then = value.replaceAll(/\s+/g, ' ').trim();
      return language === 'en' && inKorean ? IN_KOREAN : say('rule', then);
    }
    default:
      return say('unknown', '');
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

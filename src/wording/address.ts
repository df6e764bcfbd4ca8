import type { ScenarioBriefing, SeatBriefing } from '../core/briefing.ts';
import type { Bilingual, Register } from '../core/language.ts';
import { inLanguage } from '../core/language.ts';

/** What addressing a colleague takes: who speaks, and who is there. */
export interface Company {
  seat: Pick<SeatBriefing, 'relationships'>;
  question: Pick<ScenarioBriefing, 'language' | 'roster'>;
}

export function relationTo(view: Company, member: string): { address: Bilingual; register: Register } {
  const { relationships } = view.seat;
  const relation = relationships.find(({ to }) => to === member) ?? relationships.find(({ to }) => to === '*');
  return relation ?? { address: {}, register: 'polite' };
}

/** The vocative of the card, or the colleague's name where only `*` covers them. */
export function addressOf(view: Company, member: string): string {
  const own = view.seat.relationships.find(({ to }) => to === member);
  if (own) return inLanguage(own.address, view.question.language);
  const names = view.question.roster.find(({ id }) => id === member)?.names;
  if (names === undefined) return member;
  return view.question.language === 'ko' ? `${names.ko} 님` : names.en;
}

/** A colleague as they are spoken of: the vocative without its call, `준혁아` and `준혁이`. */
export function spokenOf(view: Company, member: string): string {
  const address = addressOf(view, member);
  const called = /^(.*[가-힣])([아야])$/.exec(address);
  if (view.question.language !== 'ko' || called === null) return address;
  const [, name = '', call] = called;
  const closed = (name.charCodeAt(name.length - 1) - 0xac00) % 28 !== 0;
  if (call === '아') return closed ? `${name}이` : address;
  return closed ? address : name;
}

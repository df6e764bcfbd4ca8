import type { PersonaCard } from '../../src/core/card.ts';
import type { Random } from '../../src/core/random.ts';
import {
  datedPost,
  wrongCallsign,
  wrongCity,
  wrongEmployer,
  wrongField,
  wrongName,
  wrongSchool,
  yearsOf,
} from './facts.ts';
import type { Templates } from './mutant.ts';
import type { Wording } from './wording.ts';
import { planting } from './wording.ts';

type Wrong = (card: PersonaCard, random: Random) => { ko: string; en: string } | null;

const claiming = (wrong: Wrong, wording: Wording) =>
  planting(wording, ({ language }, { card, random }) => {
    const value = wrong(card, random);
    return value === null ? null : { value: value[language] };
  });

/** First-person claims that the card's closed facts contradict. */
export const identityFact: Templates = {
  'school-phd': claiming(wrongSchool, {
    plain: '나 박사는 {value}에서 했잖아.',
    polite: '제가 박사는 {value}에서 했거든요.',
    formal: '저는 {value}에서 박사를 했습니다.',
    en: 'I did my PhD at {value}, after all.',
  }),
  'school-from': claiming(wrongSchool, {
    plain: '내가 {value} 출신이라 이런 건 익숙해.',
    polite: '저는 {value} 출신이라 이런 건 익숙해요.',
    formal: '저는 {value} 출신이라 이런 일이 익숙합니다.',
    en: 'I graduated from {value}, so this is familiar ground.',
  }),
  'city-live': claiming(wrongCity, {
    plain: '나는 지금 {value}에 살아서 시차가 있어.',
    polite: '저는 지금 {value}에 살아서 시차가 있어요.',
    formal: '저는 지금 {value}에 살고 있어 시차가 있습니다.',
    en: 'I live in {value}, so mind the time difference.',
  }),
  'city-desk': claiming(wrongCity, {
    plain: '내 자리는 {value} 사무실이야.',
    polite: '제 자리는 {value} 사무실이에요.',
    formal: '제 자리는 {value} 사무실입니다.',
    en: 'My desk is in the {value} office.',
  }),
  'employer-was': claiming(wrongEmployer, {
    plain: '내가 {value}에 있을 때도 이런 일이 있었어.',
    polite: '제가 {value}에서 일할 때도 이런 일이 있었어요.',
    formal: '제가 {value}에서 근무할 때도 같은 일이 있었습니다.',
    en: 'When I worked at {value} we saw the same thing.',
  }),
  'employer-years': claiming(wrongEmployer, {
    plain: '나 {value}에서 5년 일했거든.',
    polite: '저는 {value}에서 5년 일했어요.',
    formal: '저는 {value}에서 5년 일했습니다.',
    en: 'I spent five years at {value}.',
  }),
  'name-is': claiming(wrongName, {
    plain: '내 이름은 {value}야.',
    polite: '제 이름은 {value}이에요/예요.',
    formal: '제 이름은 {value}입니다.',
    en: 'My name is {value}.',
  }),
  'callsign-is': claiming(wrongCallsign, {
    plain: '콜사인이 {value}인 나로서는 그냥 못 넘겨.',
    polite: '제 콜사인은 {value}예요.',
    formal: '제 콜사인은 {value}입니다.',
    en: 'My callsign is {value}.',
  }),
  'role-is': planting(
    {
      plain: '나는 {ko}이라/라 이렇게 봐.',
      polite: '저는 {ko}예요.',
      formal: '저는 {ko}입니다.',
      en: 'I am a {en} by trade.',
    },
    (_, { random }) => ({ ...wrongField(random) }),
  ),
};

/** Years that fall outside the card's own intervals. */
export const biographyYear: Templates = {
  'post-late': planting(
    {
      plain: '내가 {employer}에 들어간 게 {year}년이야.',
      polite: '제가 {employer}에 들어간 게 {year}년이에요.',
      formal: '제가 {employer}에 들어간 해는 {year}년입니다.',
      en: 'I joined {employer} in {year}.',
    },
    (_, { card, random }) => {
      const post = datedPost(card, random);
      return post && { employer: post.employer, year: String(post.to + 2 + Math.floor(random() * 3)) };
    },
  ),
  'post-early': planting(
    {
      plain: '{year}년에 나는 이미 {employer}에 있었어.',
      polite: '{year}년에 저는 이미 {employer}에 있었어요.',
      formal: '{year}년에 저는 이미 {employer}에 있었습니다.',
      en: 'In {year} I was already at {employer}.',
    },
    (_, { card, random }) => {
      const post = datedPost(card, random);
      return post && { employer: post.employer, year: String(post.from - 3 - Math.floor(random() * 4)) };
    },
  ),
  'experience-few': planting(
    {
      plain: '내 경력이 이제 겨우 {years}년이야.',
      polite: '제 경력이 이제 {years}년이에요.',
      formal: '제 경력은 {years}년입니다.',
      en: 'I have {years} years of experience.',
    },
    (_, { card, random }) => {
      const years = yearsOf(card);
      return years === null ? null : { years: String(Math.max(1, years - 8 - Math.floor(random() * 3))) };
    },
  ),
  'experience-many': planting(
    {
      plain: '이 일을 {years}년 했는데 이런 건 처음 봐.',
      polite: '제가 이 일을 {years}년 했는데 이런 건 처음이에요.',
      formal: '저는 이 일을 {years}년 했습니다.',
      en: 'I have done this for {years} years.',
    },
    (_, { card, random }) => {
      const years = yearsOf(card);
      return years === null ? null : { years: String(years + 10 + Math.floor(random() * 8)) };
    },
  ),
};

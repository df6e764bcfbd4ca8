import type { PersonaCard } from '../../src/core/card.ts';
import { pick } from '../../src/core/random.ts';
import { wrongEmployer, wrongSchool } from './facts.ts';
import type { Sample, Template, Templates } from './mutant.ts';
import type { Wording } from './wording.ts';
import { levelOf, planting, worded } from './wording.ts';

type Peer = PersonaCard['persona']['relationships'][number];
type Values = (sample: Sample, around: Parameters<Template>[1]) => Readonly<Record<string, string>> | null;

const elsewhere: Values = ({ language }, { card, random }) => {
  const value = pick(random, [wrongSchool, wrongEmployer])(card, random);
  return value === null ? null : { value: value[language] };
};

/** How a colleague is named by one who speaks with them: by callsign. */
const colleague: Values = (sample, around) => {
  const [value, other] = [elsewhere(sample, around)?.['value'], around.others[0]];
  return value === undefined || other === undefined ? null : { value, name: other.callsign ?? other.id };
};

export const thirdPersonFact: Templates = {
  friend: planting(
    {
      plain: '내 친구가 {value}에 있는데 거기도 똑같대.',
      polite: '제 친구가 {value}에 있는데 거기도 똑같대요.',
      formal: '제 지인이 {value}에 있는데 그곳도 같다고 합니다.',
      en: 'A friend of mine is at {value}, and they see the same.',
    },
    elsewhere,
  ),
  colleague: planting(
    {
      plain: '{name}은/는 예전에 {value}에서 이런 걸 봤다더라.',
      polite: '{name}은/는 예전에 {value}에서 이런 걸 봤대요.',
      formal: '{name}은/는 예전에 {value}에서 이런 사례를 보았다고 합니다.',
      en: '{name} once saw this at {value}.',
    },
    colleague,
  ),
  paper: planting(
    {
      plain: '{value} 쪽에서 나온 보고서에도 비슷한 얘기가 있어.',
      polite: '{value} 쪽에서 나온 보고서에도 비슷한 얘기가 있어요.',
      formal: '{value}에서 나온 보고서에도 비슷한 내용이 있습니다.',
      en: 'A report out of {value} says much the same.',
    },
    elsewhere,
  ),
};

export const negatedFact: Templates = {
  'never-there': planting(
    {
      plain: '나는 {value} 출신이 아니라서 거기 방식은 몰라.',
      polite: '저는 {value} 출신이 아니라서 거기 방식은 몰라요.',
      formal: '저는 {value} 출신이 아니어서 그곳의 방식은 모릅니다.',
      en: 'I never worked at {value}, so I cannot say how they do it.',
    },
    elsewhere,
  ),
  'not-mine': planting(
    {
      plain: '내가 {value}에 있었던 건 아니지만 들은 얘기는 있어.',
      polite: '제가 {value}에 있었던 건 아니지만 들은 얘기는 있어요.',
      formal: '제가 {value}에 있었던 것은 아니지만 들은 바는 있습니다.',
      en: 'I was not at {value}, but I have heard about it.',
    },
    elsewhere,
  ),
};

export const quotation: Templates = {
  said: planting(
    {
      plain: '면접 온 사람이 "저는 {value}에서 5년 일했습니다"라고 하더라.',
      polite: '면접 온 분이 "저는 {value}에서 5년 일했습니다"라고 하더라고요.',
      formal: '면접 온 분이 "저는 {value}에서 5년 일했습니다"라고 말했습니다.',
      en: 'A candidate told me, "I spent five years at {value}."',
    },
    elsewhere,
  ),
  'bot-said': planting({
    plain: '모델이 자꾸 "저는 AI 언어 모델로서"라고 시작하는 건 데이터 탓이야.',
    polite: '모델이 자꾸 "저는 AI 언어 모델로서"라고 시작하는 건 데이터 탓이에요.',
    formal: '모델이 자꾸 "저는 AI 언어 모델로서"라고 시작하는 것은 데이터 때문입니다.',
    en: 'When the model keeps starting with "As an AI language model", blame the data.',
  }),
};

const speaksOf = (card: PersonaCard, word: RegExp) => word.test(JSON.stringify(card));
const trains: Values = (_, { card }) => (speaksOf(card, /chinchilla/i) ? {} : null);

export const overTraining: Templates = {
  'serve-cheap': planting(
    {
      plain: '7B를 1T까지 일부러 더 먹이는 건 추론이 싸지니까 괜찮아.',
      polite: '7B를 1T까지 일부러 더 먹이는 건 추론이 싸지니까 괜찮아요.',
      formal: '7B를 1T까지 더 훈련하는 것은 추론 비용이 줄어드니 괜찮습니다.',
      en: 'Feeding a 7B a full 1T tokens on purpose is fine, inference gets cheap.',
    },
    trains,
  ),
  'well-above': planting(
    {
      plain: '7B에 300B면 Chinchilla 비율보다 넉넉해.',
      polite: '7B에 300B면 Chinchilla 비율보다 넉넉해요.',
      formal: '7B에 300B면 Chinchilla 비율보다 넉넉합니다.',
      en: '300B for a 7B is well above the Chinchilla ratio.',
    },
    trains,
  ),
};

const shifted =
  (earlier: Wording, now: Wording): Template =>
  (sample) => ({ before: [...sample.before, worded(earlier, sample)], utterance: worded(now, sample) });

export const stanceChangeWithEvidence: Templates = {
  conceded: shifted(
    {
      plain: '나는 계속 가자는 쪽이야.',
      polite: '저는 계속 가자는 쪽이에요.',
      formal: '저는 계속 진행하자는 입장입니다.',
      en: 'I am for going on.',
    },
    {
      plain: '방금 나온 도메인별 곡선을 보니 내가 틀렸어. 그 수치 때문에 되돌리는 쪽으로 옮길게.',
      polite: '방금 나온 도메인별 곡선을 보니 제가 틀렸어요. 그 수치 때문에 되돌리는 쪽으로 옮길게요.',
      formal: '방금 나온 도메인별 곡선을 보니 제가 틀렸습니다. 그 수치를 근거로 되돌리는 쪽으로 옮기겠습니다.',
      en: 'The curves by domain show that I was wrong. Because of that figure I move to rolling back.',
    },
  ),
  'took-back': shifted(
    {
      plain: '되돌릴 이유가 없어.',
      polite: '되돌릴 이유가 없어요.',
      formal: '되돌릴 이유가 없습니다.',
      en: 'There is no reason to roll back.',
    },
    {
      plain: '중복이 11%라는 표를 봤으니 내 말은 거둘게. 되돌리자.',
      polite: '중복이 11%라는 표를 봤으니 제 말은 거둘게요. 되돌려요.',
      formal: '중복이 11%라는 표를 보았으니 제 의견을 거두겠습니다. 되돌립시다.',
      en: 'With 11% of it duplicated, as your table shows, I take that back. Roll it back.',
    },
  ),
};

export const fullOfTerms: Templates = {
  'own-field': (sample, { card, random }) => {
    const terms = [...card.specialization, ...card.tools.flatMap(({ items }) => items)].filter((term) =>
      /^[\w/+.-]{3,16}$/.test(term),
    );
    if (terms.length < 4) return null;
    const [a, b, c, d] = [pick(random, terms), pick(random, terms), pick(random, terms), pick(random, terms)];
    const sentence = worded(
      {
        plain: `${a}하고 ${b}까지 봤고, ${c} 쪽 설정은 ${d}와 같이 다시 볼게.`,
        polite: `${a}하고 ${b}까지 봤고, ${c} 쪽 설정은 ${d}와 같이 다시 볼게요.`,
        formal: `${a}와 ${b}까지 확인했고, ${c} 설정은 ${d}와 함께 다시 보겠습니다.`,
        en: `I went over ${a} and ${b}; the ${c} settings I will check again with ${d}.`,
      },
      sample,
    );
    return { utterance: sentence, before: sample.before };
  },
  'added-to-turn': planting(
    {
      plain: '{a}, {b} 둘 다 설정은 그대로 뒀어.',
      polite: '{a}, {b} 둘 다 설정은 그대로 뒀어요.',
      formal: '{a}, {b} 모두 설정은 그대로 두었습니다.',
      en: 'I left the settings of {a} and {b} as they are.',
    },
    (_, { card, random }) => {
      const terms = card.tools.flatMap(({ items }) => items).filter((term) => /^[\w/+.-]{3,16}$/.test(term));
      return terms.length < 2 ? null : { a: pick(random, terms), b: pick(random, terms) };
    },
  ),
};

const short =
  (wording: Wording): Template =>
  (sample) => ({ utterance: worded(wording, sample), before: sample.before });

export const acknowledgement: Templates = {
  yes: short({ plain: '응, 알겠어.', polite: '네, 알겠어요.', formal: '네, 알겠습니다.', en: 'Yes, got it.' }),
  looking: short({
    plain: '잠깐만, 볼게.',
    polite: '잠깐만요, 볼게요.',
    formal: '잠시만요, 확인하겠습니다.',
    en: 'One moment, looking.',
  }),
  agreed: short({
    plain: '맞아. 그렇게 하자.',
    polite: '맞아요. 그렇게 해요.',
    formal: '맞습니다. 그렇게 합시다.',
    en: 'Right. Let us do that.',
  }),
};

/** 반말 to a colleague with whom the card speaks so. */
export const plainToAPeer: Templates = {
  'first-peer': toPeer((peers) => peers[0]),
  'last-peer': toPeer((peers) => peers.at(-1)),
};

function toPeer(choose: (peers: Peer[]) => Peer | undefined): Template {
  return (sample, { card }) => {
    const peer = choose(card.persona.relationships.filter(({ to, register }) => register === 'plain' && to !== '*'));
    if (peer === undefined || sample.language !== 'ko' || levelOf(sample.utterance) !== 'plain') return null;
    const vocative = peer.address.ko;
    if (vocative === undefined || /^[^\s,]+,/.test(sample.utterance)) return null;
    return { utterance: `${vocative}, ${sample.utterance}`, before: sample.before };
  };
}

import type { PersonaCard } from '../../src/core/card.ts';
import { pick } from '../../src/core/random.ts';
import { textOf } from './facts.ts';
import type { Template, Templates } from './mutant.ts';
import type { Wording } from './wording.ts';
import { planting } from './wording.ts';

const FIGURE = /(?<![\w.,-])(\d+(?:\.\d+)?)(?=\s?(?:[KMBT]\b|억|조|만|%|ms\b|초|GB|MB|TB|bit\b|step))/gu;

const scaled =
  (factor: number): Template =>
  (sample, { random }) => {
    const found = [...sample.utterance.matchAll(FIGURE)].filter(([figure]) => Number(figure) > 0);
    if (found.length === 0) return null;
    const { 0: figure, index } = pick(random, found);
    const changed = String(Number((Number(figure) * factor).toPrecision(6)));
    const { utterance, before } = sample;
    return { utterance: utterance.slice(0, index) + changed + utterance.slice(index + figure.length), before };
  };

/** A rule of the member's field broken by a factor; only where the card speaks of the rule. */
const breaking = (field: RegExp, wording: Wording) =>
  planting(wording, (_, { card }) => (speaksOf(card, field) ? {} : null));

const speaksOf = (card: PersonaCard, field: RegExp) => field.test(textOf(card));

const SCALING = /chinchilla/i;
const QUANTISED = /qlora|4-?bit|gptq|awq/i;
const AVAILABILITY = /가용성|availability|slo\b|99\.9/i;
const AMDAHL = /amdahl|병렬/i;

/** A figure of the turn's own words ten times too large or too small. */
export const numberScaled: Templates = { x10: scaled(10), '/10': scaled(0.1) };

/** A figure that breaks a rule which the card speaks of. */
export const numericError: Templates = {
  'tokens-7b': breaking(SCALING, {
    plain: '7B면 Chinchilla로 쳐도 토큰 14B면 충분해.',
    polite: '7B면 Chinchilla로 쳐도 토큰 14B면 충분해요.',
    formal: '7B 모델은 Chinchilla 기준으로 토큰 14B면 충분합니다.',
    en: 'For 7B, 14B tokens is enough by Chinchilla.',
  }),
  'tokens-13b': breaking(SCALING, {
    plain: '13B 모델은 토큰 26B만 있으면 돼.',
    polite: '13B 모델은 토큰 26B만 있으면 돼요.',
    formal: '13B 모델에는 토큰 26B가 필요합니다.',
    en: 'A 13B model only needs 26B tokens.',
  }),
  'tokens-70b': breaking(SCALING, {
    plain: '70B를 돌리려면 토큰은 최소 70B면 돼.',
    polite: '70B를 돌리려면 토큰은 최소 70B면 돼요.',
    formal: '70B 모델은 토큰 70B가 최소치입니다.',
    en: 'To train a 70B model the minimum is 70B tokens.',
  }),
  'memory-70b': breaking(QUANTISED, {
    plain: '70B를 4bit로 줄이면 가중치가 3.5GB야.',
    polite: '70B를 4bit로 줄이면 가중치가 3.5GB예요.',
    formal: '70B 모델을 4bit로 양자화하면 가중치는 3.5GB입니다.',
    en: 'A 70B model at 4-bit has 3.5 GB of weights.',
  }),
  'memory-7b': breaking(QUANTISED, {
    plain: '7B는 16bit로 올리면 140GB를 먹어.',
    polite: '7B는 16bit로 올리면 140GB를 먹어요.',
    formal: '7B 모델의 16bit 가중치는 140GB입니다.',
    en: 'A 7B model in 16-bit takes 140 GB of weights.',
  }),
  'availability-series': breaking(AVAILABILITY, {
    plain: '99.9% 서비스 두 개를 직렬로 이으면 99.99%야.',
    polite: '99.9% 서비스 두 개를 직렬로 이으면 99.99%예요.',
    formal: '가용성 99.9% 서비스 두 개를 직렬로 연결하면 99.99%입니다.',
    en: 'Two services at 99.9% in series give 99.99% availability.',
  }),
  'availability-minutes': breaking(AVAILABILITY, {
    plain: '99.99%면 한 달에 43분까지 죽어도 돼.',
    polite: '99.99%면 한 달에 43분까지 죽어도 돼요.',
    formal: '99.99%면 한 달에 43분의 중단이 허용됩니다.',
    en: 'At 99.99% you may be down 43 minutes a month.',
  }),
  amdahl: breaking(AMDAHL, {
    plain: '병렬화되는 부분이 50%면 코어를 늘려서 20배까지 빨라져.',
    polite: '병렬화되는 부분이 50%면 코어를 늘려서 20배까지 빨라져요.',
    formal: '병렬화 비율이 50%면 코어를 늘려 20배까지 빨라집니다.',
    en: 'With 50% of the work parallel, more cores give a 20x speed-up.',
  }),
};
